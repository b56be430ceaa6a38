"""The claims of the seed article."""

from articles.text.claims import find_claims
from tests.shared import SEED, needs_seed

REQUIRED = [
    (
        "The sprawling SMIC (Semiconductor Manufacturing International Corporation) campus in Pudong now operates "
        "China's most advanced 7nm chip production line, with 5nm technology reportedly in testing.",
        "",
        ("figure", "superlative", "change", "named body"),
    ),
    (
        "Five years ago, we imported 80% of our high-end chips",
        "Dr. Chen Li",
        ("figure", "date", "attribution"),
    ),
    (
        "Today, that number is below 45%, and by 2028, we aim for complete self-sufficiency.",
        "Dr. Chen Li",
        ("figure", "comparison", "date", "attribution"),
    ),
    (
        'The municipal government\'s "Integrated Circuit Industry Fund" has poured $28 billion into local chip '
        "designers, equipment makers, and material suppliers since 2020.",
        "",
        ("figure", "date", "change", "named body"),
    ),
    (
        'The city\'s "AI Tower" in Xuhui District houses over 300 startups working on everything from AI-designed '
        "fashion to algorithmically optimized traffic systems.",
        "",
        ("figure",),
    ),
    ("Shanghai offers what no other city can", "Mark Zhou", ("superlative", "attribution")),
    (
        "Access to China's massive data pools combined with Shanghai's international standards for privacy "
        "protection creates the perfect sandbox for ethical AI development.",
        "Mark Zhou",
        ("cause", "attribution"),
    ),
    (
        'The city\'s "Tech Talent Peak" program offers tax breaks, housing subsidies, and fast-track visas that have '
        "lured over 15,000 overseas Chinese professionals back from the U.S. and Europe since 2022.",
        "",
        ("figure", "date", "cause"),
    ),
    (
        "This brain gain shows in the numbers: Shanghai surpassed Beijing in 2024 for the first time in patent "
        "applications, with particular strength in quantum computing and biomedical engineering.",
        "",
        ("comparison", "superlative", "date"),
    ),
    (
        "The city now graduates more STEM PhDs annually than the entire state of California.",
        "",
        ("comparison", "date"),
    ),
    (
        "Yet as sunset paints the Huangpu River gold, the cranes constructing Shanghai's new $2.1 billion Quantum "
        "Research Center suggest the city's tech ambitions are just getting started.",
        "",
        ("figure", "named body"),
    ),
]


@needs_seed
def test_find_claims_of_the_seed_are_the_required_ones_and_few_others() -> None:
    text = SEED.read_text(encoding="utf-8")
    found = find_claims(text)
    assert all(text[claim.start : claim.end] == claim.text for claim in found)
    words = {claim[0] for claim in REQUIRED}
    assert [(claim.text, claim.claimant, claim.reasons) for claim in found if claim.text in words] == REQUIRED
    assert len(found) <= len(REQUIRED) + 5
