"""Spans and gaps of findings, followed through the changes of later revisions."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.actions.spans import follow
from articles.models import Finding, Revision
from articles.text.clean import apply_changes
from articles.text.types import Change

TEXT = "".join(chr(0x4E00 + number) for number in range(12))  # no character twice: each has one place


class Story:
    """An article's texts and findings without a database."""

    def __init__(self, text: str) -> None:
        self.text, self.revisions, self.findings = text, [Revision(pk=1, number=1, text=text)], []
        self.fresh = 0x3400

    def mark(self, start: int, end: int) -> int:
        pk = len(self.findings) + 1
        revision = self.revisions[-1]
        self.findings.append(
            Finding(pk=pk, revision=revision, start=start, end=end, text=self.text[start:end])
        )
        return pk

    def change(self, *changes: tuple) -> None:
        rows = [dict(zip(("start", "end", "text", "finding"), change, strict=False)) for change in changes]
        self.text = apply_changes(self.text, [Change(row["start"], row["end"], row["text"]) for row in rows])
        number = len(self.revisions) + 1
        self.revisions.append(Revision(pk=number, number=number, text=self.text, changes=rows))

    def spot(self, pk: int):
        return {spot.finding.pk: spot for spot in self.spots()}[pk]

    def spots(self):
        return follow(self.findings, self.revisions)

    def remove(self, *pks: int) -> None:
        places = sorted((self.spot(pk).place, pk) for pk in pks)
        self.change(*((start, end, "", pk) for (start, end), pk in places))

    def put_back(self, *pks: int) -> None:
        """All in one change of the text; a gap that a removal took along waits for the next."""
        gaps = [spot for spot in self.spots() if spot.finding.pk in pks and spot.start is not None]
        self.change(*((spot.start, spot.start, spot.finding.text, spot.finding.pk) for spot in gaps))

    def places(self) -> dict[int, str | None]:
        return {spot.finding.pk: spot.place and self.text[slice(*spot.place)] for spot in self.spots()}


@pytest.mark.parametrize("together", [True, False])
@pytest.mark.parametrize("order", [(1, 2, 3), (3, 2, 1), (2, 1, 3), (2, 3, 1), (1, 3, 2), (3, 1, 2)])
def test_neighbours_go_back_in_the_order_of_the_text(order, together):
    story = Story("abXYZcd")
    one, two, three = (story.mark(start, start + 1) for start in (2, 3, 4))
    if together:
        story.remove(one, two, three)
    else:
        story.remove(two)
        story.remove(three)
        story.remove(one)
    assert story.text == "abcd"
    for pk in order:
        story.put_back(pk)
    assert story.text == "abXYZcd"
    assert story.places() == {1: "X", 2: "Y", 3: "Z"}


@pytest.mark.parametrize(
    "groups", [[(1, 2, 3)], [(1, 3), (2,)], [(2,), (3, 1)], [(2, 3), (1,)], [(3,), (1, 2)]]
)
def test_neighbours_go_back_together_in_the_order_of_the_text(groups):
    story = Story("abXYZcd")
    story.remove(*(story.mark(start, start + 1) for start in (2, 3, 4)))
    for group in groups:
        story.put_back(*group)
    assert story.text == "abXYZcd"
    assert story.places() == {1: "X", 2: "Y", 3: "Z"}


def test_gap_in_what_is_put_back_stands_behind_what_goes_in_before_it():
    story = Story("abXcdYe")
    other, inner = story.mark(1, 2), story.mark(5, 6)
    story.remove(other, inner)
    outer = story.mark(2, 5)
    before = story.mark(1, 2)
    assert story.text == "aXcde"
    story.remove(before, outer)
    assert (story.text, story.spot(inner).host) == ("a", outer)
    story.put_back(other, before, outer)
    assert (story.text, story.places()) == ("abXcde", {other: "b", inner: None, outer: "cde", before: "X"})
    story.put_back(inner)
    assert story.text == "abXcdYe"


def test_gap_is_taken_along_by_a_removal_around_it_and_opens_again():
    story = Story("abXcd")
    inner = story.mark(2, 3)
    story.remove(inner)
    outer = story.mark(1, 3)
    story.remove(outer)
    assert (story.text, story.spot(inner).host, story.spot(inner).start) == ("ad", outer, None)
    story.put_back(outer)
    assert (story.text, story.spot(inner).start, story.spot(inner).host) == ("abcd", 2, None)
    story.put_back(inner)
    assert story.text == "abXcd"


def test_gap_whose_surroundings_were_rewritten_is_gone():
    story = Story("one two X three four")
    pk = story.mark(8, 10)
    story.remove(pk)
    story.change((4, 13, "2 3"))
    assert (story.spot(pk).gap, story.spot(pk).start) == (True, None)


