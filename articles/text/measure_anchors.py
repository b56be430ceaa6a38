"""How well quotes are found again after edits whose outcome is known, because the edit was made here.

    python -m articles.text anchors [--pairs 4000] [--seed 1]

A text is a list of paragraphs of sentences, each with a name of its own (`anchor_cases.py`); an edit moves, removes,
inserts or changes sentences, so where the marked one went is known without looking for it. The texts are the project's
own sample and some paragraphs in Chinese and with emoji; each has a look-alike of the marked paragraph in which one
figure or word of each sentence differs, and half of them the marked sentence a second time somewhere else. What the
desk knows of an edit is the difference of the two texts, of a removal its recorded spans; so is what is known here.

A pair is findable when the marked words still stand there, edited or not. It is found when the anchor is sure and at
the right place, asked when a person would be asked, wrong when the anchor is sure and stands on something else.
"""

import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from articles.text.anchor_cases import CHINESE, DIGIT, WORD, Case, look_alike, make_case, render
from articles.text.anchors import carry_over, make_selector
from articles.text.clean import clean, diff_changes
from articles.text.types import Anchor, Change

FRAGMENTS = ("上海云锦阁419 ", "深圳桑拿会所vx8821 ", "Best casino bonus ", "👉 t.me/quickcash ")
NEW = (
    "Nobody had expected that.", "The council will meet again on 12 May.", "Others see it differently. 😀",
    "这一点没有人否认。", "In the end, 17 people stayed.", "It was the coldest spring for years.",
)  # fmt: skip
SURE = ("anchored", "relocated")
EDITED_OVERLAP = 0.8  # of the place of an edited quote and the one that was found


def _typo(text: str, rng: random.Random) -> str:
    place = rng.randrange(len(text))
    kind = rng.randrange(3)
    if kind == 0:
        return text[:place] + text[place + 1 :] if len(text) > 12 else text
    if kind == 1:
        return text[:place] + text[place] + text[place:]
    return text[:place] + text[place + 1 : place + 2] + text[place] + text[place + 2 :]


def _figure(text: str, rng: random.Random) -> str:
    places = [one.start() for one in DIGIT.finditer(text)]
    if not places:
        return _typo(text, rng)
    place = rng.choice(places)
    return text[:place] + str((int(text[place]) + rng.randint(1, 9)) % 10) + text[place + 1 :]


def _word(text: str, rng: random.Random) -> str:
    words = list(WORD.finditer(text))
    if not words or CHINESE.search(text) or len(text) < 40:
        return _typo(text, rng)
    one = rng.choice(words)
    return text[: one.start()] + rng.choice(("another", "big", "Wednesday")) + text[one.end() :]


def _spacing(text: str, rng: random.Random) -> str:
    place = rng.choice([at for at, mark in enumerate(text) if mark == " "] or [len(text)])
    return text[:place] + rng.choice((" ", ",", "\u00a0", " –", "\n")) + text[place:]


def _elsewhere(case: Case) -> None:
    for _ in range(case.rng.randint(1, 3)):
        case.change(*(place := case.other()), _typo(case.text(*place), case.rng))


def _insert(case: Case) -> None:
    for _ in range(case.rng.randint(1, 3)):
        case.insert(*case.other(), case.rng.choice(NEW))


def _delete(case: Case) -> None:
    for _ in range(case.rng.randint(1, 3)):
        case.remove(*case.other())


def _swap(case: Case) -> None:
    one = case.rng.randrange(len(case.paragraphs) - 1)
    other = one + 1 if case.rng.random() < 0.6 else case.rng.randrange(len(case.paragraphs))
    rows = case.paragraphs
    rows[one], rows[other] = rows[other], rows[one]


def _move_paragraph(case: Case) -> None:
    row = case.paragraphs.pop(case.home()[0])
    case.paragraphs.insert(case.rng.randint(0, len(case.paragraphs)), row)


def _move_sentence(case: Case) -> None:
    home, place = case.home()
    unit = case.paragraphs[home][place]
    case.remove(home, place)
    target = case.rng.randrange(len(case.paragraphs))
    units = list(case.paragraphs[target])
    units.insert(case.rng.randint(0, len(units)), unit)
    case.paragraphs[target] = tuple(units)


def _delete_marked(case: Case) -> None:
    case.remove(*case.home())


def _rewrite_marked(case: Case) -> None:
    home, place = case.home()
    case.remove(home, place)
    case.insert(home, place, case.rng.choice(NEW))


def _add_look_alike(case: Case) -> None:
    """The same words somewhere else, or nearly the same beside it."""
    home, place = case.home()
    text = case.text(home, place)
    if case.rng.random() < 0.5:
        target = case.rng.choice([number for number in range(len(case.paragraphs)) if number != home])
        case.insert(target, case.rng.randint(0, len(case.paragraphs[target])), text)
    else:
        case.insert(home, case.rng.choice((place, place + 1)), look_alike(text, case.rng))


def _edit_marked(edit: Callable[[str, random.Random], str]) -> Callable[[Case], None]:
    return lambda case: case.change_marked(lambda text: edit(text, case.rng))


def _several(case: Case) -> None:
    for edit in case.rng.sample(_PARTS, case.rng.randint(2, 3)):
        if case.home()[0] >= 0:
            edit(case)


