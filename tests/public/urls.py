"""The public side alone."""

from django.urls import include, path

urlpatterns = [path("", include("articles.public.urls"))]
