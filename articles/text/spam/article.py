"""What the article as a whole is written in: its scripts and, among Latin ones, its language."""

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache, lru_cache

from articles.text.spam.cuts import is_fenced
from articles.text.spam.habits import Habits
from articles.text.spam.scripts import NO_LETTERS, count_scripts, tokens_of
from articles.text.spam.segments import Segments

ADDRESS_RE = re.compile(r"https?://\S+")  # in Latin letters whatever the article is written in
SAMPLE = 20_000  # characters looked at to tell script and language
LINES, NATIVE_LINES = 100, 0.4  # lines looked at, and the share of them that has such a script
NATIVE_SHARE = 0.2  # a script with this share of the letters is one of the article's own
STOP_WORDS = {
    "en": "the of and to in is was that it for on with as are by not this have from but they at or an were be "
    "has behind under over between after before about into up off his her their its our who what when "
    "where which while how can could will would should had did does if than so because",
    "de": "der die und das ist nicht ein eine mit den von zu auf im dem sich für auch es wird am an als aus bei "
    "bis des durch einen einer er haben hat ihr in man nach noch nur oder sie sind so über um war wer wie "
    "wir zum zur",
    "fr": "le la les des et est une un du en que pour dans qui sur pas au par plus ce aux avec cette ces elle "
    "il ils je leur mais nous on ont ou où sa se ses son sont vous à été",
    "es": "el la los las de que y en un una es por con para se no del lo al como a desde entre está esta este "
    "ha hasta hay le les más muy ni o pero porque qué si sin sobre son su sus también",
    "pt": "o a os as de que e em um uma é por com para se não do da no na mais ao aos à às até como das dos ela "
    "ele há já mas nas nos nem ou pela pelo quem são sem ser seu sua só também",
    "it": "il la le gli di che e un una è per con si non del della nel sono più a ai al alla anche chi ci come "
    "cosa da dal dei delle ha hanno i in lo ma né nella o però quando se solo sul su tra",
    "id": "yang dan di dari untuk dengan tidak ini itu pada ke akan ada oleh juga mereka satu setiap atau bisa "
    "dalam hanya karena lebih sebagai sudah telah",
    "tr": "ve bir bu da de için ile çok olarak daha gibi kadar ama her olan ne değil diye en hem hiç o olur "
    "sonra şu var ya",
    "vi": "và của là không có được một cho người các trong những với này khi đã bị cũng đến đi để làm mà ngày ở "
    "phải ra rằng thì tôi từ vào về",
    "nl": "de het een en van is niet dat op te voor met zijn er aan als bij dan die dit door hij ik in je maar "
    "men naar nog of om ook ons over uit was wat we wie wordt ze",
    "pl": "w i na się nie z do jest to że o jak po od za a ale bez co czy dla go jego już która które który ma "
    "nim przez przy są ten tu tylko tym u we ze",
    "sv": "och att det som en är på för av med till den har inte om ett de var så från men vi kan när eller",
    "da": "og at det er en til på som med af for den der har ikke et de fra men om var kan når eller",
    "cs": "a se na je v že to s z do i o ve by ale pro jak za po tak jako jsou ze od si jeho",
    "ro": "și în la de cu pe nu este o un că din pentru care mai sau au fost prin ca se",
    "hu": "a az és hogy nem is egy van meg volt ez csak de mint már ki el fel",
    "fi": "ja on ei se että oli kun mutta hän ovat niin myös tai joka sen",
    "tl": "ang ng sa na mga ay at para kung hindi ito ni si",
}
# Small words of languages in other scripts than Latin, each of which a short article has.
SMALL_WORDS = {
    "ru": "в на и с о об по за для из от до у к как что это не он она они который которая которые под при "
    "или а но его ее её их был была были",
    "uk": "в у на і й та з із зі о про по за для від до як що це не він вона вони який яка які під при або "
    "а але його її їх був була були",
    "el": "ο η το οι τα του της των τον την τους τις στο στη στην στον στα στους στις ένα μια ένας και σε "
    "με για από που να δεν θα είναι ήταν",
    "ar": "في من على إلى عن مع أن هذا هذه التي الذي كان كانت هو هي أو ثم بعد قبل لا ما لم كل بين",
    "fa": "در از به با که را این آن و برای تا بر است بود یک می هر یا هم بین پس",
    "he": "של על את עם הוא היא זה זו לא כי או גם אל מן היה היתה כל אבל בין",
    "hi": "का की के में से को पर और है हैं था थी थे ने एक यह वह भी नहीं कि तक या जो",
    "bn": "ও এবং একটি এই সে তার থেকে জন্য করে না যে হয় ছিল",
}
_SETS = {language: frozenset(words.split()) for language, words in STOP_WORDS.items()}
CASED = ("latin", "cyrillic", "greek")
_ORDER = tuple(_SETS)
BITS = 16  # for the score of one language in a sum for all of them
MASK = (1 << BITS) - 1
_SCORES = {
    word.encode(): sum(1 << BITS * i for i, language in enumerate(_ORDER) if word in _SETS[language])
    for word in sorted(frozenset().union(*_SETS.values()))
}
# Letters that another language of the same script uses all the time.
SISTERS = {
    "cyrillic": ((re.compile("[іїєґ]"), "uk"),),
    "arabic": ((re.compile("[ٹڈڑے]"), "ur"), (re.compile("[پچژگکی]"), "fa")),
    "indic": ((re.compile("[\u0980-\u09ff]"), "bn"), (re.compile("[\u0b80-\u0bff]"), "ta")),
    "thai": ((re.compile("[\u1000-\u109f]"), "my"), (re.compile("[\u1780-\u17ff]"), "km")),
}
REACHED_RE = re.compile(r"@|\d{5}|\d[ -]\d{3}|[a-z]\.[a-z]{2}")  # an address, a telephone
SENTENCES = 2  # in a script that is at home, if they are not most of the article
NAME_LENGTH = 7
# Words that only whole sentences have.
FUNCTION_RE = re.compile(
    "[的了是我你他她们這这那很也吗呢吧着过をはが]|です|ます|した|から|という|습니다|니다|세요|에서|으로|ที่|และ|ของ|它|一个|可以|如果|因为|或者|以及|[。！？]$"
)
SISTER_SHARE = 0.02  # of a text
KNOWN_WELL = frozenset(("en", "de", "fr", "es", "pt", "it", "nl"))  # small words in every longer sentence
FIRST = 3_000  # words by which the language is told
FEWEST = 3  # small words that tell a language
BY_SCRIPT = {
    "han": "zh",
    "kana": "ja",
    "hangul": "ko",
    "cyrillic": "ru",
    "arabic": "ar",
    "thai": "th",
    "indic": "hi",
    "greek": "el",
    "hebrew": "he",
}
# Those that English has alone, and those that it has not.
_ENGLISH = frozenset(word for word, score in _SCORES.items() if score == 1 << BITS * _ORDER.index("en"))
_FOREIGN = frozenset(word for word, score in _SCORES.items() if not score >> BITS * _ORDER.index("en") & MASK)
TELLING = _ENGLISH | _FOREIGN
# Letters of a lettered list: the stream holds them, the sample does not.
LETTERED_RE = re.compile(r"\n[ \t>]*[a-zA-Z][.)][ \t]")


