"""Putting back several fragments at once: all of an article, all of a rule, and what is refused."""

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from articles.actions.editing import edit_text
from articles.actions.publishing import retract
from articles.actions.restoring import put_back, put_back_all
from articles.actions.screening import add_finding, apply_removals, decide_finding, decide_findings
from articles.actions.spans import current_spans
from articles.errors import Conflict, NotAllowed, Refused
from articles.models import Finding
from tests import factories
from tests.actions.common import check_ledger, events_since, last_event, refused, stale, undone

pytestmark = pytest.mark.django_db
PLAIN = (
    "The harbour of Lindau\n\nThe cranes of the port burned oil, and the wind carried the soot into town.\n"
)


@pytest.fixture
def plain(reporter):
    return factories.imported(by=reporter, text=PLAIN)


def cut(article, *fragments: str, by, rule: str = "") -> list[Finding]:
    """Marks these words and takes them out, all in one revision."""
    article = factories.reread(article)
    text = article.revision.text
    made = []
    for words in fragments:
        start = text.index(words)
        place = {"start": start, "end": start + len(words), "revision": article.revision.number}
        made.append(add_finding(article, reason="Odd.", by=by, **place))
    if rule:
        Finding.objects.filter(pk__in=[finding.pk for finding in made]).update(rule=rule)
    decide_findings(article, {finding.pk: "remove" for finding in made}, by=by)
    apply_removals(article, by=by)
    return [stale(finding) for finding in made]


def keep_others(article, made, *, by):
    """Decides on what the finder saw in the text that the removals left: nothing goes back into the middle of it."""
    others = Finding.objects.filter(revision__article=article, status="open").exclude(
        pk__in=[one.pk for one in made]
    )
    decide_findings(article, {finding.pk: "keep" for finding in others}, by=by)


def test_all_go_back_in_one_revision(plain, reporter, colleague):
    cut(plain, "The cranes ", "of the ", "port ", by=reporter)
    cut(plain, "the wind ", by=reporter)
    article, number = factories.reread(plain), last_event()
    made = put_back_all(article, by=colleague, revision=3)
    assert (made.number, made.text, made.note, made.created_by) == (4, PLAIN, "Put back", colleague)
    assert [change["start"] for change in made.changes] == [23, 23, 23, 39]
    findings = list(Finding.objects.filter(revision__article=plain).order_by("pk"))
    assert {(one.status, one.decided_by, one.removed_in) for one in findings} == {("kept", colleague, None)}
    assert [
        (finding.text, PLAIN[slice(*span)]) for finding, span in current_spans(factories.reread(plain))
    ] == [(words, words) for words in ("The cranes ", "of the ", "port ", "the wind ")]
    kept = ("keep", "colin", {"status": "removed"}, {"status": "kept"})
    events = events_since(number)
    assert [event for event in events if event[0] in ("cleaned", "keep")][1:] == [kept] * 4
    assert events[0][0] == "cleaned"
    check_ledger(factories.reread(plain))


def test_those_of_one_rule_go_back_alone(plain, reporter):
    cut(plain, "The cranes ", "the wind ", by=reporter, rule="own-line")
    cut(plain, "of the ", by=reporter, rule="glued-prefix")
    made = put_back_all(factories.reread(plain), by=reporter, rule="own-line")
    assert made.text == PLAIN.replace("of the ", "")
    with refused(Refused, "No removal of this rule is in force"):
        put_back_all(factories.reread(plain), by=reporter, rule="own-line")
    assert put_back_all(factories.reread(plain), by=reporter, rule="glued-prefix").text == PLAIN
    with refused(Refused, "No removal is in force"):
        put_back_all(factories.reread(plain), by=reporter)
    check_ledger(factories.reread(plain))


def test_fragment_inside_another_comes_in_a_revision_of_its_own(plain, reporter):
    cut(plain, "the ", by=reporter)
    cut(plain, "of port", by=reporter)
    cut(plain, "cranes  burned", "soot ", by=reporter)
    made = put_back_all(factories.reread(plain), by=reporter)
    assert (made.number, made.text) == (7, PLAIN)
    assert [revision.text for revision in plain.revisions.order_by("number")[4:6]] == [
        PLAIN.replace("of the port", ""),
        PLAIN.replace("of the port", "of port"),
    ]
    check_ledger(factories.reread(plain))


def test_fragment_inside_one_of_another_rule_is_told(plain, reporter):
    cut(plain, "of the ", by=reporter, rule="own-line")
    cut(plain, "cranes port", by=reporter)
    with refused(Refused, "“cranes port” was taken out around “of the” later. Put that back first"):
        put_back_all(factories.reread(plain), by=reporter, rule="own-line")


def test_place_that_was_rewritten_is_told_and_nothing_goes_back(plain, reporter):
    cut(plain, "burned ", "the wind ", by=reporter)
    article = factories.reread(plain)
    text = article.revision.text.replace("of the port oil, and", "there")
    edit_text(article, text=text, based_on=2, by=reporter)
    with refused(Refused, "The sentence around “burned” was rewritten since"):
        put_back_all(factories.reread(plain), by=reporter)


