"""Tags at the desk: list, page, edit, merge."""

import pytest

from articles.actions.citing import add_source
from articles.actions.tagging import merge_tags, set_tags
from articles.models import Article, Event, Tag, TagAlias
from tests import factories

MAY_MERGE = ["editor", "administrator"]
MAY_NOT = ["reporter", "colleague", "reviewer", "outsider"]


@pytest.fixture
def article(reporter):
    return factories.imported(by=reporter)


@pytest.fixture
def tags(article, reporter):
    """Rail, railway, trains: the first on an article and its claim, the second on the article, the last on a source."""
    claim = factories.claims_of(article)[0]
    set_tags(article, ["Rail", "railway"], by=reporter)
    set_tags(claim, ["Rail"], by=reporter)
    set_tags(add_source(by=reporter, name="Port", kind="organisation"), ["trains"], by=reporter)
    return list(Tag.objects.order_by("key"))


def ids(tags) -> list[int]:
    return [tag.pk for tag in tags]


def words_of(answer) -> str:
    return answer.content.decode()


def test_list_counts_what_carries_a_tag(tags, editor, colleague, client_for):
    rows = client_for(colleague).get("/desk/tags/").context["listed"]
    assert [(tag.name, tag.article_count, tag.claim_count, tag.source_count) for tag in rows] == [
        ("Rail", 1, 1, 0),
        ("railway", 1, 0, 0),
        ("trains", 0, 0, 1),
    ]
    merge_tags([tags[2]], into=tags[0], by=editor)
    answer = client_for(colleague).get("/desk/tags/", {"q": "TRAIN"})
    assert [(tag.name, tag.source_count) for tag in answer.context["listed"]] == [("Rail", 1)]
    assert "trains" in words_of(answer)


def test_only_who_may_merge_gets_boxes_to_tick(tags, reporter, editor, client_for):
    assert 'type="checkbox"' not in words_of(client_for(reporter).get("/desk/tags/"))
    assert words_of(client_for(editor).get("/desk/tags/")).count('type="checkbox"') == 3


@pytest.mark.parametrize(("on", "names"), [("articles", 1), ("claims", 1), ("sources", 0), ("nonsense", 1)])
def test_page_lists_what_carries_the_tag(tags, colleague, client_for, on, names):
    answer = client_for(colleague).get("/desk/tags/rail/", {"on": on})
    assert len(answer.context["listed"]) == names
    assert [(tab["name"], tab["number"]) for tab in answer.context["tabs"]] == [
        ("articles", 1),
        ("claims", 1),
        ("sources", 0),
    ]


def test_page_opens_where_the_tag_is_used(tags, colleague, client_for):
    assert client_for(colleague).get("/desk/tags/trains/").context["on"] == "sources"


def test_edit(tags, editor, client_for):
    answer = client_for(editor).post("/desk/tags/rail/", {"name": "Rail  travel", "description": "Trains."})
    assert answer.url == "/desk/tags/rail/"
    tag = Tag.objects.get(slug="rail")
    assert (tag.name, tag.key, tag.description) == ("Rail travel", "rail travel", "Trains.")


@pytest.mark.parametrize(
    ("name", "words"),
    [("", "This field is required"), ("RAILWAY", "is there already"), ("x" * 61, "at most 60 characters")],
)
def test_a_name_that_cannot_be_given_is_kept_in_the_form(tags, editor, client_for, name, words):
    answer = client_for(editor).post("/desk/tags/rail/", {"name": name, "description": "Kept."})
    assert answer.status_code == 400
    assert words in words_of(answer)
    assert [answer.context["form"][field].value() for field in ("name", "description")] == [name, "Kept."]
    assert Tag.objects.filter(name="Rail").exists()