_typo_in, _figure_in = _edit_marked(_typo), _edit_marked(_figure)
_PARTS = (_elsewhere, _insert, _delete, _swap, _typo_in, _figure_in, _add_look_alike)
EDITS: dict[str, Callable[[Case], None]] = {
    "removal of fragments": _insert,  # turned round: what went in is what is removed
    "typos elsewhere": _elsewhere,
    "insertions": _insert,
    "deletions": _delete,
    "swapped paragraphs": _swap,
    "moved paragraph": _move_paragraph,
    "moved sentence": _move_sentence,
    "typo in it": _typo_in,
    "figure in it": _figure_in,
    "word in it": _edit_marked(_word),
    "spacing in it": _edit_marked(_spacing),
    "look-alike added": _add_look_alike,
    "deleted": _delete_marked,
    "rewritten": _rewrite_marked,
    "several": _several,
}


@dataclass(frozen=True, slots=True)
class Pair:
    """A quote, the text it was made on, the edited one, and where it stands there; None where it is gone."""

    kind: str
    old: str
    place: tuple[int, int]
    new: str
    changes: tuple[Change, ...]
    known: bool
    truth: tuple[int, int] | None
    edited: bool


def make_pair(kind: str, rng: random.Random) -> Pair:
    """One edit of this kind, always another text unless nothing could be edited."""
    while True:
        case = make_case(rng)
        before, place = render(case.paragraphs, case.marked)
        if kind == "removal of fragments":
            pair = _removal(before, place or (0, 0), rng)
        else:
            EDITS[kind](case)
            after, truth = render(case.paragraphs, case.marked)
            changes = diff_changes(before, after)
            pair = Pair(kind, before, place or (0, 0), after, changes, False, truth, case.edited)
        if pair.old != pair.new:
            return pair


def _removal(text: str, place: tuple[int, int], rng: random.Random) -> Pair:
    """Fragments that stood around the quote, and in one case of four inside it, are taken out by their spans."""
    start, end = place
    edges = sorted({rng.choice((start, end, rng.randrange(len(text)))) for _ in range(rng.randint(1, 3))})
    if rng.random() < 0.25:
        edges = sorted({*edges, rng.randrange(start + 1, end)})
    spans: list[tuple[int, int]] = []
    pieces: list[str] = []
    at = shift = 0
    marked = [start, end]
    for edge in edges:
        fragment = rng.choice(FRAGMENTS)
        pieces += (text[at:edge], fragment)
        spans.append((edge + shift, edge + shift + len(fragment)))
        shift, at = shift + len(fragment), edge
        marked = [marked[0] + len(fragment) * (edge <= start), marked[1] + len(fragment) * (edge < end)]
    dirty = "".join((*pieces, text[at:]))
    cleaned = clean(dirty, spans)
    inside = any(start < edge < end for edge in edges)
    return Pair(
        "removal of fragments",
        dirty,
        (marked[0], marked[1]),
        cleaned.text,
        cleaned.changes,
        True,
        place,
        inside,
    )


def judge(pair: Pair) -> tuple[str, Anchor]:
    """found, asked, wrong, or right (nothing to find and nothing claimed), and the anchor."""
    anchor = carry_over(
        make_selector(pair.old, *pair.place), pair.changes, pair.new, old_text=pair.old, known=pair.known
    )
    chosen = anchor.selector
    if anchor.state not in SURE or chosen is None:
        return ("asked" if pair.truth or anchor.state == "drifted" else "right"), anchor
    if pair.truth is None:
        return "wrong", anchor
    if pair.edited:
        return ("found" if _overlap(pair.truth, (chosen.start, chosen.end)) else "wrong"), anchor
    return ("found" if (chosen.start, chosen.end) == pair.truth else "wrong"), anchor


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    common = min(one[1], other[1]) - max(one[0], other[0])
    return common >= EDITED_OVERLAP * (max(one[1], other[1]) - min(one[0], other[0]))


def measure(pairs: int, seed: int = 1) -> dict[str, Counter[str]]:
    """{kind of edit: how many pairs, findable, found, asked, wrong}, with so many pairs in all, always the same."""
    rng = random.Random(seed)  # noqa: S311
    rows: dict[str, Counter[str]] = {}
    for number, kind in enumerate(EDITS):
        count = rows[kind] = Counter()
        for _ in range(pairs // len(EDITS) + (number < pairs % len(EDITS))):
            pair = make_pair(kind, rng)
            answer, _anchor = judge(pair)
            count.update({"pairs": 1, "findable": int(pair.truth is not None), answer: 1})
    return rows


def report(rows: dict[str, Counter[str]]) -> str:
    """The table, a line for each kind of edit and one for all."""
    total: Counter[str] = Counter()
    for row in rows.values():
        total.update(row)
    names = ("pairs", "findable", "found", "asked", "wrong")
    lines = [f"{'edit':22}" + "".join(f"{name:>10}" for name in names) + f"{'found of findable':>20}"]
    for kind, row in [*rows.items(), ("all", total)]:
        share = f"{row['found'] / row['findable']:.1%}" if row["findable"] else "-"
        lines.append(f"{kind:22}" + "".join(f"{row[name]:10}" for name in names) + f"{share:>20}")
    return "\n".join(lines)
