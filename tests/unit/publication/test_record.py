"""The keys of publication standard 1.0 are the official ones, and a record is checked against them."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.publication.domain import record as entry
from services.publication.domain.record import EDITED, KEYS, REQUIRED, check, completeness, edited, missing
from tests import machine

FROM_ELSEWHERE = {
    "organization", "status", "begin_date", "end_date", "lang", "standard_version", "lars", "publication_dt",
}  # fmt: skip

FULL: dict[str, Any] = {
    "name": "Voorsorteren aanvragen bijstand",
    "description_short": "Het programma zet aanvragen op volgorde.",
    "organization": "Gemeente Eskerwold",
    "category": ["Sociale zekerheid"],
    "status": "In gebruik",
    "contact_email": "algoritmes@eskerwold.example",
    "publication_category": "Hoog-risico AI-systeem",
    "lang": "nld",
    "lawful_basis_grouping": [{"title": "Participatiewet", "link": "https://wetten.example/BWBR0015703"}],
}


def official(name: str) -> Any:
    """An official file, or a reason to skip."""
    return json.loads(machine.reference(f"register/{name}").read_text(encoding="utf-8"))


def codes(record: dict[str, Any], **how: bool) -> set[tuple[str, str]]:
    return {(problem.key, problem.code) for problem in check(record, **how)}


def without(key: str) -> dict[str, Any]:
    return {name: value for name, value in FULL.items() if name != key}


@pytest.fixture(scope="module")
def properties() -> dict[str, Any]:
    properties: dict[str, Any] = official("standard/config-v1_0.json")["properties"]
    return properties


def test_the_keys_are_the_official_keys_whatever_their_order(properties: dict[str, Any]) -> None:
    assert set(KEYS) == set(properties)
    assert len(KEYS) == 29 + 2


def test_labels_limits_and_marks_are_the_official_ones(properties: dict[str, Any]) -> None:
    for name, key in KEYS.items():
        theirs = properties[name]
        assert key.label == theirs["title"], name
        assert key.limit == theirs.get("max_length"), name
        assert key.required == (theirs["required"] is True), name
        assert key.always_shown == theirs.get("show_always", False), name
        assert list(key.values) == theirs.get("permitted_values", []), name


def test_kinds_are_the_official_ones(properties: dict[str, Any]) -> None:
    for name, key in KEYS.items():
        theirs = properties[name]
        assert (key.kind == "rich") == ("allowed_html_tags" in theirs), name
        assert (key.kind in ("choices", "references")) == (theirs["type"] == "array"), name
        assert (key.kind == "choice") == (theirs["type"] == "enum"), name


def test_reference_lists_have_the_official_limits(properties: dict[str, Any]) -> None:
    for name, key in KEYS.items():
        if key.kind != "references":
            continue
        title, link = properties[name]["items"]["title"], properties[name]["items"]["link"]
        assert key.title_limit == title.get("max_length"), name
        assert link["max_length"] == 500
        assert key.link_required == link["required"], name


def test_suggested_assessments_are_the_official_ones(properties: dict[str, Any]) -> None:
    suggested = properties["impacttoetsen_grouping"]["items"]["title"]["recommended_items"]
    assert list(entry.SUGGESTED_ASSESSMENTS) == suggested


def test_help_is_our_own_wording(properties: dict[str, Any]) -> None:
    for name, key in KEYS.items():
        theirs = {properties[name].get("help_text"), properties[name].get("instructions")}
        assert key.help, name
        assert key.help not in theirs, name


def test_groups_are_the_official_tabs() -> None:
    for tab in official("standard/layout-v1_0.json")["tabsGrouping"]:
        assert all(KEYS[row].group == tab["label"] for row in tab["rows"])


def test_people_edit_all_but_what_comes_from_elsewhere() -> None:
    assert set(KEYS) - set(EDITED) == FROM_ELSEWHERE


def test_a_good_record_has_no_problem() -> None:
    assert check(FULL, complete=True) == []


@pytest.mark.parametrize("key", REQUIRED)
def test_a_required_key_is_asked_for_only_when_the_record_must_be_complete(key: str) -> None:
    assert codes(without(key)) == set()
    assert codes(without(key), complete=True) == {(key, "required")}
    assert missing(without(key)) == [key]


def test_markup_without_text_is_not_filled_in() -> None:
    assert missing({**FULL, "description_short": "<p> </p>"}) == ["description_short"]


@pytest.mark.parametrize(("key", "value", "code"), [
    ("hobby", "x", "unknown-key"),
    ("name", 3, "wrong-type"),
    ("name", None, "wrong-type"),
    ("name", "x" * 101, "too-long"),
    ("goal", "x" * 2501, "too-long"),
    ("methods_and_models", "x" * 5001, "too-long"),
    ("goal", "<p></p>" * 4000, "too-long"),
    ("name", "<p>naam</p>", "markup"),
    ("goal", "<script>x()</script>", "markup"),
    ("goal", '<p onclick="x()">x</p>', "markup"),
    ("goal", "tekst <!-- stil -->", "markup"),
    ("goal", "een \x00 teken", "forbidden-character"),
    ("goal", "een \ud800 teken", "forbidden-character"),
    ("status", "Gestopt", "not-a-choice"),
    ("category", "Werk", "wrong-type"),
    ("category", [1], "wrong-type"),
    ("category", ["Landbouw"], "not-a-choice"),
    ("category", ["Werk", "Werk"], "duplicate"),
    ("begin_date", "2023-13", "not-a-month"),
    ("begin_date", "23-01", "not-a-month"),
    ("website", "www.eskerwold.example", "not-a-link"),
    ("website", "javascript:alert(1)", "not-a-link"),
    ("website", "https://", "not-a-link"),
    ("website", "https://a b.example", "not-a-link"),
    ("website", "https://[::1", "not-a-link"),
    ("contact_email", "bel ons", "not-a-contact"),
    ("contact_email", "j.jansen@eskerwold.example", "personal-contact"),
    ("lawful_basis_grouping", "Awb", "wrong-type"),
    ("lawful_basis_grouping", ["Awb"], "wrong-type"),
    ("lawful_basis_grouping", [{"title": "Awb"}], "required"),
    ("lawful_basis_grouping", [{"link": "https://wet.example"}], "required"),
    ("lawful_basis_grouping", [{"title": "A" * 101, "link": "https://wet.example"}], "too-long"),
    ("lawful_basis_grouping", [{"title": "Awb", "link": "https://wet.example/" + "x" * 500}], "too-long"),
    ("lawful_basis_grouping", [{"title": "Awb", "link": "wet"}], "not-a-link"),
    ("lawful_basis_grouping", [{"title": "Awb", "link": "https://wet.example", "x": "y"}], "unknown-key"),
    ("lawful_basis_grouping", [{"title": "Awb", "link": "https://wet.example"}] * 101, "too-long"),
])  # fmt: skip
def test_what_breaks_the_standard_is_named(key: str, value: object, code: str) -> None:
    assert (key, code) in codes({**FULL, key: value})


@pytest.mark.parametrize(("key", "value"), [
    ("name", "x" * 100),
    ("goal", "<p>" + "x" * 2500 + "</p>"),
    ("goal", "korter dan < 3 dagen & klaar"),
    ("goal", "<ul><li>een</li><li>twee</li></ul><br/>"),
    ("end_date", ""),
    ("contact_email", "https://eskerwold.example/contact"),
    ("contact_email", "ai.register@eskerwold.example"),
    ("impacttoetsen_grouping", [{"title": "Eigen toets"}]),
    ("impacttoetsen_grouping", [{"title": "x" * 2000}]),
])  # fmt: skip
def test_what_the_standard_allows_is_allowed(key: str, value: object) -> None:
    assert codes({**FULL, key: value}) == set()


def test_all_problems_come_at_once() -> None:
    wrong = {"name": "x" * 101, "category": ["Landbouw"], "website": "x", "hobby": 1}
    assert {key for key, _ in codes(wrong)} == set(wrong)


def test_a_problem_points_at_the_part_of_the_item() -> None:
    good = {"title": "Awb", "link": "https://wet.example"}
    (problem,) = check({"lawful_basis_grouping": [good, {"title": "Awb", "link": "wet"}]})
    assert problem.pointer == "/lawful_basis_grouping/1/link"


def test_an_imported_value_that_breaks_the_standard_stays_until_someone_edits_it() -> None:
    imported = {**FULL, "name": "x" * 150, "contact_email": "bel ons"}
    assert edited({**imported, "goal": "Sneller helpen."}, imported) == []
    assert {p.key for p in edited({**imported, "name": "y" * 150}, imported)} == {"name"}
    assert {p.key for p in check(imported, complete=True)} == {"name", "contact_email"}


def test_completeness_weighs_as_the_national_register_does() -> None:
    assert completeness({}) == 0
    assert sum(key.weight for key in KEYS.values()) == 140
    assert completeness({"name": "x"}) == 6
    assert completeness({"source_id": "x"}) == 0
    assert completeness({key: "x" for key in KEYS}) == 100


def test_a_named_assessment_needs_no_explanation_to_be_complete() -> None:
    assert completeness({key: "x" for key in KEYS if key != "impacttoetsen"}) == 100


@pytest.mark.parametrize(("state", "status"), [
    ("idea", "In ontwikkeling"), ("development", "In ontwikkeling"), ("pilot", "In ontwikkeling"),
    ("in-use", "In gebruik"), ("suspended", "In gebruik"), ("retired", "Buiten gebruik"),
])  # fmt: skip
def test_status_follows_the_life_cycle(state: str, status: str) -> None:
    assert entry.status_of(state) == status


def test_publication_categories_map_both_ways() -> None:
    assert [entry.category_code(entry.category_name(code)) for code in entry.CATEGORIES] == list(entry.CATEGORIES)
    assert entry.category_code("Hoog-risico AI-systemen") is None


def test_supplier_templates_break_the_standard_where_they_are_known_to() -> None:
    official("templates/Zylab.json")
    paths = sorted(machine.reference("register/templates").glob("*.json"))
    for template in (template for path in paths for template in templates(path)):
        problems = codes({key: value for key, value in template.items() if value is not None})
        assert ("lang", "not-a-choice") in problems
        assert (("type", "unknown-key") in problems) == (template.get("type") is not None)


def templates(path: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] | dict[str, Any] = official(f"templates/{path.name}")
    return found if isinstance(found, list) else [found]


SCALAR = st.none() | st.booleans() | st.integers() | st.text()
ITEM = st.dictionaries(st.sampled_from(["title", "link", "x"]), SCALAR | st.lists(SCALAR, max_size=2), max_size=3)
JSON = SCALAR | ITEM | st.lists(SCALAR | ITEM, max_size=3)


@given(st.dictionaries(st.sampled_from([*KEYS, "hobby", "a/b"]), JSON, max_size=8))
def test_any_json_gets_an_answer_about_its_own_keys(record: dict[str, Any]) -> None:
    assert {problem.key for problem in check(record)} <= set(record)
    assert 0 <= completeness(record) <= 100
    assert all(problem.detail and problem.pointer.startswith("/") for problem in check(record, complete=True))


@given(st.text(max_size=5000))
def test_a_text_is_too_long_exactly_past_its_limit(text: str) -> None:
    counted = len(entry.strip_html(text))
    assert (("name", "too-long") in codes({"name": text})) == (counted > 100 or len(text) > 1000)
