"""The pre-scan's scores, rules and outcome."""

from collections.abc import Sequence
from typing import Any

import pytest
from pydantic import ValidationError

from contracts.dpia import Screening
from services.dpia.domain import prescan
from services.dpia.domain.screening import screen
from tests.unit.dpia.prescan_answers import NOTHING, WELFARE, answers

ORDINARY = ("device", "content", "demographic", "diagnostic", "website", "helpdesk", "logging", "contact", "other")
SPECIAL = ("biometric", "sexual", "health", "genetic", "union", "political", "ethnic", "religious")
SENSITIVE = (
    "browsing", "financial", "fraud-usable", "vulnerable-groups", "credentials", "communication-location",
    "national-number", "criminal", "stigma",
)  # fmt: skip


def score(key: str, **changed: object) -> int:
    return screen(answers(**changed)).scores[key].score


def met(screening: Screening) -> set[str]:
    return {rule.rule for rule in screen(screening).rules if rule.met}


def why(rule: str, screening: Screening) -> str:
    return next(r.reason for r in screen(screening).rules if r.rule == rule)


def transfer(storage: str = "inside-eea", support: str = "inside-eea", **more: object) -> dict[str, object]:
    return {"storage": storage, "support": support, "mechanism": "adequacy", "special": False, **more}


def test_welfare_with_ten_thousand_people_scores_7_and_is_required() -> None:
    result = screen(WELFARE)
    assert (result.total, result.outcome) == (7, "required")
    assert {key: s.score for key, s in result.scores.items() if s.score} == {
        "sensitive": 1, "people": 2, "tenThousand": 1, "frequency": 1, "retention": 1, "baseRegisters": 1,
    }  # fmt: skip


def test_welfare_with_fewer_people_scores_6_and_is_required() -> None:
    result = screen(WELFARE.model_copy(update={"ten_thousand": False}))
    assert (result.total, result.outcome) == (6, "required")


@pytest.mark.parametrize("ten_thousand", [True, False])
def test_welfare_is_required_by_the_list_of_the_authority_whatever_its_score(ten_thousand: bool) -> None:
    result = screen(WELFARE.model_copy(update={"ten_thousand": ten_thousand}))
    rule = next(r for r in result.rules if r.rule == "ap-list")
    assert rule.met
    assert "financiële situatie" in rule.reason


def test_the_quietest_answers_score_nothing_and_require_nothing() -> None:
    result = screen(NOTHING)
    assert (result.total, result.outcome) == (0, "not-required")
    assert not met(NOTHING)


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


def test_mended_5_a_service_that_minors_may_use_asks_for_a_look_at_their_rights() -> None:
    """The official tool looks only at whom the service is meant for."""
    perhaps = answers(digital_service={"forMinors": False, "provenAdultsOnly": False})
    adults = answers(digital_service={"forMinors": False, "provenAdultsOnly": True})
    assert "kia" in met(perhaps)
    assert "kia" not in met(adults)


def test_a_service_for_minors_asks_for_a_look_at_their_rights() -> None:
    assert "kia" in met(answers(digital_service={"forMinors": True, "provenAdultsOnly": False}))


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


def test_a_new_law_requires_an_assessment() -> None:
    assert screen(answers(new_law=True)).outcome == "required"


def test_a_total_of_four_requires_nothing_and_five_does() -> None:
    four = answers(people=("children", "vulnerable"), ten_thousand=True, frequency="monthly")
    five = four.model_copy(update={"retention": "year"})
    assert [(screen(s).total, screen(s).outcome) for s in (four, five)] == [(4, "not-required"), (5, "required")]


def test_one_tick_on_the_list_of_the_authority_requires_an_assessment() -> None:
    assert screen(answers(ap_list=("profiling",))).outcome == "required"


def test_one_tick_on_the_list_of_the_board_recommends_and_two_require() -> None:
    one, two = answers(edpb_list=("combining",)), answers(edpb_list=("combining", "evaluation"))
    assert [screen(s).outcome for s in (one, two)] == ["recommended", "required"]
    assert (met(one), met(two)) == ({"edpb-single"}, {"edpb-list"})


def test_a_tick_that_is_sent_twice_counts_once() -> None:
    twice = answers(edpb_list=("combining", "combining"), ordinary=("contact",) * 6, people=("staff",) * 4)
    result = screen(twice)
    assert (result.outcome, result.total) == ("recommended", 0)


