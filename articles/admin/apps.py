"""Makes Django's admin this project's own site."""

from importlib import import_module

from django.contrib.admin.apps import AdminConfig


class NewsroomAdminConfig(AdminConfig):
    default_site = "articles.admin.site.NewsroomAdminSite"

    def ready(self) -> None:
        """Registers everything. Django's discovery passes this package over: this module made it known too early."""
        super().ready()
        import_module("articles.admin.registry")
