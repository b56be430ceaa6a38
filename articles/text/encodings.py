"""Find the encoding of bytes that are not UTF-8: decode with each candidate and see which reads like writing.

A wrong encoding gives itself away: capitals inside words, letters of two alphabets in one word, rare Chinese
characters, Hangul among them, half-width katakana. Measured on the texts of the development set written in
their old encodings, this is right where a general detector confuses Chinese phrases inside English text with
Central European or Korean, and Western European with Central European letters.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from articles.text.language import detect_language

SAMPLE = 60_000  # code points that are judged
FLOOR = 0.7  # how much of what is not ASCII must look right

# In the order in which they are preferred when two read equally well.
CANDIDATES = (
    *(
        "gb18030",
        "shift_jis",
        "cp932",
        "euc_jp",
        "euc_kr",
        "cp949",
        "big5",
        "cp1252",
        "cp1251",
        "koi8_r",
        "koi8_u",
    ),
    *(
        "cp1250",
        "cp1254",
        "cp1256",
        "cp1253",
        "cp1255",
        "cp1257",
        "cp874",
        "iso8859_2",
        "cp866",
        "iso2022_jp",
    ),
)
# Rarely met today, and their tables make letters of almost any byte.
_PENALTIES = {"cp866": 0.1, "cp1253": 0.05, "cp1255": 0.05, "cp1257": 0.05, "cp874": 0.05, "koi8_u": 0.01}
_KANA = re.compile(r"[\u3041-\u3096\u30a1-\u30fa]")
_FOREIGN = frozenset(("cyrillic", "greek", "hebrew", "arabic", "thai"))
# The most frequent characters of Chinese (both forms) and Japanese prose.
_FREQUENT = frozenset(
    "的一是在不了有和人这这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学"
    "法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天"
    "這為個國時來們發動過說產種後學經進電裡現實體機當點從業會對還與長門問間見車馬開關東西上海日月年時分今何行本新山田川百"
)
_WORD = re.compile(r"\w+")
_LETTERS = {
    "es": "áéíóúñü",
    "pt": "áâãàçéêíóôõú",
    "fr": "àâæçéèêëîïôœùûüÿ",
    "de": "äöüß",
    "it": "àèéìíîòóùú",
    "nl": "éèëïíóöü",
    "tr": "çğıöşüâîİ",
    "pl": "ąćęłńóśźż",
    "cs": "áčďéěíňóřšťúůýž",
    "ro": "ăâîșțşţ",
    "sv": "åäöé",
    "id": "é",
    "en": "éèçïöüñáíóâêôà",
}
_USUAL = frozenset("“”‘’„‚«»‹›–—…·•°€£§©®™¿¡ªº×÷½¼¾¹²³\xa0→№′″")
_WESTERN = frozenset("".join(_LETTERS[name] for name in ("es", "pt", "fr", "de", "it", "sv")))


def guess_encoding(data: bytes) -> tuple[str, str] | None:
    """Return the encoding of `data` and its text, or None where no candidate reads like writing."""
    if _is_damaged_utf8(data):
        return None
    best: tuple[float, str, str] | None = None
    for encoding in CANDIDATES:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        score = plausibility(text) - _PENALTIES.get(encoding, 0.0)
        if encoding in ("gb18030", "big5") and _KANA.search(text):
            score -= 0.15  # kana stand at the same places in Japanese and Chinese codes
        if score >= FLOOR and (best is None or score > best[0] + 0.005):
            best = (score, encoding, text)
    return (best[1], best[2]) if best else None


def _is_damaged_utf8(data: bytes) -> bool:
    """Whether most of what is not ASCII is good UTF-8, so that another encoding would spoil it."""
    text = data.decode("utf-8", "replace")
    good = sum(1 for char in text if char > "\x7f" and char != "\ufffd")
    return good > 3 * text.count("\ufffd")


def plausibility(text: str) -> float:
    """How much of what is not ASCII in `text` looks right, 0 to 1."""
    odd = [found.start() for found in re.finditer(r"[^\x00-\x7f]", text)]
    if not odd:
        return 0.0
    sample = text[max(odd[0] - 2_000, 0) :][:SAMPLE]
    language = detect_language(sample)
    korean = bool(re.search(r"[가-힣]", sample))
    letters = frozenset(_LETTERS.get(language, "")) or _WESTERN
    latin = language in _LETTERS
    values = list(_values(sample, letters, korean=korean, latin=latin))
    return sum(values) / len(values) if values else 0.0


def _values(sample: str, letters: frozenset[str], *, korean: bool, latin: bool) -> Iterator[float]:
    for found in _WORD.finditer(sample):
        word = found.group()
        odd = [char for char in word if char > "\x7f"]
        if odd:
            factor = _word_factor(word) * (0.6 if latin and _script(odd[0]) in _FOREIGN else 1.0)
            for char in odd:
                yield factor * _letter(char, letters, korean=korean)
    for char in sample:
        if char > "\x7f" and not (char.isalnum() or char == "_"):
            yield _sign(char)


def _word_factor(word: str) -> float:
    """How likely the letters of a word stand together: one alphabet, capitals in front, few accents in a row."""
    scripts = {_script(char) for char in word if char.isalpha()} - {""}
    if len(scripts - {"han", "kana", "hangul"}) > 1:
        return 0.0
    if re.search(r"[^\W\d_]", word) and any(a.islower() and b.isupper() for a, b in pairwise(word)):
        return 0.1
    if (
        "latin" in scripts
        and re.search(r"[\u00c0-\u024f]{3}", word)
        and not re.search(r"[ơưạảấầậểệộớờợ]", word)
    ):
        return 0.1
    return 1.0


@cache
def _script(char: str) -> str:
    if "\u3400" <= char <= "\u9fff":
        return "han"
    if "\u3040" <= char <= "\u30ff":
        return "kana"
    if "\uac00" <= char <= "\ud7af":
        return "hangul"
    return unicodedata.name(char, "").split(" ")[0].lower()


def _letter(char: str, letters: frozenset[str], *, korean: bool) -> float:
    script = _script(char)
    if script == "han":
        return 0.1 if korean else _han(char)
    if script == "latin":
        return 1.0 if char.lower() in letters else 0.8 if char.lower() in _WESTERN else 0.5
    if script == "hangul":
        return 1.0 if _encodes(char, "euc_kr") else 0.2
    if script in ("halfwidth", "private", "ideographic", "cjk", ""):
        return 0.2
    return 1.0 if char.isalpha() else 0.5


@cache
def _han(char: str) -> float:
    """1 for a Chinese character of the first level of GB 2312, Big5 or JIS X 0208: the frequent ones."""
    if char in _FREQUENT:
        return 1.0
    levels = (("gb2312", 0xB0, 0xD7), ("big5", 0xA4, 0xC6), ("euc_jp", 0xB0, 0xCF))
    for encoding, low, high in levels:
        if _encodes(char, encoding) and low <= char.encode(encoding)[0] <= high:
            return 0.85
    return 0.2


def _encodes(char: str, encoding: str) -> bool:
    try:
        return len(char.encode(encoding)) <= 3  # euc_kr spells rare syllables out in eight bytes
    except UnicodeEncodeError:
        return False


def _sign(char: str) -> float:
    if char in _USUAL or "\u3000" <= char <= "\u303f" or "\uff01" <= char <= "\uff5e":
        return 1.0
    if "\u2500" <= char <= "\u259f":
        return 0.1  # frames of old text screens: what letters of another encoding often turn into
    if char >= "\U0001f000" or "\u2190" <= char <= "\u2bff":
        return 0.8
    return 0.0 if unicodedata.category(char) in ("Cc", "Cn", "Co", "Cs") else 0.3