@dataclass(frozen=True, slots=True)
class Article:
    """Scripts that are at home in the article, its main one, and a language ("" where unsure)."""

    main: str
    native: frozenset[str]
    language: str
    habits: Habits


def describe(parts: Segments, told: list[bytes] | None = None, *, english: bool = False) -> Article:
    """Tell an article's scripts and language from a sample of its segments.

    `told`: those of its words that somebody knows, `TELLING` all among them. `english`: see `stays_english`.
    """
    if parts.strange:
        sampled = sample(parts)
        main, native = _scripts(parts, ADDRESS_RE.sub(" ", sampled) if "http" in sampled else sampled)
        # A mark that hides the word behind it from the stream is none of Latin text.
        language = (
            _language(sampled, main)
            if main != "latin" or "・" in parts.signs
            else _latin(parts, told, english)
        )
    else:
        main, native, language = "latin", frozenset(("latin",)), _latin(parts, told, english)
    return Article(main, native, language, Habits(parts, small_words(language), main in CASED))


def sample(parts: Segments) -> str:
    """The first characters that segments outside of code show."""
    shown: list[str] = []
    length = 0
    for i in range(len(parts)):
        if length > SAMPLE:
            break
        if not parts.is_code(i):
            shown.append(parts.shown(i))
            length += len(shown[-1]) + 1
    return "\n".join(shown)[:SAMPLE]


def _few_foreign(shown: str) -> bool:
    """A quick look: are most letters of a line plain Latin ones?"""
    plain = shown.encode("ascii", "ignore")
    return len(shown) - len(plain) <= len(plain.translate(None, NO_LETTERS))


