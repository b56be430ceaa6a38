"""The admin site: its names, links back to the desk, and what no page of it offers."""

from functools import wraps
from typing import Any
from urllib.parse import unquote

from django.contrib.admin import AdminSite
from django.http import Http404, HttpRequest, HttpResponse

# What is worked on first, then what belongs to it, then what readers get.
ORDER = [
    "Article",
    "Claim",
    "Source",
    "Tag",
    "Revision",
    "Finding",
    "Appearance",
    "Match",
    "Snapshot",
    "SourceCheck",
    "Citation",
    "Assignment",
    "Absence",
    "Review",
    "Edition",
    "Correction",
    "EditionEntry",
    "Page",
    "SourceRetraction",
    "AnsweredObjection",
    "Fragment",
    "Rule",
    "Event",
    "RatingScale",
    "TagAlias",
    "Generation",
    "User",
    "Group",
]
APPS = {"articles": "Newsroom", "auth": "People"}


class NewsroomAdminSite(AdminSite):
    site_header = "Newsroom admin"
    site_title = "Newsroom admin"
    index_title = "Everything on record"
    site_url = "/desk/"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.disable_action("delete_selected")

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        """A page of the admin. PostgreSQL refuses to look for a NUL, so no address with one names anything."""

        @wraps(view)
        def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if "\0" in unquote(request.get_full_path()):
                raise Http404
            return view(request, *args, **kwargs)

        return super().admin_view(checked, cacheable)

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        apps = super().get_app_list(request, app_label)
        for app in apps:
            app["name"] = APPS[app["app_label"]]
            app["models"].sort(key=lambda model: ORDER.index(model["object_name"]))
        return sorted(apps, key=lambda app: list(APPS).index(app["app_label"]))
