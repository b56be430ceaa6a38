"""A candidate with its evidence, and what the whole article says about its candidates."""

from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache, partial

from articles.text.spam.article import Article
from articles.text.spam.candidate import Candidate
from articles.text.spam.features import WORDS_RE, features_of, look_up
from articles.text.spam.places import Place
from articles.text.spam.scripts import COSTUME_RE
from articles.text.spam.segments import Segments
from articles.text.spam.spoken import is_spoken
from articles.text.spam.usual import usual_among

# Genuine text is full of them: they count beside an offer.
PLAIN_REACH = frozenset(("handle", "domain", "phone"))
SENTENCE = 120  # characters in which words of a trade tell once what the article speaks of
SINGLE = frozenset("会阁坊厅版元")  # a sign of its own says little


@dataclass(slots=True)
class Judged:
    """A candidate with its place, span and evidence."""

    candidate: Candidate
    place: Place
    start: int
    end: int
    folded: str
    lone: bool = False  # no list and no labelled lines around it
    signals: dict[str, int] = field(default_factory=dict)
    doubts: dict[str, int] = field(default_factory=dict)
    category: str = "other"
    trade: int = 0
    calls: int = 0  # different words that call: buy, online, free
    features: frozenset[str] = frozenset()
    spoken: bool = False  # a small word, a mark or a particle beside it: its sentence may be about it
    hole: bool = False  # the sentence needs a word where it stands
    usual: bool = False  # the lines beside it have such a fragment in the same place
    grown: bool = False  # over what hangs on it
    listed: bool = False  # one of a list whose lines all have links, or ways to reach somebody

    @property
    def ordinary(self) -> bool:
        """A trade word as an article about the trade has it: in a sentence, no offer, no seam beside it."""
        return self.candidate.told or (
            self.trade < (5 if self.place.name == "inline" else 3)
            and not self.candidate.foreign
            and not self.place.spliced
            and self.place.name != "line"
        )

    @property
    def reads_on(self) -> bool:
        """A part of its line: nothing tells where it was glued in."""
        return (
            self.place.name in ("prefix", "suffix", "inline")
            and not self.place.spliced
            and self.candidate.seam is None
            and not self.candidate.foreign
        )

    @property
    def sewn(self) -> bool:
        """Told by its seams, in the article's own script?"""
        return self.candidate.seam is not None and not self.candidate.foreign and not self.place.quoted

    @property
    def dressed(self) -> bool:
        """Words in letters of a costume, as posts on the web have them in their headings too."""
        seam, shown = self.candidate.seam, self.candidate.segment.shown
        return bool(
            seam and seam.masked and COSTUME_RE.search(shown, self.candidate.start, self.candidate.end)
        )

    @property
    def total(self) -> int:
        return sum(self.signals.values()) - sum(self.doubts.values())


