"""Texts with a marked sentence and look-alikes of it, made of sentences that keep their names while they are edited."""

import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from articles.text.decode import decode
from articles.text.formats import detect_format
from articles.text.parse import parse
from articles.text.sentences import split_sentences

SAMPLE = Path(__file__).resolve().parent.parent / "sample" / "texts"
OWN = (
    (
        "上海的专利申请量去年首次超过北京，达到21万件。市知识产权局局长李明说，增长主要来自芯片企业。专家提醒，数量并不等于质量。"
    ),
    (
        "浦东机场三月份运送旅客420万人次，比去年同期增加8%。国际航线恢复到2019年的九成。𠮷野家在航站楼开了第三家店。"
    ),
    (
        "长江下游的水位比往年低了两米，航运公司减少了三成运力。渔民说，他们没有见过这样的春天。气象局预计五月会下雨。"
    ),
    (
        "The 😀 market closed at 4,210 points on Friday, 3% above the week befor"
        "e. Traders 🎉 cheered in the hall. Nobody wore a tie 👔."
    ),
    (
        "Rain 🌧️ fell on 19 of 30 days in April. "
        "The reservoirs are 84% full, the water board says. "
        "Farmers 👩‍🌾 are not worried."
    ),
    (
        "The tram line 🚋 opened in 2014 and carries 61,000 people a day. "
        "It runs every six minutes. Two stops have no lift."
    ),
)
WORD = re.compile(r"[^\W\d_]{4,}")
DIGIT = re.compile(r"\d")
CHINESE = re.compile("[\u3400-\u9fff]")


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence that keeps its name whatever is done to it."""

    name: int
    text: str


Paragraph = tuple[Unit, ...]


@dataclass(slots=True)
class Case:
    """A text being edited; `marked` is the name of the sentence that the quote stands on."""

    rng: random.Random
    paragraphs: list[Paragraph]
    marked: int
    next_name: int = 10_000
    edited: bool = False

    def unit(self, text: str) -> Unit:
        self.next_name += 1
        return Unit(self.next_name, text)

    def units(self) -> Iterator[tuple[tuple[int, int], Unit]]:
        """Each sentence with its place: (paragraph, sentence)."""
        for number, paragraph in enumerate(self.paragraphs):
            for position, unit in enumerate(paragraph):
                yield (number, position), unit

    def home(self) -> tuple[int, int]:
        """(paragraph, sentence) of the marked one."""
        places = (
            (p, s)
            for p, one in enumerate(self.paragraphs)
            for s, unit in enumerate(one)
            if unit.name == self.marked
        )
        return next(places, (-1, -1))

    def text(self, paragraph: int, sentence: int) -> str:
        return self.paragraphs[paragraph][sentence].text

    def remove(self, paragraph: int, sentence: int) -> None:
        units = self.paragraphs[paragraph]
        self.paragraphs[paragraph] = (*units[:sentence], *units[sentence + 1 :])

    def change(self, paragraph: int, sentence: int, text: str) -> None:
        units = list(self.paragraphs[paragraph])
        units[sentence] = replace(units[sentence], text=text)
        self.paragraphs[paragraph] = tuple(units)

    def change_marked(self, edit: Callable[[str], str]) -> None:
        paragraph, sentence = self.home()
        before = self.paragraphs[paragraph][sentence].text
        after = edit(before)
        if after != before:
            self.edited = True
            self.change(paragraph, sentence, after)

    def insert(self, paragraph: int, sentence: int, text: str) -> None:
        units = list(self.paragraphs[paragraph])
        units.insert(sentence, self.unit(text))
        self.paragraphs[paragraph] = tuple(units)

    def other(self) -> tuple[int, int]:
        """A sentence that is not the marked one, often its neighbour."""
        home, place = self.home()
        if home >= 0 and self.rng.random() < 0.5 and len(self.paragraphs[home]) > 1:
            near = [s for s in range(len(self.paragraphs[home])) if s != place]
            return home, min(near, key=lambda s: (abs(s - place), self.rng.random()))
        choices = [
            (p, s)
            for p, one in enumerate(self.paragraphs)
            for s, unit in enumerate(one)
            if unit.name != self.marked
        ]
        return self.rng.choice(choices)


def render(paragraphs: Sequence[Paragraph], marked: int) -> tuple[str, tuple[int, int] | None]:
    """The text, and where the marked sentence stands in it."""
    pieces: list[str] = []
    place, length = None, 0
    for number, paragraph in enumerate(one for one in paragraphs if one):
        for position, unit in enumerate(paragraph):
            gap = ("\n\n" if number else "") if not position else "" if CHINESE.search(unit.text[:1]) else " "
            start = length + len(gap)
            if unit.name == marked:
                place = (start, start + len(unit.text))
            pieces += (gap, unit.text)
            length = start + len(unit.text)
    return "".join(pieces), place


@cache
def sources() -> tuple[tuple[str, ...], ...]:
    """The paragraphs of the sample, each as its sentences."""
    found: list[tuple[str, ...]] = []
    for path in sorted(SAMPLE.iterdir()):
        text = decode(path.read_bytes()).text
        blocks = parse(text, detect_format(text, path.name)).blocks
        found += (_sentences(block.text) for block in blocks if block.kind == "paragraph")
    return tuple(one for one in found if len(one) > 1)


@cache
def own() -> tuple[tuple[str, ...], ...]:
    """Paragraphs in Chinese and with emoji."""
    return tuple(_sentences(line) for line in OWN)


def _sentences(text: str) -> tuple[str, ...]:
    plain = " ".join(text.split())
    return tuple(plain[span.start : span.end] for span in split_sentences(plain))


def make_case(rng: random.Random) -> Case:
    """A text of some paragraphs with a look-alike of the marked one, and often its sentence once more elsewhere."""
    chosen = rng.sample(sources(), rng.randint(3, 7)) + rng.sample(own(), rng.randint(1, 3))
    rng.shuffle(chosen)
    names = iter(range(10_000))
    paragraphs = [tuple(Unit(next(names), text) for text in one) for one in chosen]
    home = rng.randrange(len(paragraphs))
    marked = rng.choice([one for one in paragraphs[home] if len(one.text) >= 12] or list(paragraphs[home]))
    case = Case(rng, paragraphs, marked.name)
    twin = tuple(case.unit(look_alike(one.text, rng)) for one in paragraphs[home])
    case.paragraphs.insert(rng.choice([home, home + 1, rng.randint(0, len(paragraphs))]), twin)
    if rng.random() < 0.5:
        elsewhere = [p for p, one in enumerate(case.paragraphs) if marked not in one]
        target = rng.choice(elsewhere)
        case.insert(target, rng.randint(0, len(case.paragraphs[target])), marked.text)
    return case


def look_alike(text: str, rng: random.Random) -> str:
    """The same sentence with another figure or, where there is none, another word."""
    if DIGIT.search(text):
        return DIGIT.sub(lambda one: str((int(one[0]) + rng.randint(1, 8)) % 10), text)
    words = list(WORD.finditer(text))
    if words and not CHINESE.search(text):
        one = rng.choice(words)
        return (
            text[: one.start()]
            + rng.choice(("Valencia", "harbour", "fünfzehn", "nobody"))
            + text[one.end() :]
        )
    return text[:1] + "又" + text[1:] if len(text) > 1 else text + "又"
