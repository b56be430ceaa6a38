"""What every page of the admin shares.

RecordAdmin shows and never changes, for the superuser too: what a workflow owns has one way in, its action.
ActionAdmin also writes, through the action behind its form.
"""

from collections.abc import Callable, Sequence
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.http import urlencode
from django.utils.text import Truncator
from django.views.decorators.csrf import csrf_protect

from articles.admin.forms import ActionForm
from articles.permissions import can_may


class RecordAdmin(admin.ModelAdmin):
    """Read-only. `desk_of` is the way from a row to the thing that has a page at the desk ("" is the row itself)."""

    actions: Any = None
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    view_on_site = False
    list_per_page = 50
    list_max_show_all = 0
    # Filters by what a row belongs to, for the links of other pages.
    linked_by: Sequence[str] = ()
    desk_of: str | None = None

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def lookup_allowed(self, lookup: str, value: Any, request: HttpRequest | None = None) -> bool:
        return lookup in self.linked_by or super().lookup_allowed(lookup, value, request)

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The log has the history; Django keeps none of its own."""
        row = self.get_object(request, admin.utils.unquote(object_id))
        if row is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if not self.has_view_or_change_permission(request, row):
            raise PermissionDenied
        return redirect(listing("event", object_type=self.opts.model_name, object_id=row.pk))

    def log_addition(self, *args: Any) -> None:
        """The action wrote its Event."""

    log_change = log_deletions = log_addition

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        row = context.get("original")
        if row is not None and self.desk_of is not None and can_may(request.user, "use_desk"):
            thing = follow(row, self.desk_of)
            context["desk_url"] = thing.get_desk_url() if thing is not None else ""
        return super().render_change_form(request, context, *args, **kwargs)


class ActionAdmin(RecordAdmin):
    """Writes through actions: `form` changes a thing, `add_form` makes one. `kept` is what neither sets."""

    form: type[ActionForm]
    add_form: type[ActionForm] | None = None
    add_right = ""
    change_right = ""
    shown: Sequence[Any] = ()  # in place of the form, for who may only look
    kept: Sequence[Any] = ()
    kept_title = "On record"

    def has_add_permission(self, request: HttpRequest) -> bool:
        allowed = admin.ModelAdmin.has_add_permission(self, request)
        return self.add_form is not None and allowed and can_may(request.user, self.add_right)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        allowed = admin.ModelAdmin.has_change_permission(self, request, obj)
        return allowed and can_may(request.user, self.change_right)

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> type[ActionForm]:
        form = self.form if obj is not None else self.add_form or self.form
        return type(form.__name__, (form,), {"by": request.user})

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        if obj is None:
            return [(None, {"fields": list((self.add_form or self.form).base_fields)})]
        fields = self.form.base_fields if self.has_change_permission(request, obj) else self.shown
        return [(None, {"fields": list(fields)}), (self.kept_title, {"fields": list(self.kept)})]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Sequence[Any]:
        return self.kept if obj is not None else ()

    @method_decorator(csrf_protect)
    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Without Django's transaction around it: the actions parse first and open their own, short ones."""
        return self._changeform_view(request, object_id, form_url, extra_context)

    def save_form(self, request: HttpRequest, form: ActionForm, change: bool) -> Model:
        return form.made

    def save_model(self, *args: Any, **kwargs: Any) -> None:
        """The form's action has written already."""

    save_related = save_model


def follow(row: Any, way: str) -> Any:
    """What stands at the end of a dotted way from a row; None where it breaks off."""
    for step in way.split(".") if way else ():
        row = getattr(row, step) if row is not None else None
    return row


def listing(model: str, **filters: Any) -> str:
    """The address of a model's list, narrowed."""
    return reverse(f"admin:articles_{model}_changelist") + (f"?{urlencode(filters)}" if filters else "")


def cut(name: str, label: str, length: int = 90) -> Callable[[Any], str]:
    """A column with the first characters of a long text."""

    @admin.display(description=label, ordering=name)
    def column(row: Any) -> str:
        return Truncator(" ".join(str(follow(row, name.replace("__", "."))).split())).chars(length)

    column.__name__ = name
    return column
