"""What readers send: the form, its limits, and that no byte of what is not answered comes back."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from articles.actions.answering import answer_objection, dismiss_objection, take_objection
from articles.actions.publishing import publish, retract, unpublish
from articles.models import Objection, Page
from articles.public import Answered, pages_of_answer, rebuild_all
from tests import factories
from tests.public.browse import tree_of, words_of

pytestmark = pytest.mark.django_db
REASON, LINK, READER = "Zephyr counts 4,100 panels.", "https://zephyr.example/report", "zephyr@home.example"


@pytest.fixture
def article(reporter, reviewer, editor):
    return factories.published(by=reporter, reviewer=reviewer, editor=editor)


@pytest.fixture
def claim(article):
    return factories.claims_of(article)[0]


@pytest.fixture
def form(claim) -> str:
    return f"/claims/{claim.pk}/object/"


def token_of(html: str) -> str:
    return re.search(r'name="token" value="([^"]+)"', html)[1]


def send(client, form: str, **changes):
    """Opens the form and sends it."""
    token = token_of(client.get(form).content.decode())
    sent = {"reason": REASON, "link": LINK, "contact": READER, "remark": "", "token": token} | changes
    return client.post(form, sent)


def test_reader_objects_and_follows_it(client, claim, form, editor):
    page = client.get(form)
    html = page.content.decode()
    tree_of(html)
    assert page.status_code == 200
    assert claim.text in html
    assert '<meta name="robots" content="noindex">' in html
    sent = send(client, form)
    one = Objection.objects.get()
    assert (sent.status_code, sent["Location"]) == (303, f"/objections/{one.key}/")
    thanks = client.get(sent["Location"])
    words = words_of(thanks.content.decode())
    assert "Thank you, it has come in" in words
    assert f"Answer due{one.due_at:%-d %B %Y}" in words
    take_objection(one, by=editor)
    assert "Somebody is looking into it" in words_of(client.get(sent["Location"]).content.decode())
    answer_objection(one, outcome="partly", answer="We counted again.", by=editor)
    after = client.get(sent["Location"]).content.decode()
    assert "Partly upheld" in after
    assert "We counted again." in after
    assert f'href="/claims/{claim.pk}/#objection-1"' in after
    for answer in (page, sent, thanks):
        assert answer.cookies == {}
        assert answer["Cache-Control"] == "no-store"
        assert answer["Referrer-Policy"] == "no-referrer"
        assert "form-action 'self'" in answer["Content-Security-Policy"]


def test_claim_page_leads_to_the_form(client, claim, form):
    assert f'href="{form}"' in client.get(claim.get_absolute_url()).content.decode()


BROKEN = [
    ({"reason": ""}, 400, "Say what is wrong with the verdict."),
    ({"reason": "y" * 2001}, 400, "The reason has at most 2,000 characters; this has 2,001."),
    ({"link": "ftp://zephyr.example/"}, 400, "The link is no web address"),
    ({"contact": "zephyr"}, 400, "The mail address cannot be read"),
    ({"remark": "Buy"}, 400, "The last field is there to catch programs: leave it empty."),
    ({"token": ""}, 403, "The form had been open for long"),
    ({"token": "x"}, 403, "The form had been open for long"),
]


@pytest.mark.parametrize(("change", "status", "words"), BROKEN)
def test_error_keeps_what_was_typed(client, form, change, status, words):
    answer = send(client, form, **change)
    html = answer.content.decode()
    assert answer.status_code == status
    assert words in html
    typed = {"reason": REASON, "link": LINK, "contact": READER} | change
    for name in ("reason", "link", "contact"):
        assert typed[name] in html
    assert not Objection.objects.exists()
    # Sent again from the page that said so, it comes in.
    fixed = {"reason": REASON, "link": LINK, "contact": READER, "remark": "", "token": token_of(html)}
    assert client.post(form, fixed).status_code == 303


def test_token_is_for_one_claim_one_sender_and_some_hours(client, article, form, monkeypatch):
    token = token_of(client.get(form).content.decode())
    other = f"/claims/{factories.claims_of(article)[1].pk}/object/"
    assert client.post(other, {"reason": REASON, "token": token}).status_code == 403
    assert client.post(form, {"reason": REASON, "token": token}, REMOTE_ADDR="192.0.2.7").status_code == 403
    monkeypatch.setattr("articles.readers.pages.FORM_AGE", -1)
    assert client.post(form, {"reason": REASON, "token": token}).status_code == 403
    assert not Objection.objects.exists()


@pytest.mark.parametrize(("behind", "codes"), [(True, {303}), (False, {303, 429})])
def test_behind_a_proxy_the_sender_is_who_it_saw(client, form, settings, behind, codes):
    """A made-up address further on in the header is nobody's."""
    settings.BEHIND_PROXY = behind
    found = set()
    for number in range(6):
        seen = {"HTTP_X_FORWARDED_FOR": f"10.0.0.1, 192.0.2.{number}"}
        token = token_of(client.get(form, **seen).content.decode())
        found.add(client.post(form, {"reason": f"{number}", "token": token}, **seen).status_code)
    assert found == codes


