"""The pre-scan's rules and outcome."""

import pytest

from contracts.dpia import Screening
from services.dpia.domain import prescan
from services.dpia.domain.screening import asks_another_look, screen
from tests.samples_dpia import WELFARE
from tests.unit.dpia.prescan_answers import NOTHING, answers, transfer


def met(screening: Screening) -> set[str]:
    return {rule.rule for rule in screen(screening).rules if rule.met}


def why(rule: str, screening: Screening) -> str:
    return next(r.reason for r in screen(screening).rules if r.rule == rule)


def test_the_quietest_answers_score_nothing_and_require_nothing() -> None:
    result = screen(NOTHING)
    assert (result.total, result.outcome) == (0, "not-required")
    assert not met(NOTHING)


@pytest.mark.parametrize("ten_thousand", [True, False])
def test_welfare_is_required_by_the_list_of_the_authority_whatever_its_score(ten_thousand: bool) -> None:
    result = screen(WELFARE.model_copy(update={"ten_thousand": ten_thousand}))
    rule = next(r for r in result.rules if r.rule == "ap-list")
    assert rule.met
    assert "financiële situatie" in rule.reason


@pytest.mark.parametrize(
    "heavy", [{"special": ["health"]}, {"sensitive": ["financial"]}, {"high_risk_ai": True, "impactful": True}]
)
def test_what_weighs_on_people_with_nothing_on_either_list_asks_another_look(heavy: dict[str, object]) -> None:
    assert asks_another_look(answers(**heavy))
    for lists in ({"ap_list": ["financial-situation"]}, {"edpb_list": ["large-scale"]}):
        assert not asks_another_look(answers(**heavy, **lists))


@pytest.mark.parametrize("light", [{}, {"high_risk_ai": True}, {"impactful": True}])
def test_what_weighs_little_asks_no_other_look(light: dict[str, object]) -> None:
    assert not asks_another_look(answers(**light))


def test_a_service_for_minors_asks_for_a_look_at_their_rights() -> None:
    assert "kia" in met(answers(digital_service={"forMinors": True, "provenAdultsOnly": False}))


def test_mended_5_a_service_that_minors_may_use_asks_for_a_look_at_their_rights() -> None:
    """The official tool looks only at whom the service is meant for."""
    perhaps = answers(digital_service={"forMinors": False, "provenAdultsOnly": False})
    adults = answers(digital_service={"forMinors": False, "provenAdultsOnly": True})
    assert "kia" in met(perhaps)
    assert "kia" not in met(adults)


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
