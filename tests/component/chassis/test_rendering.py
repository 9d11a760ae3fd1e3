"""How templates become pages: texts of ours as they stand, values in them escaped, nothing that turns the reading."""

from typing import Any

import pytest
from jinja2.exceptions import UndefinedError

from services.chassis.formats import in_order
from services.chassis.rendering import environment


def rendered(source: str, **context: Any) -> str:
    return environment("chassis").from_string(source).render(**context)


@pytest.mark.parametrize(
    "source",
    [
        '{{ _("Eén & <b>twee</b>, 100%% zeker") }}',
        '{{ gettext("Eén & <b>twee</b>, 100%% zeker") }}',
        "{% trans %}Eén & <b>twee</b>, 100% zeker{% endtrans %}",
        '{% set said = _("Eén & <b>twee</b>, 100%% zeker") %}{{ said }}',
    ],
)
def test_a_text_of_ours_is_shown_as_it_was_written(source: str) -> None:
    assert rendered(source) == "Eén & <b>twee</b>, 100% zeker"


@pytest.mark.parametrize(
    "source",
    [
        '{{ _("Van <b>%(name)s</b>", name=name) }}',
        "{% trans %}Van <b>{{ name }}</b>{% endtrans %}",
        '{{ _("Van <b>") ~ name ~ _("</b>") }}',
    ],
)
def test_a_value_in_a_text_is_escaped(source: str) -> None:
    assert rendered(source, name="<i>%s") == "Van <b>&lt;i&gt;%s</b>"


def test_the_number_chooses_the_text() -> None:
    source = "{% trans count=count %}{{ count }} systeem{% pluralize %}{{ count }} systemen{% endtrans %}"
    assert [rendered(source, count=count) for count in (1, 2)] == ["1 systeem", "2 systemen"]


def test_what_is_not_known_in_a_template_is_an_error() -> None:
    with pytest.raises(UndefinedError):
        rendered('{{ _("Van") }} {{ nobody }}')


@pytest.mark.parametrize("turn", "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
def test_no_sign_turns_the_reading_of_a_page(turn: str) -> None:
    assert in_order(f"<p>‘{turn}één’</p>") == "<p>‘één’</p>"


def test_a_word_from_elsewhere_is_said_and_is_no_markup() -> None:
    made = rendered("{{ _(word) }} {{ _('<b>Zelf</b> %(n)s', n=word) }}", word="<i>x</i>")
    assert made == "&lt;i&gt;x&lt;/i&gt; <b>Zelf</b> &lt;i&gt;x&lt;/i&gt;"
