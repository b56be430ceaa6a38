"""The name in the few words around a speech verb, by how a language writes names.

`capitals`: a run of capitalised words. `han`, `kana`, `hangul`, `before`, `after`: languages without
capitals, where the name is cut out by particles, roles and marks.
"""

import re

from articles.text.claims.words import Words

PRONOUN = "\0"  # stands for "the one who spoke last"
_LONGEST = 160  # code points looked at for one name

_MARKS = re.compile(r"[,;:()\[\]\"“”„«»「」『』—–\n،؛，、；：。]|\s-\s")
_TOKEN = re.compile(r"[^\s]+")
_INDEFINITE = "a an un une una um uma ein eine einer eines his her its their our son sa ses leur su sus"
_ALWAYS_JOIN = frozenset(("van", "von", "bin", "ibn", "al", "el", "dos", "der", "den", "ter", "ten", "af"))
_JOIN_ONE = frozenset(
    (
        "of",
        "de",
        "du",
        "del",
        "des",
        "di",
        "da",
        "do",
        "la",
        "le",
        "las",
        "los",
        "für",
        "for",
        "para",
        "pour",
        "y",
        "e",
        "and",
        "et",
        "und",
    )
)
_ELIDED = re.compile(r"^(?:[dlDL]|qu|[Qq]u)['’](?=\w)")
_TRADE = re.compile(
    r"(?:er|erin|or|orin|ant|antin|ist|istin|eur|eurin|ent|entin|ologe|ologin|chef|chefin|anwalt|wirt)\Z"
)
_GIVEN_NAMES = (
    "Peter Dieter Günter Günther Walter Werner Oliver Alexander Rainer Holger Volker Xaver Gunther Heiner Victor "
    "Viktor Theodor Gregor Igor Christopher Vincent Laurent Clemens Jennifer Esther Ester Sandor Rüdiger"
)
_POSSESSIVE = re.compile(r"['’]s$|s['’]$")
_HAN_NOISE = re.compile(
    r"(?:本?周[一二三四五六日]|星期.|近日|日前|昨[日天]|今[日天]|当[日天]|随后|同时|此前|还|也|则|就|都|"
    r"的?(?:数据|消息|报告|报道|報道|报导|统计|統計|介绍|披露|了解)(?:显示|顯示)?|"
    r"在.{1,14}[上中时后]|于.{1,8}日|对.{1,12}|向.{1,12}|接受.{1,14})+$"
)
_HAN_FOREIGN = re.compile(r"[\u3400-\u9fff]{1,6}(?:[·•‧][\u3400-\u9fff]{1,6})+$")
_HANGUL_TOPIC = re.compile(r"(?<=[가-힣])(?:은|는|이|가|께서는)(?=\s|$)")
_KANA_TOPIC = re.compile(r"[はがも](?:、|$)|[はが]")


def name_in(fragment: str, words: Words, *, after: bool, first: bool = False) -> str:
    """The speaker in the words before (or `after`) a speech verb; PRONOUN; "" where nobody is named.

    `first` after "according to", where the sentence may go on without a comma behind the name.
    """
    fragment = fragment[:_LONGEST] if after else fragment[-_LONGEST:]
    if first and words.names == "capitals" and "," not in fragment:
        return _closing_name(fragment, words) or _run(fragment, words, first=True)
    return _FINDERS[words.names](fragment.strip(), words, after)


def _closing_name(fragment: str, words: Words) -> str:
    """A body in small letters that a sentence ends with: "according to the transport authority."."""
    tokens = _TOKEN.findall(fragment.rstrip('.!?… »”"'))
    article = bool(tokens) and (tokens[0].lower() in words.sets["article"] or bool(_ELIDED.match(tokens[0])))
    name = [_ELIDED.sub("", tokens[0]), *tokens[1:]] if tokens else []
    name = name[1:] if article and name[0] == tokens[0] else name
    indefinite = bool(tokens) and tokens[0].lower() in _INDEFINITE.split()
    small = [token for token in name[1:] if token.isalpha() and token.islower()]
    if not article or indefinite or not 2 <= len(name) <= 5 or small != name[1:]:
        return ""
    return " ".join(name)


def _capitals(fragment: str, words: Words, after: bool) -> str:
    segments = [piece.strip() for piece in _MARKS.split(fragment)]
    segments = segments if after else [piece for piece in segments if piece]
    if not segments:
        return ""
    first = segments[0]
    head = _TOKEN.findall(first.lower().replace("-", " "))
    if not head:
        return ""
    if head[0 if after else -1] in words.sets["pronoun"] or (
        len(head) <= 2 and head[0] in words.sets["pronoun"]
    ):
        return PRONOUN
    # "the minister of economy, Carlos Cuerpo": the name stands beside the role.
    role = head[0] in words.sets["article"] or head[0] in words.sets["role"] or first[:1].islower()
    if role and len(segments) > 1 and _is_person(segments[1], words):
        return _run(segments[1], words)
    if after and head[0] in words.sets["of"] and head[0] not in words.sets["article"]:
        return ""
    return _run(first, words)


def is_whole_name(fragment: str, words: Words) -> bool:
    """Whether a fragment is a person's name and nothing more, as before an apposition."""
    return words.names == "capitals" and _is_person(fragment.strip(), words)


def _is_person(fragment: str, words: Words) -> bool:
    tokens = _TOKEN.findall(fragment)
    return 2 <= len(tokens) <= 6 and _capital(tokens[0]) and _run(fragment, words) == fragment.rstrip(".")


