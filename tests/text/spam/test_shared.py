"""The finder on the seed article and on the shared development set."""

import pytest

from articles.text.spam import find_spam
from tests.shared import SEED, needs_seed, needs_spam
from tests.text.spam.scoring import documents, score

CAMPAIGNS = (
    "zh-escort",
    "id-slot",
    "ru-casino",
    "en-pharma",
    "en-essay",
    "ja-brand",
    "handles",
    "zh-gambling",
)


@needs_seed
def test_seed_gives_the_three_glued_headings_and_nothing_else() -> None:
    text = SEED.read_text(encoding="utf-8")

    findings = find_spam(text)

    assert [(text[one.start : one.end], one.sure, one.category) for one in findings] == [
        ("上海龙凤419 ", True, "escort"),
        ("上海花千坊419 ", True, "escort"),
        ("上海喝茶服务vx ", True, "escort"),
    ]


@needs_spam
def test_escort_campaign_is_found_exactly() -> None:
    result = score([one for one in documents() if one["campaign"] == "zh-escort"])

    assert result.documents == 150
    assert result.f1 >= 0.99
    assert result.perfect / result.documents >= 0.98


@needs_spam
@pytest.mark.parametrize("campaign", CAMPAIGNS)
def test_each_campaign_is_found(campaign: str) -> None:
    result = score([one for one in documents() if one["campaign"] == campaign])

    assert result.f1 >= 0.95
    assert result.damaged == 0


@needs_spam
def test_clean_documents_lose_nothing_and_are_seldom_asked_about() -> None:
    result = score([one for one in documents() if one["kind"] == "clean"])

    assert result.documents == 180
    assert result.damaged == 0
    assert result.asked / result.documents <= 0.05
