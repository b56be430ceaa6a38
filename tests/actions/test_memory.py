"""What is remembered of each decision, for other articles and for the site."""

import pytest
from django.db import IntegrityError, transaction

from articles.actions.campaigns import keep_everywhere
from articles.actions.memory import forget, read_lists
from articles.actions.publishing import retract
from articles.actions.restoring import put_back, put_back_all
from articles.actions.screening import add_finding, apply_removals, decide_finding
from articles.enums import FindingStatus
from articles.errors import Conflict, NotAllowed, Refused
from articles.models import Article, Event, Finding, Fragment
from tests import factories
from tests.actions.common import events_since, last_event, refused, stale

pytestmark = pytest.mark.django_db
SPAM = "上海云锦阁419"


def only(article: Article) -> Finding:
    return Finding.objects.get(revision__article=article)


def remembered() -> list[tuple[str, str, bool]]:
    return list(Fragment.objects.order_by("key").values_list("key", "decision", "standing"))


def removed(article: Article, *, by) -> Finding:
    decide_finding(only(article), "remove", by=by)
    apply_removals(factories.reread(article), by=by)
    return only(article)


def test_finding_carries_the_key_of_its_words(reporter):
    finding = only(factories.imported(by=reporter))
    assert (finding.key, finding.rule_version) == (SPAM, 1)


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        ([], []),
        (["remove"], []),  # decided, the words are still in the text
        (["keep"], []),  # for this article only
        (["remove", "undo"], []),
        (["remove", "keep"], []),
        (["keep", "remove"], []),
        (["remove", "apply"], [(SPAM, "removed", False)]),
        (["keep", "remove", "apply"], [(SPAM, "removed", False)]),
        (["remove", "apply", "back"], []),
        (["remove", "apply", "back", "undo"], []),
        (["remove", "apply", "back", "remove", "apply"], [(SPAM, "removed", False)]),
        (["keep", "everywhere"], [(SPAM, "kept", True)]),
    ],
)
def test_what_each_way_of_deciding_leaves_in_the_memory(steps, expected, reporter, editor):
    article = factories.imported(by=reporter)
    for step in steps:
        article = factories.reread(article)
        if step == "apply":
            apply_removals(article, by=reporter)
        elif step == "back":
            put_back(only(article), by=reporter)
        elif step == "everywhere":
            keep_everywhere(article, [only(article).pk], by=editor)
        else:
            decide_finding(only(article), step, by=reporter)
    assert remembered() == expected


def test_removed_words_are_known_in_the_next_import_and_it_says_so(reporter):
    first, second = factories.imported(by=reporter), factories.imported(by=reporter)
    assert "Removed by an editor" not in only(second).reason
    removed(first, by=reporter)
    third = only(factories.imported(by=reporter))
    assert third.reason.endswith("Removed by an editor in 1 article before.")
    assert "known" in third.signals
    removed(second, by=reporter)
    assert only(factories.imported(by=reporter)).reason.endswith("Removed by an editor in 2 articles before.")


def test_words_that_were_marked_by_hand_are_found_from_then_on(reporter):
    text = "The harbour\n\nThe cranes burned oil, says the port, and the wind carried the soot.\n\n{}\n"
    words = "Rub the lamp and call the number below"
    first = factories.imported(by=reporter, text=text.format(words))
    start = first.revision.text.index(words)
    finding = add_finding(
        first, start=start, end=start + len(words), reason="An ad.", revision=1, by=reporter
    )
    removed(first, by=reporter)
    second = factories.imported(by=reporter, text=text.format(words) + "\nThe town is pleased.\n")
    again = only(second)
    assert (again.text.strip(), again.rule, again.key) == (words, "known-fragment", finding.key)
    assert again.reason.endswith("Removed by an editor in 1 article before.")


def test_putting_back_forgets_unless_another_article_supports_it(reporter):
    one, two = (factories.imported(by=reporter) for _ in range(2))
    first, second = removed(one, by=reporter), removed(two, by=reporter)
    number = last_event()
    put_back(first, by=reporter)
    assert remembered() == [(SPAM, "removed", False)]
    put_back_all(factories.reread(two), by=reporter)
    assert remembered() == []
    actions = [action for action, *_ in events_since(number)]
    assert actions == ["cleaned", "keep", "cleaned", "keep", "forget"]
    assert stale(second).status == FindingStatus.KEPT