@pytest.mark.parametrize("mechanism", ["scc", "other", None])
@pytest.mark.parametrize("place", ["storage", "support"])
def test_data_outside_the_eea_on_clauses_or_another_way_require_a_transfer_assessment(
    mechanism: str | None, place: str
) -> None:
    sent = transfer(mechanism=mechanism) | {place: "outside-eea"}
    assert "dtia" in met(answers(transfer=sent))


@pytest.mark.parametrize(
    "mechanism", ["adequacy", "bcr", "certification", "code-of-conduct", "instrument", "article-49"]
)
def test_other_grounds_require_no_transfer_assessment(mechanism: str) -> None:
    assert "dtia" not in met(answers(transfer=transfer(storage="outside-eea", mechanism=mechanism)))


def test_a_transfer_that_stays_inside_the_eea_requires_no_transfer_assessment() -> None:
    assert "dtia" not in met(answers(transfer=transfer(mechanism="scc")))


@pytest.mark.parametrize(
    ("changed", "expected"),
    [({}, False), ({"high_risk_ai": True}, True), ({"impactful": True}, True)],
)
def test_high_risk_ai_or_an_impactful_algorithm_asks_for_an_assessment_of_human_rights(
    changed: dict[str, object], expected: bool
) -> None:
    assert ("iama" in met(answers(**changed))) is expected


def test_the_other_assessments_do_not_decide_about_this_one() -> None:
    also = answers(
        high_risk_ai=True,
        transfer=transfer(storage="outside-eea", mechanism="scc"),
        digital_service={"forMinors": True, "provenAdultsOnly": False},
    )
    assert met(also) == {"dtia", "iama", "kia"}
    assert screen(also).outcome == "not-required"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("ordinary", ["shoes"]), ("special", ["contact"]), ("sensitive", ["contact"]), ("people", ["pets"]),
        ("apList", ["combining"]), ("edpbList", ["camera"]), ("baseRegisters", ["brp"]), ("frequency", "weekly"),
        ("retention", "forever"),
    ],
)  # fmt: skip
def test_an_unknown_code_is_refused_and_its_field_named(field: str, value: object) -> None:
    body = NOTHING.model_dump(by_alias=True) | {field: value}
    with pytest.raises(ValidationError) as refusal:
        Screening.model_validate(body)
    assert {error["loc"][0] for error in refusal.value.errors()} == {field}


@pytest.mark.parametrize(
    ("part", "field"), [("transfer", "mechanism"), ("transfer", "storage"), ("transfer", "support")]
)
def test_an_unknown_code_of_a_transfer_is_refused_and_its_field_named(part: str, field: str) -> None:
    body = NOTHING.model_dump(by_alias=True) | {part: transfer() | {field: "moon"}}
    with pytest.raises(ValidationError) as refusal:
        Screening.model_validate(body)
    assert [error["loc"] for error in refusal.value.errors()] == [(part, field)]


def test_the_reason_of_a_score_names_what_was_ticked_and_what_it_gives() -> None:
    reasons = {key: s.reason for key, s in screen(WELFARE).scores.items()}
    assert reasons["people"] == (
        "Over wie: inwoners (gewicht 1) en andere kwetsbare groepen (gewicht 3). Dat geeft 2 punten."
    )
    assert reasons["ordinary"] == (
        "Gewone gegevens: naam en contact. Dat geeft 0 punten. Punten beginnen bij 6 soorten."
    )
    assert "telt niet mee in het totaal" in reasons["apList"]


def test_the_reason_of_a_rule_says_what_it_looked_at() -> None:
    assert why("total", WELFARE) == "Het totaal is 7 punten, meer dan 4. Dan is een DPIA verplicht."
    assert why("total", NOTHING) == "Het totaal is 0 punten, niet meer dan 4. Deze regel vraagt dan geen DPIA."
    assert why("edpb-single", answers(edpb_list=("combining",))).endswith("Met 1 kenmerk is een DPIA aanbevolen.")
    assert "standaardcontractbepalingen" in why(
        "dtia", answers(transfer=transfer(storage="outside-eea", mechanism="scc"))
    )


def test_rules_that_changed_have_a_new_version() -> None:
    """Who changes the rules raises the version, and then this line."""
    assert screen(NOTHING).rule_set == prescan.RULE_SET
    assert (prescan.RULE_SET_VERSION, prescan.RULE_SET_HASH[:16]) == ("2.0.1", "84453d1cc851a340")