@dataclass(frozen=True, slots=True)
class Context:
    """What the whole article says about single candidates."""

    article: Article
    habit: int  # foreign words at line edges that are no trade words
    topic: Counter[str]  # category -> ordinary sentences with its trade words
    spoken: Counter[str]  # those in which it is part of the sentence
    quoted: frozenset[str]  # fragments that the article itself quotes
    hosts: Counter[str]
    veiled: Counter[str]  # those in elements that no page shows
    contacts: int  # different ways to reach somebody
    same: Counter[str]  # folded fragment -> how often
    kin: Counter[tuple[str, bool]]  # category and foreign -> segments with such an offer
    titles: frozenset[
        str
    ]  # foreign fragments that are a heading and stand before a dash too, as in the title of a page
    cut_in: frozenset[str]  # categories of which something does not read on in its line
    lines: frozenset[tuple[str, int]]  # category and segment of the lines that are one offer
    styled: Counter[str]  # place -> lines in which something of no trade is sewn on
    introduced: Callable[[int], bool]  # does the line before a segment end with a colon?
    family: Counter[str]  # feature -> segments that have a candidate with it
    stands: Callable[[str], bool]  # is a feature in the article outside its candidates?
    known: frozenset[str]
    dressed: int  # segments with words in letters of a costume

    def strange(self, feature: str) -> bool:
        """Has the article a feature of a candidate nowhere else?"""
        return not self.stands(feature)

    @classmethod
    def of(
        cls,
        article: Article,
        parts: Segments,
        judged: list[Judged],
        hosts: Counter[str],
        veiled: Counter[str],
        known: frozenset[str],
    ) -> "Context":
        """Count over all candidates of an article."""
        named: set[tuple[str, int, int]] = set()
        spoken: set[tuple[str, int, int]] = set()
        kin: set[tuple[str, bool, int]] = set()
        habit = 0
        contacts: set[str] = set()
        for one in judged:
            _describe(one)
            candidate = one.candidate
            edges = (candidate.segment.shown, candidate.start, candidate.end)
            one.spoken = one.trade > 0 and is_spoken(*edges, article.language)
            if candidate.segment.kind != "code":
                contacts.update(way.target for way in candidate.reach)
            if one.place.quoted:
                continue
            if one.ordinary:
                sentence = (one.category, candidate.segment.index, candidate.start // SENTENCE)
                named.add(sentence)
                if candidate.told or (one.place.name != "tag" and one.spoken):
                    spoken.add(sentence)
            habit += candidate.foreign and one.trade < 2 and one.place.name != "inline"
            if one.trade >= 2 and one.category != "other" and not candidate.told:
                kin.add((one.category, candidate.foreign, candidate.segment.index))
            elif candidate.segment.kind != "bullet" and any(
                way.kind not in PLAIN_REACH for way in candidate.reach
            ):
                kin.add(("contact", False, candidate.segment.index))
        _mark_usual(parts, judged)
        titles = _titles(judged)
        family = {
            (feature, one.candidate.segment.index)
            for one in judged
            if not one.place.quoted and (one.place.name == "line" or one.folded not in titles)
            for feature in one.features
        }
        topic, said = (Counter(category for category, _, _ in found) for found in (named, spoken))
        return cls(
            article, habit, topic, said, frozenset(one.folded for one in judged if one.place.quoted), hosts, veiled,
            len(contacts),
            Counter(one.folded for one in judged if not one.place.quoted),
            Counter((category, foreign) for category, foreign, _ in kin),
            titles,
            frozenset(one.category for one in judged if one.trade >= 2 and not (one.reads_on or one.candidate.told)),
            frozenset(_seat(one) for one in judged if one.trade and one.place.name == "line"),
            Counter(one.place.name for one in judged if one.sewn and not one.trade),
            partial(_introduced, parts),
            Counter(feature for feature, _ in family),
            look_up(cache(partial(_elsewhere, parts, judged)), len(judged)), known,
            len({one.candidate.segment.index for one in judged if one.dressed}),
        )  # fmt: skip


def _seat(one: Judged) -> tuple[str, int]:
    return one.category, one.candidate.segment.index


def _introduced(parts: Segments, i: int) -> bool:
    return i > 0 and parts.shown(i - 1).rstrip()[-1:] in (":", "：")


def _describe(one: Judged) -> None:
    """Fill in what a candidate says by itself."""
    one.trade, one.category = trade_points(one.candidate)
    one.calls = len({hit.word.text for hit in one.candidate.hits if hit.word.kind == "call"} - SINGLE)
    phones = {
        number
        for way in one.candidate.reach
        if way.kind == "phone"
        for number in WORDS_RE.findall(way.target)
    }
    one.features = features_of(one.folded) - phones  # numbers of one town begin alike


def _mark_usual(parts: Segments, judged: list[Judged]) -> None:
    """Fill in whether the lines beside a candidate have the like."""
    if any(one.candidate.foreign for one in judged):
        usual = usual_among(parts, [one.candidate for one in judged], [one.place for one in judged])
        for one, like in zip(judged, usual, strict=True):
            one.usual = like


def _titles(judged: list[Judged]) -> frozenset[str]:
    """Foreign fragments that are a heading of their own and stand before a dash in another line."""
    foreign = [one for one in judged if one.candidate.foreign and one.trade < 2]
    headings = {one.folded for one in foreign if one.place.name == "line"}
    return frozenset(
        one.folded
        for one in foreign
        if one.place.name == "prefix"
        and one.folded in headings
        and one.candidate.segment.shown[one.place.end :].lstrip()[:1] in tuple("-–—|·")
    )


def _elsewhere(parts: Segments, judged: list[Judged]) -> str:
    """What stands outside the candidates (inside too, where they are quoted)."""
    held: dict[int, list[Judged]] = defaultdict(list)
    for one in judged:
        if not one.place.quoted:
            held[one.candidate.segment.index].append(one)
    pieces: list[str] = []
    for i in range(len(parts)):
        shown, position = parts.shown(i), 0
        for one in held.get(i, ()):
            pieces.append(shown[position : one.candidate.start])
            position = one.candidate.end
        pieces.append(shown[position:])
    return "\n".join(pieces).lower()


def trade_points(candidate: Candidate) -> tuple[int, str]:
    """Points of the trade words of a candidate (0 to 5) and the category most of them name."""
    words = {hit.word.text: hit.word for hit in candidate.hits}
    named = [word for word in words.values() if word.kind in ("goods", "city")]
    if not named:
        calls = sum(word.kind == "call" for word in words.values())
        called = any(one.kind not in PLAIN_REACH for one in candidate.reach)
        return (min(3, calls) if called else 0), "other"
    goods: dict[str, int] = {}
    for word in named:
        goods[word.category] = goods.get(word.category, 0) + word.weight
    brands = goods.get("gambling", 0) > 0  # name and number are how betting sites call themselves
    calls = sum(
        word.weight for word in words.values() if word.kind == "call" or (brands and word.kind == "brand")
    )
    numbers = max((word.weight for word in words.values() if word.kind == "number"), default=0)
    kinds = {word.kind for word in named}
    service = int(kinds == {"goods", "city"})  # a city with what is sold there
    points = min(5, sum(word.weight for word in named) + min(3, calls) + numbers + service)
    return points, max(goods, key=goods.__getitem__)
