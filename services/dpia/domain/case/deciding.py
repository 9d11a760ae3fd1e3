"""The decision of a case: each rule module registers its own commands here."""

from functools import singledispatch

from contracts.envelope import Event
from services.chassis.decider import Command, Rejected
from services.dpia.domain.case.state import Case


@singledispatch
def decide(command: Command, state: Case) -> list[Event]:
    """The facts that follow from the command."""
    raise TypeError(f"a case does not know {type(command).__name__}")


def must_be_open(state: Case) -> None:
    """There is a case, and no decision on it yet."""
    if not state.opened:
        raise Rejected("unknown", "Deze DPIA is hier niet bekend. Zoek het algoritme op in de lijst.")
    if state.decision:
        raise Rejected("decided", "Over deze DPIA is al beslist. Wat beslist is, verandert niet meer.")
