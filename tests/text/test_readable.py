"""What can be read out of a kept copy, by its bytes."""

import pytest

from articles.text.readable import MOST_CHARS, words_of, words_of_pdf
from articles.text.refusal import TextRefused

PAGE = """<!doctype html><html><head><title>Port</title><style>p{}</style></head><body><nav>Home</nav>
<script>alert("no")</script><h1>Harbour</h1><p>It has 4,200&nbsp;pan&shy;els.</p><p hidden>no</p><!-- no --></body></html>"""


def pdf(*pages: str) -> bytes:
    """A small PDF with one line of text on each page."""
    count = len(pages)
    kids = " ".join(f"{4 + 2 * i} 0 R" for i in range(count))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {count} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for i, words in enumerate(pages):
        drawn = f"BT /F1 12 Tf 72 700 Td ({words}) Tj ET" if words else ""
        objects.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font << /F1 3 0 R >> >> "
            f"/Contents {5 + 2 * i} 0 R >>"
        )
        objects.append(f"<< /Length {len(drawn)} >>\nstream\n{drawn}\nendstream")
    body, places = "%PDF-1.4\n", []
    for number, words in enumerate(objects, start=1):
        places.append(len(body))
        body += f"{number} 0 obj\n{words}\nendobj\n"
    rows = "".join(f"{place:010} 00000 n \n" for place in places)
    table = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{rows}"
    trailer = f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(body)}\n%%EOF"
    return (body + table + trailer).encode("latin-1")


@pytest.mark.parametrize("kind", ["text/html; charset=utf-8", "TEXT/HTML", "", "application/octet-stream"])
def test_of_a_page_what_a_reader_sees(kind):
    assert words_of(PAGE.encode(), kind) == "Harbour\nIt has 4,200\u00a0panels."


@pytest.mark.parametrize(
    ("data", "kind", "words"),
    [
        (b"4,200 panels\r\n<b>", "text/plain", "4,200 panels\n<b>"),
        (b'{"panels": 4200}', "application/json", '{"panels": 4200}'),
        ("Größe".encode("cp1252"), "text/plain; charset=iso-8859-1", "Größe"),
        ("<html><meta charset='shift_jis'><p>太陽光パネル".encode("shift_jis"), "text/html", "太陽光パネル"),
        ("Größe".encode(), "text/plain; charset=iso-8859-1", "Größe"),
        (b"Gr\xf6\xdfe und Stra\xdfen", "text/plain; charset=punycode", "Größe und Straßen"),
        (b"\x89PNG\r\n", "image/png", ""),
        (b" \n", "text/plain", ""),
        (b"x" * 1_500_000, "text/plain", "x" * MOST_CHARS),
    ],
)
def test_of_other_copies(data, kind, words):
    assert words_of(data, kind) == words


@pytest.mark.parametrize(
    ("data", "kind", "words"),
    [
        (b"\x89PNG\r\n", "text/html", "a PNG picture"),
        (b"a\0b", "text/plain", "NUL"),
        (b"x" * 2_000_001, "text/plain", "2,000,001 bytes"),
        (b"<html>" + b"<div>" * 300 + b"x", "text/html", "nested deeper"),
    ],
)
def test_what_cannot_be_read_is_refused(data, kind, words):
    with pytest.raises(TextRefused, match=words):
        words_of(data, kind)


def test_of_a_pdf_its_text():
    assert (
        words_of_pdf(pdf("The port has 4,200 panels.", "38 percent"))
        == "The port has 4,200 panels.\f38 percent"
    )
    assert words_of_pdf(pdf("")) == ""


@pytest.mark.parametrize("data", [b"%PDF-1.4\nnothing", b"%PDF-", pdf("x")[:200]])
def test_a_damaged_pdf_is_refused(data):
    with pytest.raises(TextRefused, match="damaged or locked"):
        words_of_pdf(data)
