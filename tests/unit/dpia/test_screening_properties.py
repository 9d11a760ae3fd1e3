"""What holds for the pre-scan whatever is answered."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from contracts.dpia import Screening
from services.dpia.domain import prescan_labels as labels
from services.dpia.domain.screening import screen

LISTS = {
    "ordinary": labels.ORDINARY,
    "special": labels.SPECIAL,
    "sensitive": labels.SENSITIVE,
    "people": labels.PEOPLE,
    "ap_list": labels.AP_LIST,
    "edpb_list": labels.EDPB_LIST,
    "base_registers": labels.BASE_REGISTERS,
}
YES_OR_NO = ("new_law", "ten_thousand", "high_risk_ai", "impactful")
RANK = {"not-required": 0, "recommended": 1, "required": 2}


def ticks(codes: Any) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(list(codes)), unique=True).map(tuple)


TRANSFERS = st.fixed_dictionaries(
    {
        "storage": st.sampled_from(list(labels.PLACE)),
        "support": st.sampled_from(list(labels.PLACE)),
        "mechanism": st.none() | st.sampled_from(list(labels.MECHANISM)),
        "special": st.booleans(),
    }
)
SERVICES = st.fixed_dictionaries({"for_minors": st.booleans(), "proven_adults_only": st.booleans()})
SCREENINGS = st.fixed_dictionaries(
    {name: ticks(codes) for name, codes in LISTS.items()}
    | {name: st.booleans() for name in YES_OR_NO}
    | {
        "frequency": st.sampled_from(list(labels.FREQUENCY)),
        "retention": st.sampled_from(list(labels.RETENTION)),
        "transfer": st.none() | TRANSFERS,
        "digital_service": st.none() | SERVICES,
    }
).map(Screening.model_validate)


@given(SCREENINGS, SCREENINGS)
def test_ticking_more_never_lowers_a_score_the_total_or_the_outcome(some: Screening, others: Screening) -> None:
    more = {name: getattr(some, name) + getattr(others, name) for name in LISTS}
    more |= {name: getattr(some, name) or getattr(others, name) for name in YES_OR_NO}
    before, after = screen(some), screen(some.model_copy(update=more))
    assert after.total >= before.total
    assert RANK[after.outcome] >= RANK[before.outcome]
    assert all(after.scores[key].score >= before.scores[key].score for key in before.scores)


@given(SCREENINGS, TRANSFERS)
def test_a_transfer_never_lowers_the_outcome(some: Screening, transfer: dict[str, Any]) -> None:
    without = Screening.model_validate(some.model_dump() | {"transfer": None})
    sent = Screening.model_validate(some.model_dump() | {"transfer": transfer})
    assert screen(sent).total > screen(without).total
    assert RANK[screen(sent).outcome] >= RANK[screen(without).outcome]


@given(SCREENINGS)
def test_the_order_of_ticks_changes_nothing(some: Screening) -> None:
    turned = some.model_copy(update={name: tuple(reversed(getattr(some, name))) for name in LISTS})
    assert screen(turned) == screen(some)


@given(SCREENINGS)
def test_the_total_is_the_sum_of_ten_scores_between_0_and_2(some: Screening) -> None:
    result = screen(some)
    lists = {"apList", "edpbList"}
    assert result.total == sum(s.score for key, s in result.scores.items() if key not in lists)
    assert {s.score for s in result.scores.values()} <= {0, 1, 2}
    assert 0 <= result.total <= 15


@given(SCREENINGS)
def test_required_recommended_and_not_required_follow_from_the_rules_that_are_met(some: Screening) -> None:
    result = screen(some)
    met = {rule.rule for rule in result.rules if rule.met}
    required = bool(met & {"new-law", "total", "ap-list", "edpb-list"})
    assert (result.outcome == "required") is required
    assert (result.outcome == "recommended") is (not required and "edpb-single" in met)


@given(SCREENINGS)
def test_every_score_and_every_rule_has_a_reason_that_ends_as_a_sentence(some: Screening) -> None:
    result = screen(some)
    reasons = [s.reason for s in result.scores.values()] + [rule.reason for rule in result.rules]
    assert all(reason[0].isupper() and reason.endswith(".") and "None" not in reason for reason in reasons)


def test_every_code_of_every_list_is_accepted() -> None:
    everything = {name: tuple(codes) for name, codes in LISTS.items()} | dict.fromkeys(YES_OR_NO, True)
    for frequency, retention in zip(labels.FREQUENCY, [*labels.RETENTION, "years"], strict=True):
        body = everything | {"frequency": frequency, "retention": retention}
        assert screen(Screening.model_validate(body)).outcome == "required"
