"""What the finder says beside the spans: grades, reasons, memory, places in the raw text."""

from articles.text.spam import find_spam, folded
from articles.text.types import Finding

ARTICLE = """The Bell That Was Cast Twice

The first bell cracked on its way up the tower, and the founder wept.

{}Why it cracked
It was rung before it was cold. The second bell has been rung since 1843.
"""


def only(text: str, **options: frozenset[str]) -> Finding:
    (finding,) = find_spam(text, **options)
    return finding


def test_finding_names_rule_category_signals_and_reason() -> None:
    finding = only(ARTICLE.format("深圳桑拿会所419 "))

    assert (finding.rule, finding.category, finding.sure) == ("glued-prefix", "escort", True)
    assert finding.signals == ("brand", "place", "script", "splice", "stranger", "trade")
    assert finding.reason == (
        "Stands before the line without belonging to it, in a script that the article does not use, with no full stop or "
        "capital where it joins the text, a name with a number glued to it. The words advertise escort services: 深圳, 桑拿, 会所, 419."
    )


def test_lone_foreign_words_are_asked_about_until_editors_removed_them_once() -> None:
    text = ARTICLE.format("行云流水阁 ")

    before = only(text)
    after = only(text, known=frozenset([folded("行云流水阁")]))

    assert (before.sure, "known" in before.signals) == (False, False)
    assert (after.sure, "known" in after.signals) == (True, True)


def test_known_fragment_is_found_in_disguise() -> None:
    finding = only(ARTICLE.format("行\u200b云\u200b流\u200b水\u200b阁 "), known=frozenset(["行云流水阁"]))

    assert finding.sure
    assert {"disguise", "known"} <= set(finding.signals)


def test_offsets_count_tags_and_entities_of_the_raw_text() -> None:
    text = "<h2>&#28145;&#22323;桑拿会所vx Why it cracked</h2>\n<p>It was rung before it was cold.</p>\n"

    finding = only(text)

    assert text[finding.start : finding.end] == "&#28145;&#22323;桑拿会所vx "


def test_number_of_the_line_behind_is_kept() -> None:
    text = ARTICLE.format("广州夜网sh419 1. ")

    finding = only(text)

    assert text[finding.start : finding.end] == "广州夜网sh419 "


def test_dash_is_the_separator_or_the_marker_of_the_list() -> None:
    line = "广州夜网419 - the clapper\n"
    alone = ARTICLE.format("广州夜网419 - ")
    listed = ARTICLE.format("") + "\n- the wheel\n" + line + "- the rope\n"

    assert [alone[one.start : one.end] for one in find_spam(alone)] == ["广州夜网419 - "]
    assert [listed[one.start : one.end] for one in find_spam(listed)] == ["广州夜网419 "]


def test_quoted_fragment_is_left_alone() -> None:
    assert find_spam(ARTICLE.format('"深圳桑拿会所419" ')) == ()
    assert find_spam(ARTICLE.format("`深圳桑拿会所419` ")) == ()


def test_fragment_in_a_speech_is_found() -> None:
    text = (
        "The Baker Speaks\n\n"
        '"I began with one oven and no customers at all. казино онлайн бонус Then the school moved in next door, and '
        'everything changed within a week," he says.\n'
    )

    finding = only(text)

    assert (text[finding.start : finding.end], finding.sure) == ("казино онлайн бонус ", True)


def test_empty_text_has_no_findings() -> None:
    assert find_spam("") == ()
    assert find_spam("\n \n") == ()


def test_words_far_before_a_fragment_are_kept() -> None:
    text = "The bell was rung before it was cold." + " " * 500 + "深圳桑拿会所419\n"

    finding = only(text)

    assert text[finding.start : finding.end].strip() == "深圳桑拿会所419"


def test_reason_says_that_removing_leaves_a_hole() -> None:
    text = (
        "The Harbour at Night\n\n"
        "The captain turned into the 上海龙凤419 before dawn and nobody on the quay complained about the noise.\n"
    )

    finding = only(text)

    assert text[finding.start : finding.end] == "上海龙凤419 "
    assert "leaves a hole" in finding.reason
    assert "leaves a hole" not in only(ARTICLE.format("深圳桑拿会所419 ")).reason


def test_fragment_of_an_unknown_trade_is_told_by_its_seams() -> None:
    finding = only(ARTICLE.format("cheap roof tiles for sale "))

    assert (finding.sure, finding.category) == (False, "other")
    assert {"search words", "other words", "splice"} <= set(finding.signals)


def test_small_words_are_no_seam_where_lines_begin_small() -> None:
    assert (
        find_spam("Low Water\n\nthe boats lie down\nbuy me a morning\nopen all night\nsell me the fog\n")
        == ()
    )


def test_bilingual_headings_are_no_fragments() -> None:
    text = "Menu\n\n凉菜 Cold dishes\n\n热菜 Hot dishes\n\n汤 Soups\n\n点心 Snacks\n\nRice comes with every dish here.\n"

    assert find_spam(text) == ()


def test_spaced_letters_before_a_heading_in_another_script_end_before_it() -> None:
    heading = "●お願い\n"
    text = (
        "貸し出しは六月からです。\n\n파 워 볼 픽 공 유 방 "
        + heading
        + "隣の区画のいちごは、隣の人のものです。\n"
    )

    assert heading in without_sure(text)


def test_bracket_behind_a_list_of_tags_stays() -> None:
    tags = "---\ntitle: Gardens\ntags: [soil, compost, worms, pinjol legal cair]\n---\n\nThe soil is turned twice before the frost.\n"

    found = only(tags, known=frozenset(["pinjol legal cair"]))

    assert (found.rule, tags[found.start : found.end]) == ("tag-entry", ", pinjol legal cair")


def test_handle_that_bears_the_name_of_the_paper_is_its_own() -> None:
    text = (
        "How to reach the Meridian\n\nThe Meridian reads every letter. For Russian speakers: Пишите нам в Telegram: "
        "@meridian_ru. Anonymous tips go to the box at the door of the Meridian, which is emptied every morning.\n"
    )

    assert [one for one in find_spam(text) if one.sure] == []


def without_sure(text: str) -> str:
    for one in reversed([one for one in find_spam(text) if one.sure]):
        text = text[: one.start] + text[one.end :]
    return text


def test_spaced_letters_glued_to_the_end_of_a_text_leave_its_last_word() -> None:
    text = "The weir is closed in March and April, outside the spawning season.사 설 토 토 꽁 머 니"

    assert [text[one.start : one.end] for one in find_spam(text)] == ["사 설 토 토 꽁 머 니"]


def test_links_for_sale_are_told_as_links_and_not_as_money() -> None:
    text = (
        "The hall was full on Sunday.\n\nbuy high DA dofollow backlinks The choir was founded by two fishermen.\n\n"
        "It has sung at every launch since, and all of them stayed for soup.\n"
    )

    (finding,) = find_spam(text)

    assert (finding.category, "links, followers or accounts" in finding.reason) == ("promotion", True)
