"""The pre-scan's twelve scores."""

from collections.abc import Sequence
from typing import Any

import pytest

from services.dpia.domain import prescan
from services.dpia.domain.screening import screen
from tests.samples_dpia import WELFARE
from tests.unit.dpia.prescan_answers import NOTHING, answers, transfer

ORDINARY = ("device", "content", "demographic", "diagnostic", "website", "helpdesk", "logging", "contact", "other")
SPECIAL = ("biometric", "sexual", "health", "genetic", "union", "political", "ethnic", "religious")
SENSITIVE = (
    "browsing", "financial", "fraud-usable", "vulnerable-groups", "credentials", "communication-location",
    "national-number", "criminal", "stigma",
)  # fmt: skip


def score(key: str, **changed: object) -> int:
    return screen(answers(**changed)).scores[key].score


def test_welfare_with_ten_thousand_people_scores_7_and_is_required() -> None:
    result = screen(WELFARE)
    assert (result.total, result.outcome) == (7, "required")
    assert {key: s.score for key, s in result.scores.items() if s.score} == {
        "sensitive": 1, "people": 2, "tenThousand": 1, "frequency": 1, "retention": 1, "baseRegisters": 1,
    }  # fmt: skip


def test_welfare_with_fewer_people_scores_6_and_is_required() -> None:
    result = screen(WELFARE.model_copy(update={"ten_thousand": False}))
    assert (result.total, result.outcome) == (6, "required")


def test_there_are_twelve_scores_of_which_ten_are_summed() -> None:
    summed = [w.key for w in prescan.WEIGHINGS if w.summed]
    assert len(screen(NOTHING).scores) == 12
    assert len(summed) == 10
    assert not {"apList", "edpbList"} & set(summed)


@pytest.mark.parametrize(("kinds", "expected"), [(0, 0), (1, 0), (5, 0), (6, 1), (9, 1)])
def test_six_kinds_of_ordinary_data_give_a_point(kinds: int, expected: int) -> None:
    assert score("ordinary", ordinary=ORDINARY[:kinds]) == expected


@pytest.mark.parametrize(("kinds", "expected"), [(0, 0), (1, 1), (6, 1), (7, 2), (8, 2)])
def test_special_data_give_one_point_and_more_than_six_kinds_two(kinds: int, expected: int) -> None:
    assert score("special", special=SPECIAL[:kinds]) == expected


@pytest.mark.parametrize(("kinds", "expected"), [(0, 0), (1, 1), (6, 1), (7, 2), (9, 2)])
def test_sensitive_data_give_one_point_and_more_than_six_kinds_two(kinds: int, expected: int) -> None:
    assert score("sensitive", sensitive=SENSITIVE[:kinds]) == expected


@pytest.mark.parametrize(
    ("people", "expected"),
    [
        ((), 0), (("other",), 0), (("staff",), 0), (("staff", "citizens"), 0), (("children",), 1),
        (("vulnerable", "other"), 1), (("citizens", "vulnerable"), 2), (("children", "vulnerable"), 2),
    ],
)  # fmt: skip
def test_mended_1_the_groups_of_people_count_by_their_weight(people: Sequence[str], expected: int) -> None:
    """The official tool compares names without their prefix and always finds 0."""
    assert score("people", people=people) == expected


@pytest.mark.parametrize("register", ["BRI", "BRK", "BRP", "BRV", "WOZ", "HR"])
def test_mended_2_a_base_register_about_people_property_or_income_gives_a_point(register: str) -> None:
    """The official tool compares names without their prefix and always finds 0."""
    assert score("baseRegisters", base_registers=(register,)) == 1


@pytest.mark.parametrize("register", ["BGT", "BRO", "BRT", "BAG"])
def test_a_base_register_about_places_gives_no_point(register: str) -> None:
    assert score("baseRegisters", base_registers=(register,)) == 0


def test_many_base_registers_give_no_more_than_one_point() -> None:
    assert score("baseRegisters", base_registers=("BRI", "BRK", "BRP", "BRV", "WOZ", "HR")) == 1


@pytest.mark.parametrize(
    ("service", "expected"),
    [
        (None, 0),
        ({"forMinors": True, "provenAdultsOnly": False}, 2),
        ({"forMinors": True, "provenAdultsOnly": True}, 2),
        ({"forMinors": False, "provenAdultsOnly": False}, 1),
        ({"forMinors": False, "provenAdultsOnly": True}, 0),
    ],
)
def test_mended_3_minors_who_use_or_may_use_a_digital_service_are_scored(service: Any, expected: int) -> None:
    """The official tool hangs this calculation where its engine never looks."""
    assert score("digitalService", digital_service=service) == expected


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        (None, 0),
        (transfer(), 1),
        (transfer(storage="outside-eea"), 2),
        (transfer(support="outside-eea"), 2),
        (transfer(special=True), 2),
        (transfer(storage="outside-eea", support="outside-eea", special=True), 2),
    ],
)
def test_mended_4_storage_or_support_outside_the_eea_gives_two_points(sent: Any, expected: int) -> None:
    """The official tool asks a question that does not exist, so that only special data ever give 2."""
    assert score("transfer", transfer=sent) == expected


@pytest.mark.parametrize(("many", "expected"), [(False, 0), (True, 1)])
def test_ten_thousand_people_give_a_point(many: bool, expected: int) -> None:
    assert score("tenThousand", ten_thousand=many) == expected


@pytest.mark.parametrize(
    ("frequency", "expected"),
    [("continuous", 1), ("more-than-monthly", 1), ("monthly", 1), ("yearly", 0), ("irregular", 0), ("once", 0)],
)
def test_every_month_or_more_often_gives_a_point(frequency: str, expected: int) -> None:
    assert score("frequency", frequency=frequency) == expected


@pytest.mark.parametrize(
    ("retention", "expected"),
    [("years", 1), ("year", 1), ("under-month", 0), ("under-week", 0), ("under-day", 0)],
)
def test_keeping_data_for_a_year_or_longer_gives_a_point(retention: str, expected: int) -> None:
    assert score("retention", retention=retention) == expected


@pytest.mark.parametrize(("ticks", "expected"), [(0, 0), (1, 0), (2, 2), (3, 2)])
def test_the_list_of_the_authority_has_a_score_outside_the_total(ticks: int, expected: int) -> None:
    result = screen(answers(ap_list=("biometric", "camera", "genetic")[:ticks]))
    assert (result.scores["apList"].score, result.total) == (expected, 0)


@pytest.mark.parametrize(("ticks", "expected"), [(0, 0), (1, 1), (2, 2), (3, 2)])
def test_the_list_of_the_board_has_a_score_outside_the_total(ticks: int, expected: int) -> None:
    result = screen(answers(edpb_list=("combining", "monitoring", "evaluation")[:ticks]))
    assert (result.scores["edpbList"].score, result.total) == (expected, 0)


def test_the_reason_of_a_score_names_what_was_ticked_and_what_it_gives() -> None:
    reasons = {key: s.reason for key, s in screen(WELFARE).scores.items()}
    assert reasons["people"] == (
        "Over wie: inwoners (gewicht 1) en andere kwetsbare groepen (gewicht 3). Dat geeft 2 punten."
    )
    assert reasons["ordinary"] == (
        "Gewone gegevens: naam en contact. Dat geeft 0 punten. Punten beginnen bij 6 soorten."
    )
    assert "telt niet mee in het totaal" in reasons["apList"]
