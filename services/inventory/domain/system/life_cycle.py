"""The life of a system from idea to retirement: which steps can follow, and the gate before some of them."""

from collections.abc import Mapping
from typing import Any

from contracts.envelope import Event
from contracts.inventory import STAGES
from services.chassis.decider import Rejected
from services.chassis.wording import _, joined
from services.inventory.domain.system.commands import TakeStep
from services.inventory.domain.system.deciding import decide
from services.inventory.domain.system.gate import guarded, readiness
from services.inventory.domain.system.state import System, described

NEXT: Mapping[str, tuple[str, ...]] = {
    "idea": ("development", "pilot", "in-use", "retired"),
    "development": ("pilot", "in-use", "retired"),
    "pilot": ("development", "in-use", "suspended", "retired"),
    "in-use": ("suspended", "retired"),
    "suspended": ("development", "pilot", "in-use", "retired"),
    "retired": (),
}
NOW: Mapping[str, str] = {
    "idea": _(
        "Dit systeem is een idee. U kunt nu met de ontwikkeling, een proef of het gebruik beginnen, of ermee stoppen."
    ),
    "development": _(
        "Dit systeem is in ontwikkeling. U kunt nu met een proef of het gebruik beginnen, of ermee stoppen."
        " Gaat u echte persoonsgegevens gebruiken, meld dan de ontwikkeling opnieuw."
    ),
    "pilot": _(
        "Met dit systeem loopt een proef. U kunt nu terug naar de ontwikkeling, met het gebruik beginnen, het"
        " stilleggen of ermee stoppen."
    ),
    "in-use": _("Dit systeem is in gebruik. U kunt het nu stilleggen of ermee stoppen."),
    "suspended": _(
        "Dit systeem ligt stil. U kunt nu terug naar de ontwikkeling, opnieuw met een proef of het gebruik"
        " beginnen, of ermee stoppen."
    ),
    "retired": _("Dit systeem is uit gebruik. Registreer een nieuw systeem als u er weer mee wilt beginnen."),
}
NOT_READY = _("Deze stap kan nog niet. Regel eerst wat er ontbreekt.")
EARLIEST = "1970-01"
"""The first month that a person may give for a step: whoever types an earlier one mistook the year."""
STARTS: Mapping[str, type[Event]] = {stage: fact for fact, stage in STAGES.items()}


def possible_steps(state: System) -> tuple[str, ...]:
    """The steps that can follow now, whether or not the gate lets them through.

    Development can be begun again while it goes on without real personal data: to begin to use them.
    """
    again = ("development",) if state.stage == "development" and not state.personal_data else ()
    return again + NEXT[state.stage]


@decide.register
def take_step(command: TakeStep, state: System) -> list[Event]:
    """A step that can follow now, and for which nothing is missing; it begins this month unless said otherwise."""
    described(state)
    _can_follow(command, state)
    if missing := readiness(state, command.step, command.assessment_rule, command.personal_data):
        raise Rejected("not-ready", joined(" ", (NOT_READY, *_awaited(state))), missing)
    month = command.today.strftime("%Y-%m")
    _is_likely(command.since, month)
    return [STARTS[command.step].model_validate(_said(command, state) | {"since": command.since or month})]


def _is_likely(since: str | None, now: str) -> None:
    if since and since > now:
        raise Rejected("since-in-future", _("Deze maand ligt in de toekomst. Zet de stap als het zover is."))
    if since and since < EARLIEST:
        raise Rejected("since-too-early", _("Deze maand ligt voor 1970. Kijk het jaartal na, of laat de maand leeg."))


def _awaited(state: System) -> list[str]:
    """A sentence on the conditions of the decision that still block use, by who sees to them and by when, if any do."""
    awaited = state.assessment.awaited if state.assessment else ()
    named = [_("{role}, uiterlijk {due}", role=condition.owner_role, due=condition.due) for condition in awaited]
    sentence = _("Nog niet vervulde voorwaarden uit het besluit: {conditions}.", conditions=joined("; ", named))
    return [sentence] if named else []


def _can_follow(command: TakeStep, state: System) -> None:
    again = command.step == state.stage and not command.personal_data
    if again or command.step not in possible_steps(state):
        raise Rejected("not-now", NOW[state.stage])


def _said(command: TakeStep, state: System) -> dict[str, Any]:
    passed = state.assessment if guarded(command.step, command.personal_data) else None
    said = {
        "reason": command.reason,
        "assessment_version": state.assessment_version,
        "decision_version": passed.noted_version if passed else None,
    }
    return said | {"personal_data": command.personal_data} if command.step == "development" else said