def test_each_change_of_the_memory_is_one_event(reporter):
    article = factories.imported(by=reporter)
    decide_finding(only(article), "remove", by=reporter)
    number = last_event()
    apply_removals(article, by=reporter)
    assert [event[0] for event in events_since(number)] == ["cleaned", "remember"]
    event = Event.objects.get(action="remember")
    assert (event.object_type, event.object_label, event.article, event.after) == (
        "fragment",
        SPAM,
        article,
        {"decision": "removed"},
    )
    removed(factories.imported(by=reporter), by=reporter)
    assert Event.objects.filter(action="remember").count() == 1


def test_kept_everywhere_is_proposed_nowhere(reporter, editor):
    article, other = factories.imported(by=reporter), factories.imported(by=reporter)
    decide_finding(only(article), "keep", by=editor)
    outcome = keep_everywhere(article, [only(article).pk], by=editor)
    assert (outcome.remembered, outcome.decided, outcome.left) == (1, 1, ())
    assert (only(other).status, only(other).decided_by) == ("kept", editor)
    assert Finding.objects.filter(revision__article=factories.imported(by=reporter)).count() == 0


def test_removal_in_one_article_does_not_overrule_what_is_kept_for_the_site(reporter, editor):
    article, other = factories.imported(by=reporter), factories.imported(by=reporter)
    decide_finding(only(article), "keep", by=editor)
    keep_everywhere(article, [only(article).pk], by=editor)
    decide_finding(only(other), "remove", by=reporter)
    apply_removals(other, by=reporter)
    assert remembered() == [(SPAM, "kept", True)]


def test_only_kept_words_are_kept_everywhere_and_only_by_editors(reporter, editor):
    article, other = factories.imported(by=reporter), factories.imported(by=reporter)
    for findings in ([only(article).pk], [only(other).pk], [], [10**6]):
        with refused(Refused, "Only words that are kept in this article"):
            keep_everywhere(article, findings, by=editor)
    decide_finding(only(article), "keep", by=reporter)
    with refused(NotAllowed, "You may not edit rules"):
        keep_everywhere(article, [only(article).pk], by=reporter)


def test_retracted_articles_are_left_alone(reporter, reviewer, editor):
    gone = factories.published(by=reporter, reviewer=reviewer, editor=editor)
    article = factories.imported(by=reporter)
    retract(gone, by=editor, note="Wrong.")
    before = Finding.objects.filter(revision__article=gone).values().get()
    decide_finding(only(article), "keep", by=editor)
    keep_everywhere(article, [only(article).pk], by=editor)
    assert Finding.objects.filter(revision__article=gone).values().get() == before


def test_forget_takes_a_fragment_out_for_the_site(reporter, editor):
    removed(factories.imported(by=reporter), by=reporter)
    fragment = Fragment.objects.get()
    with refused(NotAllowed, "You may not edit rules"):
        forget(fragment, by=reporter)
    forget(stale(fragment), by=editor)
    assert remembered() == []
    assert Event.objects.order_by("-number").first().action == "forget"
    with refused(Conflict, "in the meantime"):
        forget(fragment, by=editor)


def test_lists_are_read_in_two_queries(reporter, editor, django_assert_num_queries):
    article = factories.imported(by=reporter)
    removed(article, by=reporter)
    Fragment.objects.create(
        key="[a](b)", text="[Genuine](https://a.example/)", category="link", decision="kept"
    )
    with django_assert_num_queries(2):
        lists = read_lists()
    assert lists.known == {SPAM}
    assert lists.kept == {"[genuine](https://a.example/)", "genuine"}


def test_nothing_that_folds_to_nothing_is_remembered(reporter):
    article = factories.imported(by=reporter, text="The harbour of Lindau\n\nThe cranes  |  burned oil.\n")
    start = article.revision.text.index("  |  ")
    add_finding(article, start=start, end=start + 5, reason="A bar.", revision=1, by=reporter)
    assert only(article).key == ""
    removed(article, by=reporter)
    assert remembered() == []


def test_database_refuses_a_fragment_without_words_or_decision():
    for fields in ({"key": "", "decision": "kept"}, {"key": "x", "decision": "odd"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Fragment.objects.create(text="x", category="other", **fields)
