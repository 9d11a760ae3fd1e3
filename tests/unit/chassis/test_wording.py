"""Texts: Dutch for programs, and in the language of the page that they stand on."""

import copy
import json
from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel

from services.chassis import wording
from services.chassis.wording import DUTCH, ENGLISH, LANGUAGE, Text, Words, _, joined, said

CATALOGUE = {"Nog {left} vragen": "{left} questions left", "klaar": "done", "{a} en {b}": "{a} and {b}"}


@pytest.fixture(autouse=True)
def known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wording, "catalogue", lambda _: CATALOGUE)


@pytest.fixture
def english() -> Iterator[None]:
    before = LANGUAGE.set(ENGLISH)
    yield
    LANGUAGE.reset(before)


@pytest.mark.usefixtures("english")
def test_a_text_is_dutch_for_programs_and_english_on_an_english_page() -> None:
    text = _("Nog {left} vragen", left=3)
    assert text == "Nog 3 vragen"
    assert json.dumps({"text": text}) == '{"text": "Nog 3 vragen"}'
    assert said(text) == "3 questions left"
    assert text.__html__() == "3 questions left"


@pytest.mark.usefixtures("english")
def test_texts_in_a_text_are_said_too_and_what_people_typed_stays() -> None:
    assert said(_("{a} en {b}", a=_("klaar"), b="klaar")) == "done and klaar"


@pytest.mark.usefixtures("english")
def test_what_people_typed_is_no_form() -> None:
    typed = "{a} en {b}"
    assert said(typed) == typed
    assert said(_("{a} en {b}", a=typed, b="<b>")) == "{a} en {b} and <b>"
    assert _("{a} en {b}", a=typed, b="<b>").__html__() == "{a} en {b} and &lt;b&gt;"


@pytest.mark.usefixtures("english")
def test_a_date_is_written_as_the_reader_is_used_to() -> None:
    text = _("Nog {left} vragen", left=date(2026, 3, 4))
    assert text == "Nog 4 maart 2026 vragen"
    assert said(text) == "4 March 2026 questions left"


@pytest.mark.usefixtures("english")
def test_what_is_in_no_catalogue_stays_dutch() -> None:
    assert said(_("Iets anders")) == "Iets anders"


@pytest.mark.usefixtures("english")
def test_parts_one_after_the_other_are_each_said() -> None:
    whole = joined("; ", [_("klaar"), "klaar", _("Nog {left} vragen", left=1)])
    assert whole == "klaar; klaar; Nog 1 vragen"
    assert said(whole) == "done; klaar; 1 questions left"


@pytest.mark.usefixtures("english")
def test_a_copy_and_a_field_of_a_model_can_still_be_said() -> None:
    class Row(BaseModel):
        text: Words

    text = _("Nog {left} vragen", left=2)
    assert said(copy.deepcopy(text)) == said(Row(text=text).text) == "2 questions left"
    assert Row(text=text).model_dump_json() == '{"text":"Nog 2 vragen"}'


@given(st.text(), st.text())
def test_in_dutch_nothing_is_looked_up(form: str, value: str) -> None:
    assert LANGUAGE.get() == DUTCH
    assert said(Text(form, {})) == form
    assert said(_("Nog {left} vragen", left=value)) == f"Nog {value} vragen"
