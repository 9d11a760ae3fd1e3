"""Who does what in the machine of a case, and what can be drawn for it."""

from datetime import date

from hypothesis import strategies as st

from contracts.dpia import (
    AdviceAnswered,
    AdviceGiven,
    AnswersRecorded,
    Condition,
    ExemptionProposed,
    MeasureAgreed,
    MeasureRemoved,
    ResidualWeighed,
    RiskRecorded,
    RiskRemoved,
    ScreeningCompleted,
    VersionSubmitted,
)
from tests.samples_dpia import text

TODAY = date(2026, 11, 24)
ROLES: dict[str, tuple[str, ...]] = {
    "femke": ("process-owner", "decision-maker"),
    "farid": ("fg", "decision-maker"),
    "dirk": ("decision-maker",),
    "petra": ("privacy-officer", "process-owner"),
    "cees": ("ciso",),
    "gerda": ("fg", "ciso"),
}
SEEN = {"assessment_version": 1, "system_version": 1}
WRITTEN = (
    ScreeningCompleted, AnswersRecorded, RiskRecorded, RiskRemoved, MeasureAgreed, MeasureRemoved, ResidualWeighed,
)  # fmt: skip
BY_HAND = (*WRITTEN, VersionSubmitted, AdviceGiven, AdviceAnswered, ExemptionProposed)
HEARD_AS = {
    "advising": "submitted",
    "answering": "submitted",
    "deciding": "submitted",
    "consulting": "submitted",
    "approved": "approved",
    "conditional": "approved",
    "verifying": "approved",
    "rejected": "rejected",
    "suspended": "suspended",
    "withdrawn": "withdrawn",
}
people = st.sampled_from(list(ROLES))
risk_ids = st.sampled_from(["risk-1", "risk-2"])
advice_ids = st.sampled_from(["advice-1", "advice-2"])
condition_ids = st.sampled_from(["condition-1", "condition-2"])
points = st.lists(st.sampled_from(["point-1", "point-2"]), unique=True)
conditions = st.lists(
    st.builds(
        lambda id, blocks: Condition(id=id, text=text(9), owner_role="data", due="2027-01-01", blocks_use=blocks),
        condition_ids,
        st.booleans(),
    ),
    unique_by=lambda condition: condition.id,
)
some = conditions.filter(bool)
levels = st.sampled_from(["low", "middle", "high"])
rules_of_policy = st.sampled_from(["every-system", "when-required"])
