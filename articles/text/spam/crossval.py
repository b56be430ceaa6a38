"""Cross-validation: how well are campaigns found that taught the finder nothing?

    python -m articles.text crossval --data FILE [--save FILE] [--against FILE] [--full]

FILE holds documents as JSON lines: id, text, kind (spam or clean), campaign, spans, and perhaps lang, format, optional.
Each campaign is held out as a whole. **The cut**: every entry of the word table (goods, calls, cities, nicknames of
cities: all but glue words) is taken out that occurs in a marked span of this campaign and in no marked span of any
other campaign of the file, as word, words or stem, in scripts without blanks as part of a word. What other
campaigns use too (buy, online, 官网) stays: such words are general. What `reach` knows stays as well: names of
messengers, what an address or telephone looks like, a dozen set phrases for getting in touch (加微信). The clean
documents are judged under every cut; one is damaged if it is under any. The points of the evidence are set by hand,
none is fitted to documents, so there is no `base` to hold out; whoever sets points looks at these documents all the
same, and only documents that nobody has looked at tell how an unknown campaign fares.

Counted per campaign, position, language and format: marked spans; found exactly for sure; found exactly, to ask;
found with other edges; missed; sure precision (exact among all sure findings) and recall (sure and ask, exact).
--against compares with an answer saved before, document by document. --full judges with the whole table.
"""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from articles.text.spam import find_spam, folded
from articles.text.spam.measure import Answer, Document, Result, compare
from articles.text.spam.scripts import UNSPACED
from articles.text.spam.tables import entries, without

MET = ("sure", "ask", "edges", "missed")
SHOWN = 60  # characters of a span that are printed


def crossval(data: Path, *, save: Path | None = None, against: Path | None = None, full: bool = False) -> str:
    """Judge the documents of `data` with each campaign held out; returns the report as text.

    Writes the answers to `save` (JSON lines). Refuses with OSError or ValueError what it cannot read.
    """
    documents = _read(data)
    answers = dict(_answers(documents, full=full))
    lines = list(_report(documents, answers))
    if against is not None:
        old = {one["id"]: Answer(_pairs(one["sure"]), _pairs(one["ask"])) for one in _read(against)}
        lines += _changes(documents, old, answers)
    if save is not None:
        rows = ({"id": name, "sure": one.sure, "ask": one.ask} for name, one in answers.items())
        save.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return "\n".join(lines)


def _read(path: Path) -> list[Document]:
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def _pairs(pairs: Iterable[list[int]]) -> tuple[tuple[int, int], ...]:
    return tuple((start, end) for start, end in pairs)


def cut_of(campaign: str, documents: list[Document]) -> frozenset[str]:
    """The table entries that occur in the marked spans of one campaign only."""
    spans: dict[bool, list[str]] = {True: [], False: []}
    for document in documents:
        for span in document["spans"]:
            # The words of a link count, not its address; a hashtag counts as it is written.
            spans[document["campaign"] == campaign].append(
                folded(re.sub(r"\]\([^)]*\)|<[^>]*>", " ", span["text"]))
            )
    own, others = "\n".join(spans[True]), "\n".join(spans[False])
    return frozenset(word for word in entries() if _occurs(word, own) and not _occurs(word, others))


def _occurs(word: str, text: str) -> bool:
    if word.rstrip("*").split()[0] not in text:
        return False
    if UNSPACED.search(word):
        return word in text
    parts = [re.escape(part.rstrip("*")) + (r"\w*" if part.endswith("*") else "") for part in word.split()]
    return re.search(r"(?<!\w)" + r"\s+".join(parts) + r"(?!\w)", text) is not None


