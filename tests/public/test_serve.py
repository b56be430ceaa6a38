"""The view of all public URLs: conditions, codings, headers, what is not there."""

import gzip
from zlib import crc32

import brotli
import pytest
from django.test import Client, RequestFactory
from django.utils import timezone

from articles.models import Page
from articles.public.answer import POLICY, accepted, coding, shape_of
from articles.public.rebuild import write_batch
from articles.public.serve import serve
from articles.public.types import Rendered
from articles.public.write import finish, moved

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.public.urls")]

BODY = "<p>" + "The harbour runs on sunlight. " * 40
ASK = RequestFactory()


@pytest.fixture
def page() -> Page:
    pages = (
        finish("/articles/hafen-ä/", BODY),
        finish("/gone/", BODY, status=410),
        finish("/short/", "ok"),
        finish("/feeds/atom.xml", BODY, content_type="application/atom+xml; charset=utf-8"),
        moved("/old/", "/articles/hafen-%C3%A4/"),
    )
    write_batch(lambda: Rendered(pages))
    return Page.objects.get(pk="/articles/hafen-ä/")


def get(path: str = "/articles/hafen-ä/", method: str = "GET", **headers: str):
    return serve(
        ASK.generic(method, path, headers={name.replace("_", "-"): value for name, value in headers.items()})
    )


def test_page_is_answered_with_all_its_headers(page):
    response = get()
    assert (response.status_code, response.content.decode(), dict(response.headers)) == (
        200,
        BODY,
        {
            "Content-Type": "text/html; charset=utf-8",
            "Content-Length": str(len(BODY)),
            "ETag": f'"{page.etag}"',
            "Cache-Control": "public, max-age=0, must-revalidate",
            "Vary": "Accept-Encoding",
            "Content-Security-Policy": POLICY,
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "strict-origin-when-cross-origin",
        },
    )


def test_head_has_the_headers_of_get_and_no_body(page):
    found, asked = get(), get(method="HEAD")
    assert (asked.status_code, asked.content, dict(asked.headers)) == (200, b"", dict(found.headers))


CODINGS = {
    "": "",
    "identity": "",
    "br": "br",
    "gzip": "gzip",
    "x-gzip": "gzip",
    "gzip, deflate, br": "br",
    "gzip, deflate, br, zstd": "br",
    "GZIP;Q=1": "gzip",
    "br;q=0, gzip": "gzip",
    "br;q=0.2, gzip;q=0.8": "gzip",
    "br;q=0.000, gzip;q=0": "",
    "*": "br",
    "*;q=0": "",
    "br;q=0, *": "gzip",
    "identity, br;q=0.5": "",
    "identity;q=0.5, br": "br",
    "br;q=2": "",
    "br;q=abc, gzip": "gzip",
    "br ; q=0.5 , gzip ; q=0.4": "br",
    ",,;q=1,": "",
    "identity;q=0": "",
    "a" * 5000 + ", br": "",
}


@pytest.mark.parametrize("header", CODINGS)
def test_coding_by_accept_encoding(page, header):
    response = get(accept_encoding=header)
    chosen = CODINGS[header]
    assert response.get("Content-Encoding", "") == chosen
    assert response["Vary"] == "Accept-Encoding"
    tag = f"{page.etag}-{chosen}-{crc32(response.content):08x}" if chosen else page.etag
    assert response["ETag"] == f'"{tag}"'
    unpack = {"": bytes, "br": brotli.decompress, "gzip": gzip.decompress}[chosen]
    assert unpack(response.content).decode() == BODY
    assert response["Content-Length"] == str(len(response.content))


def test_form_that_is_not_stored_is_never_chosen():
    assert coding("br, gzip", {"br": 0, "gzip": 1}) == "gzip"
    assert coding("br", {"br": 0, "gzip": 0}) == ""
    assert [shape_of(b"", b""), shape_of(b"xx", b"x"), shape_of(b"x", b"xx")] == ["", "br gzip", "gzip br"]
    assert accepted("br;q=0.5;q=1, gzip") == {"br": 0.0, "gzip": 1.0}


