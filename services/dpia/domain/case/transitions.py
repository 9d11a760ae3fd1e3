"""Which command leads from which state to which, and who may give it: rules, API, tests and picture use this table."""

from collections.abc import Callable, Collection
from dataclasses import dataclass

from services.chassis.decider import Command, Rejected
from services.dpia.domain.case.commands import (
    AgreeMeasure,
    AnswerAdvice,
    AnswerQuestion,
    Decide,
    GiveAdvice,
    OpenCase,
    RecordRisk,
    Screen,
    Submit,
)
from services.dpia.domain.case.lacking import to_submit
from services.dpia.domain.case.state import Case

Kind = type[Command]
WRITERS = ("process-owner", "privacy-officer")


@dataclass(frozen=True)
class Transition:
    """A command that is allowed in `sources` and leads to one of `targets`; without roles a policy gives it."""

    command: Kind
    sources: tuple[str, ...]
    targets: tuple[str, ...]
    who: tuple[str, ...] = ()


@dataclass(frozen=True)
class Refusal:
    """Why a command cannot be now, and what is needed first."""

    code: str
    sentence: str
    missing: Callable[[Case], Collection[str]] = lambda state: ()


HEARD = ("advising", "answering", "deciding")
TRANSITIONS = (
    Transition(OpenCase, ("unopened",), ("screening",)),
    Transition(Screen, ("screening", "drafting"), ("drafting",), WRITERS),
    Transition(AnswerQuestion, ("drafting",), ("drafting",), WRITERS),
    Transition(RecordRisk, ("drafting",), ("drafting",), WRITERS),
    Transition(AgreeMeasure, ("drafting",), ("drafting",), WRITERS),
    Transition(Submit, ("drafting",), ("advising",), ("process-owner",)),
    Transition(GiveAdvice, HEARD, HEARD, ("fg",)),
    Transition(AnswerAdvice, ("answering",), HEARD, ("process-owner",)),
    Transition(Decide, ("deciding",), ("approved", "rejected"), ("decision-maker",)),
)

SUBMITTED = Refusal("submitted", "Deze versie is ingediend en staat vast. Wacht op het advies en het besluit.")
DECIDED = Refusal("decided", "Over deze DPIA is al beslist. Wat beslist is, verandert niet meer.")
NOT_SUBMITTED = Refusal("not-submitted", "Deze DPIA is nog niet ingediend. De proceseigenaar dient haar eerst in.")
ADVICE_MISSING = Refusal(
    "advice-missing", "De FG heeft nog geen advies gegeven. Wacht daarop.", lambda state: ["advice-fg"]
)
REFUSALS: dict[str, Refusal] = {
    "unopened": Refusal("unknown", "Deze DPIA is hier niet bekend. Zoek het algoritme op in de lijst."),
    "screening": Refusal("screening-missing", "Vul eerst de toets vooraf in.", lambda state: ["screening"]),
    "drafting": NOT_SUBMITTED,
    "advising": SUBMITTED,
    "answering": SUBMITTED,
    "deciding": SUBMITTED,
    "approved": DECIDED,
    "rejected": DECIDED,
}
"""What is said of a command that is not allowed in this state."""
EXCEPTIONS: dict[tuple[str, Kind], Refusal] = {
    ("screening", Submit): Refusal(
        "incomplete", "Deze DPIA is nog niet compleet. Vul eerst aan wat ontbreekt.", to_submit
    ),
    ("screening", GiveAdvice): NOT_SUBMITTED,
    ("screening", AnswerAdvice): NOT_SUBMITTED,
    ("screening", Decide): NOT_SUBMITTED,
    ("advising", AnswerAdvice): ADVICE_MISSING,
    ("advising", Decide): ADVICE_MISSING,
    ("answering", Decide): Refusal(
        "points-open",
        "Nog niet elk punt van het advies is beantwoord. De proceseigenaar doet dat eerst.",
        lambda state: state.open_points,
    ),
    ("deciding", AnswerAdvice): Refusal("answered", "Elk punt van het advies is al beantwoord."),
}
"""Where another sentence helps better."""
_BY_COMMAND = {transition.command: transition for transition in TRANSITIONS}


def is_allowed(command: Kind, source: str) -> bool:
    """Does the table lead on from this state?"""
    return source in _BY_COMMAND[command].sources


def who(command: Kind) -> tuple[str, ...]:
    """The roles that may give this command."""
    return _BY_COMMAND[command].who


def refusal(command: Kind, state: Case) -> Rejected:
    """What is said of a command that the table does not allow now."""
    said = EXCEPTIONS.get((state.phase, command), REFUSALS[state.phase])
    return Rejected(said.code, said.sentence, said.missing(state))
