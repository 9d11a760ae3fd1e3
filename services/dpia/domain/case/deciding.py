"""The decision of a case: the table says what is allowed now, and each rule module registers its own commands here."""

from functools import singledispatch

from contracts.envelope import Event
from services.chassis.decider import POLICY, Command
from services.dpia.domain.case import transitions
from services.dpia.domain.case.state import Case


def decide(command: Command, state: Case) -> list[Event]:
    """The facts that follow from the command; what a policy asks twice or too late is passed over."""
    if transitions.is_allowed(type(command), state.phase):
        return rule(command, state)
    if command.by.startswith(POLICY):
        return []
    raise transitions.refusal(type(command), state)


@singledispatch
def rule(command: Command, state: Case) -> list[Event]:
    """The facts that follow from a command that is allowed in this state."""
    raise TypeError(f"a case does not know {type(command).__name__}")