def test_too_many_and_too_much_are_refused_in_words(client, form):
    for number in range(5):
        assert send(client, form, reason=f"Reason {number}").status_code == 303
    answer = send(client, form)
    assert answer.status_code == 429
    assert "5 objections in a day" in answer.content.decode()
    assert REASON in answer.content.decode()
    large = client.post(form, {"reason": "y" * 70_000})
    assert large.status_code == 413
    assert "That is more than the form takes." in large.content.decode()


HOSTILE = [
    {"data": b"\xff\xfe&reason=%ff%fe%00", "content_type": "application/x-www-form-urlencoded"},
    {"data": b"reason=x", "content_type": "application/x-www-form-urlencoded; charset=nonsense"},
    {"data": b"--x\r\n", "content_type": "multipart/form-data; boundary=x"},
    {"data": b"{", "content_type": "application/json"},
    {
        "data": b"&".join(b"a%d=1" % n for n in range(3000)),
        "content_type": "application/x-www-form-urlencoded",
    },
    {"data": b"", "content_type": "text/plain", "CONTENT_LENGTH": "x" * 30},
]


@pytest.mark.parametrize("sent", HOSTILE)
def test_hostile_posts_are_client_errors(client, form, sent):
    assert 400 <= client.generic("POST", form, **sent).status_code < 500


@pytest.mark.parametrize("number", ["0", "999999", "9" * 40])
def test_claim_that_no_reader_sees_has_no_form(client, number, reporter):
    factories.submitted(by=reporter)
    answer = client.get(f"/claims/{number}/object/")
    assert (answer.status_code, answer.cookies) == (404, {})
    assert client.post(f"/claims/{number}/object/", {"reason": REASON}).status_code == 404


@pytest.mark.parametrize("off", [retract, unpublish])
def test_nothing_is_shown_of_a_claim_that_went_off(client, article, claim, form, editor, off):
    one = factories.objected(claim, reason=REASON)
    take_objection(one, by=editor)
    answer_objection(one, outcome="rejected", answer="Counted: 4,200 panels.", by=editor)
    reason = {"note": "Zephyr."} if off is retract else {"reason": "Zephyr."}
    off(factories.reread(article), by=editor, **reason)
    assert client.get(form).status_code == 404
    follow = client.get(f"/objections/{one.key}/").content.decode()
    assert "The claim that it is about is no longer published." in follow
    for html in (follow, client.get("/objections/").content.decode()):
        assert REASON not in html
        assert "4,200" not in html


def test_objections_come_back_with_their_claim(client, article, claim, editor):
    factories.answered(claim, by=editor, reason=REASON)
    unpublish(factories.reread(article), by=editor, reason="For now.")
    publish(factories.reread(article), by=editor, correction=("update", "It is back."))
    for path in ("/objections/", claim.get_absolute_url()):
        assert REASON in client.get(path).content.decode()
    assert "/objections/" in client.get("/sitemaps/lists.xml").content.decode()


def everything_public(client, claim) -> dict[str, bytes]:
    """All finished pages with their headers, and what the forms say."""
    paths = [*Page.objects.values_list("path", flat=True), f"/claims/{claim.pk}/object/", "/objections/x/"]
    found = {}
    for path in paths:
        answer = client.get(path)
        headers = "".join(f"{name}:{value}\n" for name, value in answer.items()).encode()
        found[path] = headers + re.sub(rb'name="token" value="[^"]+"', b"", answer.content)
    return found


@pytest.mark.parametrize("state", ["received", "in hand", "dismissed"])
def test_no_byte_of_what_is_not_answered_reaches_a_reader(client, claim, article, editor, state):
    """Not even that it is there: before and after, all that is public is the same, also when it is made anew."""
    before = everything_public(client, claim)
    one = factories.objected(claim, reason=REASON, link=LINK, contact=READER)
    if state != "received":
        take_objection(one, by=editor)
    if state == "dismissed":
        dismiss_objection(one, reason="Zephyr is abuse.", by=editor)
    assert everything_public(client, claim) == before
    rebuild_all()
    assert everything_public(client, claim) == before
    follow = client.get(f"/objections/{one.key}/").content.decode()
    for html in (follow, *(page.decode("utf-8", "replace") for page in before.values())):
        assert "ephyr" not in html


def test_queries_of_a_claims_page_do_not_grow_with_its_objections(claim, editor, django_assert_num_queries):
    def render():
        one = Objection.objects.latest("number")
        answer = Answered(one.number, claim.pk, "rejected", "x", "", "y", one.received_at, one.received_at)
        return pages_of_answer(answer)

    factories.answered(claim, by=editor)
    with django_assert_num_queries(9) as asked:
        render()
    for _ in range(2):
        factories.answered(claim, by=editor)
    with django_assert_num_queries(len(asked.captured_queries)):
        render()


def test_late_objection_says_so(client, claim, clock):
    one = factories.objected(claim)
    clock(timedelta(days=15))
    assert "we are late" in client.get(reverse("follow-objection", args=[one.key])).content.decode()