@pytest.mark.parametrize(
    ("change", "text", "start"),
    [
        ((0, 3, "1"), "1 two three", 6),
        ((4, 7, "2"), "one 2 three", 6),
        ((8, 13, "3"), "one two 3", 8),
        ((8, 8, "and "), "one two and three", 12),
    ],
)
def test_gap_moves_with_the_words_before_it(change, text, start):
    story = Story("one two X three")
    pk = story.mark(8, 10)
    story.remove(pk)
    story.change(change)
    assert (story.text, story.spot(pk).start) == (text, start)


def test_span_touched_by_an_edit_is_lost_and_stays_lost():
    story = Story("one two three")
    pk = story.mark(4, 7)
    story.change((5, 6, "v"))
    assert story.places() == {pk: None}
    story.change((5, 6, "w"))
    assert (story.text, story.places()) == ("one two three", {pk: None})


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["mark", "remove", "put back", "insert", "delete"]),
        st.integers(0, 99),
        st.integers(1, 4),
    ),
    max_size=25,
)


@settings(deadline=None)
@given(steps=STEPS)
def test_words_keep_their_order_whatever_is_taken_out_and_put_back(steps):
    """Of characters that each stand once: those of the first text stay sorted, and spans quote their words."""
    story = Story(TEXT)
    for name, pick, size in steps:
        spots = story.spots()
        inside = [spot for spot in spots if spot.place]
        gaps = [spot for spot in spots if spot.gap and spot.start is not None]
        start = pick % (len(story.text) + 1)
        end = min(start + size, len(story.text))
        if name == "mark" and start < end and not any(s.start < end and start < s.end for s in inside):
            story.mark(start, end)
        elif name == "remove" and inside:
            story.remove(*{one.finding.pk for one in (inside[pick % len(inside)], inside[-1])})
        elif name == "put back" and gaps:
            story.put_back(*(gap.finding.pk for gap in gaps[pick % len(gaps) :][:size]))
        elif name == "insert":
            story.fresh += 1
            story.change((start, start, chr(story.fresh)))
        elif name == "delete" and start < end:
            story.change((start, end, ""))
        own = [character for character in story.text if character in TEXT]
        assert own == sorted(own)
        assert len(set(story.text)) == len(story.text)
        assert {pk: words for pk, words in story.places().items() if words is not None}.items() <= {
            finding.pk: finding.text for finding in story.findings
        }.items()


@settings(deadline=None)
@given(
    steps=STEPS.map(lambda steps: [step for step in steps if step[0] not in ("insert", "delete")]),
    together=st.booleans(),
)
def test_putting_everything_back_gives_the_first_text(steps, together):
    story = Story(TEXT)
    for name, pick, size in steps:
        spots = story.spots()
        inside = [spot for spot in spots if spot.place]
        start = pick % (len(story.text) + 1)
        end = min(start + size, len(story.text))
        if name == "mark" and start < end and not any(s.start < end and start < s.end for s in inside):
            story.mark(start, end)
        elif name == "remove" and inside:
            story.remove(inside[pick % len(inside)].finding.pk)
    while gaps := [spot for spot in story.spots() if spot.gap and spot.start is not None]:
        story.put_back(*(gap.finding.pk for gap in (gaps if together else gaps[:1])))
    assert story.text == TEXT


@settings(deadline=None)
@given(
    cuts=st.lists(st.tuples(st.integers(0, len(TEXT) - 1), st.integers(1, 4)), min_size=1, max_size=8),
    waves=st.lists(st.integers(0, 2), min_size=8, max_size=8),
    groups=st.lists(st.integers(0, 3), min_size=8, max_size=8),
)
def test_any_part_goes_back_in_any_grouping(cuts, waves, groups):
    """Fragments of the first text, taken out in up to three waves; those of group 0 stay out."""
    story, marked = Story(TEXT), []
    for start, size in cuts:
        end = min(start + size, len(TEXT))
        if not any(one.start < end and start < one.end for one in story.findings):
            marked.append(story.mark(start, end))
    for wave in range(3):
        if chosen := [pk for pk in marked if waves[pk - 1] == wave]:
            story.remove(*chosen)
    for group in (1, 2, 3):
        if chosen := [pk for pk in marked if groups[pk - 1] == group]:
            story.put_back(*chosen)
    out = {pk for pk in marked if not groups[pk - 1]}
    gone = {place for pk in out for place in range(story.findings[pk - 1].start, story.findings[pk - 1].end)}
    assert story.text == "".join(letter for place, letter in enumerate(TEXT) if place not in gone)
    assert story.places() == {pk: None if pk in out else story.findings[pk - 1].text for pk in marked}
