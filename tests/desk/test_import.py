"""Import at the desk: pasted text, uploaded files, and all that is no article."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from articles.models import Article
from tests.factories import CLEAN, DIRTY

URL = reverse("desk:import")
GBK = "屋顶上的三分地\n\n去年夏天，六户人家在屋顶上种了番茄和黄瓜，收了八百七十斤，分给了整栋楼的邻居。\n" * 3


@pytest.fixture
def client(client_for, reporter):
    return client_for(reporter)


def upload(client, *files: tuple[str, bytes]):
    made = [SimpleUploadedFile(name, data) for name, data in files]
    return client.post(URL, {"files": made, "upload": "yes"})


def text(number: int = 1) -> str:
    return DIRTY.format(number=number)


def test_pasted_text_becomes_an_article_as_it_was_pasted(client, reporter):
    response = client.post(URL, {"text": text().replace("\n", "\r\n"), "format": "", "headline": ""})
    article = Article.objects.get()
    assert (article.revision.text, article.imported_by, article.format) == (text(), reporter, "text")
    assert response.headers["Location"] == reverse("desk:clean", args=[article.slug])


def test_pasted_text_again_changes_nothing_and_leads_to_the_article(client):
    client.post(URL, {"text": text()}, follow=True)
    response = client.post(URL, {"text": text()}, follow=True)
    assert Article.objects.count() == 1
    assert [str(message) for message in response.context["messages"]] == [
        "This text is here already; nothing was changed."
    ]


def test_a_text_can_be_pasted_at_once_but_what_became_of_files_is_read_first(client):
    assert "autofocus" in client.get(URL).context["paste"]["text"].as_widget()
    assert "autofocus" not in upload(client, ("empty.txt", b"")).context["paste"]["text"].as_widget()


def test_a_headline_may_be_given(client):
    client.post(URL, {"text": text(), "headline": "Sun over the bay"})
    assert Article.objects.get().headline == "Sun over the bay"


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"text": ""}, "text"),
        ({"text": " \n "}, None),
        ({"text": "a\0b"}, "text"),
        ({"text": "x" * 2_000_001}, None),
        ({"text": text(), "format": "docx"}, "format"),
        ({"text": text(), "headline": "h" * 301}, "headline"),
    ],
)
def test_what_cannot_be_pasted_stays_in_the_form_with_a_reason(client, fields, name):
    response = client.post(URL, fields)
    assert response.status_code == 400
    assert list(response.context["paste"].errors) == [name or "__all__"]
    assert response.context["paste"]["text"].value() == fields["text"]
    assert not Article.objects.exists()


def test_each_of_several_files_costs_only_itself(client):
    client.post(URL, {"text": text(3)})
    response = upload(
        client,
        ("one.txt", text(1).encode()),
        ("two.md", b"# A title\n\nSome words that stand under it.\n"),
        ("three.txt", text(3).encode()),
        ("empty.txt", b""),
        ("binary.txt", bytes(range(256)) * 40),
        ("script.exe", b"MZ"),
        ("large.txt", b"word " * (2**20)),
        ("gbk.txt", GBK.encode("gbk")),
    )
    rows = response.context["results"]
    assert response.status_code == 200
    assert response.context["sums"] == "3 created, 1 unchanged, 4 failed"
    assert "3 created, 1 unchanged, 4 failed" in response.text
    assert [(row["name"], row["result"].created if row["result"] else None) for row in rows] == [
        ("one.txt", True),
        ("two.md", True),
        ("three.txt", False),
        ("empty.txt", None),
        ("binary.txt", None),
        ("script.exe", None),
        ("large.txt", None),
        ("gbk.txt", True),
    ]
    assert [row["error"] for row in rows if not row["result"]] == [
        "The file is empty.",
        rows[4]["error"],
        "The name of a file to import ends in .txt, .md, .markdown, .html, .htm.",
        "The file has 5,242,880 bytes; 2,000,000 are allowed. Split it into several articles.",
    ]
    assert rows[4]["error"]
    assert Article.objects.get(origin_name="gbk.txt").revision.text == GBK
    assert Article.objects.count() == 4


def test_one_uploaded_file_leads_to_its_article(client):
    response = upload(client, ("port.txt", text().encode()))
    assert response.headers["Location"] == reverse("desk:clean", args=[Article.objects.get().slug])


def test_only_bad_files_is_a_bad_request(client):
    assert upload(client, ("empty.txt", b"")).status_code == 400


def test_no_file_and_too_many_files_are_refused(client):
    assert upload(client).context["upload"].errors == {"files": ["Choose at least one file."]}
    many = upload(client, *((f"{number}.txt", b"x") for number in range(51)))
    words = "50 are the most at once. A whole folder comes in by manage.py import_articles."
    assert many.context["upload"].errors == {"files": [f"That is 51 files; {words}"]}
    more = upload(client, *((f"{number}.txt", b"x") for number in range(999)))
    assert more.context["upload"].errors == {"files": [f"That is 999 files; {words}"]}
    assert "up to 50 at once" in client.get(URL).text
    assert not Article.objects.exists()


def test_titles_of_2000_characters_and_of_emoji_only_are_taken(client):
    words = "\n\n" + CLEAN.format(number=9).partition("\n\n")[2]
    upload(
        client,
        ("long.md", ("# " + "title " * 333 + words).encode()),
        ("emoji.md", ("# 🌞🌊" + words).encode()),
    )
    long, emoji = Article.objects.get(origin_name="long.md"), Article.objects.get(origin_name="emoji.md")
    assert len(long.headline) <= 300
    assert emoji.headline == "🌞🌊"
    assert {client.get(article.get_desk_url()).status_code for article in (long, emoji)} == {200}


def test_text_over_the_limit_is_told_whole_with_what_to_do(client):
    """The browser is given no limit: it would cut off what is pasted and say nothing."""
    assert "maxlength" not in client.get(URL).context["paste"]["text"].as_widget()
    response = client.post(URL, {"text": "word " * 500_001})
    assert response.context["paste"].errors == {
        "__all__": [
            "The text has 2,500,005 characters; 2,000,000 are allowed. Split it into several articles."
        ]
    }
    response = upload(client, ("a.txt", b"x" * 2_000_001))
    assert [row["error"] for row in response.context["results"]] == [
        "The file has 2,000,001 bytes; 2,000,000 are allowed. Split it into several articles."
    ]


def test_two_articles_with_one_title_get_two_addresses(client):
    upload(client, ("a.txt", text(1).encode()), ("b.txt", text(2).encode()))
    slugs = sorted(Article.objects.values_list("slug", flat=True))
    assert slugs == [
        "the-harbour-of-lindau-bay-runs-on-sunlight",
        "the-harbour-of-lindau-bay-runs-on-sunlight-2",
    ]
