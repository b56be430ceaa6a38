"""The names of the rules that findings carry, and what each looks for: data for people who switch them on and off."""

KNOWN_RULE = "known-fragment"
BUILTIN: dict[str, str] = {
    "glued-prefix": "A fragment glued to the beginning of a line, heading, bullet or number that is not its own.",
    "glued-suffix": "A fragment glued to the end of a line.",
    "own-line": "A line of its own, or a whole paragraph, that does not belong to the article.",
    "tag-entry": "An entry among the tags that no reader would look for.",
    "inside-sentence": "A fragment inside a sentence.",
    "link-target": "A link whose words are the article's and whose target names what the article does not speak of.",
    KNOWN_RULE: "The very words that an editor removed from another article before.",
}
# What a fragment advertises or does.
CATEGORIES = (
    "escort",
    "gambling",
    "pharma",
    "essay",
    "counterfeit",
    "money",
    "promotion",
    "download",
    "service",
    "contact",
    "link",
    "other",
)
