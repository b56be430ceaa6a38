"""Who speaks: the claimant of a quotation or of a sentence that reports somebody's words."""

import re
from dataclasses import dataclass

from articles.text.claims.names import PRONOUN, is_whole_name, name_in
from articles.text.claims.quotes import Quote
from articles.text.claims.words import UNSPACED, Words
from articles.text.sentences import split_sentences

CAPITAL_NOUNS = ("de",)
_TAIL = 160  # code points after a quotation that may name its speaker
_LEAD = 240  # and before it
_TAIL_END = re.compile(r"[“„«「『\"]|[.!?。！？؟।](?:\s|$)|(?<=[。！？])|\n")
_SENTENCE_END = re.compile(r"[.!?。！？؟।]['\"”’»」]*\s*\Z|[。！？]['\"”’»」]*\Z")
_ABBREVIATED = re.compile(r"(?:\b[^\W\d_]|\b(?:Dr|Mr|Mrs|Ms|Prof|Sr|Sra|Dra|Mme|Mlle|Doç|St))\.\s*\Z")
_LAST_STOP = re.compile(r"[.!?。！？؟।][\"”’»」』]*\s|[。！？]|\n")
# "Housing minister Paul Keene blamed", "At 81, Ines Calder still": at most four words before two or three capitals.
_SUBJECT = re.compile(
    r"(?P<before>(?:[^\s.!?\"“„«]{1,24}[ \u00a0]){0,4}?)"
    r"(?P<name>[^\W\d_a-zà-ÿ][\w'’-]+(?:[ \u00a0][^\W\d_a-zà-ÿ][\w'’-]+){1,2})(?=,|[ \u00a0][a-zà-ÿа-я])"
)
_SUFFIX = re.compile(r"['’][a-zıü]{1,4}\Z")  # Turkish: "TÜİK'e göre"


@dataclass(frozen=True, slots=True)
class Spoken:
    """A quotation with its speaker; `joined` when it goes on with the sentence of the one before."""

    quote: Quote
    speaker: str
    joined: bool = False


def spoken_quotes(text: str, quotes: list[Quote], words: Words, last: str, open_speaker: str) -> list[Spoken]:
    """The quotations of a paragraph that somebody says.

    `last` is the name that spoke last before this paragraph; `open_speaker` the one whose quotation the
    paragraph before left open, "" otherwise.
    """
    spoken: list[Spoken] = []
    previous = 0  # end of the quotation before
    for number, quote in enumerate(quotes):
        following = quotes[number + 1].left if number + 1 < len(quotes) else len(text)
        lead = text[max(previous, quote.left - _LEAD) : quote.left]
        before = spoken[-1] if spoken and spoken[-1].quote.right == previous else None
        name = ""
        if _is_speech(text, quote, words):
            name = _speaker(text, quote, lead, min(following, quote.right + _TAIL), words)
            if name == PRONOUN:
                before_it = text[previous : quote.left] if spoken else text[: quote.left]
                name = last_subject(before_it, words) or (spoken[-1].speaker if spoken else last)
            if not name and spoken and _is_sentence(text, quote):
                name = spoken[-1].speaker
            if not name and number == 0 and open_speaker and not text[: quote.left].strip():
                name = open_speaker
        elif before and _goes_on(text, before.quote, quote, words):
            name = before.speaker
        if name:
            joined = bool(before and name == before.speaker and _goes_on(text, before.quote, quote, words))
            spoken.append(Spoken(quote, name, joined))
        previous = quote.right
    return spoken


def last_subject(text: str, words: Words) -> str:
    """The person who is the subject of one of the last sentences of a text, "" where there is none."""
    if words.names != "capitals":
        return ""
    subjects = (subject_of(text[one.start : one.end], words) for one in reversed(split_sentences(text)[-4:]))
    return next((name for name in subjects if name), "")


def subject_of(sentence: str, words: Words) -> str:
    """The person whom a sentence begins with, in languages with capitals: for "he said" in the next."""
    found = _SUBJECT.match(sentence[:120]) if words.names == "capitals" else None
    if not found or words.patterns["body"].search(found["name"]):
        return ""
    before = found["before"].lower().split()
    if found["name"].split()[0].lower() in words.sets["article"]:
        return ""
    if before and (before[-1] in words.sets["of"] or before[-1] in words.sets["article"]):
        return ""  # "The United States", "from New York"
    return name_in(found["name"], words, after=False)


def _is_speech(text: str, quote: Quote, words: Words) -> bool:
    """Long enough and not beginning in the middle of a sentence: no name of a thing, no quoted word."""
    inner = text[quote.start : quote.end].strip()
    first = next((mark for mark in inner[:8] if mark.isalnum()), "")
    if not first or first.islower():
        return False
    if words.language in UNSPACED:
        return len(inner) >= 6
    return inner.count(" ") >= 2 or inner[-1] in ".!?,…"


def _is_sentence(text: str, quote: Quote) -> bool:
    inner = text[quote.start : quote.end].rstrip()
    after = text[quote.right : quote.right + 1]
    return inner[-1:] in tuple(".!?…。！？؟।") or after in tuple(".。")


def _goes_on(text: str, before: Quote, quote: Quote, words: Words) -> bool:
    """Whether a quotation continues the sentence that the attribution cut in two."""
    inner, gap = text[quote.start : quote.end].lstrip(), text[before.right : quote.left].strip()
    if not gap or len(gap) > _TAIL or not words.patterns["said"].search(gap):
        return False
    head = text[before.start : before.end].rstrip()[-1:]
    return (
        head not in tuple(".!?。！？")
        and not _SENTENCE_END.search(gap)
        and (inner[:1].islower() or (not inner[:1].isupper() and gap[-1] in ",，、"))
    )


