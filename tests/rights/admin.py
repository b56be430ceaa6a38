"""The admin: for each model the rights to add, to change and to delete ("" is nobody), and one way to use each.

What is sent goes through the form as a browser shows it. Only staff come in: editors, administrators, superusers.
"""

from typing import Any

from tests.rights.states import MORE

STAFF = ("editor", "administrator", "superuser")
# What a workflow owns is looked at and never changed; somebody has to hold each of Django's own rights too.
LOOKED_AT = [
    "revision",
    "finding",
    "appearance",
    "snapshot",
    "citation",
    "assignment",
    "review",
    "ratingscale",
    "edition",
    "editionentry",
    "page",
    "correction",
    "event",
    "tagalias",
    "fragment",
    "rule",
    "absence",
    "sourcecheck",
    "sourceretraction",
    "match",
    "answeredobjection",
    "generation",
]
PEOPLE_OF_THE_SITE = ("administrator", "superuser")
# Model -> who may add, change, delete.
MODELS: dict[str, tuple[tuple[str, ...], ...]] = dict.fromkeys(LOOKED_AT, ((), (), ())) | {
    "article": (STAFF, STAFF, ()),
    "claim": ((), STAFF, ()),
    "source": (STAFF, STAFF, ()),
    "tag": (STAFF, STAFF, PEOPLE_OF_THE_SITE),
    "user": (PEOPLE_OF_THE_SITE, PEOPLE_OF_THE_SITE, ()),
    "group": (("superuser",), (), ()),
}
# Besides the pages of models: addresses that change a session, a password, or nothing.
OTHER = {"index", "login", "logout", "password_change", "password_change_done", "autocomplete", "jsi18n", "view_on_site",
         "app_list", "auth_user_password_change"}  # fmt: skip
PAGES = ("changelist", "add", "change", "delete", "history")

# (model, page) -> what to change in its form.
SENT: dict[tuple[str, str], dict[str, Any]] = {
    ("article", "add"): {"text": MORE},
    ("article", "change"): {"byline": "By us"},
    ("claim", "change"): {"claimant": "Petra Lind"},
    ("source", "add"): {"name": "Log", "kind": "document"},
    ("source", "change"): {"note": "New."},
    ("tag", "add"): {"name": "Cranes"},
    ("tag", "change"): {"name": "Docks"},
}
