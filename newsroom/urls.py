"""All addresses: the admin, the desk, the API, what readers send, and everything else from the table of pages."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("admin/", admin.site.urls),
    path("desk/", include("articles.desk.urls")),
    path("api/v1/", include("articles.api.urls")),
    path("", include("articles.readers.urls")),
    path("", include("articles.public.urls")),
]