def _capital(token: str) -> bool:
    bare = _ELIDED.sub("", token).lstrip("'’*_(")
    return bare[:1].isupper()


def _run(fragment: str, words: Words, *, first: bool = False) -> str:
    """The last (or first) run of capitalised words; where a full name is followed by "of ...", that name."""
    runs: list[list[str]] = [[]]
    joins: list[str] = []
    for token in _TOKEN.findall(fragment)[:24]:
        lower = token.lower().rstrip(".")
        run = runs[-1]
        if _capital(token) and not (not run and lower in words.sets["article"]):
            run += [*joins, _ELIDED.sub("", token) if not run else token]
            joins = []
            if _POSSESSIVE.search(token):
                runs.append([])
        elif run and (lower in _ALWAYS_JOIN or (lower in _JOIN_ONE and (len(run) == 1 or joins))):
            joins.append(token)
        elif run and lower in words.sets["join"]:
            run.append(token)
        else:
            if run and (first or (len(run) >= 2 and lower in words.sets["of"])):
                break
            joins = []
            runs += [[]] if run else []
    kept = [run for run in runs if run and not _POSSESSIVE.search(run[-1])]
    return _trim(kept[-1], words) if kept else ""


def _trim(run: list[str], words: Words) -> str:
    """Without the role in front: "Sprecherin Anna Kurz" is Anna Kurz; the author of a paper, not the paper."""
    while run and run[0].lower() in words.sets["paper"]:
        run = run[2:] if run[1:2] and run[1].lower() in words.sets["of"] else run[1:]
    while len(run) >= 2 and (run[0].lower() in words.sets["role"] or run[0].lower() in words.sets["article"]):
        run = run[1:]
    if len(run) >= 3 and re.fullmatch(r"[A-ZÄÖÜ]\w+-[A-ZÄÖÜ]\w+", run[0]):
        run = run[1:]  # German: "Google-Ingenieur Mark Zhou"
    if (
        words.language == "de"
        and len(run) == 3
        and _TRADE.search(run[0])
        and run[0] not in _GIVEN_NAMES.split()
    ):
        run = run[1:]  # "Projektleiterin Sabine Krüger", "Schäfer Jens Polzin"
    name = " ".join(run).strip("*_'’ ").rstrip(",;:!?")
    return name if re.search(r"\b\w\.$", name) else name.rstrip(".")


def _han(fragment: str, words: Words, after: bool) -> str:
    pieces = [piece for piece in _MARKS.split(fragment) if piece.strip()]
    if not pieces:
        return ""
    piece = _HAN_NOISE.sub("", (pieces[0] if after else pieces[-1]).strip())
    if piece in words.sets["pronoun"]:
        return PRONOUN
    foreign = _HAN_FOREIGN.search(piece)
    if foreign:
        return _after_role(foreign[0], words)
    name = _after_role(piece, words)
    return name if 2 <= len(name) <= 16 and not re.search(r"[的了是]", name) else ""


def _after_role(piece: str, words: Words) -> str:
    """What follows the last role word, when a name can stand there."""
    for place in range(len(piece) - 1, 0, -1):
        for role in words.sets["role"]:
            if piece.endswith(role, 0, place) and 2 <= len(piece) - place <= 14:
                return piece[place:]
    return piece


def _kana(fragment: str, words: Words, after: bool) -> str:
    pieces = [piece for piece in _MARKS.split(fragment) if piece.strip()]
    if not pieces:
        return ""
    piece = (pieces[0] if after else pieces[-1]).strip().removeprefix("と")
    topic = _KANA_TOPIC.search(piece)
    piece = piece[: topic.start()] if topic else piece
    piece = piece.rsplit("の", 1)[-1].removesuffix("氏").removesuffix("さん")
    if piece in words.sets["pronoun"]:
        return PRONOUN
    return piece if 2 <= len(piece) <= 20 else ""


def _hangul(fragment: str, words: Words, after: bool) -> str:
    pieces = [piece for piece in _MARKS.split(fragment) if piece.strip()]
    if not pieces:
        return ""
    piece = re.sub(r"^(?:이?라고|고|며)\s*", "", (pieces[0] if after else pieces[-1]).strip())
    topic = _HANGUL_TOPIC.search(piece)
    tokens = _TOKEN.findall(piece[: topic.start()] if topic else piece)
    if not tokens or len(tokens) > 8:
        return ""
    if tokens[-1] in words.sets["pronoun"]:
        return PRONOUN
    titled = len(tokens) > 1 and tokens[-1] in words.sets["role"]
    return " ".join(tokens[-2:]) if titled else tokens[-1] if len(tokens) > 1 else tokens[0]


def _plain(fragment: str, words: Words, after: bool) -> str:
    """Arabic, Hindi, Thai: up to five words beside the verb, to the next mark or small word."""
    pieces = _MARKS.split(fragment)
    tokens = _TOKEN.findall(pieces[0] if after else pieces[-1])
    if not tokens:
        return ""
    if (tokens[0] if after else tokens[-1]) in words.sets["pronoun"]:
        return PRONOUN
    if after:
        stop = next((n for n, token in enumerate(tokens) if token in words.sets["of"]), len(tokens))
        return " ".join(tokens[: min(stop, 5)])
    return " ".join(tokens[-4:]) if len(tokens) <= 6 else ""


_FINDERS = {
    "capitals": _capitals,
    "han": _han,
    "kana": _kana,
    "hangul": _hangul,
    "before": _plain,
    "after": _plain,
}
