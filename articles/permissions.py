"""Who may. `check_x` raises NotAllowed with the sentence to show, `can_x` asks.

Two questions are kept apart: may this person do such things at all (a permission that a role carries), and
may this person do it here (independence). The second has no exception, for a superuser neither.
"""

from collections.abc import Callable, Collection
from typing import Any, Protocol

from articles.enums import Role
from articles.errors import NotAllowed


class Person(Protocol):
    """What is asked of a user."""

    pk: Any
    is_active: bool

    def has_perm(self, perm: str) -> bool: ...


# Permission -> the words for it, and the roles that carry it. The migration makes the groups from this table.
PERMISSIONS: dict[str, tuple[str, tuple[Role, ...]]] = {
    "use_desk": ("use the desk", (Role.REPORTER, Role.REVIEWER, Role.EDITOR, Role.ADMINISTRATOR)),
    "import_article": ("import articles", (Role.REPORTER, Role.EDITOR, Role.ADMINISTRATOR)),
    "edit_article": ("edit articles", (Role.REPORTER, Role.EDITOR, Role.ADMINISTRATOR)),
    "decide_finding": ("decide on findings", (Role.REPORTER, Role.EDITOR, Role.ADMINISTRATOR)),
    "edit_claim": ("edit claims", (Role.REPORTER, Role.EDITOR, Role.ADMINISTRATOR)),
    "edit_source": ("edit sources and cite them", tuple(Role)),
    "retract_source": ("mark sources as retracted", (Role.EDITOR, Role.ADMINISTRATOR)),
    "submit_article": ("submit articles to review", (Role.REPORTER, Role.EDITOR, Role.ADMINISTRATOR)),
    "review_claim": ("review claims", (Role.REVIEWER, Role.EDITOR, Role.ADMINISTRATOR)),
    "adjudicate_claim": ("adjudicate disputed claims", (Role.REVIEWER, Role.EDITOR, Role.ADMINISTRATOR)),
    "assign_claim": ("give claims to reviewers", (Role.EDITOR, Role.ADMINISTRATOR)),
    "reopen_claim": ("open a new round for a decided claim", (Role.EDITOR, Role.ADMINISTRATOR)),
    "set_review_policy": ("set how many reviews claims get", (Role.EDITOR, Role.ADMINISTRATOR)),
    "publish_article": ("publish, unpublish and retract", (Role.EDITOR, Role.ADMINISTRATOR)),
    "answer_objection": ("answer objections of readers", (Role.EDITOR, Role.ADMINISTRATOR)),
    "merge_tags": ("merge tags", (Role.EDITOR, Role.ADMINISTRATOR)),
    "edit_rule": ("edit rules and decide on campaigns", (Role.EDITOR, Role.ADMINISTRATOR)),
    "edit_scale": ("change the labels of verdicts", (Role.ADMINISTRATOR,)),
    "delete_tag": ("delete tags", (Role.ADMINISTRATOR,)),
}


def permissions_of(role: Role) -> list[str]:
    """The code names of the permissions that a role carries."""
    return [name for name, (_, roles) in PERMISSIONS.items() if role in roles]


def check_may(person: Person | None, permission: str) -> None:
    """Raises NotAllowed unless the person carries the permission. None is the system itself and may."""
    if person is None:
        return
    if not person.is_active or not person.has_perm(f"articles.{permission}"):
        words, roles = PERMISSIONS[permission]
        who = " or ".join(role.label.lower() for role in roles)
        raise NotAllowed(f"You may not {words}; that takes the role {who}. Ask an administrator.")


def can_may(person: Person, permission: str) -> bool:
    return _asks(check_may, person, permission)


def check_independent(person: Person, *, involved: Collection[int], written_by: int | None) -> None:
    """Raises NotAllowed when the person wrote the claim, or imported or last edited an article it stands in."""
    if written_by is not None and person.pk == written_by:
        raise NotAllowed("You wrote this claim; somebody else has to review it.")
    if person.pk in involved:
        raise NotAllowed(
            "You imported, wrote or last edited an article with this claim; somebody else reviews it."
        )


def can_review(person: Person, *, involved: Collection[int], written_by: int | None) -> bool:
    return _asks(check_may, person, "review_claim") and _asks(
        check_independent, person, involved=involved, written_by=written_by
    )


def check_answerer(person: Person, *, near: Collection[int]) -> None:
    """Raises NotAllowed when the person wrote the claim, or reviewed it, that an objection is about (`near`)."""
    if person.pk in near:
        raise NotAllowed("You wrote this claim or reviewed it; somebody else answers what readers object to.")


def can_answer(person: Person, *, near: Collection[int]) -> bool:
    return _asks(check_may, person, "answer_objection") and _asks(check_answerer, person, near=near)


def check_not_submitter(person: Person | None, *, submitted_by: int | None) -> None:
    """Raises NotAllowed when the person who publishes is the one who submitted."""
    if person is not None and submitted_by is not None and person.pk == submitted_by:
        raise NotAllowed("You submitted this article; somebody else has to publish it.")


def can_publish(person: Person, *, submitted_by: int | None) -> bool:
    return _asks(check_may, person, "publish_article") and _asks(
        check_not_submitter, person, submitted_by=submitted_by
    )


def can_see_loads(person: Person) -> bool:
    """Whether they see what everybody has and finished: who gives out claims needs it, others see their own."""
    return can_may(person, "assign_claim")


def _asks(check: Callable[..., None], *args: Any, **kwargs: Any) -> bool:
    try:
        check(*args, **kwargs)
    except NotAllowed:
        return False
    return True
