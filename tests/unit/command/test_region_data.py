"""The data of the example: days as seen from a first start, people for every role, and parts that fit the contracts."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, get_args

import pytest

from contracts.dpia import Screening
from contracts.feedback import DialoguePlan
from contracts.inventory import DataSource, Oversight, Policy, Role, SystemDescription
from services.command.demo import region

TODAY = date(2027, 1, 31)
WHOLE = region.chosen(TODAY, small=False)
STORIES = [(municipality, name) for municipality in WHOLE for name in municipality.systems]


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("+0 days", "2027-01-31"),
        ("-31 days", "2026-12-31"),
        ("+1 months", "2027-02"),
        ("-1 months", "2026-12"),
        ("-14 months", "2025-11"),
        ("30 days", "30 days"),
        (7, 7),
    ],
)
def test_a_day_or_a_month_is_as_seen_from_today(said: Any, meant: Any) -> None:
    assert region.dated({"due": [said]}, TODAY) == {"due": [meant]}


def test_every_role_has_someone_and_the_fg_is_one_person_for_all() -> None:
    held = [{role for person in municipality.people for role in person["roles"]} for municipality in WHOLE]
    assert held[0] == set(get_args(Role)[1].words)
    assert {municipality.holder("fg") for municipality in WHOLE} == {"farid"}
    assert all({"fg", "ciso"} - set(person["roles"]) for municipality in WHOLE for person in municipality.people)


def test_a_person_of_several_municipalities_signs_in_once_and_carries_where_else_to_go() -> None:
    (farid,) = [person for person in region.cast(WHOLE) if person.id == "farid"]
    assert farid.roles == {municipality.id: ["fg"] for municipality in WHOLE}
    ids = [person.id for person in region.cast(WHOLE)]
    assert len(ids) == len(set(ids))


def test_the_small_example_is_one_municipality_with_one_system_and_nothing_about_others() -> None:
    (only,) = region.chosen(TODAY, small=True)
    assert (only.id, list(only.systems), only.dialogues) == ("eskerwold", ["bijstand"], ())
    assert next(person.id for person in region.cast((only,))) == "dirk"


@pytest.mark.parametrize(("municipality", "name"), STORIES, ids=lambda part: getattr(part, "id", part))
def test_a_system_fits_the_contracts(municipality: region.Municipality, name: str) -> None:
    told = municipality.systems[name]
    description = {key: value for key, value in told["description"].items() if key not in ("foundAs", "since")}
    SystemDescription.model_validate(description)
    for source in told.get("sources", ()):
        DataSource.model_validate(source)
    if "oversight" in told:
        Oversight.model_validate({**municipality.told["oversight"], **told["oversight"]})
    if "assessment" in told:
        Screening.model_validate(told["assessment"]["screening"])
    assert told.get("owner", municipality.holder("process-owner")) in owners(municipality)


def owners(municipality: region.Municipality) -> Iterator[str]:
    return (str(person["id"]) for person in municipality.people if "process-owner" in person["roles"])


@pytest.mark.parametrize("municipality", WHOLE, ids=lambda municipality: municipality.id)
def test_policy_and_dialogues_fit_the_contracts(municipality: region.Municipality) -> None:
    Policy.model_validate(municipality.told["policy"])
    for wanted in municipality.dialogues:
        plan: Mapping[str, Any] = wanted["plan"]
        DialoguePlan.model_validate(plan)
        assert plan.get("entry") in {None, *municipality.systems}
