"""{% nothing "sources" %}: what stands instead of an empty list, for this person (articles/desk/empties.py).

{% nothing_fits "No source like that" %}: the same where filters leave nothing; it leads to the list without them.
"""

from typing import Any

from django import template

from articles.desk.empties import empty_of

register = template.Library()
PART = "desk/parts/empty.html"


@register.inclusion_tag(PART, takes_context=True)
def nothing(context: Any, name: str) -> dict[str, str]:
    one = empty_of(name, context["request"].user)
    return {"heading": one.heading, "words": one.words, "url": one.url, "action": one.action}


@register.inclusion_tag(PART, takes_context=True)
def nothing_fits(context: Any, heading: str, words: str = "") -> dict[str, str]:
    usual = "Nothing here has all of this. Take a filter away."
    return {
        "heading": heading,
        "words": words or usual,
        "url": context["request"].path,
        "action": "Show all",
    }
