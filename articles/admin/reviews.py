"""Reviews, who has taken what, and the labels of the verdicts. A sealed review is not there for anybody else."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from articles.admin.base import RecordAdmin, cut
from articles.admin.show import pretty, whole
from articles.models import Absence, Assignment, RatingScale, Review


@admin.register(Review)
class ReviewAdmin(RecordAdmin):
    desk_of = "claim"
    list_display = (cut("claim", "Claim"), "round", "kind", "verdict", "reviewer", "created_at")
    list_filter = ("kind", "verdict")
    list_select_related = ("claim", "reviewer")
    search_fields = ("reviewer__username",)
    search_help_text = (
        "Who reviewed. Reviews of rounds that are still open are sealed: only their author sees them."
    )
    fields = (
        "claim", "round", "kind", "reviewer", "verdict", whole("rationale", "Reason"), "evidence", "scale",
        "claim_digest", "created_at",
    )  # fmt: skip

    def get_queryset(self, request: HttpRequest) -> QuerySet[Review]:
        return super().get_queryset(request).visible_to(request.user)


@admin.register(Assignment)
class AssignmentAdmin(RecordAdmin):
    desk_of = "claim"
    list_display = (cut("claim", "Claim"), "round", "reviewer", "taken_at", "due_at", "ended_at")
    list_filter = (("ended_at", admin.EmptyFieldListFilter),)
    list_select_related = ("claim", "reviewer")
    search_fields = ("reviewer__username",)
    fields = ("claim", "round", "reviewer", "taken_at", "due_at", "ended_at")


@admin.register(Absence)
class AbsenceAdmin(RecordAdmin):
    """People say at the desk, beside the queue, that they are away."""

    list_display = ("person", "back_on")
    list_select_related = ("person",)
    search_fields = ("person__username",)
    fields = ("person", "back_on")


@admin.register(RatingScale)
class RatingScaleAdmin(RecordAdmin):
    """Reviews name the version they were made with, so it stays as it is. New ones are made at the desk."""

    list_display = ("name", "version", "is_default")
    fields = ("name", "version", "is_default", pretty("labels", "Labels"), pretty("meanings", "Meanings"))
