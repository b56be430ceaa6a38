"""Ways to reach a seller: messenger names with a handle or number, handles, telephones, addresses on the web."""

import re
from typing import NamedTuple

# Short names count as whole words. Each way begins with a letter of its own, so that looking for the first is quick.
_WHOLE = "|".join(
    rf"{name[0]}(?<![a-z0-9_-].){name[1:]}(?![a-z0-9_-])"
    for name in ("tg", "wa", "wx", "vx", "qq", "line", "zalo", "viber", "kakao", "skype", "v")
)
_MESSENGER = (
    rf"telegram|whatsapp|we ?chat|weixin|{_WHOLE}|\+[vq](?![a-z])|"
    r"q(?=客服|群|号)|加v信?|加薇信?|加威信?|加微信?|薇信|威信|卫星|微信号?|v信|薇|扣扣|飞机|纸飞机|电报|蝙蝠|카톡|카카오톡|텔레그램|텔레|라인|ライン|"
    r"телеграм|телега|тг|вотсап|ватсап|واتساب|واتس|تلغرام|تليجرام|ไลน์|แอดไลน์"
)
_ID = r"@?(?=[a-z0-9_+\-]{0,19}[0-9_])[a-z0-9_+][a-z0-9_\-]{3,23}|@[a-z0-9_]{3,32}"
ARROWED = "⇢→➔➜"  # stand between the digits of numbers that are to be found by nobody
_GAP = f"[ {ARROWED}-]?"
_AREA = rf"(?:0\d{{2,4}} ?/ ?|\(0\d{{1,4}}\){_GAP}|\+?\d{{1,3}}{_GAP}\(\d{{1,4}}\){_GAP})"
_PHONE = (
    r"(?!(?:19|20)\d\d[-. ]\d\d?[-. ]\d)"
    rf"(?:{_AREA}\d{{1,4}}(?:{_GAP}\d{{2,4}}){{1,4}}|\+?\d{{1,4}}(?:{_GAP}\d{{2,4}}){{2,4}})(?!\w)"
)
MORE_DIGITS = rf"(?:[ ()/{ARROWED}-]{{0,3}}\d){{8}}"  # of a telephone, behind its first one, at least
DIGITS = rf"\d{MORE_DIGITS}"
CONTACT_RE = re.compile(
    rf"(?:{_MESSENGER})(?:[\s:：·.群号id]|客服|同号|咨询|搜索?|请加|添加|link){{0,4}}(?:{_PHONE}|{_ID})"
)
# Names that hide which messenger is meant.
SLANG_RE = re.compile(r"加?v信|加?薇信?|加?威信|卫星|扣扣|纸飞机|q客服|加v|\+v|vx|wx")
LABEL_RE = re.compile(_MESSENGER)
HANDLE_RE = re.compile(r"(?<![\w.@])@[a-z0-9_]{4,32}")
PHONE_RE = re.compile(rf"(?<![\w.-])(?=\+?(?:\d{_GAP}){{9}}|{_AREA}(?:\d{_GAP}){{4}}){_PHONE}(?![.-]\d)")
NO_DIGIT_RE = re.compile(r"\D")
ZONES = (
    "com|net|org|info|biz|top|xyz|vip|cc|club|site|online|shop|store|win|bet|casino|icu|live|app|io|me|tv|ru|cn|tk|ml|"
    "example|link|pro|fun|asia|cyou|sbs"
)
DOMAIN_RE = re.compile(
    rf"(?:https?://|www\.)?(?<![@\w.-])(?:[a-z0-9-]{{1,40}}\.){{1,3}}(?:{ZONES})(?![\w-])(?:/[^\s,，。)]{{0,100}})?"
)
# Calls to get in touch that need no number to be seen as such, in languages where they are set phrases.
INVITE_RE = re.compile(
    r"加微信?|加v信?|加薇|联系客服|加客服|联系微信|加我|扫码|join telegram|gabung grup wa|加qq|联系qq|加群|加飞机"
)


class Reach(NamedTuple):
    """One way to reach somebody at `[start, end)` of a folded text."""

    start: int
    end: int
    kind: str  # contact (messenger and identity), slang (contact, hidden), handle, phone, domain, invite
    target: str

    @property
    def led_to(self) -> str:
        """What it leads to, however it is written."""
        return NO_DIGIT_RE.sub("", self.target) if self.kind == "phone" else self.target


# Kind, pattern, and what a text must hold for it: a look for that is quick.
KINDS = (
    ("contact", CONTACT_RE, re.compile(r"[0-9_@]")),
    ("invite", INVITE_RE, re.compile(r"加|联|扫|join telegram|gabung grup wa")),
    ("handle", HANDLE_RE, re.compile(r"@[a-z0-9_]")),
    ("domain", DOMAIN_RE, re.compile(rf"\.(?:{ZONES})(?![\w-])")),
    ("phone", PHONE_RE, re.compile(DIGITS)),
)


def find_reach(folded: str) -> list[Reach]:
    """All of them in a folded text, in order, without overlap; the first kind of the table wins."""
    found: list[Reach] = []
    for kind, pattern, needed in KINDS:
        if needed.search(folded) is None:
            continue
        new = [
            Reach(match.start(), match.end(), "slang" if SLANG_RE.match(match[0]) else kind, match[0])
            for match in pattern.finditer(folded)
        ]
        found = _join(found, new) if found and new else found or new
    return found


def _join(old: list[Reach], new: list[Reach]) -> list[Reach]:
    """The old ones and those new ones that touch none of them. Both in order."""
    kept = list(old)
    i = 0
    for one in new:
        while i < len(old) and old[i].end <= one.start:
            i += 1
        if i == len(old) or one.end <= old[i].start:
            kept.append(one)
    return sorted(kept, key=lambda reach: reach.start)
