"""One article's whole way at the desk, from a dirty upload to its retraction, by three people."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from articles.actions.log import broken_lines
from articles.models import Article, Claim, Page, Source
from tests import factories

FRAGMENTS = ("上海龙凤419 ", "上海花千坊419 ", "上海喝茶服务vx ")
CLEAN = """Vents warm the greenhouses of Hallstad

Since 2022 the town of Hallstad has heated 14 greenhouses with the waste heat of its bakery, and nobody has \
burned a litre of oil for them.
The Ovens
"We lose 60 percent of our heat through the roof," says Dr. Ines Moor, who runs the bakery. "Now it grows tomatoes."
The Growers
The growers harvested 31 tonnes of tomatoes last year, more than in any year before. The pipes cost $2.1 million.
What Is Next
A second bakery will join in 2027. That is the finest idea the town has had.
"""
DIRTY = CLEAN
for fragment, heading in zip(FRAGMENTS, ("The Ovens", "The Growers", "What Is Next"), strict=True):
    DIRTY = DIRTY.replace(f"\n{heading}\n", f"\n{fragment}{heading}\n")


def go(client, page: str, /, *args, **fields):
    response = client.post(reverse(f"desk:{page}", args=args), fields)
    assert response.status_code == 302, response.content.decode()
    return response


@pytest.fixture
def written(client_for, reporter) -> Article:
    """Imported, cleaned, its claims worked on and submitted, all through the pages."""
    client = client_for(reporter)
    go(client, "import", files=SimpleUploadedFile("vents.txt", DIRTY.encode()), upload="yes")
    article = Article.objects.get()
    slug = article.slug
    page = client.get(reverse("desk:clean", args=[slug])).context
    assert [row.finding.text for row in page["rows"]] == list(FRAGMENTS)
    assert [row.choice for row in page["rows"]] == ["remove"] * 3
    sent = {f"decision-{row.finding.pk}": "remove" for row in page["rows"]}
    sent |= {f"seen-{row.finding.pk}": "open" for row in page["rows"]}
    go(client, "decide", slug, apply="yes", **sent)
    article = factories.reread(article)
    assert article.revision.text == CLEAN
    first, second, *_ = factories.claims_of(article)
    go(client, "add-claim", slug, exact="the finest idea the town has had", revision=2)
    opinion = Claim.objects.get(text="the finest idea the town has had")
    go(client, "set-aside", opinion.pk, decision="mark_opinion", seen="accepted")
    words = {"claimant": second.claimant, "seen": second.digest}
    go(client, "edit-claim", second.pk, text="Hallstad's bakery loses 60 percent of its heat.", **words)
    go(client, "claim-tags", first.pk, tags="heating, greenhouses")
    go(client, "article-tags", slug, tags="energy")
    go(
        client,
        "cite",
        first.pk,
        name="Town council",
        kind="organisation",
        stance="supports",
        quote="14 greenhouses",
    )
    go(
        client,
        "details",
        slug,
        headline=article.headline,
        summary="Waste heat grows tomatoes.",
        language="en",
    )
    if any(claim.status == "proposed" for claim in factories.claims_of(article)):
        go(client, "accept-claims", slug, all="yes")
    go(client, "submit", slug)
    return factories.reread(article)


def public_bytes() -> str:
    return "".join(
        bytes(page.body).decode() for page in Page.objects.exclude(content_type__startswith="image/")
    )


def test_from_a_dirty_file_to_a_retraction(client_for, reporter, reviewer, editor, written):
    slug = written.slug
    for claim in factories.claims_of(written):
        if claim.status == "waiting":
            factories.judge(claim, by=reviewer)
    desk = client_for(editor)
    page = desk.get(reverse("desk:publish", args=[slug])).context
    assert [check["line"].words for check in page["checks"] if not check["line"].ok] == []
    go(desk, "publish", slug, seen=2)
    html = bytes(Page.objects.get(path=written.get_absolute_url()).body).decode()
    assert "Waste heat grows tomatoes." in html
    assert Source.objects.get(name="Town council").name in html
    assert [fragment for fragment in FRAGMENTS if fragment.strip() in public_bytes()] == []
    claim = factories.claims_of(written)[0]
    go(desk, "reopen-claim", claim.pk, reason="The council counted again.")
    factories.judge(Claim.objects.get(pk=claim.pk), by=reviewer, verdict="refuted", rationale="It is twelve.")
    go(desk, "publish", slug, seen=2, kind="correction", note="Twelve, not fourteen.")
    assert "Twelve, not fourteen." in bytes(Page.objects.get(path=written.get_absolute_url()).body).decode()
    assert Page.objects.get(path=f"/articles/{slug}/editions/1/").status == 200
    go(desk, "retract", slug, note="The numbers were invented.", sure="on")
    gone = Page.objects.get(path=written.get_absolute_url())
    assert (gone.status, "The numbers were invented." in bytes(gone.body).decode()) == (410, True)
    assert "tomatoes" not in bytes(Page.objects.get(path="/").body).decode()
    assert list(broken_lines()) == []


def test_nobody_publishes_what_they_submitted_nor_reviews_what_they_wrote(client_for, reporter, written):
    desk = client_for(reporter)
    assert desk.post(reverse("desk:publish", args=[written.slug]), {"seen": 2}).status_code == 403
    claim = factories.claims_of(written)[0]
    assert desk.post(reverse("desk:take", args=[claim.pk])).status_code == 403
    assert factories.reread(written).status == "in_review"
