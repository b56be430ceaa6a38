"""The admin site: its names, links back to the desk, and what no page of it offers."""

from functools import wraps
from typing import Any
from urllib.parse import unquote

from django.contrib.admin import AdminSite
from django.http import Http404, HttpRequest, HttpResponse


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
