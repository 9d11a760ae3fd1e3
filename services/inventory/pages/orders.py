"""One command on the system in the address."""

from services.chassis.decider import Command
from services.chassis.execute import Order, Prepare
from services.chassis.texts import Prose as Texts
from services.inventory.domain import system
from services.inventory.pages.here import Here


def order(at: Here, command: Command | Prepare, texts: Texts | None, expected: int) -> Order:
    """For the version that the person saw."""
    return Order(system, at.id, command, expected, texts=texts.texts if texts else ())
