"""What closes the gate, told once more and in another way: by reading the whole log, without any state."""

from collections.abc import Sequence
from typing import Any

from contracts import inventory
from services.chassis.decider import Logged

CHANGES = (
    inventory.SystemDescribed,
    inventory.DataSourceDocumented,
    inventory.DataSourceRemoved,
    inventory.OversightArranged,
)


def why_closed(log: Sequence[Logged], assessment_rule: str) -> set[str]:
    """The codes of everything that keeps the gate closed after these facts."""
    return _of_the_assessment(log, assessment_rule) | _of_the_changes(log) | _of_the_system(log)


def _last(log: Sequence[Logged], *kinds: type) -> Any:
    return next((entry for entry in reversed(log) if isinstance(entry.event, kinds)), None)


def _of_the_assessment(log: Sequence[Logged], assessment_rule: str) -> set[str]:
    noted = _last(log, inventory.AssessmentNoted)
    if noted is None:
        return {"assessment-missing"}
    codes = {"condition-open"} if noted.event.open_conditions else set()
    good = {"approved", "no-personal-data"} | ({"not-required"} if assessment_rule == "when-required" else set())
    if noted.event.standing not in good:
        return codes | {"assessment-missing"}
    current = 1 + sum(getattr(entry.event, "change", None) == "substantial" for entry in log)
    return codes if noted.event.assessment_version == current else codes | {"assessment-outdated"}


def _of_the_changes(log: Sequence[Logged]) -> set[str]:
    frozen = [
        entry.event
        for entry in log
        if isinstance(entry.event, inventory.AssessmentNoted)
        and entry.event.standing not in ("in-progress", "withdrawn")
    ]
    if not frozen:
        return set()
    for position, entry in enumerate(log):
        if isinstance(entry.event, CHANGES) and entry.event.change is None:
            later = [each.event for each in log[position:] if isinstance(each.event, inventory.ChangeClassified)]
            weighed = any(fact.up_to >= entry.stamp.version for fact in later)
            if entry.stamp.version > frozen[-1].system_version and not weighed:
                return {"change-unclassified"}
    return set()


def _of_the_system(log: Sequence[Logged]) -> set[str]:
    codes = set() if _last(log, inventory.OversightArranged) else {"oversight-missing"}
    given = _last(log, inventory.SystemClassified)
    if given is None or given.event.ai_act_class == "unknown":
        return codes | {"classification-missing"}
    if given.event.ai_act_class == "prohibited":
        codes.add("prohibited")
    confirmed = _last(log, inventory.ClassificationConfirmed)
    if confirmed is None or confirmed.stamp.version < given.stamp.version or confirmed.stamp.by == given.stamp.by:
        codes.add("classification-unconfirmed")
    return codes
