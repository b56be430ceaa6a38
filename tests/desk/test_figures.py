"""The page of figures: who sees what, the period, empty states, files, and how many questions it asks."""

import csv
import io
from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.urls import reverse
from django.utils import timezone

from articles.actions.citing import cite
from articles.actions.tagging import set_tags
from articles.desk.charts import Bar, Range, bars, columns, ranges
from articles.desk.figure import DAYS, period, safe_cell, span_words
from articles.desk.figures_drawn import FIGURES
from articles.models import Claim
from tests import factories

PAGE = "/desk/figures/"
PEOPLE = ("reporter", "colleague", "reviewer", "second_reviewer", "editor", "administrator", "outsider", None)
pytestmark = pytest.mark.django_db


def lines(answer):
    body = answer.content.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(body)))


def headings(answer):
    return [figure.heading for figure in answer.context["figures"]]


@pytest.fixture
def two_reviews(reporter, reviewer, second_reviewer):
    """A decided claim, and one that two people judged differently."""
    article = factories.submitted(by=reporter)
    first, second = factories.claims_of(article)[:2]
    second = factories.wanting(second, 2, by=reporter)
    factories.judge(first, by=reviewer)
    set_tags(first, ["=HYPERLINK(1)"], by=reporter)
    for person, verdict in ((reviewer, "supported"), (second_reviewer, "refuted")):
        factories.judge(second, by=person, verdict=verdict)
    return article


@pytest.mark.parametrize("name", ["figures", *(f"figures-{name}" for name in FIGURES)])
def test_who_may_open(name, request, client_for):
    url = reverse(f"desk:{name}")
    found = {
        who: client_for(request.getfixturevalue(who) if who else None).get(url).status_code for who in PEOPLE
    }
    writers = 404 if name == "figures-people" else 200
    assert found == {
        "reporter": writers,
        "colleague": writers,
        "reviewer": 200,
        "second_reviewer": 200,
        "editor": 200,
        "administrator": 200,
        "outsider": 403,
        None: 302,
    }
    assert client_for(request.getfixturevalue("editor")).post(url).status_code in (200, 405)


def test_people_are_for_editors_and_ones_own_row_for_a_reviewer(
    two_reviews, reporter, reviewer, editor, client_for
):
    assert "Load per person" in headings(client_for(editor).get(PAGE))
    assert "Your load" in headings(client_for(reviewer).get(PAGE))
    assert not {"Your load", "Load per person"} & set(headings(client_for(reporter).get(PAGE)))
    names = {
        who: [row[0] for row in lines(client_for(who).get(f"{PAGE}people.csv"))] for who in (reviewer, editor)
    }
    assert names[reviewer] == ["Person", "ravi"]
    assert {"ravi", "rosa", "edda", "adam"} <= set(names[editor])
    assert "rosa" not in client_for(reviewer).get(PAGE).content.decode()


def test_empty_figures_say_what_to_do_next(editor, client_for):
    answer = client_for(editor).get(PAGE)
    body = answer.content.decode()
    for figure in answer.context["figures"]:
        assert figure.empty.words
        assert bool(figure.table.rows) != (figure.empty.heading in body)
    assert [figure.name for figure in answer.context["figures"] if figure.table.rows] == ["people"]


def test_figures_of_a_round_that_two_people_judged(two_reviews, editor, client_for):
    answer = client_for(editor).get(PAGE)
    found = {
        figure.name: [[cell.shown for cell in row] for row in figure.table.rows]
        for figure in answer.context["figures"]
    }
    assert found["agreement"][0][:2] == ["Same verdict (nominal)", "0.000"]
    assert found["tags"] == [["=HYPERLINK(1)", "1", "", "", "", "", "1"]]
    assert [row[0] for row in found["stages"]] == [
        "Cleaning", "Preparing", "Claim waiting", "Claim in review",
    ]  # fmt: skip
    assert sum(int(row[1]) for row in found["spam"]) == 1


def test_file_holds_numbers_and_no_formula(two_reviews, editor, client_for):
    answer = client_for(editor).get(f"{PAGE}tags.csv", {"days": "30"})
    day = timezone.localdate()
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Content-Disposition"] == f'attachment; filename="tags-30-days-to-{day}.csv"'
    assert answer.content.startswith(b"\xef\xbb\xbf")
    assert lines(answer) == [
        ["Tag", "Supported", "Refuted", "Mixed", "Unproven", "Not checkable", "All"],
        ["'=HYPERLINK(1)", "1", "0", "0", "0", "0", "1"],
    ]
    stages = lines(client_for(editor).get(f"{PAGE}stages.csv"))
    assert stages[0] == ["Month", "Stage", "Number", "Median, hours", "80th percentile, hours"]
    assert {row[0] for row in stages[1:]} == {"all", f"{timezone.now():%Y-%m}"}


