"""The words around what was found."""

from hypothesis import given
from hypothesis import strategies as st

from articles.text.search_words import row_of, units_of
from articles.text.snippets import LENGTH, Piece, marked, snippet

FILLER = "Nothing is said of it in these words here. "


def told(pieces: list[Piece]) -> str:
    return "".join(f"[{piece.text}]" if piece.found else piece.text for piece in pieces)


def test_marked_names_every_place():
    text = "Solar panels: the port's PANELS, solár ones."
    assert (
        told(marked(text, [("solar",), ("panels",)]))
        == "[Solar] [panels]: the port's [PANELS], [solár] ones."
    )
    assert told(marked(text, [("solar", "panels")])) == "[Solar panels]: the port's PANELS, solár ones."
    assert told(marked("上海港和港口", [("港", "口"), ("海", "港"), ("港",)])) == "上[海港]和[港口]"
    assert told(marked(text, [])) == text
    assert marked("", [("a",)]) == []


def test_snippet_of_a_short_text_is_the_text():
    assert told(snippet("All of it, found.", [("found",)])) == "All of it, [found]."


def test_snippet_is_cut_between_words():
    text = FILLER * 10 + "The port has installed 4,200 panels. " + FILLER * 10
    found = told(snippet(text, [("4", "200"), ("nowhere",)]))
    assert found.startswith(
        "… is said of it in these words here. The port has installed [4,200] panels. Nothing"
    )
    assert found.endswith(" …")
    assert found.strip("… ").replace("[", "").replace("]", "") in text


def test_snippet_takes_the_stretch_with_most_words():
    text = "The port began. " + FILLER * 10 + "There the port has its panels. " + FILLER * 10
    assert told(snippet(text, [("port",)])).startswith("The [port] began. Nothing")
    assert "There the port has its [panels]. Nothing" in told(snippet(text, [("panels",)]))
    assert "There the [port] has its [panels]" in told(
        snippet(text, [("has",), ("panels",), ("port",)])
    ).replace("[has]", "has")


def test_snippet_of_chinese():
    text = "上海港的起重机烧了一百年的油。" * 20 + "仓库屋顶安装了太阳能板。" + "然后还有更多的字。" * 40
    found = told(snippet(text, [("太", "阳", "能")]))
    assert "安装了[太阳能]板" in found
    assert len(found) <= LENGTH + 6


@given(st.text(), st.lists(st.text(min_size=1), max_size=3))
def test_snippet_of_anything_is_a_stretch_of_the_text(text, words):
    phrases = [units for units in map(units_of, words) if units]
    pieces = snippet(text, phrases, row=row_of(units_of(text)))
    inner = "".join(piece.text for piece in pieces)
    assert inner.removeprefix("… ").removesuffix(" …") in text or inner in text
    assert "".join(piece.text for piece in marked(text, phrases)) == text
    if any(row_of(phrase) in row_of(units_of(text)) for phrase in phrases):
        assert any(piece.found for piece in pieces)
