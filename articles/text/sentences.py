"""Sentences of any language, found by rules alone.

The rules follow Unicode Annex 29 (sentence boundaries) and add what it leaves open: abbreviations, initials,
ordinals, and Thai, which ends a sentence with a blank.
"""

import re
from collections.abc import Iterator

from articles.text.types import Span

_WIDE = "。！？｡"  # end a sentence without a blank after them
_OTHER = "؟۔।॥։።፧။។᠃"  # Arabic, Urdu, Devanagari, Armenian, Ethiopic, Burmese, Khmer, Mongolian
_STOP = re.compile(
    rf"(?P<stop>[.!?…‼⁇⁈⁉．{_WIDE}{_OTHER}]+)"
    r"(?P<close>(?:[\"'”’»›)\]}」』】》〉）］]|[“«](?!\w)|[ \u00a0\u202f]»(?=[\s,.;:]|$))*)"
    r"(?P<blank>\s*)"
    r"|(?P<gap>\n[^\S\n]*\n\s*)"
    r"|(?<=[\u0e00-\u0e4e\d%])(?P<lead>[ \u00a0]+)(?=นาย|นาง|ดร\.|ทั้งนี้|ขณะที่|อย่างไรก็ตาม|นอกจากนี้)"
    r"|(?<=[\u0e00-\u0e2e\u0e30-\u0e45\u0e47-\u0e4e])(?P<thai>[ \u00a0]+)(?=[\u0e00-\u0e4e])"
)
_OPENING = "\"'“”‘«»„‚¿¡([{「『《〈（【-–—*_"
# Python's \w leaves out the vowel signs of Devanagari.
_LAST_WORD = re.compile(r"(?:[^\W_]|[\u0900-\u0963]|[.'’-])*\Z")
_ELIDED = re.compile(r"^(?:[dl]|qu)['’]")
_FIRST_WORD = re.compile(r"[^\W\d_]+")
_DOTTED = re.compile(r"(?:[^\W\d_]{1,2}\.)+[^\W\d_]{1,2}\Z")
_THAI_PIECE = 25  # code points; Thai also puts blanks around clauses, so short pieces stay together
_THAI_SPEAKER = re.compile(r"[\u0e00-\u0e4e]{0,20} ?(?:กล่าว|ระบุ|เปิดเผย|ชี้แจง|อธิบาย|ยืนยัน)")

# A speaker who follows the closing mark belongs to the quotation's sentence.
_WIDE_SPEAKER = re.compile(
    r"と|って|라고|[^，。！？“”「」\s]{0,12}?(?:说|說|道|表示|问|問|称|稱|解释|指出)[。！？]"
)


def _words(*lines: str) -> frozenset[str]:
    return frozenset(" ".join(lines).split())


# Never the end of a sentence. In the case they are written in: "5 mm." ends one, "MM. Dupont" does not.
_NEVER = _words(
    "Dr dr Mr Mrs Ms Mx Messrs Prof prof Hon Rev Gen gen Col Capt Lt Sgt Maj Cmdr Gov Sen Rep St Mt Ft vs cf",
    "viz approx Sr Sra Srta Dra Lic Ing Arq EE Ud Uds Exmo Exma Mons MM Mlle Mme",  # es, pt, fr
    "bzw ca evtl ggf inkl Hr Fr Frl Dipl Tel",  # de
    "TP ThS TS PGS GS BS Jl Drs Ir Tn Ny Bpk",  # vi, id
    "Doç Av Sn Yrd Öğr Müh проф акад ул корп стр гр",  # tr, ru
    "د م أ",  # ar
    "डॉ प्रो श्री ए बी सी डी ई एफ जी एच आई जे के एल एम एन ओ पी आर एस टी यू वी",  # hi: titles, and initials by their names
)
_BEFORE_NUMBER = _words(
    "no nos nr núm num art arts abs fig figs eq sec ch chap vol",
    "pp p pg pág págs s bd kap abb tab стр рис гл ст",
    "jan feb mar apr jun jul aug sep sept oct nov dec",
)
_ROMAN = _words("I II III IV V VI VII VIII IX X XI XII")
# These end a sentence only when the next word is one that opens sentences.
_SOMETIMES = _words(
    "inc co corp ltd llc plc bros etc jr al dept est univ assn intl mio mrd tsd usw uu cía cia ltda vb vs",
    "dll dkk тыс млн млрд др jan feb mar apr jun jul aug sep sept oct nov dec",
)
_OPENERS = _words(
    "the a an this that these those it its he she they we you i his her their our my in on at by for from",
    "with but and or so yet if when while after before since although as there here what who how why however",
    "el la los las un una este esta en pero y no se su por para con como cuando según al",
    "o os as um uma em mas e não seu sua ao",
    "le les une des il elle ils elles ce cette ces dans mais et on nous vous pour selon au",
    "der die das ein eine er sie es wir ihr im am aber und doch nach wenn auch",
    "в на и но он она они это мы по при как что если с у к из за до от для",
    "bu o ve ama bir ancak itu ini dan tetapi di pada yang menurut dalam",
)
# After a number with a full stop, these make it an ordinal.
_ORDERED = _words(
    "januar jänner februar märz april mai juni juli august september oktober november dezember januari",
    "februari maart juin juillet ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık",
    "jahrhundert jahrhunderts jahrestag mal platz yüzyıl",
)
# Korean: "2024. 3. 5. 발표했다".
_DOTTED_DATE = re.compile(r"(?<!\d)\d{4}(?:\.\s?\d{1,2}){0,2}\Z")
_DOTTED_REST = re.compile(r"\d{1,2}\.(?!\d)")
_BEFORE_ORDINAL = re.compile(r"(?<!\w)(?:der|die|das|den|dem|des|im|am|zum|zur|vom|beim)\s+\d{1,2}\Z", re.I)