def test_merge_is_chosen_previewed_and_done(tags, article, editor, client_for):
    client = client_for(editor)
    chosen = client.get("/desk/tags/merge/", {"tag": ids(tags)})
    assert (chosen.status_code, chosen.context["stays"]) == (200, None)
    before = Event.objects.count()
    preview = client.get("/desk/tags/merge/", {"tag": ids(tags), "into": tags[1].pk})
    assert [(line["now"], line["then"]) for line in preview.context["preview"]] == [(1, 1), (0, 1), (0, 1)]
    assert Event.objects.count() == before
    done = client.post("/desk/tags/merge/", {"tag": ids(tags), "into": tags[1].pk})
    assert done.url == "/desk/tags/railway/"
    assert list(Tag.objects.values_list("name", flat=True)) == ["railway"]
    assert sorted(TagAlias.objects.values_list("name", "tag__name")) == [
        ("Rail", "railway"),
        ("trains", "railway"),
    ]
    counts = {tab["name"]: tab["number"] for tab in client.get(done.url).context["tabs"]}
    assert counts == {"articles": 1, "claims": 1, "sources": 1}
    assert [tag.name for tag in Article.objects.get().tags.all()] == ["railway"]


def test_a_merged_name_leads_to_its_tag(tags, editor, client_for):
    merge_tags([tags[2]], into=tags[0], by=editor)
    answer = client_for(editor).get("/desk/tags/trains/")
    assert (answer.status_code, answer.url) == (302, "/desk/tags/rail/")


@pytest.mark.parametrize("data", [{}, {"tag": ["x"]}, {"tag": ["9" * 40]}, {"tag": [0]}])
def test_fewer_than_two_tags_are_not_merged(tags, editor, client_for, data):
    client = client_for(editor)
    assert "Choose at least two tags" in words_of(client.get("/desk/tags/merge/", data))
    assert client.post("/desk/tags/merge/", data | {"into": tags[0].pk}).status_code == 400
    assert client.post("/desk/tags/merge/", {"tag": [tags[0].pk], "into": tags[0].pk}).status_code == 400
    assert Tag.objects.count() == 3


def test_a_tag_merged_meanwhile_stops_the_merge(tags, editor, client_for):
    merge_tags([tags[2]], into=tags[1], by=editor)
    answer = client_for(editor).post("/desk/tags/merge/", {"tag": ids(tags), "into": tags[0].pk})
    assert answer.status_code == 400
    assert "One of these tags is no longer there" in words_of(answer)
    assert Tag.objects.count() == 2


def test_the_one_that_stays_is_among_the_chosen(tags, editor, client_for):
    client = client_for(editor)
    for into in ("", "x", tags[2].pk):
        answer = client.post("/desk/tags/merge/", {"tag": ids(tags[:2]), "into": into})
        assert (answer.status_code, bool(answer.context["form"].errors["into"])) == (400, True)
    assert Tag.objects.count() == 3


@pytest.mark.parametrize("who", [*MAY_MERGE, *MAY_NOT, None])
def test_who_may_edit_and_merge(request, tags, client_for, who):
    client = client_for(request.getfixturevalue(who) if who else None)
    edited = client.post("/desk/tags/trains/", {"name": "Trains!", "description": ""})
    merged = client.post("/desk/tags/merge/", {"tag": ids(tags[:2]), "into": tags[0].pk})
    looked = client.get("/desk/tags/merge/", {"tag": ids(tags[:2])})
    status = 302 if who in MAY_MERGE or who is None else 403
    assert (edited.status_code, merged.status_code) == (status, status)
    assert looked.status_code == (302 if who is None else 200 if who in MAY_MERGE else 403)
    assert sorted(Tag.objects.values_list("name", flat=True)) == (
        ["Rail", "Trains!"] if who in MAY_MERGE else ["Rail", "railway", "trains"]
    )


def test_a_tag_called_like_an_address_of_the_desk_has_a_page(article, reporter, client_for):
    (tag,) = set_tags(article, ["Merge"], by=reporter)
    assert tag.get_desk_url() == "/desk/tags/merge-2/"
    assert client_for(reporter).get(tag.get_desk_url()).context["tag"] == tag


def test_queries_do_not_grow_with_the_rows(article, editor, client_for, django_assert_num_queries):
    client = client_for(editor)
    for names in (["a", "b"], ["a", "b", "c", "d", "e", "f"]):
        tags = set_tags(article, names, by=editor)
        merge_tags([tags[1]], into=tags[0], by=editor)
        client.get("/desk/tags/")
        with django_assert_num_queries(7):
            client.get("/desk/tags/")
        with django_assert_num_queries(9):
            client.get("/desk/tags/a/")
