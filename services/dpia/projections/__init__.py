"""From the facts of dpia to its rows; `heard` from those of inventory."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import RowMapping, delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from contracts.dpia import (
    AdviceAnswered,
    AdviceGiven,
    AnswersRecorded,
    AssessmentNotRequired,
    AssessmentRequired,
    CaseOpened,
    CaseReopened,
    CaseResumed,
    CaseSuspended,
    CaseWithdrawn,
    ChangeNoted,
    ConditionMet,
    ConditionReported,
    DecisionTaken,
    EvidenceRefused,
    ExemptionProposed,
    MeasureAgreed,
    MeasureRemoved,
    PriorConsultationAnswered,
    PriorConsultationExtended,
    PriorConsultationLapsed,
    PriorConsultationSubmitted,
    ResidualWeighed,
    RiskRecorded,
    RiskRemoved,
    ScreeningCompleted,
    VersionReturned,
    VersionSubmitted,
)
from contracts.envelope import Envelope, Event
from services.chassis import days
from services.chassis.database import upsert
from services.chassis.execute import stamp
from services.chassis.rows import change
from services.chassis.statements import NoRow
from services.dpia.projections.drafted import drafted
from services.dpia.tables import cases, hands, reports

TURNS = {
    "screening": "process-owner",
    "drafting": "process-owner",
    "advising": "fg",
    "answering": "process-owner",
    "deciding": "decision-maker",
    "consulting": "privacy-officer",
    "unconfirmed": "decision-maker",
    "conditional": "process-owner",
    "verifying": "decision-maker",
    "suspended": "decision-maker",
}
"""Which role is to act in which state; nobody once a decision was taken that counts."""
EMPTY: dict[str, Any] = {"answers": {}, "risks": [], "measures": [], "advices": [], "replies": [], "earlier": []}
ENTERED: dict[type[Event], str] = {
    ScreeningCompleted: "drafting",
    ExemptionProposed: "unconfirmed",
    AssessmentNotRequired: "not-required",
    VersionSubmitted: "advising",
    VersionReturned: "drafting",
    PriorConsultationSubmitted: "consulting",
    PriorConsultationAnswered: "deciding",
    PriorConsultationLapsed: "deciding",
    CaseSuspended: "suspended",
    CaseWithdrawn: "withdrawn",
}
"""Facts that always lead to the same state."""
WRITTEN = (
    ScreeningCompleted, AnswersRecorded, RiskRecorded, RiskRemoved, MeasureAgreed, MeasureRemoved, ResidualWeighed,
)  # fmt: skip
"""Facts by which a version is written."""
HANDS = (*WRITTEN, VersionSubmitted, AdviceGiven, AdviceAnswered, ExemptionProposed)
"""Facts by which a person has a hand in a case."""


async def project_cases(tx: AsyncConnection, envelope: Envelope, event: Event) -> None:
    """Cases: what was said in each, how it stands, and whose turn it is."""
    key = {"tenant": envelope.tenant, "id": envelope.subject_id}
    common, now = {"version": envelope.version}, {"since": days.on(envelope.time)}
    if isinstance(event, CaseOpened):
        await upsert(tx, cases, key | common | EMPTY | now | {"state": "screening", "turn": TURNS["screening"]})
        return
    row = await _case(tx, key)
    values = _values(event, row, {"at": days.on(envelope.time).isoformat(), "by": stamp(envelope, event).by})
    values |= _touched(event, row)
    after = dict(row) | values
    state = _state(event, after)
    turn = _adviser(after) if state == "advising" else TURNS.get(state)
    is_other = (state, turn) != (row["state"], row["turn"])
    entered = now | {"state": state, "turn": turn} if is_other else {}
    await change(tx, cases, key, common | values | entered)


async def _case(tx: AsyncConnection, key: dict[str, str]) -> RowMapping:
    row = (await tx.execute(select(cases).filter_by(**key))).mappings().first()
    if row is None:
        raise NoRow(f"cases {key}")
    return row


def _state(event: Event, row: Mapping[str, Any]) -> str:
    """The state of the case after the fact; `row` with what the fact set in it."""
    match event:
        case AdviceGiven() | AdviceAnswered():
            return _heard(row)
        case DecisionTaken() | ConditionReported() | EvidenceRefused() | ConditionMet() | CaseResumed():
            return _decided(row["decision"], row["conditions"] or {})
        case CaseReopened():
            return "drafting" if row["screening"] else "screening"
        case AssessmentRequired() if row["state"] in ("unconfirmed", "not-required"):
            return "drafting"
    return ENTERED.get(type(event), str(row["state"]))


def _heard(row: Mapping[str, Any]) -> str:
    """Every advice that is asked is given, and every point of it answered, before the decision."""
    if len(row["replies"]) < sum(len(advice.get("points", ())) for advice in row["advices"]):
        return "answering"
    return "advising" if _adviser(row) else "deciding"


def _adviser(row: Mapping[str, Any]) -> str | None:
    """The first role whose advice is asked and not given yet; an old version does not say whose: the FG's."""
    given = {advice["adviser"] for advice in row["advices"]}
    return next((one for one in row["submitted"].get("advisers", ["fg"]) if one not in given), None)


def _decided(decision: Mapping[str, Any], followed: Mapping[str, Any]) -> str:
    """An approval is whole when each of its conditions was found to be met."""
    found = [followed.get(condition["id"], {}) for condition in decision.get("conditions", ())]
    if any("reportedOn" in one for one in found):
        return "verifying"
    return "conditional" if any("metOn" not in one for one in found) else str(decision["outcome"])