def _answers(documents: list[Document], *, full: bool) -> Iterator[tuple[str, Answer]]:
    """The answer to each document under the cut of its campaign; to a clean one, whatever any cut finds."""
    clean = [one for one in documents if not one["spans"]]
    doubted: dict[str, tuple[set[tuple[int, int]], set[tuple[int, int]]]] = {
        one["id"]: (set(), set()) for one in clean
    }
    campaigns = sorted({one["campaign"] for one in documents if one["spans"]})
    for campaign in [""] if full else campaigns:
        with without(frozenset() if full else cut_of(campaign, documents)):
            for one in documents:
                if one["spans"] and (full or one["campaign"] == campaign):
                    yield one["id"], _answer(one)
                elif not one["spans"]:
                    found = _answer(one)
                    doubted[one["id"]][0].update(found.sure)
                    doubted[one["id"]][1].update(found.ask)
    for name, (sure, ask) in doubted.items():
        yield name, Answer(tuple(sorted(sure)), tuple(sorted(ask)))


def _answer(document: Document) -> Answer:
    found = find_spam(document["text"])
    return Answer(
        tuple((one.start, one.end) for one in found if one.sure),
        tuple((one.start, one.end) for one in found if not one.sure),
    )


def _report(documents: list[Document], answers: dict[str, Answer]) -> Iterator[str]:
    results = {one["id"]: compare(one, answers[one["id"]]) for one in documents}
    spam = [one for one in documents if one["spans"]]
    for name, key in (("all", None), ("campaign", "campaign"), ("language", "lang"), ("format", "format")):
        groups: dict[str, list[Result]] = defaultdict(list)
        for one in spam:
            groups[str(one.get(key, "-")) if key else "all"].append(results[one["id"]])
        yield from _table(name, groups)
    places = Counter((match.position, match.met) for one in results.values() for match in one.matches)
    yield f"\n{'position':14}{'spans':>6}" + "".join(f"{met:>8}" for met in MET) + f"{'recall':>8}"
    for place in sorted({place for place, _ in places}):
        counts = [places[place, met] for met in MET]
        yield (
            f"{place:14}{sum(counts):6}"
            + "".join(f"{n:8}" for n in counts)
            + _share(counts[0] + counts[1], sum(counts))
        )
    clean = [results[one["id"]] for one in documents if not one["spans"]]
    asked = sum(bool(one.wrong_ask) for one in clean)
    yield f"\nclean documents: {len(clean)}, damaged {sum(one.damaged for one in clean)}, asked about {asked}"


def _table(name: str, groups: dict[str, list[Result]]) -> Iterator[str]:
    head = "".join(f"{met:>8}" for met in MET)
    yield f"\n{name:14}{'spans':>6}{head}{'recall':>8}{'wrong':>8}{'prec':>8}{'asked':>8}"
    for group, results in sorted(groups.items()):
        met = Counter(match.met for one in results for match in one.matches)
        wrong = sum(len(one.wrong) for one in results)
        asked = sum(len(one.wrong_ask) for one in results)
        yield (
            f"{group:14}{met.total():6}" + "".join(f"{met[one]:8}" for one in MET)
            + _share(met["sure"] + met["ask"], met.total()) + f"{wrong:8}" + _share(met["sure"], met["sure"] + wrong)
            + f"{asked:8}"
        )  # fmt: skip


def _share(part: int, whole: int) -> str:
    return f"{part / whole:8.3f}" if whole else f"{'-':>8}"


def _changes(documents: list[Document], old: dict[str, Answer], new: dict[str, Answer]) -> Iterator[str]:
    """Document by document what was gained (+) and lost (-) against the older answers."""
    yield "\nchanges"
    for document in documents:
        name, text = document["id"], document["text"]
        if name not in old or old[name] == new[name]:
            continue
        before, after = compare(document, old[name]), compare(document, new[name])
        for one, two in zip(before.matches, after.matches, strict=True):
            if one.met != two.met:
                sign = "+" if MET.index(two.met) < MET.index(one.met) else "-"
                yield f"{sign} {name} {one.met} -> {two.met}: {text[one.start : one.end][:SHOWN]!r}"
        for grade, was, now in (
            ("sure", before.wrong, after.wrong),
            ("ask", before.wrong_ask, after.wrong_ask),
        ):
            for start, end in sorted(set(was) ^ set(now)):
                sign, said = ("-", "wrong") if (start, end) in now else ("+", "no longer wrong")
                yield f"{sign} {name} {said} {grade}: {text[start:end][:SHOWN]!r}"
