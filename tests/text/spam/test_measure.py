"""What counts as found exactly."""

from articles.text.spam.measure import Answer, compare

TEXT = "<p>One.</p>\n<p>cheap pills</p>\n<p>Two.</p>\n"
SPAN = {"start": 15, "end": 26, "text": "cheap pills", "position": "standalone"}


def met(found: tuple[int, int], optional: list[list[int]]) -> tuple[str, bool]:
    result = compare({"text": TEXT, "spans": [SPAN], "optional": optional}, Answer((found,), ()))
    return result.matches[0].met, result.damaged


def test_tags_around_a_span_may_go_with_the_newline_behind_them() -> None:
    tags = [[12, 15], [26, 30]]

    assert TEXT[12:31] == "<p>cheap pills</p>\n"
    assert met((12, 31), tags) == ("sure", False)
    assert met((15, 26), tags) == ("sure", False)
    assert met((12, 31), []) == ("edges", True)
    assert met((12, 34), tags) == ("edges", True)


def test_the_comma_before_an_entry_or_behind_it_may_go() -> None:
    text = "Tags: mill, cheap pills, pond\n"
    span = {"start": 12, "end": 25, "text": "cheap pills, ", "position": "tag-line"}

    results = [
        compare({"text": text, "spans": [span]}, Answer((found,), ()))
        for found in ((10, 23), (11, 24), (9, 22))
    ]

    assert text[10:23] == ", cheap pills"
    assert [(one.matches[0].met, one.damaged) for one in results] == [
        ("sure", False),
        ("sure", False),
        ("edges", True),
    ]
