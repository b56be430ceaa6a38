"""The one query for what a person may gives what Django's own two give."""

import pytest
from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import Group, Permission, User

from articles.enums import Role
from articles.permissions import permissions_of
from tests.rights.rows import PEOPLE

pytestmark = pytest.mark.django_db


def of_django(person: User) -> set[str]:
    return ModelBackend().get_all_permissions(User.objects.get(pk=person.pk))


@pytest.mark.parametrize("who", PEOPLE[1:])
def test_everybody_may_what_django_says(who, request):
    person = request.getfixturevalue(who)
    assert person.get_all_permissions() == of_django(person)


def test_rights_of_two_roles_and_one_of_ones_own_add_up(outsider, django_assert_num_queries):
    outsider.groups.set(Group.objects.filter(name__in=[Role.REPORTER, Role.REVIEWER]))
    outsider.user_permissions.add(Permission.objects.get(codename="edit_scale"))
    with django_assert_num_queries(1):
        found = outsider.get_all_permissions()
    names = {*permissions_of(Role.REPORTER), *permissions_of(Role.REVIEWER), "edit_scale"}
    assert found == of_django(outsider) == {f"articles.{name}" for name in names}
    with django_assert_num_queries(0):
        assert outsider.has_perm("articles.edit_scale")
        assert not outsider.has_perm("articles.delete_tag")
        assert not outsider.has_perm("articles.edit_scale", obj=outsider)


def test_who_has_left_may_nothing(editor):
    editor.is_active = False
    assert editor.get_all_permissions() == set()
