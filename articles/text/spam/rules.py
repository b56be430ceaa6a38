"""What findings say of themselves: the rules that they name, and a reason in words.

`BUILTIN` and `CATEGORIES` are for people, who switch rules on and off.
"""

from articles.text.spam.context import Judged
from articles.text.types import Finding

KNOWN_RULE = "known-fragment"
BUILTIN: dict[str, str] = {
    "glued-prefix": "A fragment glued to the beginning of a line, heading, bullet or number that is not its own.",
    "glued-suffix": "A fragment glued to the end of a line.",
    "own-line": "A line of its own, or a whole paragraph, that does not belong to the article.",
    "tag-entry": "An entry among the tags that no reader would look for.",
    "inside-sentence": "A fragment inside a sentence.",
    "link-target": "A link whose words are the article's and whose target names what the article does not speak of.",
    KNOWN_RULE: "The very words that an editor removed from another article before.",
}
# What a fragment advertises or does.
CATEGORIES = (
    "escort",
    "gambling",
    "pharma",
    "essay",
    "counterfeit",
    "money",
    "promotion",
    "download",
    "service",
    "contact",
    "link",
    "other",
)
# The rule of each place.
RULES = {
    "prefix": "glued-prefix",
    "suffix": "glued-suffix",
    "line": "own-line",
    "tag": "tag-entry",
    "inline": "inside-sentence",
}
PLACES = {
    "prefix": "Stands before the line without belonging to it",
    "suffix": "Hangs at the end of the line",
    "line": "Stands on a line of its own",
    "tag": "Stands among the tags",
    "inline": "Stands inside a sentence",
}
GOODS = {
    "gambling": "gambling",
    "pharma": "medicine without a prescription",
    "essay": "written-to-order essays or papers",
    "counterfeit": "copied brands",
    "escort": "escort services",
    "money": "loans or quick money",
    "promotion": "links, followers or accounts",
    "download": "films, programs or unlocking",
    "service": "services at home or magic",
}
WORDS = {
    "script": "in a script that the article does not use",
    "language": "in a language that the article does not use",
    "trade": "",
    "before-marker": "before the mark or number that opens the line",
    "stranger": "the article has no other words in it",
    "parted": "parted from the line by a bar",
    "splice": "with no full stop or capital where it joins the text",
    "reach": "with a way to reach somebody",
    "link": "with a link to an outside site",
    "brand": "a name with a number glued to it",
    "family": "made of the same words as fragments elsewhere in the article",
    "search words": "piled up like search words",
    "other words": "the article has none of its words elsewhere",
    "call": "with words that call to buy or click",
    "disguise": "in disguised letters",
    "repeat": "the same kind stands elsewhere in the article",
    "rhythm": "a list of search words",
    "off-topic": "the article speaks of this nowhere else",
    "promises": "with promises in a row or a sum",
    "lone contact": "no other contact lines around it",
    "long tag": "longer than a tag",
    "unspoken": "the article speaks of this nowhere",
    "veiled": "in an element that no page shows",
    "known": "editors removed the same words before",
}


def finding_of(judged: Judged, sure: bool) -> Finding:
    """The finding of a judged candidate."""
    confidence = min(0.99, 0.35 + 0.08 * judged.total) if sure else min(0.7, 0.2 + 0.07 * judged.total)
    return Finding(
        judged.start,
        judged.end,
        RULES[judged.place.name],
        judged.category,
        round(confidence, 2),
        sure,
        reason_of(judged),
        tuple(sorted(judged.signals)),
    )


def reason_of(judged: Judged) -> str:
    """One or two sentences for an editor."""
    told = {"stranger"} if judged.trade >= 2 else set()  # the words say more
    if "unspoken" in judged.signals:
        told |= {"off-topic", "other words"}  # which say the same
    parts = [PLACES[judged.place.name]]
    parts += [WORDS[name] for name in WORDS if name in judged.signals and name not in told and WORDS[name]]
    first = ", ".join(parts) + "."
    if judged.grown:
        first += " What is around it hangs on it: without it no whole sentence would be left."
    if judged.hole:
        first += " Removing it leaves a hole: it may stand in place of a word."
    goods = GOODS.get(judged.category)
    if judged.trade >= 2 and goods:
        words = list(
            dict.fromkeys(
                hit.word.text.rstrip("*") for hit in judged.candidate.hits if hit.word.kind != "glue"
            )
        )[:4]
        return f"{first} The words advertise {goods}: {', '.join(words)}."
    if judged.doubts:
        return f"{first} It may be genuine ({', '.join(sorted(judged.doubts))})."
    return first