def _speaker(text: str, quote: Quote, lead: str, limit: int, words: Words) -> str:
    # What introduces a quotation counts first: the words after it may belong to the next sentence.
    return _from_lead(lead, words) or _from_tail(_until_end(text[quote.right : limit]), lead, words)


def _until_end(tail: str) -> str:
    """The rest of the sentence after a quotation; full stops of initials and titles do not end it."""
    for found in _TAIL_END.finditer(tail):
        if found[0][:1] != "." or not _ABBREVIATED.search(tail[: found.start() + 1]):
            return tail[: found.start()]
    return tail


def _from_tail(tail: str, lead: str, words: Words) -> str:
    found = words.patterns["said"].search(tail[:100])
    closing = words.patterns["closing"].match(tail.lstrip(" ,"))
    if closing and (not found or found.start() > 4):
        return name_in(tail.lstrip(" ,")[closing.end() :], words, after=True)
    if not found:
        return ""
    between = tail[: found.start()].strip(" ,，、")
    if len(between.split()) > 10:
        return ""
    after = name_in(tail[found.end() :], words, after=True) if words.names in ("capitals", "after") else ""
    if between:
        return name_in(between, words, after=False) or after or _subject(lead, words)
    return after or _subject(lead, words)


def _from_lead(lead: str, words: Words) -> str:
    """`Mark Zhou, head of DeepLang, said: "..."`, `dijo Mark Zhou: "..."`, `Mark Zhou: "..."`."""
    bare = lead.rstrip()
    if not bare:
        return ""
    stops = [s.end() for s in _LAST_STOP.finditer(lead) if not _ABBREVIATED.search(lead[: s.start() + 1])]
    sentence = lead[stops[-1] if stops else 0 :]
    verbs = list(words.patterns["said"].finditer(sentence))
    per = words.patterns["according"].search(sentence)
    if per and bare[-1] in ",:，：":
        return name_in(sentence[per.end() :], words, after=True, first=True)
    if not verbs:
        return (
            name_in(bare[:-1], words, after=False)
            if bare[-1] in ":：" and _only_name(bare[:-1], words)
            else ""
        )
    verb = verbs[-1]
    rest = sentence[verb.end() :].strip(" ,:，：")
    if bare[-1] not in ",:，：" and rest:
        return ""
    return _around(sentence, verb, words)


def _only_name(fragment: str, words: Words) -> bool:
    return is_whole_name(fragment, words)


def _is_subject(segment: str, name: str, words: Words) -> bool:
    """Whether a name is what the verb belongs to.

    Not "the United States has 50", nor "a visitor from Osaka", nor "der Mond" where every noun has a capital.
    """
    before = segment[: segment.rfind(name)].lower().split()
    if " " not in name and before and not words.patterns["body"].fullmatch(name):
        capital_noun = words.language in CAPITAL_NOUNS and before[-1] in words.sets["article"]
        if capital_noun or (before[-1] in words.sets["of"] and words.sets["article"].intersection(before)):
            return False
    between = segment[segment.rfind(name) + len(name) :].split()
    if any(mark.isdigit() for word in between for mark in word):
        return False
    return len(between) <= 1 or between[0].lower() in words.sets["of"]


def _subject(lead: str, words: Words) -> str:
    """The subject before a quotation whose verb stands after it, as in Turkish, Japanese and Korean."""
    stops = [s.end() for s in _LAST_STOP.finditer(lead) if not _ABBREVIATED.search(lead[: s.start() + 1])]
    sentence = lead[stops[-1] if stops else 0 :].strip()
    if not sentence or len(sentence) > 80:
        return ""
    return name_in(sentence.rstrip(" ,:、，："), words, after=False)


def _around(sentence: str, verb: re.Match[str], words: Words) -> str:
    """The name before or after a speech verb, whichever the sentence offers."""
    before, after = sentence[: verb.start()], sentence[verb.end() :]
    if words.names == "after":
        return name_in(after, words, after=True)
    if words.names != "capitals":
        return name_in(before, words, after=False)
    segments = [piece.strip() for piece in before.split(",")]
    if is_whole_name(segments[0], words) and not segments[-1]:
        return name_in(segments[0], words, after=False)  # "Mark Zhou, head of DeepLang, said"
    if not segments[-1]:
        return name_in(after, words, after=True) or (
            name_in(before, words, after=False) if len(before) < 80 else ""
        )
    near = name_in(segments[-1], words, after=False)
    if near == PRONOUN or (near and _is_subject(segments[-1], near, words)):
        return near
    head = segments[-1].lower().split()
    inverted = len(head) <= 2 and head[0] not in words.sets["article"]  # "Ayer dijo el ministro ..."
    return name_in(after, words, after=True) if inverted else ""


def speaker_of_sentence(sentence: str, words: Words, last: str) -> str:
    """Who a sentence without a spoken quotation names as its source: "according to X", "X said that ..."."""
    per = words.patterns["according"].search(sentence)
    if per:
        name = name_in(sentence[per.end() :], words, after=True, first=True)
        if name and name != PRONOUN:
            return name
    postposed = words.patterns["after"].search(sentence)
    if postposed:
        # Languages with capitals name it in the one or two words before: "TÜİK'e göre", "Habeck zufolge".
        near = sentence[: postposed.start()]
        near = " ".join(near.split()[-2:]) if words.names == "capitals" else near
        name = name_in(near, words, after=False)
        if name != PRONOUN and (name or words.names != "capitals"):
            return _SUFFIX.sub("", name)
    for number, verb in enumerate(words.patterns["said"].finditer(sentence)):
        name = _around(sentence, verb, words)
        if name:
            return last if name == PRONOUN else name
        if number == 2:
            break
    return ""
