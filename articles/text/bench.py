"""How fast are injected fragments found? Measured against `unicodedata.normalize` in the same run.

    python -m articles.text bench [FOLDER ...] [--megabytes 50]

Takes text, Markdown and HTML files (the project's own sample without folders) and makes articles of them, always the
same ones: sentences are drawn anew for every paragraph, names, a word of each heading and last digits are exchanged,
so that hardly a line comes twice and nothing that is remembered of lines makes the figures better than they are.
Three sets: `english`, clean plain English of some 6,000 characters an article; `mixed`, all files, two in a row;
`injected`, English of which every third line carries a fragment. Prints for each the megabytes a second of both
(UTF-8, processor time of this process), how many findings an article has, and the peak of memory of the process.

**The yardstick** is the speed of NFKC on the `mixed` set. Pure ASCII is normal by definition and takes no time, and
text that is found to be in normal form already is not normalised, only looked at (1,200 MB/s); text of which one sign
is not is normalised as a whole (50 MB/s in English, 15 in Chinese). Real articles are some of all these, as the mixed
set is; together that is the 100 MB/s which the goals were set by.
"""

import random
import re
import resource
import sys
import time
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from articles.text.decode import decode
from articles.text.sentences import split_sentences
from articles.text.spam import find_spam
from articles.text.spam.article import guess
from articles.text.spam.scripts import count_scripts
from articles.text.types import Finding

SAMPLE = Path(__file__).resolve().parent.parent / "sample" / "texts"
SUFFIXES = frozenset((".txt", ".md", ".html"))
SHARES = {"english": 0.6, "mixed": 0.3, "injected": 0.1}
GOALS = {"english": 0.2, "injected": 0.05}
SECTIONS, PARAGRAPHS, SENTENCES = 5, 4, (1, 6)  # of an article, of a section, of a paragraph
CARRIER = 3  # every which line carries a fragment
CHUNK = 500_000  # characters of articles that are kept at a time
LONG = 80  # characters from which a line is a paragraph
MARKS = str.maketrans("", "", "⟦⟧⟪⟫")  # of marked texts
HEADING_RE = re.compile(r"(?:#{1,6} )?[A-Z][^|:]+")
NAME_RE = re.compile(r"(?<=[a-z,;] )[A-Z][a-z]{2,}(?![\w-])")
WORD_RE = re.compile(r"(?<![\w-])[a-z]{4,}(?![\w-])")
LAST_DIGIT_RE = re.compile(r"(?<=\d)\d(?!\d)")


@dataclass
class Pool:
    """What articles are made of: pieces of clean English, names, fragments with the rule that found each."""

    headings: list[str] = field(default_factory=list)
    bullets: list[str] = field(default_factory=list)
    sentences: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    fragments: list[tuple[str, str]] = field(default_factory=list)


def bench(folders: Sequence[Path], *, megabytes: float = 50) -> str:
    """Measure and report as text. Refuses (ValueError) folders without a readable file or any clean English."""
    folders = folders or [SAMPLE]
    files = sorted(path for folder in folders for path in folder.rglob("*") if path.suffix in SUFFIXES)
    texts = [decode(path.read_bytes()).text.translate(MARKS) for path in files]
    if not texts:
        raise ValueError("The folders hold no .txt, .md or .html file.")
    lines = [
        f"{'set':10}{'MB':>7}{'articles':>10}{'findings':>10}{'NFKC MB/s':>11}{'find MB/s':>11}{'ratio':>9}{'goal':>7}"
    ]
    measured = {name: _measure(make, SHARES[name] * megabytes * 1e6) for name, make in made_of(texts).items()}
    yardstick = measured["mixed"].size / measured["mixed"].normal
    for name, one in measured.items():
        lines.append(
            f"{name:10}{one.size / 1e6:7.1f}{one.count:10}{one.found / one.count:10.2f}"
            f"{one.size / one.normal / 1e6:11.1f}{one.size / one.finding / 1e6:11.2f}"
            f"{one.size / one.finding / yardstick:9.4f}{GOALS.get(name, ''):>7}"
        )
    # Kilobytes on Linux, bytes on macOS.
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    lines.append(f"peak memory {peak / 1e6:.0f} MB")
    return "\n".join(lines)


def made_of(texts: list[str]) -> dict[str, Callable[[random.Random], str]]:
    """For each set a function that makes one article."""
    pool = Pool()
    for text in texts:
        _take(text, find_spam(text), pool)
    if not (pool.sentences and pool.headings):
        raise ValueError("The folders hold no clean English with headings to make articles of.")
    return {
        "english": lambda pick: _english(pool, pick),
        "mixed": lambda pick: "\n\n".join(_remade(text, pool, pick) for text in pick.choices(texts, k=2)),
        "injected": lambda pick: _injected(pool, pick),
    }


