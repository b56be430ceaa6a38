"""What somebody typed into the search field, read: words, "phrases", -without, tag:name, verdict:name.

Nothing that is typed is refused. What could not be taken is left out, and a sentence says so.
"""

import re
import unicodedata
from dataclasses import dataclass

from articles.text.search_words import Units, filter_word, units_of

LONGEST = 200  # code points that are read
MOST_TERMS = 12
FILTERS = ("tag", "verdict")
QUOTES = str.maketrans(dict.fromkeys("“”„‟«»″＂「」『』", '"'))
# One term: minus or not, a filter or not, then words in quotation marks or up to the next blank or mark.
TERM = re.compile(rf'([-−－]?)(?:({"|".join(FILTERS)})\s?[:：])?(?:"([^"]*)"|([^\s"]+))', re.IGNORECASE)
TOO_LONG = f"Only the first {LONGEST} characters were searched for."
TOO_MANY = f"Only the first {MOST_TERMS} terms were searched for."
OPEN_QUOTE = "A quotation mark was missing; the phrase was taken to go on to the end."
ONLY_MINUS = "A minus leaves out what has the word. Say also what to look for."
NO_WORD = "“{}” has no letter or digit and was left out."


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for. A phrase is a row of units; a text has all of `phrases` and none of `without`.

    `filters` and `not_filters` are words of the index, such as `tag:solar-power`. `shown` is what was typed
    without what cannot be seen, `notes` are sentences on what was left out.
    """

    phrases: tuple[Units, ...] = ()
    without: tuple[Units, ...] = ()
    filters: tuple[str, ...] = ()
    not_filters: tuple[str, ...] = ()
    shown: str = ""
    notes: tuple[str, ...] = ()

    @property
    def asks(self) -> bool:
        """Whether there is anything to look for: leaving out alone finds nothing."""
        return bool(self.phrases or self.filters)


def read_query(typed: str) -> Query:
    """Reads any text. At most LONGEST code points and MOST_TERMS terms are taken, the first ones."""
    whole = " ".join(_seen(typed[: 20 * LONGEST]).split())
    shown = whole[:LONGEST].rstrip()
    notes = [TOO_LONG] if len(whole) > LONGEST else []
    text = shown.translate(QUOTES)
    if text.count('"') % 2:
        text += '"'
        notes.append(OPEN_QUOTE)
    found: dict[str, list] = {"phrases": [], "without": [], "filters": [], "not_filters": []}
    terms = 0
    for minus, name, quoted, bare in TERM.findall(text):
        words = quoted or bare
        units = units_of(words)
        if not units:
            if words.strip('"-−－'):
                notes.append(NO_WORD.format(words))
            continue
        terms += 1
        if terms > MOST_TERMS:
            notes.append(TOO_MANY)
            break
        if name:
            found["not_filters" if minus else "filters"].append(filter_word(name.lower(), words))
        else:
            found["without" if minus else "phrases"].append(units)
    query = Query(**{name: tuple(dict.fromkeys(some)) for name, some in found.items()}, shown=shown)
    if not query.asks and (query.without or query.not_filters):
        notes.append(ONLY_MINUS)
    return Query(
        query.phrases,
        query.without,
        query.filters,
        query.not_filters,
        shown,
        tuple(dict.fromkeys(notes)),
    )


def _seen(text: str) -> str:
    """The text with blanks in place of control signs, and without marks of direction and lone surrogates."""
    return "".join(
        " " if kind == "Cc" else "" if kind in ("Cf", "Cs") and char not in "\u200c\u200d" else char
        for char, kind in ((char, unicodedata.category(char)) for char in text)
    )