@pytest.mark.parametrize("words", ["=1", "+1", "-1", "@a", "\t=1", "\r=1", " =1", "＝1"])
def test_words_that_would_be_computed_get_an_apostrophe(words):
    assert safe_cell(words) == "'" + words


@pytest.mark.parametrize("value", [-1, 1.5, "", "a=1", "port-1", "日本"])
def test_other_cells_stay_as_they_are(value):
    assert safe_cell(value) == value


@pytest.mark.parametrize("days", ["", "0", "-1", "91", "9" * 400, "x", "\0", "٣٠"])
def test_period_that_is_not_offered_is_the_usual_one(days, editor, client_for):
    answer = client_for(editor).get(PAGE, {"days": days})
    assert (answer.status_code, answer.context["period"].days) == (200, 90)


@pytest.mark.parametrize("days", DAYS)
def test_period_is_whole_days_and_stays_in_the_links(days, two_reviews, editor, client_for):
    answer = client_for(editor).get(PAGE, {"days": days})
    chosen = answer.context["period"]
    assert (timezone.localdate() - timezone.localdate(chosen.start)).days == days - 1
    assert f'href="tags.csv?days={days}"' in answer.content.decode()
    assert f'<option value="{days}" selected>' in answer.content.decode()


def test_queries_do_not_grow_with_the_rows(
    two_reviews, reporter, reviewer, editor, client_for, django_assert_num_queries
):
    client = client_for(editor)
    client.get(PAGE)
    for rows in (0, 2):
        for number in range(rows):
            article = factories.submitted(by=reporter)
            claim = factories.claims_of(article)[0]
            set_tags(claim, [f"tag {number}"], by=reporter)
            source = factories.source(by=reporter, name=f"Source {number}", url=f"https://{number}.example/")
            cite(claim, source, stance="supports", by=reporter)
            factories.judge(claim, by=reviewer)
        with django_assert_num_queries(20):
            client.get(PAGE)
    assert Claim.objects.filter(status="decided").count() == 3


HOSTILE = '</text><script>alert(1)</script>"&'


@pytest.mark.parametrize(
    "picture",
    [
        bars("a", HOSTILE, HOSTILE, [Bar(HOSTILE, (("refuted", 1), ("mixed", 0)), HOSTILE)], {"refuted": HOSTILE, "mixed": "M"}),
        bars("a", "T", "D", [Bar("日本" * 40, (("supported", 0),), "0")], {"supported": "S"}),
        columns("a", HOSTILE, HOSTILE, [(HOSTILE, 3), ("b", 0)], high=100),
        columns("a", "T", "D", [(str(week), week) for week in range(53)], high=100),
        ranges("a", HOSTILE, HOSTILE, [Range(HOSTILE, -2, -3, 1, HOSTILE), Range("b", 1, None, None, "")], least=-1, ticks=[-1, 0, 1]),
    ],
)  # fmt: skip
def test_picture_is_well_formed_named_and_within_its_frame(picture):
    root = ElementTree.fromstring(picture)
    width, height = map(float, root.get("viewBox").split()[2:])
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == "a-title a-text"
    assert [one.get("id") for one in root if one.tag in ("title", "desc")] == ["a-title", "a-text"]
    assert {one.tag for one in root.iter()} <= {
        "svg",
        "title",
        "desc",
        "defs",
        "pattern",
        "path",
        "rect",
        "text",
    }
    assert not [one for one in root.iter() if {"style", "onload"} & set(one.keys())]
    for box in root.iter("rect"):
        x, y, wide, high = (float(box.get(name)) for name in ("x", "y", "width", "height"))
        assert 0 <= x <= x + wide <= width + 0.01
        assert 0 <= y <= y + high <= height


def test_long_name_is_cut_and_a_short_one_is_not():
    cut = bars(
        "a", "T", "D", [Bar("m" * 90, (("supported", 1),), "1"), Bar("Port", (), "0")], {"supported": "S"}
    )
    words = [one.text for one in ElementTree.fromstring(cut).iter("text")]
    assert words == ["m" * 50 + "…", "1", "Port", "0"]


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0, "under a minute"), (60, "1 min"), (3599, "1 h"), (3600, "1 h"), (9000, "2 h 30 min"), (172800, "2.0 days"), (900000, "10.4 days")],
)  # fmt: skip
def test_length_of_time_in_words(seconds, words):
    assert span_words(timedelta(seconds=seconds)) == words


def test_period_of_a_year_begins_at_midnight():
    assert timezone.localtime(period(365).start).time().isoformat() == "00:00:00"
