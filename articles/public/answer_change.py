"""An objection is answered: the pages that show it follow."""

from articles.public.change import entry_pages
from articles.public.live import Live
from articles.public.objections_page import objections_page
from articles.public.types import Answered, Rendered


def pages_of_answer(answer: Answered) -> Rendered:
    """Render the page of the claim, where a live edition carries it, and the list of objections.

    `answer` is as it will be written. Reads what is live; writes nothing. To be called as `pages_of`.
    """
    live = Live(answer=answer)
    return entry_pages(live, [("claim", str(answer.claim))], there=set()) + Rendered((objections_page(live),))
