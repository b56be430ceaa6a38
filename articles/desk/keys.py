"""The keys of the pages that are worked on all day: one table for the dialog under `?` and for the handbook."""

from typing import Any

Keys = tuple[tuple[str, str], ...]

# Page: (key as `data-key` has it, what it does). A test holds the pages to it.
EVERYWHERE: Keys = (
    ("?", "This list"),
    ("Esc", "Close this list, leave a field"),
)
LISTS: Keys = (
    ("j", "Next row"),
    ("k", "Previous row"),
)
PAGES: dict[str, tuple[str, Keys]] = {
    "queue": (
        "The queue",
        (
            ("t", "Take the claim of this row, and go to its page"),
            ("r", "Review the claim, or settle it, when it is yours"),
            ("d", "Settle a dispute"),
            ("o", "Open the claim of this row"),
            ("m", "Mend a claim that came back"),
            ("g", "Give it back"),
            ("h", "Hand it over"),
            ("a", "Assign it to somebody"),
        ),
    ),
    "review": (
        "A claim under review",
        (
            ("1", "First verdict: supported"),
            ("2", "Second verdict: refuted"),
            ("3", "Third verdict: mixed"),
            ("4", "Fourth verdict: unproven"),
            ("5", "Fifth verdict: not checkable"),
            ("w", "Write the reason"),
            ("e", "Tick the evidence of this row, or take the tick away"),
            ("o", "Open the source of this row in a new tab"),
            ("c", "Add evidence"),
            ("ctrl+enter", "Submit and go to the next claim, also while typing"),
            ("s", "Submit and go back to the queue"),
            ("v", "Save the draft now"),
            ("b", "Return the claim with a note"),
            ("g", "Give the claim back"),
            ("a", "Show the claim in the article"),
            ("t", "Take the claim, when nobody has it"),
            ("d", "Settle the dispute, when it is yours to settle"),
            ("q", "Back to the queue"),
        ),
    ),
    "compare": (
        "Two texts compared",
        (
            ("n", "Next difference, also on the next page"),
            ("p", "Previous difference"),
            ("l", "All lines, or only what differs"),
            ("o", "Back to the article"),
        ),
    ),
}
SHOWN = {"ctrl+enter": "Ctrl ↵"}


def keys_of(page: str) -> list[dict[str, str]]:
    """All keys of a page, in their order, as its dialog shows them."""
    return _shown(PAGES[page][1] + LISTS + EVERYWHERE)


def all_keys() -> list[dict[str, Any]]:
    """The same for the handbook, page by page."""
    pages = [{"name": name, "keys": _shown(keys)} for name, keys in PAGES.values()]
    return [*pages, {"name": "In every list, and everywhere", "keys": _shown(LISTS + EVERYWHERE)}]


def _shown(keys: Keys) -> list[dict[str, str]]:
    return [{"key": SHOWN.get(key, key), "words": words} for key, words in keys]
