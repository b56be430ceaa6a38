"""A candidate with its evidence, and what the whole article says about its candidates."""

from collections import Counter
from dataclasses import dataclass, field

from articles.text.spam.article import Article
from articles.text.spam.candidates import Candidate
from articles.text.spam.places import Place

PLAIN_REACH = frozenset(
    ("handle", "domain", "phone")
)  # genuine text is full of them: they count beside an offer


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

    @property
    def ordinary(self) -> bool:
        """A trade word as an article about the trade has it: in a sentence, no offer, no seam beside it."""
        return (
            self.trade < 3
            and not self.candidate.foreign
            and not self.place.spliced
            and self.place.name != "line"
        )

    @property
    def total(self) -> int:
        return sum(self.signals.values()) - sum(self.doubts.values())


@dataclass(frozen=True, slots=True)
class Context:
    """What the whole article says about single candidates."""

    article: Article
    habit: int  # foreign words at line edges that are no trade words
    steady: Counter[str]  # place -> foreign words that stand in it and are hardly trade words
    topic: Counter[str]  # category -> trade words in ordinary sentences
    quoted: frozenset[str]  # fragments that the article itself quotes
    hosts: Counter[str]
    contacts: int  # candidates with a way to reach somebody
    same: Counter[str]  # folded fragment -> how often
    kin: Counter[tuple[str, bool]]  # category and foreign -> segments with such an offer
    known: frozenset[str]

    @classmethod
    def of(
        cls, article: Article, judged: list[Judged], hosts: Counter[str], known: frozenset[str]
    ) -> "Context":
        """Count over all candidates of an article."""
        topic: Counter[str] = Counter()
        kin: set[tuple[str, bool, int]] = set()
        steady: Counter[str] = Counter()
        habit = contacts = 0
        for one in judged:
            candidate = one.candidate
            one.trade, one.category = trade_points(candidate)
            contacts += bool(candidate.reach) and candidate.segment.kind != "code"
            if one.place.quoted:
                continue
            if one.ordinary:
                topic[one.category] += 1
            habit += candidate.foreign and one.trade < 2 and one.place.name != "inline"
            steady[one.place.name] += candidate.foreign and one.trade <= 2 and not candidate.reach
            if one.trade >= 2 and one.category != "other":
                kin.add((one.category, candidate.foreign, candidate.segment.index))
            elif candidate.segment.kind != "bullet" and any(
                way.kind not in PLAIN_REACH for way in candidate.reach
            ):
                kin.add(("contact", False, candidate.segment.index))
        return cls(
            article, habit, steady, topic, frozenset(one.folded for one in judged if one.place.quoted), hosts, contacts,
            Counter(one.folded for one in judged if not one.place.quoted),
            Counter((category, foreign) for category, foreign, _ in kin), known,
        )  # fmt: skip


def trade_points(candidate: Candidate) -> tuple[int, str]:
    """Points of the trade words of a candidate (0 to 5) and the category most of them name."""
    words = {hit.word.text: hit.word for hit in candidate.hits}
    named = [word for word in words.values() if word.kind in ("goods", "city")]
    if not named:
        calls = sum(word.kind == "call" for word in words.values())
        called = any(one.kind not in PLAIN_REACH for one in candidate.reach)
        return (min(3, calls) if called else 0), "other"
    goods = Counter(word.category for word in named for _ in range(word.weight))
    brands = goods["gambling"] > 0  # name and number are how betting sites call themselves
    calls = sum(
        word.weight for word in words.values() if word.kind == "call" or (brands and word.kind == "brand")
    )
    numbers = max((word.weight for word in words.values() if word.kind == "number"), default=0)
    kinds = {word.kind for word in named}
    service = int(kinds == {"goods", "city"})  # a city with what is sold there
    return min(5, sum(word.weight for word in named) + min(3, calls) + numbers + service), goods.most_common(
        1
    )[0][0]
