"""The form in plain Dutch."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from services.dpia.domain.question import Question
from services.dpia.domain.questions import FORM, GROUPS, NEEDED, QUESTIONS, unanswered

PARAGRAPHS = [str(number) for number in range(1, 18)]
OWN = [f"own-{number}" for number in range(1, 11)]
OFFICIAL = "dpia/MinBZK_par-dpia-form/sources/dpia.yaml"
each_question = pytest.mark.parametrize("question", QUESTIONS.values(), ids=lambda question: question.id)


def test_the_form_asks_the_seventeen_official_paragraphs_and_ten_own_questions_in_order() -> None:
    assert list(QUESTIONS) == PARAGRAPHS + OWN
    assert sum(len(group.questions) for group in GROUPS) == 27


def test_every_official_paragraph_has_its_question(reference: Callable[[str], Path]) -> None:
    tasks = yaml.safe_load(reference(OFFICIAL).read_text(encoding="utf-8"))["tasks"]
    official = [task["id"] for task in tasks if task.get("is_official_id")]
    assert official == PARAGRAPHS


def test_no_text_of_the_official_form_is_taken_over(reference: Callable[[str], Path]) -> None:
    official = _plain(reference(OFFICIAL).read_text(encoding="utf-8"))
    ours = [text for question in QUESTIONS.values() for text in (question.text, question.hint)]
    assert not [text for text in ours if _plain(text) in official]


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))


def test_groups_follow_the_law_description_lawfulness_risks_and_then_rights() -> None:
    first = [(group.key, group.questions[0].id) for group in GROUPS]
    assert first == [("description", "1"), ("lawfulness", "11"), ("risks", "16"), ("rights", "own-1")]


@each_question
def test_a_question_is_one_short_line_that_asks_something(question: Question) -> None:
    assert re.fullmatch(r"[A-Z][^\n]{10,110}\?", question.text)


@each_question
def test_a_hint_is_one_line_of_whole_sentences(question: Question) -> None:
    assert re.fullmatch(r"[A-Z][^\n]{10,129}[.?]", question.hint)


@each_question
def test_a_question_says_where_it_comes_from_with_a_link(question: Question) -> None:
    sources = question.sources
    assert sources
    assert all(source.link.startswith("https://") and source.name for source in sources)


@pytest.mark.parametrize("number", PARAGRAPHS)
def test_an_official_question_links_its_own_paragraph(number: str) -> None:
    assert QUESTIONS[number].sources[0].name == f"Rijksmodel DPIA, paragraaf {number}"


def test_submitting_needs_every_question_but_risks_and_measures() -> None:
    assert len(NEEDED) == 25
    assert set(QUESTIONS) - set(NEEDED) == {"16", "17"}


def test_what_is_not_answered_yet_is_named_in_the_order_of_the_form() -> None:
    assert unanswered(QUESTIONS) == ()
    assert unanswered(set(QUESTIONS) - {"own-2", "3", "16"}) == ("3", "own-2")


def test_a_form_that_changed_has_a_new_version() -> None:
    """Who changes a word of the form raises the version, and then this line."""
    assert (FORM.id, FORM.version, FORM.hash[:16]) == ("helder-dpia", "1.0.0", "bdf61d6e9a26db51")