def _values(event: Event, row: RowMapping, logged: Mapping[str, str]) -> dict[str, Any]:
    """The columns that a fact sets; `logged`: on which day, and by whom."""
    fact = event.data() | dict(logged)
    match event:
        case ScreeningCompleted():
            return {"screening": fact, "outcome": event.result.outcome}
        case AssessmentRequired():
            return {"ground": event.ground, "exemption": None}
        case AnswersRecorded():
            return {"answers": row["answers"] | {event.question: fact}}
    return drafted(event, dict(row), fact) or _judged(event, row, fact)


def _judged(event: Event, row: RowMapping, fact: dict[str, Any]) -> dict[str, Any]:
    match event:
        case VersionSubmitted():
            return {"submitted": fact, "hash": event.hash, "again": None}
        case AdviceGiven():
            return {"advices": [*row["advices"], fact]}
        case AdviceAnswered():
            return {"replies": [*row["replies"], fact]}
        case DecisionTaken():
            return {"decision": fact}
        case ConditionReported() | EvidenceRefused() | ConditionMet():
            known = row["conditions"] or {}
            return {"conditions": known | {event.condition_id: _followed(event, known.get(event.condition_id), fact)}}
    return _consulted(event, row, fact)


def _consulted(event: Event, row: RowMapping, fact: dict[str, Any]) -> dict[str, Any]:
    """The columns that the prior consultation sets."""
    match event:
        case PriorConsultationSubmitted():
            return {"consultation": fact}
        case PriorConsultationExtended():
            return {"consultation": row["consultation"] | {"until": event.until, "extension": fact}}
        case PriorConsultationAnswered() | PriorConsultationLapsed():
            return {"consultation": row["consultation"] | {"outcome": fact.get("outcome", "lapsed"), "reply": fact}}
    return _turned(event, row, fact)


def _followed(
    event: ConditionReported | EvidenceRefused | ConditionMet, known: Mapping[str, Any] | None, fact: dict[str, Any]
) -> dict[str, Any]:
    """How far a condition is: reported and waiting for a look, refused, or met."""
    match event:
        case ConditionReported():
            return {"evidence": fact["evidence"], "reportedOn": fact["at"], "reportedBy": fact["by"]}
        case EvidenceRefused():
            return {"refusal": fact["reason"], "refusedOn": fact["at"]}
    return {"evidence": (known or {}).get("evidence"), "metOn": fact["at"], "metBy": fact["by"]}


def _turned(event: Event, row: RowMapping, fact: dict[str, Any]) -> dict[str, Any]:
    """The columns that a fact beside the straight way sets."""
    match event:
        case VersionReturned():
            return _anew(row, fact)
        case CaseReopened():
            again = fact | {"untouched": bool(row["submitted"] or row["earlier"])}
            begun = {"again": again, "decision": None, "conditions": None, "exemption": None, "halted": None}
            return _anew(row, fact) | begun
        case ChangeNoted():
            seen = {name: fact[name] for name in ("assessmentVersion", "systemVersion")}
            return {"again": (row["again"] or {}) | seen | {"changedOn": fact["at"], "untouched": True}}
        case ExemptionProposed():
            return {"exemption": fact}
        case AssessmentNotRequired():
            return {"exemption": row["exemption"] | {"confirmedOn": event.confirmed_on, "confirmedBy": fact["by"]}}
        case CaseSuspended() | CaseWithdrawn():
            return {"halted": fact}
        case CaseResumed():
            return {"halted": None}
    return {}


def _touched(event: Event, row: RowMapping) -> dict[str, Any]:
    """Something was written in what was reopened."""
    is_first = isinstance(event, WRITTEN) and (row["again"] or {}).get("untouched")
    return {"again": row["again"] | {"untouched": False}} if is_first else {}


def _anew(row: RowMapping, fact: dict[str, Any]) -> dict[str, Any]:
    """A new version begins; what was submitted before stays on record, with its advice and how it ended."""
    ended = {"submitted": row["submitted"], "advices": row["advices"], "replies": row["replies"]}
    ended |= {name: row[name] for name in ("consultation", "decision", "conditions")} | {"again": fact}
    earlier = [*(row["earlier"] or []), ended] if row["submitted"] else row["earlier"]
    anew: dict[str, Any] = {"submitted": None, "hash": None, "advices": [], "replies": [], "consultation": None}
    return anew | {"earlier": earlier, "again": fact}


async def project_hands(tx: AsyncConnection, envelope: Envelope, event: Event) -> None:
    """Who had a hand in a case."""
    if isinstance(event, HANDS):
        row = {"tenant": envelope.tenant, "member": stamp(envelope, event).by, "id": envelope.subject_id}
        await upsert(tx, hands, row)


async def project_reports(tx: AsyncConnection, envelope: Envelope, event: Event) -> None:
    """Conditions that wait for someone to look, as long as they do."""
    key = {"tenant": envelope.tenant, "id": envelope.subject_id}
    match event:
        case ConditionReported():
            reporter = {"condition": event.condition_id, "member": stamp(envelope, event).by}
            await upsert(tx, reports, key | reporter)
        case EvidenceRefused() | ConditionMet():
            await tx.execute(delete(reports).filter_by(**key, condition=event.condition_id))
        case CaseReopened():
            await tx.execute(delete(reports).filter_by(**key))
