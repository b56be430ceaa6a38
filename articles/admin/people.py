"""Accounts and roles: for administrators. What a role may do is set by migration and shown here."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.forms import AdminPasswordChangeForm
from django.contrib.auth.models import Group, Permission, User
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html

from articles.enums import Role

admin.site.unregister(User)
admin.site.unregister(Group)


class PasswordForm(AdminPasswordChangeForm):
    """Django puts its warning into a list, and the list into a paragraph, where none may stand."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["usable_password"].help_text = format_html(
            '{} <strong id="id_unusable_warning">{}</strong>',
            "Whether this person can log in with a password.",
            "If disabled, the present one is lost.",
        )


@admin.register(User)
class PersonAdmin(UserAdmin):
    """An administrator does not become a superuser here, and does not take over the account of one."""

    change_password_form = PasswordForm
    list_display = ("username", "email", "roles", "is_active", "is_staff", "last_login")
    list_filter = ("is_active", "is_staff", "is_superuser", "groups")
    search_fields = ("username", "email", "first_name", "last_name")
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    list_per_page = 50
    actions = None
    filter_horizontal = ()
    readonly_fields = ("last_login", "date_joined")
    fieldsets = (
        (None, {"fields": ("username", "password", "first_name", "last_name", "email")}),
        (
            "What they may do",
            {
                "fields": ("is_active", "groups", "is_staff", "is_superuser"),
                "description": "To end an account, switch “active” off. The record names people, so none is deleted.",
            },
        ),
        ("Dates", {"fields": ("last_login", "date_joined")}),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        return super().get_queryset(request).prefetch_related("groups")

    @admin.display(description="Roles")
    def roles(self, user: User) -> str:
        return ", ".join(sorted(group.name for group in user.groups.all()))

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        above = obj is not None and obj.is_superuser and not request.user.is_superuser
        return not above and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return False

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> tuple[str, ...]:
        own = ("is_superuser",) if not request.user.is_superuser else ()
        return (*self.readonly_fields, *own)

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Roles to tick. Other groups, which only a superuser makes, only a superuser gives."""
        if db_field.name == "groups":
            roles = Group.objects.order_by("name")
            kwargs["queryset"] = roles if request.user.is_superuser else roles.filter(name__in=Role.values)
            kwargs["widget"] = forms.CheckboxSelectMultiple
            return db_field.formfield(**kwargs, help_text="A person may have several roles.")
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """A group that this administrator was not shown stays."""
        unseen = []
        if change and not request.user.is_superuser:
            unseen = list(form.instance.groups.exclude(name__in=Role.values))
        super().save_related(request, form, formsets, change)
        form.instance.groups.add(*unseen)


@admin.register(Group)
class RoleAdmin(GroupAdmin):
    """The four roles are what the handbook says; further groups are a superuser's own affair."""

    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    actions = None
    filter_horizontal = ()

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """To tick, as roles are: Django's two lists are made by a script and have no names."""
        return super().formfield_for_manytomany(
            db_field, request, widget=forms.CheckboxSelectMultiple, **kwargs
        )

    def has_change_permission(self, request: HttpRequest, obj: Group | None = None) -> bool:
        return not _is_role(obj) and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Group | None = None) -> bool:
        return not _is_role(obj) and super().has_delete_permission(request, obj)

    def get_fields(self, request: HttpRequest, obj: Group | None = None) -> tuple[str, ...]:
        return ("name", "may") if _is_role(obj) else ("name", "permissions")

    @admin.display(description="May")
    def may(self, group: Group) -> str:
        names = Permission.objects.filter(group=group).order_by("name").values_list("name", flat=True)
        return ", ".join(name.removeprefix("Can ") for name in names)


def _is_role(group: Group | None) -> bool:
    return group is not None and group.name in Role.values
