"""Two texts of an article side by side: what differs, why, and who did it."""

import re
from html import unescape

import pytest
from django.urls import reverse

from articles.actions.editing import edit_text
from articles.actions.restoring import put_back_all
from articles.actions.screening import add_finding, apply_removals, decide_findings
from articles.desk import both, compare
from articles.models import Article, Finding
from tests import factories

FRAGMENT = "上海云锦阁419 "


@pytest.fixture
def client(client_for, reporter):
    return client_for(reporter)


@pytest.fixture
def article(reporter):
    """One fragment is out."""
    return factories.cleaned(by=reporter)


def url(article: Article, query: str = "") -> str:
    return reverse("desk:compare", args=[article.slug]) + query


def removed(article: Article, words: str, *, by) -> Article:
    """The article after somebody marked these words and took them out."""
    text, number = article.revision.text, article.revision.number
    start = text.index(words)
    add_finding(article, start=start, end=start + len(words), reason="Odd.", revision=number, by=by)
    rows = Finding.objects.filter(revision__article=article, removed_in=None)
    decide_findings(article, dict.fromkeys(rows.values_list("pk", flat=True), "remove"), by=by)
    apply_removals(factories.reread(article), by=by)
    return factories.reread(article)


def edited(article: Article, old: str, new: str, *, by) -> Article:
    revision = article.revision
    edit_text(article, text=revision.text.replace(old, new), based_on=revision.number, by=by, note="So.")
    return factories.reread(article)


def told(response) -> list[tuple]:
    """The differences: kind, what went, what came, the rule, who, in which revision."""
    return [
        (
            one.kind,
            one.gone,
            one.come,
            one.finding.rule if one.finding else "",
            str(one.finding.decided_by if one.kind == "removed" else one.revision.created_by),
            one.revision.number,
        )
        for one in response.context["both"].differences.values()
    ]


def sides(response) -> list[tuple[str, str]]:
    """The words of each row that is shown, as they are copied from the page."""
    return [
        tuple(unescape(re.sub(r"<[^>]+>", "", cell)) for cell in (line.left, line.right))
        for line in response.context["lines"]
    ]


def test_both_texts_stand_line_for_line_with_each_difference_and_its_reason(
    client, article, reporter, editor
):
    article = edited(article, "oil", "tar", by=editor)
    response = client.get(url(article))
    rule = Finding.objects.get(revision__article=article).rule
    assert told(response) == [
        ("edited", "oil", "tar", "", "edda", 3),
        ("removed", FRAGMENT, "", rule, "rita", 2),
    ]
    assert response.context["both"].words == "1 fragment taken out, 1 edit"
    first, newest = article.revisions.get(number=1).text, article.revision.text
    rows = sides(response)
    assert ("".join(left for left, _ in rows), "".join(right for _, right in rows)) == (first, newest)
    assert [row for row in rows if row[0] != row[1]] == [
        (first.splitlines(True)[2], newest.splitlines(True)[2]),
        (f"{FRAGMENT}What changed\n", "What changed\n"),
    ]
    page = response.text
    finding = Finding.objects.get(revision__article=article)
    assert f'<mark class="out" id="f{finding.pk}">' in page
    assert '<del id="d1">' in page
    assert re.search(r"<ins>.{1,120}tar</ins>", page)
    assert '<span class="gap">' in page
    assert reverse("desk:rule", args=[rule]) in page
    assert [(one.previous_url, one.next_url) for one in response.context["both"].differences.values()] == [
        ("", "#n2"),
        ("#n1", ""),
    ]


def test_any_two_revisions_are_compared_the_earlier_one_first(client, article, editor):
    article = edited(article, "oil", "tar", by=editor)
    for query in ("?a=2&b=3", "?a=3&b=2"):
        response = client.get(url(article, query))
        assert (response.context["first"].number, response.context["second"].number) == (2, 3)
        assert told(response) == [("edited", "oil", "tar", "", "edda", 3)]
    response = client.get(url(article, "?a=1&b=2"))
    assert [one[0] for one in told(response)] == ["removed"]


def test_fragment_that_came_back_is_no_difference_to_the_first_text(client, article, editor):
    article = removed(article, "the wind ", by=editor)
    put_back_all(article, by=editor, rule="by-hand", revision=article.revision.number)
    assert [one[:2] for one in told(client.get(url(article)))] == [("removed", FRAGMENT)]
    assert told(client.get(url(article, "?a=3&b=4"))) == [("back", "", "the wind ", "by-hand", "edda", 4)]
    assert 'class="back"' in client.get(url(article, "?a=3&b=4")).text


def test_what_an_edit_wrote_and_a_removal_took_is_in_neither_text(client, article, editor):
    article = edited(article, "dreams", "dreams XXL", by=editor)
    article = removed(article, " XXL", by=editor)
    assert [one[1] for one in told(client.get(url(article)))] == [FRAGMENT]
    assert told(client.get(url(article, "?a=3&b=4"))) == [("removed", " XXL", "", "by-hand", "edda", 4)]


def test_lines_that_were_written_in_stand_alone(client, article, editor):
    article = edited(article, "What comes next\n", "One.\nTwo.\nWhat comes next\n", by=editor)
    response = client.get(url(article))
    assert [row for row in sides(response) if not row[0]] == [("", "One.\n"), ("", "Two.\n")]
    assert [line.missing for line in response.context["lines"] if line.missing] == ["left", "left"]
    # It is one difference with one note, under its first line.
    assert [len(line.notes) for line in response.context["lines"] if line.missing] == [1, 0]


