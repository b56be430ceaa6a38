"""Has spam taken a page over? By our own finder on its words, and by the signs of a domain that is for sale."""

import re

from articles.text.spam import find_spam

# Of 420 articles with injected fragments those took up at most 0.33 of the text; of pages that are spam all
# through, 0.50 and more.
SHARE = 0.4
# With what is asked about: genuine pages full of trades have at most 0.51, pages of spam 0.64 and more.
ASKED_SHARE = 0.6
LONGEST_PARKED = 1500  # code points: such a page says little
_FOR_SALE = re.compile(
    r"\bdomain(?: name)?s?(?: \S{3,80})? (?:is|are|may be|might be|could be) (?:for sale|available for purchase|parked)"
    r"|\bbuy this domain\b|\bdomain (?:has|is) expired\b|\bparked (?:free|domain)\b|\bdomain parking\b"
    r"|\bthis web ?page is parked\b|\bmake an offer on this domain\b"
    r"|\bdiese domain (?:steht|kann|ist)\b[^.]{0,40}\b(?:verkauf|kaufen|geparkt)|\bce domaine est (?:à vendre|en vente)"
    r"|\beste dominio está (?:a la venta|en venta)|\beste domínio está à venda"
    r"|\bдомен (?:продается|продаётся|припаркован)"
    r"|域名(?:出售|转让|已过期)|(?:本|此)域名.{0,6}(?:出售|转让)|このドメイン.{0,10}(?:販売|売り)|도메인.{0,6}판매",
    re.IGNORECASE,
)
_SELLERS = re.compile(
    rb"sedoparking|parkingcrew|parklogic|bodis\.com|hugedomains|afternic|//(?:www\.)?dan\.com|domainmarket\.com"
    rb"|/lander\b|uniregistry|above\.com/marketplace",
    re.IGNORECASE,
)


def spam_share(words: str) -> float:
    """Which part of the words (0 to 1) is spam by our finder: what is sure, or all that it finds if that is much."""
    found = find_spam(words)
    sure, asked = (sum(one.end - one.start for one in found if one.sure or both) for both in (False, True))
    return (asked if asked >= ASKED_SHARE * len(words) else sure) / max(1, len(words))


def why_taken_over(words: str, body: bytes = b"") -> str:
    """In words why a page seems to belong to somebody else now; "" when it does not seem so.

    Takes its words (see `readable.words_of`) and its bytes as they came. Reads only, refuses nothing.
    """
    if len(words) <= LONGEST_PARKED:
        if found := _FOR_SALE.search(words):
            return f"It says “{found[0].strip()}”: the domain is for sale."
        if len(words) < LONGEST_PARKED // 3 and (seller := _SELLERS.search(body[:100_000])):
            return f"It is a page of a seller of domains ({seller[0].decode('ascii').strip('/')})."
    share = spam_share(words)
    return f"{share:.0%} of its words are spam." if share >= SHARE else ""


def kept_share(old: str, new: str) -> float:
    """Which part of the lines and sentences of `old`, by their length, still stand in `new`; 1.0 for all of them."""
    before, after = _lines(old), set(_lines(new))
    total = sum(map(len, before))
    return sum(len(line) for line in before if line in after) / total if total else 1.0


def _lines(text: str) -> list[str]:
    pieces = (" ".join(piece.split()) for piece in re.split(r"[\n\f]|(?<=[.!?])\s|(?<=[。！？])", text))
    return [piece for piece in pieces if piece]
