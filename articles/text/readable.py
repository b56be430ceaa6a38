"""The words of a kept copy: of a page, a text or a PDF, by its bytes and the type that came with it."""

import codecs
import contextlib
import io
import logging
import re
import sys

from articles.text.decode import MAX_BYTES, decode
from articles.text.parse import parse
from articles.text.quoted import readable
from articles.text.refusal import TextRefused

MOST_PAGES = 1000
PDF_MEMORY = 2**30  # bytes that the process may take
MOST_CHARS = 1_000_000  # code points that are kept of one copy
_META = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?([\w.:-]{1,40})", re.IGNORECASE)
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{1,40})", re.IGNORECASE)
_MARKUP = re.compile(rb"\s*(?:\xef\xbb\xbf)?\s*<(?:!doctype\s+html|html|head|body|\?xml)", re.IGNORECASE)
# The families of encodings that pages are written in; Python knows others, which cost time or mean something else.
_ENCODINGS = (
    "cp",
    "iso8859",
    "koi8",
    "mac",
    "shift_jis",
    "euc_",
    "gb",
    "big5",
    "iso2022",
    "utf-16",
    "tis-620",
)
_TEXTS = ("text/", "application/xhtml", "application/xml", "application/json")


def is_pdf(data: bytes) -> bool:
    return data.startswith(b"%PDF-")


def words_of(data: bytes, content_type: str = "") -> str:
    """What a reader sees of a page or a plain text; "" for pictures and the like. For a PDF see `words_of_pdf`.

    `content_type` is as a server or a browser said it; the bytes count for more. The text is in the form in which
    quotes are looked for. Refuses (TextRefused) what cannot be read: too large, too deep, undecodable, binary.
    """
    kind = content_type.partition(";")[0].strip().lower()
    markup = kind in ("text/html", "application/xhtml+xml") or bool(_MARKUP.match(data[:1000]))
    if kind and not markup and not kind.startswith(_TEXTS) and kind != "application/octet-stream":
        return ""
    if not data.strip():
        return ""
    text = _decoded(data, content_type, markup)
    if markup and text.strip():
        document = parse(text, "html")
        text = "\n".join(block.text for block in document.blocks if block.text.strip())
    return _clean(text)


def _decoded(data: bytes, content_type: str, markup: bool) -> str:
    """By the encoding that the copy declares, where its bytes are no UTF-8 and fit it; else as an import."""
    if len(data) > MAX_BYTES:
        raise TextRefused("too_large", f"It has {len(data):,} bytes; the words of {MAX_BYTES:,} can be read.")
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        meta = _META.search(data[:4000]) if markup else None
        said = _CHARSET.search(content_type)
        name = said[1] if said else meta[1].decode("ascii") if meta else ""
        with contextlib.suppress(LookupError, ValueError):  # it names none, or not its own
            encoding = codecs.lookup(name).name
            if encoding.startswith(_ENCODINGS):
                # Browsers read Latin-1 as Windows' superset of it (https://encoding.spec.whatwg.org/).
                return data.decode("cp1252" if encoding == "iso8859-1" else encoding)
    return decode(data).text


def words_of_pdf(data: bytes) -> str:
    """The text of a PDF, its pages parted by form feeds; "" for scanned pages.

    A file made with bad intent can take long, or much memory: this is for a process of its own, such as
    `python -m articles.text.readable`. Refuses (TextRefused) what is no PDF that can be read.
    """
    from pypdf import PdfReader  # slow to load, and hardly ever needed

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        pages = PdfReader(io.BytesIO(data)).pages
        found = [page.extract_text() or "" for page, _ in zip(pages, range(MOST_PAGES), strict=False)]
    except Exception as error:  # pypdf raises whatever a damaged file leads it to
        raise TextRefused("undecodable", "The PDF is damaged or locked; its words cannot be read.") from error
    return _clean("\f".join(found))


def _clean(text: str) -> str:
    text = readable(text.replace("\0", ""))
    return re.sub("[\ud800-\udfff]", "\ufffd", text)[:MOST_CHARS].strip()


def main() -> int:
    """Reads a PDF from standard input and writes its text as UTF-8; 1 and the reason when that cannot be done."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource  # where there are such limits

        resource.setrlimit(resource.RLIMIT_AS, (PDF_MEMORY, PDF_MEMORY))
    try:
        words, failed = words_of_pdf(sys.stdin.buffer.read()), 0
    except TextRefused as refusal:
        words, failed = refusal.message, 1
    sys.stdout.buffer.write(words.encode())
    return failed


if __name__ == "__main__":
    sys.exit(main())