def test_what_hides_is_shown_on_both_sides(client, reporter, editor):
    text = factories.CLEAN.replace("oil", "o\u200bil").format(number=1)
    article = edited(factories.imported(by=reporter, text=text), "dreams", "p\u0430ypal", by=editor)
    page = client.get(url(article)).text
    assert page.count('<bdi class="hid unseen" data-hidden="ZWSP"') == 3  # in the legend too
    assert (
        'data-hidden="Cyrillic/Latin" title="mixes Cyrillic and Latin letters: а is Cyrillic">pаypal</span>'
        in page
    )


def test_words_of_the_text_are_never_markup(client, reporter, editor):
    text = factories.CLEAN.format(number=1) + '<script>alert("1")</script>\n'
    article = edited(factories.imported(by=reporter, text=text), "dreams", "<b>&amp;", by=editor)
    page = client.get(url(article)).text
    assert "<script>alert" not in page
    assert "&lt;b&gt;&amp;amp;</ins>" in page


def test_line_break_that_went_can_be_seen(client, article, editor):
    article = edited(article, "beautiful.\nWhat", "beautiful. What", by=editor)
    assert '<span class="br" title="line break">\n</span>' in client.get(url(article)).text


def test_text_as_it_came_in_says_what_to_do_next(client, reporter, article):
    dirty = factories.imported(by=reporter)
    page = client.get(url(dirty)).text
    assert "Nothing has been taken out yet" in page
    assert reverse("desk:clean", args=[dirty.slug]) in page
    same = client.get(url(article, "?a=2&b=2")).text
    assert "The text is as it came in" in same or "The two texts are the same" in same
    assert article.get_desk_url() in same


@pytest.mark.parametrize(
    "query",
    [
        "?a=9&b=9",
        "?a=x",
        "?a=-1&b=%00",
        "?a=2&b=2",
        "?a=" + "9" * 6000,
        "?show=x",
        "?finding=x",
        "?finding=" + "9" * 40,
        "?page=99",
        "?page=x",
        "?show=near&page=0",
        "?finding=1&page=1",
    ],
)
def test_odd_query_still_opens(client, article, query):
    assert client.get(url(article, query)).status_code == 200


def test_long_text_shows_what_differs_and_the_rest_when_asked(client, reporter, editor):
    lines = "".join(f"Line {number} of the harbour.\n" for number in range(600))
    article = factories.imported(by=reporter, text=f"The harbour\n\n{lines}")
    article = edited(article, "Line 300 ", "Line three hundred ", by=editor)
    shown = client.get(url(article)).context
    assert [line.same for line in shown["lines"] if line.same] == [299, 296]
    assert len(shown["lines"]) == 2 + 2 * both.NEAR + 1
    whole = client.get(url(article, "?show=all")).context
    assert (len(whole["lines"]), whole["listed"].paginator.num_pages) == (compare.MOST_LINES, 2)
    assert not any(line.same for line in whole["lines"])


def test_differences_lead_on_to_the_next_page(client, reporter, editor, monkeypatch):
    monkeypatch.setattr(compare, "MOST_LINES", 3)
    article = edited(factories.cleaned(by=reporter), "oil", "tar", by=editor)
    first = client.get(url(article, "?show=all")).context["both"].differences
    assert first[1].next_url == "?show=all&page=2#n2"
    finding = Finding.objects.get(revision__article=article)
    answer = client.get(url(article, f"?show=all&finding={finding.pk}"))
    assert answer.context["listed"].number == 2
    assert answer.context["both"].differences[2].previous_url.endswith("page=1#n1")
    assert [len(line.notes) for line in answer.context["lines"]] == [1, 0, 0]


def test_one_line_of_many_differences_is_bounded(client, article, editor, monkeypatch):
    monkeypatch.setattr(both, "MOST_NOTES", 1)
    monkeypatch.setattr(both, "MOST_PARTS", 2)
    article = edited(edited(article, "oil", "tar", by=editor), "dreams", "night", by=editor)
    line = next(line for line in client.get(url(article)).context["lines"] if line.notes)
    assert (len(line.notes), line.more) == (1, 1)


def test_changes_that_do_not_fit_are_said_and_the_words_compared(client, article, editor, monkeypatch):
    article = edited(article, "oil", "tar", by=editor)
    monkeypatch.setattr("articles.actions.ledger.changes_of", lambda revision: ())
    response = client.get(url(article))
    assert "Revision 2 is not what its changes make of the text before." in response.text
    assert [(one.gone, one.come, one.revision) for one in response.context["both"].differences.values()] == [
        ("oil", "tar", None),
        (FRAGMENT, "", None),
    ]


def test_number_of_questions_does_not_grow_with_the_differences(
    client, reporter, editor, django_assert_num_queries, django_assert_max_num_queries
):
    article = factories.cleaned(by=reporter)
    client.get(url(article))
    with django_assert_max_num_queries(20) as asked:
        client.get(url(article))
    for old, new in (("oil", "tar"), ("soot", "ash"), ("dreams", "night")):
        article = edited(article, old, new, by=editor)
    with django_assert_num_queries(len(asked.captured_queries)):
        client.get(url(article))
