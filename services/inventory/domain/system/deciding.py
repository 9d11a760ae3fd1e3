"""Where a command finds its rule: every module with rules registers them here."""

from functools import singledispatch

from contracts.envelope import Event
from services.chassis.decider import Command
from services.inventory.domain.system.state import System


@singledispatch
def decide(command: Command, state: System) -> list[Event]:
    """The facts that follow from the command."""
    raise TypeError(f"a system does not know {type(command).__name__}")
