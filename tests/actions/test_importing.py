"""Import: what is stored, what stays unchanged, what is refused in which words."""

import pytest

from articles.actions.importing import free_slug, import_article, read_text
from articles.enums import ArticleStatus, Origin
from articles.errors import NotAllowed, Refused
from articles.models import Article, Event, Finding, Page, Revision
from tests import factories
from tests.shared import SEED, needs_seed

pytestmark = pytest.mark.django_db
TEXT = "A title\n\nThe town has built 40 bridges since 1990, and the last of them is the one that is used by most.\n"


def bring(**kwargs):
    kwargs.setdefault("by", None)
    return import_article(origin=Origin.COMMAND, **kwargs)


def test_article_stores_the_text_as_it_came_in(reporter):
    text = TEXT.replace("\n", "\r\n")
    done = bring(by=reporter, data=text.encode(), name="bridges.txt")
    article, revision = done.article, done.article.revision
    assert done.created
    assert (article.headline, article.slug, article.language) == ("A title", "a-title", "en")
    assert (article.status, article.format, article.encoding) == (ArticleStatus.DRAFT, "text", "utf-8")
    assert (article.origin, article.origin_name, article.imported_by) == ("command", "bridges.txt", reporter)
    assert (revision.number, revision.kind, revision.text) == (1, "imported", text)
    assert revision.digest == article.digest


def test_import_writes_one_event_for_each_step(reporter):
    article = factories.imported(by=reporter)
    events = article.events.order_by("number").values_list("action", "actor_name")
    assert list(events) == [("import", "rita"), ("screen", "system"), ("propose_claims", "system")]


def test_same_text_again_changes_nothing(reporter):
    first = bring(by=reporter, text=TEXT)
    events = Event.objects.count()
    again = bring(by=reporter, data=TEXT.encode("utf-16"), name="other.txt")
    assert (again.created, again.article) == (False, first.article)
    assert (again.findings, again.claims) == (first.findings, first.claims)
    assert (Article.objects.count(), Revision.objects.count(), Event.objects.count()) == (1, 1, events)


def test_two_articles_with_one_title_get_two_slugs():
    assert bring(text=TEXT).article.slug == "a-title"
    assert bring(text=TEXT + "More.\n").article.slug == "a-title-2"
    assert bring(text=TEXT + "Still more.\n").article.slug == "a-title-3"


def test_many_articles_with_one_title_are_numbered_in_few_questions(django_assert_max_num_queries):
    slugs = [bring(text=f"{TEXT}{'More. ' * number}\n").article.slug for number in range(20)]
    assert slugs == ["a-title", *(f"a-title-{number}" for number in range(2, 21))]
    with django_assert_max_num_queries(2 + 2 * 9):
        assert free_slug("A title", fallback="x") == "a-title-21"
    with django_assert_max_num_queries(2):
        assert free_slug("Another title", fallback="x") == "another-title"


def test_import_asks_so_many_questions(django_assert_max_num_queries):
    with django_assert_max_num_queries(20):
        bring(text=factories.DIRTY.format(number="q"))


def test_slug_of_a_published_page_is_not_taken_again():
    Page.objects.create(
        path="/articles/a-title/", status=410, body=b"gone", etag='"x"', updated_at="2026-01-01T00:00:00Z"
    )
    assert free_slug("A title", fallback="x") == "a-title-2"


def test_slug_leaves_out_the_injected_words():
    article = bring(
        text="上海云锦阁419 The harbour runs\n\nThe port has cut its diesel use since 2021.\n"
    ).article
    assert article.slug == "the-harbour-runs"


@pytest.mark.parametrize(
    ("title", "headline", "slug"),
    [
        ("🎉🎉🎉", "🎉🎉🎉", None),
        ("Ünïcode tîtle", "Ünïcode tîtle", "ünïcode-tîtle"),
        ("夜里的图书馆", "夜里的图书馆", "夜里的图书馆"),
    ],
)
def test_title_of_any_script(title, headline, slug):
    article = bring(
        text=f"# {title}\n\nThe town has built 40 bridges since 1990.\n", format="markdown"
    ).article
    assert article.headline == headline
    assert article.slug == slug or article.slug.startswith("article-")


def test_title_of_2000_characters_is_cut_between_words():
    title = "bridge " * 285
    article = bring(text=f"# {title}\n\nThe town has built 40 bridges.\n", format="markdown").article
    assert len(article.headline) <= 300
    assert article.headline.endswith("bridge…")
    assert len(article.slug) <= 80
    assert article.revision.text.startswith("# bridge bridge")


def test_gbk_file_is_decoded_and_its_encoding_recorded():
    text = "夜里十一点的图书馆\n\n" + "这座图书馆每天接待三百名读者,比去年多出百分之二十。" * 5
    article = bring(data=text.encode("gbk"), name="library.txt").article
    assert article.revision.text == text
    assert article.encoding.lower() in {"gbk", "gb18030", "gb2312"}
    assert article.language == "zh"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b"   \n\n ", "empty"),
        (b"x" * 2_000_001, "2,000,001 bytes"),
        (b"Some text\0 with a NUL in it", "NUL|binary|not text"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4, "picture|binary|not text|PNG"),
        (b"<script>var a = 1;</script>", "nothing to read"),
    ],
    ids=["empty", "blank", "too large", "NUL", "binary", "nothing visible"],
)
def test_bad_file_is_refused_and_nothing_stored(data, words):
    with pytest.raises(Refused, match=f"(?i){words}"):
        bring(data=data, name="bad.html" if data.startswith(b"<") else "bad.txt")
    assert not Article.objects.exists()
    assert not Event.objects.exists()


@pytest.mark.parametrize("text", ["", " ", "a\0b", "half \ud800 a pair", "x" * 2_000_001])
def test_bad_text_is_refused(text):
    with pytest.raises(Refused):
        bring(text=text)
    assert not Article.objects.exists()


def test_unknown_format_is_refused():
    with pytest.raises(Refused, match="'pdf' is not a format; choose one of text, markdown, html"):
        bring(text=TEXT, format="pdf")


@pytest.mark.parametrize("role", ["reviewer", "outsider"])
def test_person_without_the_right_is_refused(role, request):
    with pytest.raises(NotAllowed, match="You may not import articles; that takes the role"):
        bring(by=request.getfixturevalue(role), text=TEXT)
    assert not Article.objects.exists()


def test_reading_writes_nothing():
    read = read_text(text=TEXT)
    assert read.headline == "A title"
    assert not Article.objects.exists()


@needs_seed
def test_seed_has_exactly_three_findings_and_its_claims(reporter):
    done = bring(by=reporter, data=SEED.read_bytes(), name=SEED.name)
    found = Finding.objects.filter(revision__article=done.article).order_by("start")
    assert [(finding.text, finding.sure) for finding in found] == [
        ("上海龙凤419 ", True),
        ("上海花千坊419 ", True),
        ("上海喝茶服务vx ", True),
    ]
    assert done.claims >= 9
