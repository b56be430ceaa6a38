"""The page of notices: one's own only, new ones first, and marked only by sending."""

import pytest

from articles.actions.notices import tell
from articles.models import Notice
from tests import factories

PAGE = "/desk/notices/"


@pytest.fixture
def told(reporter, reviewer):
    """Two notices for the reporter, one for somebody else."""
    article = factories.imported(by=reporter)
    tell([reporter], kind="due", words="The first.", claim=factories.claims_of(article)[0])
    tell([reporter], kind="voided", words="The second.", article=article)
    tell([reviewer], kind="due", words="Not hers.")
    return article


def words_on(answer) -> list[str]:
    return [notice.words for notice in answer.context["listed"]]


def unseen(person) -> list[str]:
    return list(Notice.objects.new_for(person).order_by("pk").values_list("words", flat=True))


def test_new_ones_stand_on_the_page_and_in_the_bar(told, reporter, client_for):
    client = client_for(reporter)
    answer = client.get(PAGE)
    assert words_on(answer) == ["The second.", "The first."]
    assert 'Notices <b class="new">2<span class="vh"> new</span></b>' in answer.content.decode()
    assert unseen(reporter) == ["The first.", "The second."]


def test_opening_one_leads_there_and_marks_it(told, reporter, client_for):
    client = client_for(reporter)
    second = Notice.objects.get(words="The second.")
    answer = client.post(f"{PAGE}{second.pk}/open/")
    assert answer.url == f"/desk/articles/{told.slug}/"
    assert unseen(reporter) == ["The first."]
    client.post(f"{PAGE}{Notice.objects.get(words='The first.').pk}/seen/")
    answer = client.get(PAGE)
    assert "Nothing new" in answer.content.decode()
    assert 'class="new"' not in answer.content.decode()
    assert words_on(client.get(PAGE, {"show": "all"})) == ["The second.", "The first."]


def test_all_seen_leaves_what_came_after_the_page(told, reporter, reviewer, client_for):
    client = client_for(reporter)
    newest = client.get(PAGE).context["newest"]
    tell([reporter], kind="due", words="Just now.")
    assert client.post(f"{PAGE}seen/", {"upto": newest}).url == PAGE
    assert (unseen(reporter), unseen(reviewer)) == (["Just now."], ["Not hers."])


@pytest.mark.parametrize("upto", ["", "x", "-1", "9" * 40])
def test_nonsense_marks_nothing(told, reporter, client_for, upto):
    answer = client_for(reporter).post(f"{PAGE}seen/", {"upto": upto}, follow=True)
    assert "Nothing was marked" in answer.content.decode()
    assert len(unseen(reporter)) == 2


@pytest.mark.parametrize("part", ["seen/", "{pk}/seen/", "{pk}/open/"])
def test_who_may_mark(told, reporter, colleague, outsider, client_for, part):
    pk = Notice.objects.get(words="The first.").pk
    url = PAGE + part.format(pk=pk)
    own = {"upto": pk}
    found = {person: client_for(person).post(url, own).status_code for person in (None, outsider, colleague)}
    theirs = 302 if part == "seen/" else 404
    assert found == {None: 302, outsider: 403, colleague: theirs}
    assert unseen(reporter) == ["The first.", "The second."]
    assert client_for(reporter).get(url).status_code == 405
    assert client_for(reporter).post(url, own).status_code == 302
    assert unseen(reporter) == ["The second."]


def test_queries_do_not_grow_with_the_rows(told, reporter, client_for, django_assert_num_queries):
    client = client_for(reporter)
    client.get(PAGE)
    for rows in (0, 2):
        for _ in range(rows):
            tell([reporter], kind="due", words="More.", article=told)
        with django_assert_num_queries(6):
            client.get(PAGE)