def split_sentences(text: str, start: int = 0) -> list[Span]:
    """Divide a text into sentences.

    Takes any string; `start` is added to every offset (code points). Returns spans in order, without white
    space at their ends, that do not overlap and leave out only white space. Refuses nothing. Linear time.
    """
    spans: list[Span] = []
    begin = 0
    for cut, resume in _cuts(text):
        _add(spans, text, begin, cut, start)
        begin = resume
    _add(spans, text, begin, len(text), start)
    return spans


def _add(spans: list[Span], text: str, begin: int, end: int, start: int) -> None:
    piece = text[begin:end]
    bare = piece.strip()
    if bare:
        left = begin + len(piece) - len(piece.lstrip())
        spans.append(Span(start + left, start + left + len(bare)))


def _cuts(text: str) -> Iterator[tuple[int, int]]:
    """Where a sentence ends and where the next may begin."""
    begin = 0
    for found in _STOP.finditer(text):
        if found["gap"] is not None or found["lead"] is not None:
            ends = True
        elif found["thai"] is not None:
            ends = found.start() - begin >= _THAI_PIECE and not _THAI_SPEAKER.match(text, found.end())
        else:
            ends = _ends_sentence(text, found, begin)
        if ends:
            blank = found["blank"] if found["stop"] is not None else found[0]
            yield found.end() - len(blank), found.end()
            begin = found.end()


def _ends_sentence(text: str, found: re.Match[str], begin: int) -> bool:
    stop, after = found["stop"], found.end()
    if after >= len(text):
        return True
    following = text[after]
    if any(mark in _WIDE for mark in stop):
        speaks = found["close"] and not found["blank"] and _WIDE_SPEAKER.match(text, after, after + 20)
        return not speaks and following not in "，、,;；"
    if any(mark in _OTHER for mark in stop):
        return following not in "،؛,;"
    if not found["blank"]:
        return stop != "." and "\u3040" <= following <= "\u9fff"
    word = _next_word(text, after)
    if following.islower() or (word and word[0].islower()) or following in ",;:":
        return False
    if stop != "." or "\n" in found["blank"].replace("\n", "", 1):
        return True
    return not _keeps(text, begin, found.start(), after, word)


def _next_word(text: str, after: int) -> str:
    """The word at a place, past marks that open a quotation; "" where there is none."""
    limit = min(len(text), after + 6)
    while after < limit and text[after] in _OPENING:
        after += 1
    found = _FIRST_WORD.match(text, after, after + 24)
    return found[0] if found else ""


def _keeps(text: str, begin: int, stop: int, after: int, next_word: str) -> bool:
    """Whether the full stop at `stop` belongs to an abbreviation, an initial or an ordinal."""
    before = text[max(begin, stop - 24) : stop]
    last = _LAST_WORD.search(before)
    word = last[0].strip("'’-") if last else ""
    lower = word.lower()
    initial = len(next_word) == 1 and text[after + 1 : after + 2] == "."
    opens = next_word.lower() in _OPENERS and next_word[:1].isupper() and not initial
    if word in _NEVER:
        return True
    dated = _DOTTED_DATE.search(before)
    if dated and (
        _DOTTED_REST.match(text, after) or ("\uac00" <= text[after] <= "\ud7a3" and "." in dated[0])
    ):
        return True
    if lower.endswith("str") and text[after].isdigit():
        return True  # "Hauptstr. 5"
    if _ELIDED.sub("", lower) in _BEFORE_NUMBER and (
        text[after].isdigit() or next_word in ("I", "II", "III", "IV", "V", "VI", "X")
    ):
        return True
    if lower in _SOMETIMES:
        return not opens
    if word.isdecimal() and len(word) <= 2:
        at_start = stop - begin < 8 and not text[begin:stop].strip(_OPENING + " \t\n").strip(word)
        return at_start or next_word.lower() in _ORDERED or bool(_BEFORE_ORDINAL.search(before))
    if len(word) == 1 and word.isalpha() and (word.isupper() or word.islower()):
        unit = word.islower() and before[:-1].rstrip()[-1:].isdigit()  # "at 5 h.", "в 2020 г."
        return not opens and not unit
    if _DOTTED.match(word):
        return lower in ("e.g", "i.e", "z.b", "d.h", "p.ej", "т.е") or not opens
    return False
