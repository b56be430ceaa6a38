"""What search finds: the same lists on both databases, nothing that is not public, kept in step with the pages."""

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.models import SearchRow
from articles.public import Retraction, pages_of_source, rebuild_all, write_pages
from articles.public.records import moment
from articles.public.search import MOST_COUNTED, ON_PAGE, search
from articles.public.search_index import INDEX, write_search
from articles.public.search_index import put as put_found
from articles.public.searchable import searchable, sort_id
from articles.text.search_query import read_query
from tests.public.records import NOW, citation, claim, put_live, record, tag, take_off

pytestmark = pytest.mark.django_db

CHINESE = """港口的屋顶

上海港在二〇二一年安装了四千块太阳能板。港务局说柴油少用了一半。"""
STATE = "Sunlight is all the state-of-the-art plant of Łódź runs on, not wind."


def publish_three() -> None:
    put_live(record(1))
    put_live(record(2, headline="What a plant runs on", text=STATE, summary="", byline="", tags=[tag("Plants")], claims=[
        claim("runs on, not wind", id=21, text=STATE, verdict="refuted", label="False", claimant="",
              rationale="Wind power it is.", tags=[tag("Solar")], citations=[]),
    ]))  # fmt: skip
    put_live(record(3, headline="港口的屋顶", text=CHINESE, summary="", byline="陈", language="zh", tags=[], claims=[
        claim("安装了四千块太阳能板", id=31, text=CHINESE, verdict="unproven", label="未证实", claimant="",
              rationale="没有记录。", citations=[citation(4, name="上海港务局", quote="三千块板")]),
    ]))  # fmt: skip


# What is typed, and what is found: articles, claims, sources.
GOLDEN = {
    "harbour": (["1"], [], []),
    "HARBOUR": (["1"], [], []),
    "sunlight": (["1", "2"], [], []),
    "runs": (["2", "1"], ["21"], []),
    "runs on": (["2", "1"], ["21"], []),
    '"runs on sunlight"': (["1"], [], []),
    '"runs on, not wind"': (["2"], ["21"], []),
    '"sunlight runs"': ([], [], []),
    "runs -harbour": (["2"], ["21"], []),
    'runs -"runs on sunlight"': (["2"], ["21"], []),
    'runs -"harbour that"': (["2"], ["21"], []),
    "state-of-the-art": (["2"], [], []),
    "state art": (["2"], [], []),
    "lodz": (["2"], [], []),
    "ŁÓDŹ": (["2"], [], []),
    "power": (["1"], ["21"], []),
    "permits": ([], ["12", "11"], ["source-3"]),
    "register.example": ([], [], ["source-4", "source-3"]),
    "quist": (["1"], [], []),
    "calder": ([], ["12", "11"], []),
    "太阳": (["3"], ["31"], []),
    "太阳能板": (["3"], ["31"], []),
    "阳能板安": ([], [], []),
    "港": (["3"], [], ["source-4"]),
    "港口": (["3"], [], []),
    "板": (["3"], ["31"], ["source-4"]),
    "上海港 柴油": (["3"], [], []),
    "上海 -柴油": ([], [], ["source-4"]),
    "tag:energy": (["1"], [], []),
    "tag:solar": ([], ["21", "11"], []),
    "tag:Plants sunlight": (["2"], [], []),
    "runs -tag:plants": (["1"], ["21"], []),
    "verdict:refuted": (["2"], ["21"], []),
    "verdict:false": (["2"], ["21"], []),
    "verdict:未证实": (["3"], ["31"], ["source-4"]),
    "verdict:mixed": (["1"], ["12"], ["source-3"]),
    "verdict:mixed tag:solar": ([], [], []),
    "verdict:supported -harbour": ([], ["11"], ["source-3"]),
    "nowhere": ([], [], []),
    "harbour nowhere": ([], [], []),
}


def found(typed: str, kind: str) -> list[str]:
    return [row.key for row in search(read_query(typed), kind).rows]


def test_same_lists_on_every_database():
    publish_three()
    lists = {typed: tuple(found(typed, kind) for kind in SearchRow.KINDS) for typed in GOLDEN}
    assert lists == GOLDEN
    for typed, expected in GOLDEN.items():
        counts = search(read_query(typed), "article").counts
        assert tuple(counts.values()) == tuple(map(len, expected)), typed


def test_a_search_takes_the_same_queries_for_one_row_and_for_three(django_assert_max_num_queries):
    publish_three()
    for typed in ("harbour", "runs", '"runs on sunlight"', "nowhere"):
        with django_assert_max_num_queries(7):
            search(read_query(typed), "article")


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.text(st.sampled_from("ab -\"'():*&|!<>^{}tag:verdict\x00\\上港%_")) | st.text())
def test_no_text_makes_the_search_fail(typed):
    query = read_query(typed)
    if query.asks:
        assert search(query, "claim").rows == ()


# -- order and pages


def simple(number: int, title: str = "", text: str = "common"):
    at = moment(f"2026-11-01T10:{number // 60:02}:{number % 60:02}+00:00")
    return searchable(
        "article", str(number), number, at=at, title=title, text=text, shown={"path": "/x/"}, filters=[]
    )


