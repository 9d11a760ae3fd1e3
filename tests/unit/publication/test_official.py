"""A record in the keys of the standard's own JSON Schema: valid there, or every key that stops it is named."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft7Validator

from services.publication.domain.record import CATEGORIES, KEYS, STATUSES, THEMES, export, is_known
from services.publication.domain.record.official import OFFICIAL, VERSION
from tests import machine
from tests.contracts.fitness import faults, validator

REQUIRED = {key.name: key for key in OFFICIAL if key.required}
LIMITS = {key.ours: key.limit for key in OFFICIAL if key.form == "text"}
SIGNS = st.characters(exclude_categories=["Cs"])
MONTHS = st.from_regex(r"[1-9][0-9]{3}-(0[1-9]|1[0-2])", fullmatch=True)
LINKS = st.from_regex(r"https://[a-z]{1,9}\.example(/[a-z0-9%7E._~-]{0,9})?", fullmatch=True).filter(
    lambda link: "%" not in link.replace("%7E", "")
)


@pytest.fixture(scope="module")
def schema() -> Draft7Validator:
    return validator(json.loads(machine.reference("register/standard/schema-v1.0.0.json").read_bytes()))


def texts(limit: int | None) -> st.SearchStrategy[str]:
    """Plain, or with the markup that the standard allows; also as long as it may be."""
    most = limit or 600
    plain = st.text(SIGNS, min_size=1, max_size=40) | st.just("w" * most)
    marked = plain.map(lambda text: f"<p>{text[:30]}</p><ul><li>een</li></ul>")
    return (plain | marked).filter(is_known)


def references(title_limit: int) -> st.SearchStrategy[list[dict[str, str]]]:
    one = st.fixed_dictionaries({"title": texts(title_limit), "link": LINKS})
    return st.lists(one, min_size=1, max_size=3)


def value(name: str) -> st.SearchStrategy[Any]:
    """What fits in the schema under one of our keys."""
    key = KEYS[name]
    fixed: dict[str, st.SearchStrategy[Any]] = {
        "category": st.lists(st.sampled_from(THEMES), min_size=1, unique=True),
        "status": st.sampled_from(STATUSES),
        "publication_category": st.sampled_from(sorted(CATEGORIES.values())),
        "lang": st.just("nld"),
    }
    kinds = {"month": MONTHS, "link": LINKS, "references": references(99)}
    found = fixed.get(name, kinds.get(key.kind))
    return texts(LIMITS[name]) if found is None else found


OURS = sorted({key.ours for key in OFFICIAL})
NEEDED = {key.ours for key in REQUIRED.values()}
COMPLETE = st.fixed_dictionaries(
    {name: value(name) for name in OURS if name in NEEDED},
    optional={name: value(name) for name in OURS if name not in NEEDED},
)
JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(SIGNS, max_size=9) | LINKS | MONTHS | st.just("w" * 5000),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(("title", "link", "x")), inner, max_size=3)
    ),
    max_leaves=6,
)
ANY = st.fixed_dictionaries({}, optional={name: value(name) | JUNK for name in OURS})


def test_keys_limits_and_words_are_those_of_the_schema(schema: Draft7Validator) -> None:
    theirs: dict[str, Any] = schema.schema["properties"]
    assert {key.name for key in OFFICIAL} | {"schema"} == set(theirs)
    assert set(REQUIRED) | {"schema"} == set(schema.schema["required"])
    assert theirs["schema"]["const"] == VERSION
    for key in OFFICIAL:
        found = theirs[key.name]
        assert key.limit == found.get("maxLength"), key.name
        assert list(key.values) == found.get("enum", [found["const"]] if "const" in found else []), key.name
        assert (key.form == "link") == (found.get("format") == "uri"), key.name
        assert (key.form == "month") == ("pattern" in found), key.name
        assert (key.form == "texts") == (found.get("type") == "array"), key.name


@given(record=COMPLETE)
def test_a_complete_record_is_valid(schema: Draft7Validator, record: dict[str, Any]) -> None:
    made, stops = export(record)
    assert stops == []
    assert faults(json.loads(json.dumps(made)), schema) == []


@given(
    record=COMPLETE,
    lacking=st.sets(st.sampled_from(sorted(REQUIRED)), min_size=1),
    blank=st.sampled_from((None, "", " ", "<p></p>", [])),
)
def test_each_required_key_that_lacks_is_named(record: dict[str, Any], lacking: set[str], blank: Any) -> None:
    ours = {REQUIRED[name].ours for name in lacking}
    _, stops = export({name: blank if name in ours else value for name, value in record.items()})
    assert {stop.key for stop in stops} == lacking
    assert {stop.ours for stop in stops} == ours


@given(record=ANY)
def test_of_any_record_what_the_schema_has_against_it_is_named(schema: Draft7Validator, record: dict[str, Any]) -> None:
    made, stops = export(record)
    assert set(schema.schema["required"]) - set(made) <= {stop.key for stop in stops}
    others = [fault for fault in schema.iter_errors(json.loads(json.dumps(made))) if fault.validator != "required"]
    assert others == []
    assert len({stop.key for stop in stops}) == len(stops)


@given(record=ANY)
def test_what_to_do_is_said_of_each_key_that_stops_it(record: dict[str, Any]) -> None:
    for stop in export(record)[1]:
        assert KEYS[stop.ours].label in stop.detail
        assert stop.detail.endswith(".")


@pytest.mark.parametrize(("name", "limit"), [(key.name, key.limit) for key in OFFICIAL if key.limit])
def test_one_sign_too_many_is_told_and_nothing_is_cut_short(name: str, limit: int) -> None:
    key = next(key for key in OFFICIAL if key.name == name)
    held: Any = "w" * (limit + 1)
    made, stops = export({key.ours: [{"title": held, "link": "https://w.example"}] if key.form == "title" else held})
    assert name not in made
    (stop,) = [stop for stop in stops if stop.key == name]
    assert f"heeft {limit + 1} tekens; er mogen er {limit} in" in stop.detail


def test_markup_goes_and_of_references_the_first_stays_with_the_names_of_all_assessments() -> None:
    found = [{"title": "DPIA", "link": "https://een.example"}, {"title": "IAMA"}]
    laws = [{"title": "Awb", "link": "https://awb.example"}, {"title": "Wet", "link": "https://wet.example"}]
    made, _ = export({"impacttoetsen_grouping": found, "lawful_basis_grouping": laws, "goal": "<p>Een &amp; twee</p>"})
    assert (made["impact_assessments"], made["impact_assessment_link"]) == ("DPIA, IAMA", "https://een.example")
    assert (made["legal_basis_title"], made["legal_basis_link"]) == ("Awb", "https://awb.example")
    assert made["purpose_and_impact"] == "Een & twee"


@pytest.mark.parametrize("link", ["https://gemeente.example/één", "https://gemeente.example/50%", "ftp://a.example"])
def test_an_address_that_the_schema_does_not_take_stops_it(link: str) -> None:
    assert "link" in {stop.key for stop in export({"website": link})[1]}
