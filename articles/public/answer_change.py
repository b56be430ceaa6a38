"""An objection is answered: the pages that show it follow."""

from articles.public.entry_pages import entry_pages
from articles.public.live import Live
from articles.public.objections_page import answered, objections_page
from articles.public.settle import settle
from articles.public.types import Answered, Rendered


def pages_of_answer(answer: Answered) -> Rendered:
    """Render the page of the claim, where a live edition carries it, and the list of objections.

    `answer` is as it will be written. Reads what is live; writes nothing. To be called as `pages_of`.
    """
    live = Live(answer=answer)
    claims = [str(answer.claim)]
    return settle(entry_pages(live, claims, {}, answered(live, claims)) + Rendered((objections_page(live),)))
