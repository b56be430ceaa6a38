"""Rating scales at the desk: versions and who uses them, a new one with its preview, which one is in force."""

import pytest
from django.urls import reverse

from articles.actions.scales import scale_in_force
from articles.enums import Verdict
from articles.models import Event, RatingScale
from tests import factories
from tests.desk.test_reviews import words_of


@pytest.fixture
def scale(db) -> RatingScale:
    return scale_in_force()


def form_of(scale: RatingScale, **change) -> dict:
    """What the form sends when nothing but `change` is touched."""
    data = {"name": scale.name, "seen": scale.version, "languages": scale.languages, "another": ""}
    for language in scale.languages:
        for verdict in Verdict.values:
            label = scale.label(verdict, language)
            data |= {
                f"label-{language}-{verdict}": label.words,
                f"meaning-{language}-{verdict}": label.meaning,
            }
    return data | {"do": "save"} | change


def address(scale: RatingScale, name: str = "next-scale") -> str:
    return reverse(f"desk:{name}", args=[scale.pk])


def test_list_says_who_uses_which_version(scale, reporter, reviewer, client_for):
    factories.decided(by=reporter, reviewer=reviewer)
    page = client_for(reporter).get("/desk/scales/")
    found = [(str(one), one.is_default, one.used, one.decided) for one in page.context["scales"]]
    assert found == [("Newsroom 2", True, 3, 3), ("Newsroom 1", False, 0, 0)]


def test_version_is_shown_as_readers_see_it(scale, reporter, client_for):
    page = client_for(reporter).get(scale.get_desk_url())
    words = words_of(page)
    assert '<span class="verdict refuted" lang="de">Widerlegt</span>' in words
    assert "Die Belege widersprechen dem." in words
    assert 'dir="rtl"' in words
    assert "New version" not in words


def test_new_version_is_saved_then_put_in_force(scale, administrator, client_for):
    client = client_for(administrator)
    assert client.get(address(scale)).status_code == 200
    answer = client.post(address(scale), form_of(scale, **{"label-de-mixed": "Halb wahr"}))
    new = RatingScale.objects.get(version=3)
    assert (answer.status_code, answer.url) == (302, new.get_desk_url())
    assert (new.labels["mixed"]["de"], new.meanings, new.is_default) == ("Halb wahr", scale.meanings, False)
    answer = client.post(address(new, "choose-scale"), {"seen": scale.pk})
    assert answer.url == new.get_desk_url()
    assert scale_in_force() == new
    assert Event.objects.latest("number").action == "choose_scale"
    log = words_of(client.get("/desk/log/"))
    assert f'href="{new.get_desk_url()}"' in log


def test_language_is_added_and_what_was_typed_stays(scale, administrator, client_for):
    client = client_for(administrator)
    data = form_of(scale, do="language", another="KO", **{"label-de-mixed": "Halb wahr"})
    page = client.post(address(scale), data)
    assert page.status_code == 200
    assert page.context["form"].languages == [*scale.languages, "ko"]
    assert 'value="Halb wahr"' in words_of(page)
    page = client.post(address(scale), form_of(scale, do="language", another="<b>"))
    assert page.status_code == 400
    assert "A language is named by its code" in words_of(page)
    assert RatingScale.objects.count() == 2


def test_preview_shows_what_was_typed_and_saves_nothing(scale, administrator, client_for):
    data = form_of(scale, do="preview", **{"label-de-mixed": "<i>Halb"})
    page = client_for(administrator).post(address(scale), data)
    assert '<span class="verdict mixed" lang="de">&lt;i&gt;Halb</span>' in words_of(page)
    assert RatingScale.objects.count() == 2


@pytest.mark.parametrize(
    ("change", "status", "words"),
    [
        ({"name": ""}, 400, "This field is required"),
        ({"label-de-mixed": ""}, 400, "a language has all five or none"),
        ({"label-de-mixed": "x" * 41}, 400, "at most 40 characters"),
        ({"another": "ko"}, 400, "Add the language with its button"),
        ({}, 400, "Nothing differs"),
        ({"seen": 1, "label-de-mixed": "Halb"}, 409, "Somebody saved another version"),
        ({"seen": "x", "label-de-mixed": "Halb"}, 400, "Enter a whole number"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    scale, administrator, client_for, change, status, words
):
    page = client_for(administrator).post(address(scale), form_of(scale, **change))
    assert page.status_code == status
    assert words in words_of(page)
    assert 'value="Widerlegt"' in words_of(page)
    assert RatingScale.objects.count() == 2


def test_another_name_makes_another_scale(scale, administrator, client_for):
    answer = client_for(administrator).post(address(scale), form_of(scale, name="Plain"))
    assert answer.url == RatingScale.objects.get(name="Plain", version=1).get_desk_url()


def test_version_chosen_meanwhile_is_told(scale, administrator, client_for):
    old = RatingScale.objects.get(version=1)
    client = client_for(administrator)
    client.post(
        address(old, "choose-scale"),
        {"seen": "9" * 5000},
        HTTP_REFERER=f"http://testserver{old.get_desk_url()}",
    )
    assert scale_in_force() == scale
    assert "Somebody put another version in force" in words_of(client.get(old.get_desk_url()))


def test_pages_ask_the_same_for_few_and_many(scale, administrator, client_for, django_assert_num_queries):
    client = client_for(administrator)
    client.get("/desk/scales/")
    for number in range(2):
        with django_assert_num_queries(5):
            client.get("/desk/scales/")
        client.post(address(scale), form_of(scale, name=f"Plain {number}"))
