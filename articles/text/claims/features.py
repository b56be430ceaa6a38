"""What the model of check-worthy English sentences looks at: names of features, in blocks.

A feature is a string; the model knows only its hash. Five blocks: words and pairs of words, pieces of words,
runs of word classes (`english.toml`), the shape of the sentence, and the reasons that the score by hand finds.
Digits are all the same digit. Learning (`learn.py`) and judging (`worth.py`) share this module.
"""

import re
import tomllib
from functools import cache, lru_cache
from pathlib import Path

# How much each block counts, by cross-validation.
BLOCKS = {"words": 1.3, "pieces": 2.0, "classes": 0.8, "shape": 0.6, "reasons": 0.5}
LONGEST = 2_000  # code points that are looked at
_LONGEST_WORD = 24
_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?|0+(?:[.,]0+)*|[%$?!-]")
_TOKEN = re.compile(r"[A-Za-z]+(?:[.'-][A-Za-z]+)*\.?|\d[\d.,]*|[%$?!\"-]")
_YEAR = re.compile(r"(?:1[789]|20)\d\d\Z")
_DIGIT = re.compile(r"\d")
_ENDINGS = ("ing", "ed", "ly", "tion", "ment", "est", "er", "ity", "ive", "al", "ism", "s")
_LENGTHS = (3, 5, 7, 9, 12, 15, 20, 26, 35)
_SUBJECTS = frozenset(("i", "you", "we", "he", "they", "it", "Name"))
_VERBS = frozenset(("past", "be", "have", "do", "modal", "think", "no", "-s", "-ing", "-"))
_COUNTED = (("figure", 3), ("Name", 4), ("past", 4), ("modal", 2), ("many", 4))


def blocks(sentence: str, score: float, reasons: tuple[str, ...]) -> dict[str, list[str]]:
    """The features of an English sentence by block, each once; `score` and `reasons` are those set by hand."""
    words, classes = _words(sentence), _classes_of(sentence)
    return {
        "words": _runs("w", ["^", *words], 2),
        "pieces": list(dict.fromkeys(piece for word in words for piece in _pieces(word))),
        "classes": _runs("o", ["^", *classes, "$"], 5),
        "shape": _shape(sentence, words, classes),
        "reasons": [
            "R",
            *(f"R{one}" for one in reasons),
            *(f"R{n}" for n in range(1, 11) if score >= n / 10),
        ],
    }


def _words(sentence: str) -> list[str]:
    """The words as the model knows them: small letters, every digit a zero."""
    plain = _DIGIT.sub("0", sentence[:LONGEST].replace("’", "'").lower())
    return [word[:_LONGEST_WORD] for word in _WORD.findall(plain)]


@lru_cache(maxsize=20_000)
def _pieces(word: str) -> tuple[str, ...]:
    """Pieces of two to five letters of a word, its edges included."""
    edged = f" {word} "
    return tuple(f"c{edged[at : at + n]}" for n in range(2, 6) for at in range(len(edged) - n + 1))


def _classes_of(sentence: str) -> list[str]:
    """The class of every word: one of `english.toml`, year, figure, Name, or its ending."""
    tokens = _TOKEN.findall(sentence[:LONGEST].replace("’", "'"))
    return [_class(token[:_LONGEST_WORD], first=number == 0) for number, token in enumerate(tokens)]


@lru_cache(maxsize=20_000)
def _class(token: str, *, first: bool) -> str:
    known = _classes().get(token.lower().rstrip("."))
    if known:
        return known
    if token[0].isdigit():
        return "year" if _YEAR.match(token.rstrip(".,")) else "figure"
    if not token[0].isalpha():
        return token
    if token[0].isupper() and not first:
        return "Name"
    small = token.lower().rstrip(".")
    ending = next((end for end in _ENDINGS if small.endswith(end) and len(small) > len(end) + 2), "")
    return "past" if ending == "ed" else f"-{ending}"


@cache
def _classes() -> dict[str, str]:
    listed = tomllib.loads(Path(__file__).with_name("english.toml").read_text(encoding="utf-8"))
    return {word: name for name, words in reversed(listed.items()) for word in words.split()}


def _runs(mark: str, items: list[str], longest: int) -> list[str]:
    """All runs of up to `longest` neighbours, each once."""
    runs = [
        mark + " ".join(items[at : at + n]) for n in range(1, longest + 1) for at in range(len(items) - n + 1)
    ]
    return list(dict.fromkeys(runs))


def _shape(sentence: str, words: list[str], classes: list[str]) -> list[str]:
    """How long it is, how it begins and ends, who does what first, how many figures and names."""
    length = len(sentence[:LONGEST].split())
    found = ["L", *(f"L{least}" for least in _LENGTHS if length >= least)]
    found += [f"1{words[0]}" if words else "1", f"2{' '.join(words[:2])}", f"3{' '.join(words[:3])}"]
    found += [f"C{' '.join(classes[:3])}", f"${words[-1] if words else ''}"]
    subject = next((number for number, name in enumerate(classes) if name in _SUBJECTS), -1)
    if subject >= 0:
        verb = next((name for name in classes[subject + 1 :] if name in _VERBS), "")
        found += [f"S{classes[subject]}", f"V{classes[subject]} {verb}"]
    return found + [f"N{name}{min(classes.count(name), most)}" for name, most in _COUNTED]
