"""The addresses of the API, one for each path of the table; what is not in it is a 404 in JSON."""

from django.urls import path, re_path

from articles.api.document import openapi
from articles.api.door import door, nothing_here
from articles.api.routes import by_path

app_name = "api"
urlpatterns = [
    path("openapi.json", openapi, name="openapi"),
    *(
        path(where, door(methods), name=next(iter(methods.values())).name)
        for where, methods in by_path().items()
    ),
    re_path("(?P<path>.*)", nothing_here, name="nothing-here"),
]
