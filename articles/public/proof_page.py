"""What anybody needs to check an edition without us: its proof, and its bare text."""

import json

from articles.public.site import proof_path, text_path
from articles.public.types import PageBytes, Record
from articles.public.write import finish_bytes

JSON = "application/json; charset=utf-8"
TEXT = "text/plain; charset=utf-8"


def proof_pages(record: Record, proof: dict | None, slug: str) -> list[PageBytes]:
    """The proof of an edition and the text that it is about, under `slug`; nothing where it has no proof."""
    if proof is None:
        return []
    told = {
        "article": record["article"],
        "edition": record["number"],
        "headline": record["headline"],
        **proof,
    }
    # PostgreSQL keeps the keys of JSON in an order of its own.
    body = json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True).encode()
    number = record["number"]
    return [
        finish_bytes(proof_path(slug, number), body, content_type=JSON),
        finish_bytes(text_path(slug, number), record["text"].encode(), content_type=TEXT),
    ]
