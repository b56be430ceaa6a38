"""Rendering the whole site again gives the same bytes, goes on while others publish, and starts an empty site."""

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from articles.models import Generation, Page, Rebuild
from articles.public import Busy, advance, generation, rebuild_all
from articles.public.rebuild import write_batch
from articles.public.types import Rendered
from articles.public.write import finish
from tests.public.browse import html_of, links_of, status_of, words_of
from tests.public.records import NOW, correction, put_live, record, tag, take_off

pytestmark = pytest.mark.django_db


def stored() -> dict:
    return {
        row[0]: row[1:]
        for row in Page.objects.values_list("path", "status", "etag", "location", "gzip", "brotli")
    }


def test_rebuilt_site_has_the_same_bytes():
    put_live(record(1))
    put_live(record(2, tags=[tag("Solar")]))
    put_live(record(1, 2, slug="moved", corrections=[correction(2)], tags=[tag("Energy")]))
    put_live(record(3))
    take_off(3)
    put_live(record(4))
    take_off(4, "unpublished")
    before = stored()
    assert rebuild_all(now=NOW) == len([row for row in before.values() if row[0] == 200])
    assert stored() == before


def test_rebuilding_mends_lost_and_stray_pages():
    put_live(record(1))
    before = stored()
    Page.objects.filter(path__in=["/", "/claims/11/", "/robots.txt"]).delete()
    stray = finish("/claims/99/", "stray")
    write_batch(lambda: Rendered((stray, finish("/kept/", "gone", status=410))))
    rebuild_all(now=NOW)
    assert (status_of("/claims/99/"), status_of("/kept/")) == (None, 410)
    Page.objects.filter(pk="/kept/").delete()
    assert stored() == before


def test_empty_site_has_a_front_page_that_says_so():
    rebuild_all(now=NOW)
    assert "Nothing is published yet" in words_of(html_of("/"))
    assert set(stored()) == {
        "/", "/apple-touch-icon.png", "/archive/", "/claims/feed.json", "/favicon.ico", "/corrections/", "/objections/", "/feeds/atom.xml", "/feeds/rss.xml", "/how-we-work/", "/news-sitemap.xml",
        "/opensearch.xml", "/robots.txt", "/sitemap.xml", "/sitemaps/lists.xml", "/sources/", "/tags/",
    }  # fmt: skip
    before = stored()
    rebuild_all()
    assert stored() == before
    made = {*before, "/search/"}  # the one page that is made when it is asked for
    for path in before:
        if Page.objects.get(pk=path).content_type.startswith("text/html"):
            inner = {link.split("#")[0] for link in links_of(html_of(path)) if link.startswith("/")}
            assert {link for link in inner if not link.startswith(("/static/", "/desk/"))} <= made


def test_batch_is_rendered_again_when_somebody_published_meanwhile():
    tries = []

    def render() -> Rendered:
        tries.append(1)
        if len(tries) < 3:
            Generation.objects.filter(pk=1).update(number=generation() + 1)
        return Rendered((finish("/x/", f"try {len(tries)}"),))

    assert write_batch(render) == {"/x/"}
    assert html_of("/x/") == "try 3"


def test_endless_publishing_ends_with_a_sentence(monkeypatch):
    monkeypatch.setattr("articles.public.rebuild.advance", lambda number: False)
    with pytest.raises(Busy):
        rebuild_all()
    with pytest.raises(CommandError, match="run rebuild_site again"):
        call_command("rebuild_site", verbosity=0)
    assert not Page.objects.exists()


def test_generation_counts_each_change_once():
    number = generation()
    assert advance(number)
    assert not advance(number)
    assert generation() == number + 1


def test_command_says_how_many_pages_it_rendered(capsys):
    call_command("rebuild_site")
    assert capsys.readouterr().out == "17 pages rendered.\n"


def test_queries_grow_with_batches_not_with_articles(django_assert_max_num_queries):
    for article in range(1, 6):
        put_live(record(article))
    with django_assert_max_num_queries(100):
        rebuild_all(now=NOW)


def test_rebuild_that_was_broken_off_goes_on_where_it_stood(monkeypatch, capsys):
    monkeypatch.setattr("articles.public.rebuild_parts.BATCH", 2)
    for article in range(1, 6):
        put_live(record(article))
    whole = stored()
    Page.objects.all().delete()
    rendered = []

    def write(render, state=None):
        if len(rendered) == 4:
            raise KeyboardInterrupt
        rendered.append((state.part, state.after) if state else None)
        return write_batch(render, state)

    monkeypatch.setattr("articles.public.rebuild.write_batch", write)
    with pytest.raises(KeyboardInterrupt):
        rebuild_all(now=NOW)
    assert rendered == [
        ("articles", [2]),
        ("articles", [4]),
        ("articles", [5]),
        ("lists", ["claim", "12", 0]),
    ]
    assert 0 < Page.objects.count() < len(whole)
    rendered[:] = [None] * 5
    began, bar = [], []
    rebuild_all(now=NOW, resumed=began.append, done=bar.append)
    assert rendered[5] == ("lists", ["claim", "22", 0])
    assert (len(began), bar[0]) == (1, 7)  # five articles and two claims were done
    assert stored() == whole
    assert not Rebuild.objects.exists()


def test_rebuild_begins_anew_when_the_templates_have_changed(monkeypatch):
    put_live(record(1))
    Rebuild.objects.create(stamp="of other templates", began_at=NOW, part="indexes", after=[1], steps=9)
    resumed = []
    Page.objects.filter(pk="/articles/harbour-1/").delete()
    rebuild_all(now=NOW, resumed=resumed.append)
    assert (resumed, status_of("/articles/harbour-1/")) == ([], 200)


def test_what_has_not_changed_keeps_its_better_compression():
    put_live(record(1))
    Page.objects.filter(pk="/").update(brotli=b"smaller")
    rebuild_all(now=NOW)
    assert bytes(Page.objects.get(pk="/").brotli) == b"smaller"
