"""Pages that no edition changes: how we work, robots.txt, and the icons that browsers ask for by name."""

from pathlib import Path
from xml.sax.saxutils import quoteattr

from django.conf import settings

from articles.enums import CorrectionKind, Strength, Verdict
from articles.public.pages import html_page
from articles.public.site import absolute, site
from articles.public.sitemaps import HEAD, element, robots
from articles.public.types import PageBytes
from articles.public.write import finish, finish_bytes

STATIC = Path(__file__).parent.parent / "static" / "articles"
ICONS = {"favicon.ico": "image/x-icon", "apple-touch-icon.png": "image/png"}
VERDICTS = {
    Verdict.SUPPORTED: "The evidence bears it out.",
    Verdict.REFUTED: "The evidence contradicts it.",
    Verdict.MIXED: "Part of it holds and part does not, or it holds only in a narrower sense.",
    Verdict.UNPROVEN: "It may be true or not: the evidence that we found decides nothing.",
    Verdict.NOT_CHECKABLE: "No evidence could decide it, or none is open to us.",
}
STRENGTHS = {
    Strength.SINGLE: "One reviewer has judged the claim.",
    Strength.AGREED: "Two reviewers or more judged it without knowing each other’s verdict, and came to the same.",
    Strength.ADJUDICATED: "The reviewers disagreed; somebody who was not among them weighed both sides and decided.",
}
CORRECTIONS = {
    CorrectionKind.CORRECTION: "Something was wrong. The note says what, and the text has been put right.",
    CorrectionKind.CLARIFICATION: "Nothing was wrong, but it could be misunderstood.",
    CorrectionKind.UPDATE: "The world moved on: a new fact, a new verdict.",
    CorrectionKind.RETRACTION: "The article should not have been published and is taken back as a whole.",
}


def static_pages() -> list[PageBytes]:
    """The method with the corrections policy, robots.txt, the icons, and what browsers read to offer the search.

    They depend on settings and templates only.
    """
    context = {
        "verdicts": [
            {"value": verdict.value, "label": verdict.label, "words": words}
            for verdict, words in VERDICTS.items()
        ],
        "objection_days": settings.OBJECTION_DAYS,
        "contact_days": settings.OBJECTION_CONTACT_DAYS,
        "strengths": [{"label": one.label, "words": words} for one, words in STRENGTHS.items()],
        "corrections": [{"label": kind.label, "words": words} for kind, words in CORRECTIONS.items()],
    }
    method = html_page(
        "/how-we-work/",
        "how_we_work",
        context,
        title="How we work",
        description="How articles are cleaned, how claims are reviewed, and how errors are corrected.",
        section="method",
    )
    return [method, robots(), opensearch(), *icons()]


def icons() -> list[PageBytes]:
    """What browsers and phones ask for at the root, whatever a page links to."""
    return [
        finish_bytes(f"/{name}", (STATIC / name).read_bytes(), content_type=kind)
        for name, kind in ICONS.items()
    ]


def opensearch() -> PageBytes:
    """OpenSearch 1.1 (github.com/dewitt/opensearch): browsers can add the site's search to theirs."""
    name = site()["name"]
    body = (
        f'{HEAD}<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">\n'
        + element("ShortName", name[:16])
        + element("Description", f"What {name} has published: articles, reviewed claims, sources"[:1024])
        + element("InputEncoding", "UTF-8")
        + f"<Url type={quoteattr('text/html')} template={quoteattr(absolute('/search/') + '?q={searchTerms}')}/>\n"
        + "</OpenSearchDescription>\n"
    )
    return finish(
        "/opensearch.xml", body, content_type="application/opensearchdescription+xml; charset=utf-8"
    )
