"""Guess the language of an article by its script and its most frequent small words.

Only whole articles are judged: on a short heading a guess is wrong too often to be evidence.
"""

import re
from collections import Counter

SAMPLE = 20_000  # code points that are looked at
FEWEST = 4  # small words that a Latin or Cyrillic text must show
LEAD = 1.25  # how far the best language must be ahead of the next

# Letters that a language writes and its neighbours of the same script do not.
_SCRIPTS = (
    ("han", re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")),
    ("kana", re.compile(r"[\u3041-\u30ff]")),
    ("hangul", re.compile(r"[\uac00-\ud7af\u1100-\u11ff]")),
    ("cyrillic", re.compile(r"[\u0400-\u052f]")),
    ("arabic", re.compile(r"[\u0620-\u06ff]")),
    ("thai", re.compile(r"[\u0e01-\u0e5b]")),
    ("devanagari", re.compile(r"[\u0900-\u097f]")),
    ("greek", re.compile(r"[\u0370-\u03ff]")),
    ("hebrew", re.compile(r"[\u05d0-\u05ea]")),
    ("latin", re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")),
)
_ONE = {"hangul": "ko", "thai": "th", "devanagari": "hi", "greek": "el", "hebrew": "he"}

# Frequent words that hardly occur in the others of the same script. Own lists.
_LATIN = {
    "en": "the of and to in is was that for it with as his on be at by had are but from which not have",
    "es": "el los las de que y en un una por con para es del se su al como más pero lo fue está hay cuando muy",
    "pt": "o os as de que e em um uma por com para é do da no na não se ao como mais mas foi quando dos das pelo já",
    "fr": "le les des et est dans une un que qui pour pas sur avec au du ce il elle sont ne se plus par mais on aux",
    "de": "der die das und ist nicht ein eine zu den mit von auf für im dem sich des auch als an es war wird",
    "it": "il di che la e è un una per non con del della sono gli dei nel alla più si come anche ma le ha lo questo",
    "nl": "de het een van en is dat niet op te zijn voor met die er aan om ook als bij maar naar werd wordt uit ze",
    "pl": "w i na z się nie do to że jest o jak po co ale przez od za są był dla przy tylko tak może już",
    "tr": "bir ve bu da de için ile çok olarak daha gibi kadar ne o ama sonra her olan değil en var yok iki",
    "id": "yang dan di itu dengan untuk tidak ini dari pada adalah ke dalam akan juga oleh bisa ada lebih",
    "vi": "và của là có không cho được một các trong với những đã này để người khi từ như đến nhiều ở vào thì",
    "sv": "och att det som en är på för av med den inte till har om ett var de jag från men han",
    "cs": "a se na je že v to s z do si ale jako o za tak jsem by po byl který jsou podle",
    "ro": "și de la în nu care pe cu din este un o mai au fost pentru că sunt după prin",
}
# More small words of English, for a sentence alone: it has few.
_MORE_ENGLISH = (
    "i we you they this these what who how do did does will would can could has if there our my your us me a s t "
    "he she her him"
)
_CYRILLIC = {
    "ru": "и в не на что он с как это по но из у за от так же его был только её было ещё бы для они мы",
    "uk": "і в не на що він з як це по але із у за від так його був тільки її було ще для вони ми та є який",
    "bg": "и в не на че той с как това по но от за се да са е ще във със които след",
}
_ARABIC = {
    "ar": "في من على إلى أن التي الذي هذا هذه كان عن ما مع كل بعد لا قد لم بين أو ثم حيث",
    "fa": "در از به که این را با است آن برای بود می یک هم تا شد شده های بر خود اما هر",
    "ur": "کے میں کی ہے اور سے کا کو نے یہ پر کہ ہیں بھی اس تھا",
}
LISTED = (*_LATIN, *_CYRILLIC, *_ARABIC)  # the languages with a list of small words
_WORD = re.compile(r"[^\W\d_]+")
_HINTS = {
    "vi": re.compile(r"[ăđơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]"),
    "tr": re.compile(r"[ığş]"),
    "pl": re.compile(r"[łąęśźżń]"),
    "uk": re.compile(r"[іїєґ]"),
    "ru": re.compile(r"[ыэъё]"),
    "de": re.compile(r"ß"),
    "pt": re.compile(r"[ãõ]"),
    "es": re.compile(r"[ñ¿¡]"),
    "fa": re.compile(r"[پچژگکی]"),
    "ur": re.compile(r"[ٹڈڑںے]"),
    "cs": re.compile(r"[řěů]"),
    "ro": re.compile(r"[țșă]"),
    "sv": re.compile(r"å"),
}


def detect_language(text: str) -> str:
    """Return the two letters of the language of `text` (visible words, no markup), "" where unsure."""
    sample = text[:SAMPLE].lower()
    counts = {name: len(pattern.findall(sample)) for name, pattern in _SCRIPTS}
    counts["han"] *= 3  # one character says about as much as three letters
    counts["kana"] *= 2
    counts["hangul"] *= 2
    total = sum(counts.values())
    if not total:
        return ""
    east = counts["han"] + counts["kana"]
    if east / total > 0.5:
        return "ja" if counts["kana"] / east > 0.12 else ("zh" if counts["han"] >= 12 else "")
    best = max(counts, key=lambda name: counts[name])
    if counts[best] / total < 0.5:
        return ""
    if best in _ONE:
        return _ONE[best] if counts[best] >= 8 else ""
    tables = {"latin": _LATIN, "cyrillic": _CYRILLIC, "arabic": _ARABIC}
    return _by_words(sample, tables[best]) if best in tables else ""


def sentence_language(text: str) -> str:
    """Return the two letters of the likeliest language of one sentence, "" where nothing speaks for one.

    A guess where `detect_language` would be silent: a Latin sentence is English unless the small words or the
    letters of another language weigh more. Takes any text; looks at its first 2,000 code points.
    """
    sample = text[:2_000].lower()
    counts = {name: 0 if sample.isascii() else len(pattern.findall(sample)) for name, pattern in _SCRIPTS}
    counts["latin"] = max(counts["latin"], int(bool(_WORD.search(sample))))
    best = max(counts, key=lambda name: counts[name])
    if not counts[best]:
        return ""
    if counts["kana"] or counts["han"] > counts[best] / 3:
        return "ja" if counts["kana"] else "zh"
    if best in _ONE:
        return _ONE[best]
    tables = {"latin": _LATIN, "cyrillic": _CYRILLIC, "arabic": _ARABIC}
    scores = _small_words(sample, tables[best])
    if best == "latin":
        words, more = _WORD.findall(sample), set(_MORE_ENGLISH.split())
        # The half says that English is likelier where nothing speaks for another.
        scores["en"] += sum(word in more for word in words) + 0.5
        scores["en"] -= sum(not word.isascii() for word in words)
    first, second = sorted(scores.values(), reverse=True)[:2]
    return next(name for name in scores if scores[name] == first) if first > second else ""


def small_words(language: str) -> frozenset[str]:
    """The frequent small words of a language that are listed here; none for one without a list."""
    listed = {**_LATIN, **_CYRILLIC, **_ARABIC}.get(language, "")
    return frozenset(f"{listed} {_MORE_ENGLISH}".split() if language == "en" else listed.split())


def main_script(text: str) -> str:
    """Return the script that most letters of `text` belong to (han and kana count as one, "east"), or ""."""
    counts = {name: len(pattern.findall(text[:SAMPLE])) for name, pattern in _SCRIPTS}
    counts["east"] = 3 * counts.pop("han") + 2 * counts.pop("kana")
    best = max(counts, key=lambda name: counts[name])
    return best if counts[best] else ""


def _by_words(sample: str, table: dict[str, str]) -> str:
    scores = _small_words(sample, table)
    total = len(_WORD.findall(sample))
    ranked = sorted(scores, key=lambda language: -scores[language])
    first, second = ranked[0], ranked[1]
    if scores[first] < FEWEST or scores[first] / total < 0.06 or scores[first] < LEAD * scores[second]:
        return ""
    return first


def _small_words(sample: str, table: dict[str, str]) -> dict[str, float]:
    """How much the small words of each language, and the letters that are only its, speak for it."""
    words = Counter(_WORD.findall(sample))
    total = sum(words.values())
    scores = {}
    for language, listed in table.items():
        score = float(sum(words[word] for word in set(listed.split())))
        hint = _HINTS.get(language)
        if hint and score:
            score += min(len(hint.findall(sample)) * 0.5, total * 0.2)
        scores[language] = score
    return scores
