"""Who may: every role with every permission, and the rules of independence."""

import pytest
from django.contrib.auth.models import Group

from articles.enums import Role
from articles.errors import NotAllowed
from articles.permissions import (
    PERMISSIONS,
    can_answer,
    can_may,
    can_publish,
    can_review,
    check_independent,
    check_may,
    check_not_submitter,
    permissions_of,
)
from tests import factories

REPORTER = {"use_desk", "import_article", "edit_article", "decide_finding", "edit_claim", "edit_source"}
REPORTER |= {"submit_article"}
REVIEWER = {"use_desk", "edit_source", "review_claim", "adjudicate_claim"}
EDITOR = REPORTER | REVIEWER | {"assign_claim", "reopen_claim", "publish_article", "merge_tags", "edit_rule"}
EDITOR |= {"retract_source", "set_review_policy", "answer_objection"}
MAY = {
    Role.REPORTER: REPORTER,
    Role.REVIEWER: REVIEWER,
    Role.EDITOR: EDITOR,
    Role.ADMINISTRATOR: EDITOR | {"delete_tag", "edit_scale"},
}


@pytest.mark.parametrize("role", Role)
def test_permissions_of_role(role):
    assert set(permissions_of(role)) == MAY[role]


@pytest.mark.django_db
@pytest.mark.parametrize("role", Role)
def test_group_from_migration_carries_the_same(role):
    group = Group.objects.get(name=role)
    carried = set(
        group.permissions.filter(content_type__app_label="articles").values_list("codename", flat=True)
    )
    assert carried & PERMISSIONS.keys() == MAY[role]


@pytest.mark.django_db
@pytest.mark.parametrize("role", [*Role, None])
@pytest.mark.parametrize("permission", PERMISSIONS)
def test_person_with_role_may(role, permission):
    person = factories.person(role)
    assert can_may(person, permission) == (role is not None and permission in MAY[role])


@pytest.mark.django_db
def test_inactive_person_may_nothing():
    person = factories.person(Role.EDITOR, is_active=False)
    with pytest.raises(
        NotAllowed, match="You may not publish, unpublish and retract; that takes the role editor"
    ):
        check_may(person, "publish_article")


def test_system_may_without_a_person():
    assert check_may(None, "publish_article") is None


@pytest.mark.django_db
@pytest.mark.parametrize("is_superuser", [False, True])
def test_independence_has_no_exception(is_superuser):
    person = factories.person(Role.ADMINISTRATOR, is_superuser=is_superuser)
    assert can_review(person, involved=set(), written_by=None)
    assert not can_review(person, involved={person.pk}, written_by=None)
    assert not can_review(person, involved=set(), written_by=person.pk)
    with pytest.raises(NotAllowed, match="You wrote this claim"):
        check_independent(person, involved=set(), written_by=person.pk)
    with pytest.raises(NotAllowed, match="You imported, wrote or last edited"):
        check_independent(person, involved={person.pk}, written_by=None)


@pytest.mark.django_db
@pytest.mark.parametrize("is_superuser", [False, True])
def test_who_answers_had_no_part_in_the_verdict(is_superuser):
    person = factories.person(Role.EDITOR, is_superuser=is_superuser)
    assert can_answer(person, near=set())
    assert not can_answer(person, near={person.pk})
    assert not can_answer(factories.person(Role.REVIEWER), near=set())


@pytest.mark.django_db
@pytest.mark.parametrize("is_superuser", [False, True])
def test_publisher_is_not_the_submitter(is_superuser):
    person = factories.person(Role.EDITOR, is_superuser=is_superuser)
    assert can_publish(person, submitted_by=None)
    assert not can_publish(person, submitted_by=person.pk)
    with pytest.raises(NotAllowed, match="You submitted this article"):
        check_not_submitter(person, submitted_by=person.pk)
