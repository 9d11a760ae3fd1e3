"""One rule for each command: the modules beside this one register theirs."""

from functools import singledispatch

from contracts.envelope import Event
from services.chassis.decider import Command
from services.feedback.domain.dialogue.state import Dialogue


@singledispatch
def decide(command: Command, state: Dialogue) -> list[Event]:
    """The facts that follow from the command; raises Rejected."""
    raise TypeError(f"no rule for {type(command).__name__}")