CONDITIONS = {
    '"{etag}"': 304,
    'W/"{etag}"': 304,
    '"x", "{etag}"': 304,
    '"x","y,z" , W/"{etag}"': 304,
    "*": 304,
    " * ": 304,
    '"other"': 200,
    "{etag}": 200,
    '"{etag}-br"': 200,
    '"{etag}-gzip"': 200,
    "": 200,
    '"{etag}': 200,
    'w/"{etag}x"': 200,
}


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize("header", CONDITIONS)
def test_condition_by_if_none_match(page, header, method):
    response = get(method=method, if_none_match=header.format(etag=page.etag))
    assert response.status_code == CONDITIONS[header]
    if response.status_code == 304:
        assert response.content == b""
        assert {"ETag", "Cache-Control", "Vary"} <= set(response.headers)
        assert response["Content-Length"] == str(len(BODY))
        assert not {"Content-Type", "Content-Encoding"} & set(response.headers)


def test_each_form_has_its_own_tag(page):
    tag = f'"{page.etag}-br-{crc32(bytes(page.brotli)):08x}"'
    assert get(accept_encoding="br", if_none_match=tag).status_code == 304
    assert get(accept_encoding="gzip", if_none_match=tag).status_code == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND"])
@pytest.mark.parametrize("path", ["/articles/hafen-ä/", "/nowhere/"])
def test_other_methods_are_refused(page, method, path):
    response = get(path, method=method)
    assert (response.status_code, response["Allow"]) == (405, "GET, HEAD")


@pytest.mark.parametrize("path", ["/articles/hafen-ä/", "/nowhere/", "/healthz", "/readyz"])
def test_forms_are_refused_before_a_token_is_asked_for(page, path):
    assert Client(enforce_csrf_checks=True).post(path).status_code == 405


def test_moved_and_gone_pages(page):
    response = get("/old/", if_none_match="*")
    assert (response.status_code, response["Location"]) == (301, "/articles/hafen-%C3%A4/")
    response = get("/gone/", if_none_match="*", accept_encoding="br")
    assert (response.status_code, brotli.decompress(response.content).decode()) == (410, BODY)


def test_short_page_is_sent_as_it_is(page):
    response = get("/short/", accept_encoding="br, gzip")
    assert (response.content, "Content-Encoding" in response) == (b"ok", False)


def test_missing_slash_sends_on_and_keeps_the_query(page):
    response = serve(ASK.get("/articles/hafen-ä?utm=1&b=<>"))
    assert response.status_code == 301
    assert response["Location"].startswith("/articles/hafen-%C3%A4/?utm=1&b=")
    assert get("/gone").status_code == 301


MISSING = [
    "/",
    "/nowhere/",
    "/nowhere",
    "//articles/hafen-ä/",
    "/articles/hafen-ä//",
    "/feeds/atom.xml/",
    "/" + "a" * 600,
    "/nul\x00/",
    "/x%0d%0aSet-Cookie: a",
]


@pytest.mark.parametrize("path", MISSING)
def test_anything_else_is_not_found(page, path):
    response = get(path)
    assert response.status_code == 404
    assert "There is no page at this address" in response.content.decode()
    assert response["Content-Security-Policy"] == POLICY


def test_whole_stack_sets_no_cookie_and_varies_on_coding_alone(page, client):
    for path in ("/articles/hafen-ä/", "/articles/hafen-ä", "/old/", "/gone/", "/nowhere/"):
        response = client.get(path, headers={"Accept-Encoding": "br"})
        assert not response.cookies, path
        assert response.get("Vary", "Accept-Encoding") == "Accept-Encoding"
    assert client.get("/articles/hafen-ä/").content.decode() == BODY


def test_one_look_up_for_a_page(page, django_assert_num_queries):
    with django_assert_num_queries(1):
        get()


def test_written_page_replaces_the_one_before(page):
    write_batch(lambda: Rendered((finish("/articles/hafen-ä/", "new"),), ("/gone/",)))
    assert (get().content, get("/gone/").status_code) == (b"new", 404)
    assert Page.objects.get(pk="/articles/hafen-ä/").updated_at <= timezone.now()