def test_place_in_words_that_are_suspected_is_told(plain, reporter):
    cut(plain, "of the ", "the wind ", by=reporter)
    article = factories.reread(plain)
    start = article.revision.text.index("cranes port")
    add_finding(article, start=start, end=start + 11, reason="Odd.", revision=2, by=reporter)
    with refused(Refused, "“of the” would stand inside “cranes port”"):
        put_back_all(article, by=reporter)


def test_what_went_out_in_an_edit_stays_out(reporter):
    article = factories.imported(by=reporter)
    finding = Finding.objects.get(revision__article=article)
    text = article.revision.text.replace(finding.text, "")
    edit_text(article, text=text, based_on=1, by=reporter)
    with refused(Refused, "No removal is in force"):
        put_back_all(factories.reread(article), by=reporter)
    cut(article, "the cranes ", by=reporter)
    assert put_back_all(factories.reread(article), by=reporter).text == text
    assert stale(finding).status == "removed"


def test_newer_text_is_a_conflict(plain, reporter, colleague):
    cut(plain, "the wind ", by=reporter)
    cut(plain, "soot ", by=colleague)
    with refused(Conflict, "The text has changed since you looked"):
        put_back_all(factories.reread(plain), by=reporter, revision=2)
    mine = factories.reread(plain)
    put_back_all(factories.reread(plain), by=colleague)
    with refused(Refused, "No removal is in force"):
        put_back_all(mine, by=reporter)


def test_one_put_back_meanwhile_is_a_conflict(plain, reporter, colleague, monkeypatch):
    from articles.actions import restoring

    wind, _ = cut(plain, "the wind ", "soot ", by=reporter)
    prepare = restoring.prepare_revision

    def slow(*args, **kwargs):
        draft = prepare(*args, **kwargs)
        monkeypatch.undo()
        put_back(stale(wind), by=colleague)
        return draft

    monkeypatch.setattr(restoring, "prepare_revision", slow)
    with pytest.raises(Conflict):
        put_back_all(factories.reread(plain), by=reporter)
    assert factories.reread(plain).revision.text == PLAIN.replace("soot ", "")


def test_only_who_may_puts_back(plain, reporter, reviewer, outsider):
    cut(plain, "the wind ", by=reporter)
    for person in (reviewer, outsider):
        with refused(NotAllowed, "You may not decide on findings"):
            put_back_all(factories.reread(plain), by=person)
    with refused(NotAllowed, "takes a person"):
        put_back_all(factories.reread(plain), by=None)


def test_retracted_article_is_left_as_it_is(reporter, reviewer, editor):
    article = factories.published(by=reporter, reviewer=reviewer, editor=editor)
    retract(article, by=editor, note="It does not hold.")
    with refused(Refused, "This article is retracted"):
        put_back_all(factories.reread(article), by=reporter)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    cuts=st.lists(st.tuples(st.integers(0, len(PLAIN) - 4), st.integers(1, 9)), min_size=1, max_size=6),
    ways=st.lists(st.tuples(st.sampled_from(["a", "b"]), st.integers(0, 2)), min_size=6, max_size=6),
)
@example(cuts=[(22, 2), (49, 9), (28, 6), (94, 4)], ways=[("a", 0)] * 6)  # what is left looks like a fragment
def test_whatever_goes_back_the_text_is_the_first_without_the_rest(reporter, cuts, ways):
    """Taken out together; by rule "a", by rule "b" or one by one put back, or left out."""
    with undone():
        article, made = factories.imported(by=reporter, text=PLAIN), []
        for start, size in cuts:
            end = min(start + size, len(PLAIN) - 1)
            if not any(one.start < end and start < one.end for one in made):
                place = {"start": start, "end": end, "revision": 1}
                made.append(add_finding(article, reason="Odd.", by=reporter, **place))
        ways = ways[: len(made)]
        for finding, (rule, _) in zip(made, ways, strict=True):
            Finding.objects.filter(pk=finding.pk).update(rule=rule)
            decide_finding(stale(finding), "remove", by=reporter)
        apply_removals(article, by=reporter)
        keep_others(article, made, by=reporter)
        back = {
            finding.pk for finding, (rule, way) in zip(made, ways, strict=True) if rule == "a" or way == 1
        }
        for finding, (rule, way) in zip(made, ways, strict=True):
            if rule == "b" and way == 1:
                put_back(stale(finding), by=reporter)
                keep_others(article, made, by=reporter)
        if any(rule == "a" for rule, _ in ways):
            put_back_all(factories.reread(article), by=reporter, rule="a")
        gone = {place for one in made if one.pk not in back for place in range(one.start, one.end)}
        article = factories.reread(article)
        assert article.revision.text == "".join(letter for at, letter in enumerate(PLAIN) if at not in gone)
        for finding, span in current_spans(article):
            if finding.pk in {one.pk for one in made}:
                assert (span is not None) == (finding.pk in back)
        check_ledger(article)
