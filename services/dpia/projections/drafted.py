"""The columns of a case that its risks and measures set."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from contracts.dpia import MeasureAgreed, MeasureRemoved, ResidualWeighed, RiskRecorded, RiskRemoved
from contracts.envelope import Event
from services.dpia.domain.risks import LEVELS, to_weigh, without

Rows = Sequence[Mapping[str, Any]]


def drafted(event: Event, row: Mapping[str, Any], fact: dict[str, Any]) -> dict[str, Any]:
    """What the fact makes of them, in the order in which each was first written down; nothing of another fact."""
    match event:
        case RiskRecorded():
            return _risks(_put(row["risks"], "riskId", fact), row, event.risk_id)
        case RiskRemoved():
            return _risks(_cut(row["risks"], "riskId", event.risk_id), row, event.risk_id)
        case MeasureAgreed():
            return {"measures": _put(row["measures"], "measureId", fact)} | _weighed_anew(row, _changed(row, fact))
        case MeasureRemoved():
            held = next((one["risks"] for one in row["measures"] if one["measureId"] == event.measure_id), ())
            return {"measures": _cut(row["measures"], "measureId", event.measure_id)} | _weighed_anew(row, held)
        case ResidualWeighed():
            return {"residuals": (row["residuals"] or {}) | {event.risk_id: fact}}
    return {}


def _risks(risks: Rows, row: Mapping[str, Any], touched: str) -> dict[str, Any]:
    highest = max((risk["level"] for risk in risks), key=LEVELS.index, default=None)
    return {"risks": risks, "level": highest} | _weighed_anew(row, (touched,))


def _changed(row: Mapping[str, Any], fact: Mapping[str, Any]) -> frozenset[str]:
    """The risks that a measure which was there already is now against in another way."""
    before = next((one for one in row["measures"] if one["measureId"] == fact["measureId"]), None)
    return to_weigh(before["risks"], fact["risks"], before["text"] == fact["text"]) if before else frozenset()


def _weighed_anew(row: Mapping[str, Any], risks: Iterable[str]) -> dict[str, Any]:
    residuals = row["residuals"] or {}
    left = without(residuals, *risks)
    return {} if len(left) == len(residuals) else {"residuals": left}


def _put(rows: Rows, key: str, fact: dict[str, Any]) -> list[Mapping[str, Any]]:
    """The fact in the place of the one with its id, else at the end."""
    if all(one[key] != fact[key] for one in rows):
        return [*rows, fact]
    return [fact if one[key] == fact[key] else one for one in rows]


def _cut(rows: Rows, key: str, id: str) -> list[Mapping[str, Any]]:
    return [one for one in rows if one[key] != id]
