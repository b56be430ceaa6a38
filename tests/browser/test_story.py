"""The whole path in a browser: a dirty file in, a clean, reviewed, published page out; then corrected, then retracted."""

import re

import pytest

from tests.shared import SEED, needs_seed

SPAM = ("上海龙凤419", "上海花千坊419", "上海喝茶服务vx")
HEADINGS = ["The Semiconductor Surge", "AI: Shanghai's Secret Weapon", "The Talent Wars", "Challenges Ahead"]
HEADLINE = "Shanghai's Bet on Its Own Chips"
SLUG = "the-morning-commute-at-shanghais-zhangjiang-hi-tech-park-tells-a-revealing-story"
DESK = f"/desk/articles/{SLUG}/"
PUBLIC = f"/articles/{SLUG}/"


def bring_in(page):
    """The reporter uploads the file, lands on its cleaning page, and gives it a headline."""
    page.goto("/desk/import/")
    page.locator("input[type=file]").set_input_files(SEED)
    page.get_by_role("button", name="Import the files").click()
    page.wait_for_url(f"**{DESK}clean/")
    page.goto(DESK)
    page.get_by_label("Headline").fill(HEADLINE)
    page.get_by_role("button", name="Save the details").click()


def clean(page):
    """Exactly three fragments, each with its reason; accepted, applied, one put back and taken out again."""
    page.goto(DESK + "clean/")
    rows = page.locator("#decide .rows > li")
    assert [row.locator("strong").inner_text() for row in rows.all()] == list(SPAM)
    assert all(row.locator(".why").first.inner_text().endswith(".") for row in rows.all())
    assert [mark.inner_text().strip() for mark in page.locator(".doc mark").all()] == list(SPAM)
    page.get_by_role("button", name="Save and apply").click()
    headings = page.locator("section", has=page.locator("#willbe")).locator(".doc :is(h2, h3)")
    assert headings.all_inner_texts() == HEADINGS

    page.get_by_role("button", name=re.compile("Put back")).first.click()
    assert headings.all_inner_texts()[1] == f"{SPAM[0]} {HEADINGS[1]}"
    decision = page.locator("#decide").get_by_label("Remove")
    if decision.count():
        decision.first.check()
        page.get_by_role("button", name="Save and apply").click()
    else:
        mark_by_hand(page)
    assert headings.all_inner_texts() == HEADINGS


def mark_by_hand(page):
    """What was put back counts as kept; marked again by its words it goes out again."""
    form = page.locator("#mark")
    form.locator("[name=exact]").fill(SPAM[0] + " ")
    form.locator("[name=reason]").fill("It was right to take it out.")
    form.get_by_role("button", name="Mark it").click()
    page.get_by_role("button", name="Save and apply").click()


def claims(page):
    """Proposals accepted; one corrected, one an opinion, one added by selecting words, tags and a source."""
    page.goto(DESK + "claims/")
    page.get_by_role("button", name=re.compile("Accept all")).click()
    rows = page.locator("ol.rows > li[id^=c]")
    texts = rows.locator(".said").all_inner_texts()
    wanted = (
        "7nm",
        "80%",
        "45%",
        "$28 billion",
        "300 startups",
        "15,000",
        "Beijing in 2024",
        "STEM PhDs",
        "$2.1 billion",
    )
    assert [words for words in wanted if not any(words in text for text in texts)] == []
    assert "says Dr. Chen Li" in rows.filter(has_text="45%").inner_text()
    assert "says Mark Zhou" in rows.filter(has_text="massive data pools").inner_text()

    rows.filter(has_text="no other city can").get_by_role("button", name=re.compile("Opinion")).click()
    row = rows.filter(has_text="80%")
    row.locator("summary", has_text="Correct").click()
    row.locator("[name=text]").fill("Five years ago, SMIC imported 80% of its high-end chips.")
    row.get_by_role("button", name="Save the claim").click()
    assert rows.filter(has_text="SMIC imported 80%").count() == 1
    add_by_selecting(page, "20-something tech workers")
    # The sentence that was proposed, and the words in it that were added.
    assert rows.filter(has_text="20-something tech workers").count() == 2

    rows.filter(has_text="$28 billion").get_by_role("link", name=re.compile("Tags, sources")).click()
    page.locator("#tags [name=tags]").fill("chips, Industrial policy")
    page.get_by_role("button", name="Save the tags").click()
    page.goto(DESK)
    page.locator("form[action$='/tags/'] [name=tags]").fill("Shanghai, chips")
    page.get_by_role("button", name="Save the tags").click()
    page.get_by_role("button", name=re.compile("Submit to review")).click()
    page.locator("main").get_by_text("In review").first.wait_for()


def add_by_selecting(page, words):
    """Selects words in the text as a person does with the mouse, then adds the claim they make."""
    page.evaluate(
        """words => {
            const walker = document.createTreeWalker(document.querySelector('[data-select-claim]'), NodeFilter.SHOW_TEXT);
            for (let node = walker.nextNode(); node; node = walker.nextNode()) {
                const at = node.data.indexOf(words);
                if (at < 0) continue;
                const range = document.createRange();
                range.setStart(node, at);
                range.setEnd(node, at + words.length);
                getSelection().removeAllRanges();
                getSelection().addRange(range);
                node.parentElement.dispatchEvent(new MouseEvent('mouseup', {bubbles: true}));
                return;
            }
        }""",
        words,
    )
    form = page.locator("#add")
    if not form.is_visible():
        page.locator("summary", has_text="Add a claim").click()
    assert form.locator("[name=end]").input_value()
    form.get_by_role("button", name=re.compile("Add the claim")).click()


