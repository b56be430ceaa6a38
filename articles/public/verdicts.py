"""What readers are told of a claim now, for the forms that readers fill in."""

from articles.public.live import CARRIERS, Live, carrying
from articles.public.records import newest_claim
from articles.public.site import direction


def public_claim(claim: int) -> dict | None:
    """The claim as its public page shows it, with `lang` and `dir`; None when no live edition carries it."""
    key = ("claim", str(claim))
    records = carrying(Live(retracted={}), [key], limit=CARRIERS)[key]
    if not records:
        return None
    found = newest_claim(records, claim)
    home = next(record for record in records if found in record["claims"])
    return found | {"lang": home["language"], "dir": direction(home["language"])}