def _scripts(parts: Segments, sampled: str) -> tuple[str, frozenset[str]]:
    """The main script of an article, and all that are its own."""
    weighed = _weigh(sampled)
    main = max(weighed, key=lambda name: weighed[name]) if weighed else "latin"
    if main == "han" and weighed.get("kana", 0) > 0.2 * weighed["han"]:
        main = "kana"
    native = {name for name, share in weighed.items() if share >= NATIVE_SHARE} | {main}
    if len(native) > 1:  # a long paragraph glued in does not make its script one of the article's own
        lines = [count_scripts(parts.shown(i)) for i in range(len(parts))[:LINES] if not parts.is_code(i)]
        native = {
            name for name in native if sum(name in counts for counts in lines) >= NATIVE_LINES * len(lines)
        } | {main}
    native |= _spoken(parts, native)
    if "kana" in native:
        native.add("han")
    return main, frozenset(native)


def _spoken(parts: Segments, native: set[str]) -> set[str]:
    """Other scripts in which several sentences are written: the pages of a manual with menus in English."""
    sentences = Counter[str]()
    for i in range(len(parts)):
        shown = parts.shown(i)
        if shown.isascii() or parts.is_code(i) or ("latin" in native and _few_foreign(shown)):
            continue
        counts = count_scripts(shown)
        half = sum(counts.values()) / 2
        names = [name for name, count in counts.items() if count > half and name not in native]
        if names and sentence(shown) and not REACHED_RE.search(shown):
            sentences.update(names)
    return {name for name, count in sentences.items() if count >= SENTENCES}


@lru_cache(maxsize=1024)
def sentence(shown: str) -> bool:
    """Words that only sentences have; in a few characters they are more likely part of a name."""
    return len(shown) > NAME_LENGTH and FUNCTION_RE.search(shown) is not None


def _weigh(text: str) -> dict[str, float]:
    """The scripts of a text with their shares. One Han or Hangul sign says as much as two or three letters."""
    counts = {
        name: count * (2 if name in ("han", "kana", "hangul") else 1)
        for name, count in count_scripts(text).items()
    }
    total = sum(counts.values()) or 1
    return {name: count / total for name, count in counts.items()}


def _language(text: str, main: str) -> str:
    for letters, sister in SISTERS.get(main, ()):
        if len(letters.findall(text)) > SISTER_SHARE * len(text):
            return sister
    return language_of(tokens_of(text)) if main == "latin" else BY_SCRIPT.get(main, "")


def _latin(parts: Segments, told: list[bytes] | None, english: bool) -> str:
    """The language of an article in Latin letters: of its sample, which mostly is all of the text."""
    text = parts.stream
    fenced = is_fenced(text)
    if english and len(text) <= SAMPLE and not (fenced or parts.tagged):
        return "en"
    words = parts.words
    if len(text) <= SAMPLE and len(words) <= FIRST and not (fenced or parts.tagged):
        if _is_english(words if told is None else told):
            return "en"
        if not LETTERED_RE.search("\n" + text):
            return language_of(words)
    return language_of(tokens_of(sample(parts)))


def _is_english(words: list[bytes]) -> bool:
    """A quick look: are there more words of English alone than of all others, whatever they share with it?"""
    english = len(list(filter(_ENGLISH.__contains__, words)))
    if english < FEWEST:
        return False
    return english >= len(words) - english or english >= len(list(filter(_FOREIGN.__contains__, words)))


def stays_english(count: int, words: list[bytes], taken: list[str]) -> bool:
    """Is a text English by the quick look without some pieces of it too, whatever becomes of the words at their ends?

    `count`: how many words the text has; `words`: those of them that are known. False says nothing.
    """
    ends = 2 * len(taken)
    lost = len(list(filter(_ENGLISH.__contains__, tokens_of("\n".join(taken))))) + ends
    english = len(list(filter(_ENGLISH.__contains__, words))) - lost
    foreign = len(list(filter(_FOREIGN.__contains__, words))) + ends
    return count + ends <= FIRST and english >= FEWEST and english >= foreign


def guess(text: str) -> str:
    """The language of a text by its script and small words, "" where unsure."""
    counts = count_scripts(text)
    return _language(text, max(counts, key=lambda name: counts[name])) if counts else ""


def language_of(words: list[bytes]) -> str:
    """The Latin language whose small words are the most frequent, "" where there are hardly any."""
    counts = Counter(filter(_SCORES.__contains__, words[:FIRST]))
    total = sum([_SCORES[word] * count for word, count in counts.items()])
    scores = [total >> BITS * i & MASK for i in range(len(_SETS))]
    best = max(scores)
    return _ORDER[scores.index(best)] if best >= FEWEST else ""


def function_words(language: str) -> frozenset[str]:
    """The small words of a language in Latin letters; none where it is unknown."""
    return _SETS.get(language, frozenset())


@cache
def small_words(language: str) -> frozenset[str]:
    """The small words of a language, of one in another script too; none where it is unknown."""
    return function_words(language) or frozenset(SMALL_WORDS.get(language, "").split())
