"""Accounts in the admin: administrators keep them, and nobody climbs by them."""

import pytest
from django.contrib.auth.models import Group, User

from articles.enums import Role
from tests import factories
from tests.admin.posts import fields_of

LIST = "/admin/auth/user/"


def change(person: User) -> str:
    return f"{LIST}{person.pk}/change/"


def save(client, person: User, **changes):
    form = client.get(change(person)).context["adminform"].form
    data = {name: value for name, value in fields_of(form).items() if name not in ("groups", "password")}
    data = {name: value for name, value in data.items() if value != "False"}
    data["groups"] = [group.pk for group in person.groups.all()]
    return client.post(change(person), data | changes)


@pytest.fixture
def client(client_for, administrator):
    return client_for(administrator)


def test_administrator_makes_an_account_and_gives_it_a_role(client):
    words = {"username": "nora", "usable_password": "true"}
    answer = client.post(
        f"{LIST}add/", words | {"password1": "long enough pass", "password2": "long enough pass"}
    )
    assert answer.status_code == 302
    nora = User.objects.get(username="nora")
    editor = Group.objects.get(name="editor")
    assert save(client, nora, is_staff="on", groups=[editor.pk]).status_code == 302
    nora.refresh_from_db()
    assert (nora.is_staff, nora.is_superuser, list(nora.groups.all())) == (True, False, [editor])


def test_administrator_does_not_become_a_superuser(client, administrator):
    assert save(client, administrator, is_superuser="on", user_permissions=["1"]).status_code == 302
    administrator.refresh_from_db()
    assert not administrator.is_superuser
    assert not administrator.user_permissions.exists()


def test_administrator_does_not_take_over_a_superuser(client, superuser):
    assert client.get(change(superuser)).status_code == 200
    assert client.post(change(superuser), {"username": "mine"}).status_code == 403
    new = {"password1": "another long pass", "password2": "another long pass"}
    assert client.post(f"{LIST}{superuser.pk}/password/", new).status_code == 403
    superuser.refresh_from_db()
    assert superuser.username == "root"
    assert superuser.check_password(factories.PASSWORD)


def test_group_of_a_superuser_is_neither_given_nor_taken(client, reporter):
    own = Group.objects.create(name="archive")
    reporter.groups.add(own)
    assert save(client, reporter, groups=[Group.objects.get(name="reviewer").pk]).status_code == 302
    assert sorted(reporter.groups.values_list("name", flat=True)) == ["archive", "reviewer"]
    other = factories.person(Role.REPORTER)
    assert save(client, other, groups=[own.pk]).status_code == 200
    assert list(other.groups.values_list("name", flat=True)) == ["reporter"]


def test_nobody_deletes_an_account(client_for, superuser, reporter):
    client = client_for(superuser)
    assert client.post(f"{LIST}{reporter.pk}/delete/", {"post": "yes"}).status_code == 403
    client.post(
        LIST, {"action": "delete_selected", "_selected_action": reporter.pk, "post": "yes", "index": 0}
    )
    assert User.objects.filter(pk=reporter.pk).exists()


def test_roles_stay_as_the_migration_made_them(client_for, superuser):
    client = client_for(superuser)
    role = Group.objects.get(name="reporter")
    before = set(role.permissions.values_list("codename", flat=True))
    url = f"/admin/auth/group/{role.pk}/"
    assert client.post(f"{url}change/", {"name": "boss", "permissions": []}).status_code == 403
    assert client.post(f"{url}delete/", {"post": "yes"}).status_code == 403
    role.refresh_from_db()
    assert (role.name, set(role.permissions.values_list("codename", flat=True))) == ("reporter", before)
    assert b"decide on findings" in client.get(f"{url}change/").content


def test_password_hashes_cannot_be_searched(client):
    assert client.get(LIST, {"password__startswith": "md5"}).status_code == 400
