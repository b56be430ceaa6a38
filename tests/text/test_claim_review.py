"""Each rule of ClaimReview, by markup that keeps them all but one."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text.claim_review import check_claim_page, check_claim_review

PAGE = "https://news.example/claims/7/"
GOOD = {
    "@context": "https://schema.org",
    "@type": "ClaimReview",
    "url": PAGE,
    "claimReviewed": "The roofs are mixed, says the port",
    "datePublished": "2026-11-20",
    "expires": "2027-11-20",
    "author": {"@type": "Organization", "name": "Newsroom"},
    "reviewRating": {"alternateName": "Mixed", "ratingValue": 3, "bestRating": 5, "worstRating": 1},
    "itemReviewed": {"@type": "Claim", "author": {"name": "Ines Calder"}, "datePublished": "2026-01-02"},
}
RATING = GOOD["reviewRating"]


def check(data) -> list[str]:
    return check_claim_review(data, page=PAGE, label="Mixed")


def test_good_markup_breaks_no_rule():
    assert check(GOOD) == []
    assert check(GOOD | {"reviewRating": {"alternateName": "Mixed"}}) == []
    assert (
        check({name: value for name, value in GOOD.items() if name not in ("expires", "itemReviewed")}) == []
    )
    assert check(GOOD | {"url": f"{PAGE}#review"}) == []


NUMBERS = "reviewRating needs ratingValue, worstRating and bestRating as numbers, or none of them."
BROKEN = [
    ({"@context": "https://example.org"}, "@context is not https://schema.org."),
    ({"claimReviewed": " "}, "claimReviewed is missing."),
    *(
        ({"claimReviewed": said}, "claimReviewed says the rating “Mixed” beside the claim; it holds the claim alone.")
        for said in ("Mixed: the roofs are full", "The roofs are full (mixed)", "The roofs are full – MIXED.", "Mixed")
    ),
    ({"url": None}, "url is missing or no http address."),
    ({"url": "/claims/7/"}, "url is missing or no http address."),
    ({"url": "https://news.example:99999999/["}, "url is on news.example:99999999, not on the host of its page."),
    ({"url": "https://short.example/x"}, "url is on short.example, not on the host of its page."),
    ({"url": "https://news.example/claims/7"}, "url is not the address at which its page answers without a redirect."),
    ({"author": {"@type": "Organization"}}, "author, who reviewed the claim, has no name."),
    ({"reviewRating": RATING | {"alternateName": ""}}, "reviewRating.alternateName is missing."),
    ({"reviewRating": RATING | {"alternateName": "Half true"}},
     "reviewRating.alternateName is “Half true”, and the page says “Mixed”."),
    ({"reviewRating": {"alternateName": "Mixed", "ratingValue": 3}}, NUMBERS),
    ({"reviewRating": RATING | {"ratingValue": True}}, NUMBERS),
    ({"reviewRating": RATING | {"ratingValue": "nan"}}, NUMBERS),
    ({"reviewRating": RATING | {"ratingValue": "three"}}, NUMBERS),
    ({"reviewRating": RATING | {"worstRating": 0}}, "worstRating is at least 1, and bestRating greater."),
    ({"reviewRating": RATING | {"bestRating": 1}}, "worstRating is at least 1, and bestRating greater."),
    ({"reviewRating": RATING | {"ratingValue": 6}}, "ratingValue 6 is not between 1 and 5."),
    ({"itemReviewed": {"author": {"name": " newsroom"}}}, "The claimant “newsroom” is also the reviewer."),
    ({"itemReviewed": {"author": {}}}, "itemReviewed.author has no name; leave it out where nobody is named."),
    ({"itemReviewed": {"datePublished": "in spring"}}, "itemReviewed.datePublished is no date."),
    ({"datePublished": "20 November"}, "datePublished is missing or no date."),
    ({"expires": "2026-11-19"}, "expires lies before datePublished."),
    ({"expires": ""}, "expires is no date."),
]  # fmt: skip


@pytest.mark.parametrize(("change", "words"), BROKEN)
def test_each_rule_is_told_in_words(change, words):
    found = check(GOOD | change)
    if "99999999" in words:
        assert found in ([words], ["url is missing or no http address."])
    else:
        assert found == [words]


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=5) | st.just(date.max.isoformat()),
    lambda inner: (
        st.lists(inner, max_size=2)
        | st.dictionaries(st.sampled_from(sorted({*GOOD, *RATING, "name"})), inner)
    ),
    max_leaves=8,
)


@given(data=JSON)
def test_any_json_is_judged(data):
    assert check(data)
    if isinstance(data, dict):
        assert all(isinstance(words, str) for words in check(GOOD | data | {"@type": "ClaimReview"}))


def page_of(*scripts: str, label: str = "Mixed") -> str:
    blocks = "".join(f'<script type="application/ld+json">{one}</script>' for one in scripts)
    return f'<head>{blocks}</head><p class="ruling"><span class="verdict mixed">\n{label}</span></p><p><span>x</span></p>'


@pytest.mark.parametrize(
    ("html", "withdrawn", "found"),
    [
        (page_of(json.dumps(GOOD)), False, []),
        (page_of(json.dumps(GOOD), label="Refuted"), False,
         ["reviewRating.alternateName is “Mixed”, and the page says “Refuted”."]),
        (page_of(), False, ["It has no ClaimReview."]),
        (page_of("{}", "{}"), False, ["It has 2 pieces of markup, not one."]),
        (page_of("{"), False, ["Its markup is no JSON."]),
        (page_of("[]"), False, ["It is no ClaimReview."]),
        (page_of(), True, []),
        (page_of(json.dumps(GOOD)), True, ["A withdrawn verdict has markup."]),
    ],
)  # fmt: skip
def test_page_is_checked_by_what_it_shows(html, withdrawn, found):
    assert check_claim_page(html, page=PAGE, withdrawn=withdrawn) == found