def _take(text: str, findings: Sequence[Finding], pool: Pool) -> None:
    """Add what a text has to the pool."""
    for one in findings:
        words = text[one.start : one.end]
        if "<" not in words:
            pool.fragments.append((one.rule, words))
    english, position = "<" not in text and guess(text) == "en", 0
    for line in text.split("\n"):
        end = position + len(line)
        clean = not any(one.start < end and position < one.end for one in findings)
        if english and clean and line.strip() and count_scripts(line).keys() == {"latin"}:
            if len(line) > LONG:
                plain = line.lstrip("> ")
                pool.sentences += [plain[span.start : span.end] for span in split_sentences(plain)]
            elif line[:2] in ("- ", "* "):
                pool.bullets.append(line)
            elif HEADING_RE.fullmatch(line):
                pool.headings.append(line)
            pool.names += NAME_RE.findall(line)
            pool.words += WORD_RE.findall(line)
        position = end + 1


def _english(pool: Pool, pick: random.Random) -> str:
    """A clean article: a title, sections of a heading and paragraphs, now and then a list."""
    lines = [_short(pick.choice(pool.headings), pool, pick)]
    for _ in range(SECTIONS):
        lines.append(_short(pick.choice(pool.headings), pool, pick))
        for _ in range(PARAGRAPHS):
            drawn = pick.choices(pool.sentences, k=pick.randrange(*SENTENCES))
            lines.append(_varied(" ".join(drawn), pool, pick))
        if pool.bullets and pick.random() < 0.3:
            lines += ["\n".join(_short(line, pool, pick) for line in pick.choices(pool.bullets, k=3))]
    return "\n\n".join(lines) + "\n"


def _injected(pool: Pool, pick: random.Random) -> str:
    lines = _english(pool, pick).split("\n\n")
    for i in range(pick.randrange(CARRIER), len(lines), CARRIER):
        rule, words = pick.choice(pool.fragments or [("own-line", lines[0])])
        words = LAST_DIGIT_RE.sub(lambda _: str(pick.randrange(10)), words)
        if rule == "glued-suffix":
            lines[i] += words
        elif rule == "inside-sentence":
            lines[i] = f"{lines[i]} {words.strip()} {pick.choice(pool.sentences)}"
        else:
            lines[i] = words + lines[i]
    return "\n\n".join(lines)


def _remade(text: str, pool: Pool, pick: random.Random) -> str:
    """A text with the sentences of its paragraphs drawn anew."""
    paragraphs = [line for line in text.split("\n") if len(line) > LONG and "<" not in line]
    sentences = [line[span.start : span.end] for line in paragraphs for span in split_sentences(line)]
    lines = text.split("\n")
    for i, line in enumerate(lines):
        if len(line) > LONG and "<" not in line:
            count = len(split_sentences(line))
            line = (" " if line.isascii() else "").join(pick.choices(sentences, k=count))
        lines[i] = _varied(line, pool, pick)
    return "\n".join(lines)


def _short(line: str, pool: Pool, pick: random.Random) -> str:
    """A heading or list item with one word exchanged."""
    line = WORD_RE.sub(lambda _: pick.choice(pool.words), line, count=1)
    return _varied(line, pool, pick)


def _varied(line: str, pool: Pool, pick: random.Random) -> str:
    """A line with other names and other last digits."""
    if pool.names:
        line = NAME_RE.sub(lambda _: pick.choice(pool.names), line)
    return LAST_DIGIT_RE.sub(lambda _: str(pick.randrange(10)), line)


@dataclass
class Measured:
    """Bytes, articles and findings gone through, processor seconds of normalising and of finding."""

    size: int = 0
    count: int = 0
    found: int = 0
    normal: float = 1e-9
    finding: float = 1e-9


def _measure(article: Callable[[random.Random], str], size: float) -> Measured:
    pick, done = random.Random(1), Measured()  # noqa: S311
    find_spam(article(random.Random(2)))  # noqa: S311
    for chunk in _chunks(article, pick, size):
        began = time.process_time()
        for text in chunk:
            unicodedata.normalize("NFKC", text)
        between = time.process_time()
        done.found += sum(len(find_spam(text)) for text in chunk)
        done.finding += time.process_time() - between
        done.normal += between - began
        done.count += len(chunk)
        done.size += sum(len(text.encode("utf-8", "surrogatepass")) for text in chunk)
    return done


def _chunks(article: Callable[[random.Random], str], pick: random.Random, size: float) -> Iterator[list[str]]:
    """Articles of `size` bytes together, a part of them at a time."""
    made = 0
    while made < size:
        chunk: list[str] = []
        while sum(map(len, chunk)) < CHUNK and made < size:
            chunk.append(article(pick))
            made += len(chunk[-1].encode("utf-8", "surrogatepass"))
        yield chunk