def judge_next(page, verdict):
    """On a review page: a verdict with a reason; a citation where there is none yet."""
    tick = page.locator("input[name=evidence]")
    if verdict != "unproven" and not tick.count():
        if not page.locator("[name=name]").is_visible():
            page.locator("summary", has_text="Add evidence").click()
        page.locator("[name=name]").fill("Shanghai Statistics Bureau")
        page.locator("[name=url]").fill("https://stats.example/2026")
        page.locator("[name=kind]").select_option("organisation")
        page.locator("[name=stance]").select_option("supports")
        page.get_by_role("button", name="Cite it and tick it").click()
    elif verdict != "unproven":
        tick.first.check()
    page.locator(f"input[name=verdict][value={verdict}]").check()
    page.locator("#id_rationale").fill(f"The bureau's yearbook was checked: {verdict}.")
    with page.expect_navigation():
        page.get_by_role("button", name=re.compile("Submit and next")).click()
    assert page.locator(".errors").count() == 0, page.locator(".errors").first.inner_text()


def review(page):
    """The reviewer works through the queue, claim after claim, until nothing of it is left."""
    page.goto("/desk/queue/")
    page.get_by_role("button", name=re.compile("^Take")).first.click()
    number = 0
    while "/review/" in page.url:
        number += 1
        assert number < 60, "the queue never ends"
        judge_next(page, ("supported", "refuted", "unproven")[number % 3])
    assert number > 9


def publish(page, note=""):
    """The checklist is green, and the button publishes."""
    page.goto(DESK + "publish/")
    assert page.locator(".checks li.blocked").count() == 0, page.locator(".checks").inner_text()
    if note:
        page.locator("form[action$='/publish/'] [name=kind][value=correction]").check()
        page.locator("form[action$='/publish/'] [name=note]").fill(note)
    page.get_by_role("button", name=re.compile("Publish now")).click()
    page.locator("main").get_by_text("Published").first.wait_for()


def read(page):
    """What a reader gets: clean headings, claims with their verdicts, sources, tags, nothing of the spam."""
    assert page.goto(PUBLIC).status == 200
    assert page.locator("h1").inner_text() == HEADLINE
    headings = page.locator(".text :is(h2, h3)").all_inner_texts()
    assert headings == HEADINGS
    assert page.locator(".text a.c").count() >= 9
    assert page.locator(".n.supported").count()
    assert page.locator(".n.refuted").count()
    assert page.get_by_role("link", name="Shanghai Statistics Bureau").count()
    assert page.get_by_role("link", name="chips").count()
    assert page.context.cookies() == []
    for path in ("/", PUBLIC, "/feeds/atom.xml", "/feeds/rss.xml", "/tags/chips/", "/sources/"):
        body = page.request.get(path).text()
        assert [spam for spam in SPAM if spam in body] == [], path
        assert path == "/sources/" or HEADLINE.split("'")[0] in body, path


def change_a_verdict(editor, reviewer):
    """A decided claim gets a new round and another verdict; the page follows with a correction."""
    editor.goto(DESK + "claims/")
    editor.locator("ol.rows > li[id^=c]", has_text="300 startups").get_by_role(
        "link", name=re.compile("Tags")
    ).click()
    claim = editor.url
    editor.locator("form[action$='/reopen/'] [name=reason]").fill("The operator has published new figures.")
    editor.get_by_role("button", name="Open a new round").click()
    reviewer.goto("/desk/queue/")
    reviewer.get_by_role("button", name=re.compile("^Take")).first.click()
    assert claim.rstrip("/").rpartition("/")[2] in reviewer.url
    judge_next(reviewer, "mixed")


@needs_seed
@pytest.mark.usefixtures("site")
def test_story_of_one_article(visitor):
    reporter, reviewer, editor, reader = (
        visitor("reporter"),
        visitor("reviewer"),
        visitor("editor"),
        visitor(),
    )
    bring_in(reporter)
    clean(reporter)
    claims(reporter)
    assert reader.goto(PUBLIC).status == 404
    review(reviewer)
    publish(editor)
    read(reader)

    change_a_verdict(editor, reviewer)
    publish(editor, note="A count of start-ups was judged anew.")
    reader.goto(PUBLIC)
    assert reader.get_by_text("A count of start-ups was judged anew.").first.is_visible()
    assert reader.goto(PUBLIC + "editions/1/").status == 200
    assert "judged anew" in reader.request.get("/corrections/").text()

    editor.goto(DESK + "publish/")
    form = editor.locator("form[action$='/retract/']")
    form.locator("[name=note]").fill("The quotes could not be confirmed.")
    form.locator("[name=sure]").check()
    form.get_by_role("button", name="Retract the article").click()
    assert reader.goto(PUBLIC).status == 410
    assert reader.get_by_text("The quotes could not be confirmed.").is_visible()
    for path in ("/", "/feeds/atom.xml", "/feeds/rss.xml", "/sitemaps/lists.xml", "/archive/"):
        assert "Own Chips" not in reader.request.get(path).text(), path