def test_title_first_then_newest_and_older_pages_go_on():
    total = 2 * ON_PAGE + 5
    put_found([simple(number, title="common" if number % 10 == 0 else "") for number in range(total)])
    wanted = [str(n) for n in reversed(range(total)) if n % 10 == 0] + [
        str(n) for n in reversed(range(total)) if n % 10
    ]
    keys, after, sizes = [], (1, 2**63 - 1), []
    while after:
        page = search(read_query("common"), "article", after=after)
        keys += [row.key for row in page.rows]
        sizes.append(len(page.rows))
        after = page.older
    assert (keys, sizes) == (wanted, [ON_PAGE, ON_PAGE, 5])
    assert search(read_query("common"), "article").counts == {"article": total, "claim": 0, "source": 0}


def test_results_are_counted_up_to_a_limit():
    put_found([simple(number) for number in range(MOST_COUNTED + 5)])
    assert search(read_query("common"), "article").counts["article"] == MOST_COUNTED + 1


def test_key_grows_with_the_time_and_is_another_for_each_thing():
    early, late = moment("2026-11-01T10:00:00+00:00"), moment("2026-11-01T10:00:01+00:00")
    keys = [
        sort_id(at, kind, key) for at in (early, late) for kind in SearchRow.KINDS for key in (1, 2**29 - 1)
    ]
    assert keys == sorted(set(keys))
    assert all(0 < key < 2**63 for key in (*keys, sort_id(moment("2135-01-01T00:00:00+00:00"), "source", 1)))


def test_a_text_too_long_for_the_index_is_found_by_its_beginning():
    words = " ".join(f"w{number}x" for number in range(100_000))
    put_found([simple(1, title="long " * 5000, text=f"first {words} last")])
    assert [found(word, "article") for word in ("first", "w999x", "last", "w1x w2x", "long")] == [
        ["1"],
        ["1"],
        [],
        ["1"],
        ["1"],
    ]


# -- nothing that is not public


def indexed() -> set[str]:
    found = set()
    with connection.cursor() as cursor:
        for index in INDEX.values():
            cursor.execute(f"SELECT words FROM {index}")
            found |= {word for (words,) in cursor.fetchall() for word in words.replace("'", " ").split()}
    return found


@pytest.mark.parametrize("kind", ["retraction", "unpublished"])
def test_what_goes_off_is_not_found_any_more(kind):
    put_live(record(1))
    take_off(1, kind)
    assert [found(typed, one) for typed in ("harbour", "panels", "register") for one in SearchRow.KINDS] == [
        []
    ] * 9
    assert (SearchRow.objects.count(), indexed()) == (0, set())


def test_what_another_article_still_has_stays():
    shared = record(2)["claims"]
    put_live(record(1, claims=shared))
    put_live(record(2))
    take_off(1)
    assert (found("harbour", "article"), found("panels", "claim"), found("register", "source")) == (
        ["2"],
        ["21"],
        ["source-3"],
    )


def test_words_of_an_earlier_edition_are_not_found():
    put_live(record(1))
    put_live(record(1, 2, headline="Other words", summary="", text="Nothing else.", claims=[]))
    assert found("harbour", "article") == found("sunlight", "article") == found("panels", "claim") == []
    assert found("other words", "article") == ["1"]
    assert not {"harbour", "panels", "register"} & indexed()


def test_quotes_of_a_source_go_with_the_articles_that_use_them():
    put_live(record(1, claims=[claim("Port Averly", citations=[citation(quote="A secret word: zephyr.")])]))
    put_live(record(2))
    assert found("zephyr", "source") == ["source-3"]
    take_off(1)
    assert found("zephyr", "source") == []
    assert "zephyr" not in indexed()


def test_retracted_source_is_marked_in_what_is_found():
    put_live(record(1))
    mark = Retraction("source-3", "2026-11-23T10:00:00+00:00", "Forged.", frozenset({(11, 1)}))
    pages = pages_of_source("source-3", retracted={"source-3": mark}, articles=[1], claims=[11, 12])
    with transaction.atomic():
        write_pages(pages)
    shown = {row.key: row.shown for row in SearchRow.objects.exclude(kind="article")}
    assert (shown["11"]["again"], shown["12"]["again"], shown["source-3"]["withdrawn"]) == (True, False, True)


# -- kept in step


def rows() -> list:
    return list(SearchRow.objects.order_by("pk").values())


def test_rebuilding_gives_the_same_rows_and_mends_lost_and_stray_ones(django_assert_max_num_queries):
    publish_three()
    before, words = rows(), indexed()
    rebuild_all(now=NOW)
    assert (rows(), indexed()) == (before, words)
    SearchRow.objects.filter(kind="claim").delete()
    write_search([simple(99, title="stray")], [])
    article = next(row["id"] for row in before if row["kind"] == "article")
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {INDEX['article']} WHERE rowid = %s", [article])
    rebuild_all(now=NOW)
    assert (rows(), indexed()) == (before, words)


def test_what_is_the_same_is_left_alone(django_assert_num_queries):
    one = simple(1)
    write_search([one], [])
    with django_assert_num_queries(2):
        write_search([one], [])
    write_search([simple(1, title="new")], [])
    assert (found("new", "article"), SearchRow.objects.count()) == (["1"], 1)
    write_search([], [("article", "1"), ("claim", "7")])
    assert (SearchRow.objects.count(), indexed()) == (0, set())


def test_emptied_table_takes_the_words_along():
    put_found([simple(1)])
    assert indexed()
    SearchRow.objects.all().delete()
    assert indexed() == set()
