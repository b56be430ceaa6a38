"""A candidate with its evidence, and what the whole article says about its candidates."""

from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache, partial

from articles.text.spam.article import Article
from articles.text.spam.candidate import PLAIN_REACH, Candidate, trade_points
from articles.text.spam.features import WORDS_RE, features_of, look_up
from articles.text.spam.neighbours import usual_among
from articles.text.spam.places import Place
from articles.text.spam.references import references_of
from articles.text.spam.scripts import COSTUME_RE, count_scripts
from articles.text.spam.segments import Segments
from articles.text.spam.spoken import is_spoken

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
    titles: frozenset[str]  # foreign headings that stand before a dash too, as in the title of a page
    cut_in: frozenset[str]  # categories of which something does not read on in its line
    lines: frozenset[tuple[str, int]]  # category and segment of the lines that are one offer
    styled: Counter[str]  # place -> lines in which something of no trade is sewn on
    introduced: Callable[[int], bool]  # does the line before a segment end with a colon?
    refers: Callable[[str], bool]  # has the text a reference by that label, in brackets?
    family: Counter[str]  # feature -> segments that have a candidate with it
    stands: Callable[[str], bool]  # is a feature in the article outside its candidates?
    known: frozenset[str]
    scripts: frozenset[str]  # other ones in which list items and tags that sell nothing are written
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
        """Count over all candidates of an article. Fills in what each says by itself."""
        for one in judged:
            _describe(one, article.language)
        _mark_usual(parts, judged)
        standing = [one for one in judged if not one.place.quoted]
        topic, spoken = _topics(standing)
        titles = _titles(judged)
        return cls(
            article=article,
            habit=_habit(standing),
            topic=topic,
            spoken=spoken,
            quoted=frozenset(one.folded for one in judged if one.place.quoted),
            hosts=hosts,
            veiled=veiled,
            contacts=len(_contacts(judged)),
            same=Counter(one.folded for one in standing),
            kin=_kin(standing),
            titles=titles,
            cut_in=frozenset(one.category for one in judged if _is_cut_in(one)),
            lines=frozenset(_seat(one) for one in judged if one.trade and one.place.name == "line"),
            styled=Counter(one.place.name for one in judged if one.sewn and not one.trade),
            introduced=partial(_introduced, parts),
            refers=references_of(parts.text),
            family=_family(standing, titles),
            stands=look_up(cache(partial(_elsewhere, parts, judged)), len(judged)),
            known=known,
            scripts=frozenset().union(*(_script_of(one, article) for one in standing if sells_nothing(one))),
            dressed=len({one.candidate.segment.index for one in judged if one.dressed}),
        )


def _topics(standing: list[Judged]) -> tuple[Counter[str], Counter[str]]:
    """In how many sentences of the article the goods of a category are named, and in how many they are spoken of."""
    named: set[tuple[str, int, int]] = set()
    spoken: set[tuple[str, int, int]] = set()
    for one in standing:
        if one.ordinary:
            sentence = (*_seat(one), one.candidate.start // SENTENCE)
            named.add(sentence)
            if one.candidate.told or (one.place.name != "tag" and one.spoken):
                spoken.add(sentence)
    return Counter(category for category, _, _ in named), Counter(category for category, _, _ in spoken)


def sells_nothing(one: Judged) -> bool:
    """Is it a list item or a tag in another script that names no goods, calls nobody and says nowhere to go?"""
    listed = one.candidate.segment.kind in ("bullet", "tags") and one.place.name in ("line", "tag")
    return listed and one.candidate.foreign and not (one.trade or one.calls or one.candidate.reach)


def _script_of(one: Judged, article: Article) -> frozenset[str]:
    return frozenset(count_scripts(one.folded)) - article.native - {"latin"}


def _kin(standing: list[Judged]) -> Counter[tuple[str, bool]]:
    """For each category in the same kind of script, how many segments have an offer, or a way to reach somebody."""
    found: set[tuple[str, bool, int]] = set()
    for one in standing:
        candidate = one.candidate
        if one.trade >= 2 and one.category != "other" and not candidate.told:
            found.add((one.category, candidate.foreign, candidate.segment.index))
        elif candidate.segment.kind != "bullet" and any(
            way.kind not in PLAIN_REACH for way in candidate.reach
        ):
            found.add(("contact", False, candidate.segment.index))
    return Counter((category, foreign) for category, foreign, _ in found)


def _contacts(judged: list[Judged]) -> set[str]:
    """The different ways to reach somebody, but for those in code."""
    shown = (one.candidate for one in judged if one.candidate.segment.kind != "code")
    return {way.led_to for candidate in shown for way in candidate.reach}


def _family(standing: list[Judged], titles: frozenset[str]) -> Counter[str]:
    """For each feature how many segments have a fragment with it; a title that is met again counts where it stands."""
    found = {
        (feature, one.candidate.segment.index)
        for one in standing
        if one.place.name == "line" or one.folded not in titles
        for feature in one.features
    }
    return Counter(feature for feature, _ in found)


def _habit(standing: list[Judged]) -> int:
    """How many are foreign, at an edge of their line, and sell nothing. What calls does not count beside what sells."""
    foreign = [one for one in standing if one.candidate.foreign and one.place.name != "inline"]
    sold = any(one.trade >= 2 for one in foreign)
    return sum(one.trade < 2 and not (sold and one.calls) for one in foreign)


def _is_cut_in(one: Judged) -> bool:
    """Is it an offer that does not read on in its line?"""
    return one.trade >= 2 and not (one.reads_on or one.candidate.told)


def _seat(one: Judged) -> tuple[str, int]:
    return one.category, one.candidate.segment.index


def _introduced(parts: Segments, i: int) -> bool:
    return i > 0 and parts.shown(i - 1).rstrip()[-1:] in (":", "：")


def _describe(one: Judged, language: str) -> None:
    """Fill in what a candidate says by itself."""
    candidate = one.candidate
    one.trade, one.category = trade_points(candidate)
    one.spoken = one.trade > 0 and is_spoken(
        candidate.segment.shown, candidate.start, candidate.end, language
    )
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
