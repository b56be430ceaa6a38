"""What readers send, and what is meant for one of them alone; all else that is public is a finished page."""

from django.urls import path

from articles.readers import objections

urlpatterns = [
    path("claims/<int:pk>/object/", objections.object_to_claim, name="object"),
    path("objections/<slug:key>/", objections.follow, name="follow-objection"),
]
