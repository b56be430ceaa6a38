"""The engine of public pages: what its filters print, what it refuses."""

from datetime import UTC, date, datetime

import pytest
from django.template import engines
from django.utils.safestring import mark_safe
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import DictLoader, UndefinedError
from markupsafe import Markup, escape

from articles.public import templates
from articles.public.templates import ENGINE

AT = datetime(2026, 3, 4, 9, 5, 7, tzinfo=UTC)


def printed(source: str, **values: object) -> str:
    return engines[ENGINE].from_string(source).render(values)


def test_a_name_that_is_not_given_is_an_error():
    with pytest.raises(UndefinedError):
        printed("{{ headline }}")
    with pytest.raises(UndefinedError):
        printed("{% if story.headlnie %}{% endif %}", story={"headline": "A"})


def test_a_template_is_loaded_once_unless_it_may_change():
    kept, anew = (
        templates.environment(loader=DictLoader({"a": "b"}), auto_reload=on) for on in (False, True)
    )
    for environment, text in ((kept, "b"), (anew, "c")):
        assert environment.get_template("a").render() == "b"
        environment.loader.mapping["a"] = "c"
        assert environment.get_template("a").render() == text


def test_macros_see_what_the_engine_knows_and_nothing_of_the_page():
    pieces = {"m": "{% macro m() %}{{ 2|plural }}{% endmacro %}{% macro n() %}{{ title }}{% endmacro %}"}
    engine = templates.environment(loader=DictLoader(pieces))
    page = "{% from 'm' import m, n %}{{ title }}{{ m() }}"
    assert engine.from_string(page).render(title="a") == "as"
    with pytest.raises(UndefinedError):
        engine.from_string(page + "{{ n() }}").render(title="a")


def test_names_of_a_dict_are_its_keys_before_its_methods():
    assert printed("{{ page.items }} {{ page.keys }}", page={"items": 3, "keys": 4}) == "3 4"


def test_values_are_escaped_once():
    assert printed("{{ one }}{{ two }}", one="<b>", two=templates.time(AT)) == (
        '&lt;b&gt;<time datetime="2026-03-04T09:05:07+00:00">4 March 2026</time>'
    )


@given(st.text() | st.integers() | st.none() | st.builds(Markup, st.text()) | st.builds(mark_safe, st.text()))
def test_what_is_printed_is_what_markupsafe_escapes(value):
    assert printed("{{ value }}", value=value) == str(escape(value))
    assert printed("{% autoescape false %}{{ value }}{% endautoescape %}", value=value) == str(value)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("{{ at|iso }}", "2026-03-04T09:05:07+00:00"),
        ("{{ at|day }}", "4 March 2026"),
        ("{{ at|short_day }}", "4 Mar 2026"),
        ("{{ at|moment }}", "4 March 2026, 09:05"),
        ("{{ on|time }}", '<time datetime="2026-12-31">31 December 2026</time>'),
        ("claim{{ 1|plural }} claim{{ 2|plural }} claim{{ 0|plural }}", "claim claims claims"),
        ('rest{{ 1|plural("", "s") }} rest{{ 2|plural("", "s") }}', "rests rest"),
        ("{{ 'as THEY are'|first_capital }}{{ ''|first_capital }}", "As THEY are"),
        ("{{ 'abcdef'|cut(6) }} {{ 'abcdefg'|cut(6) }}", "abcdef abcde…"),
        ("{{ 'a'|paragraphs }}", "<p>a</p>"),
        ("{{ 'a\\r\\nb<i>\\n\\n\\nc'|paragraphs }}", "<p>a<br>b&lt;i&gt;</p>\n\n<p>c</p>"),
    ],
)
def test_filter_prints(source, expected):
    assert printed(source, at=AT, on=date(2026, 12, 31)) == expected
