"""What is known of one dialogue, and what a step asks of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from contracts.feedback import DialoguePlan
from services.chassis.decider import Rejected
from services.chassis.wording import _


@dataclass(frozen=True)
class Promise:
    """Who sees to it, by role and where one was named by reference, and whether nothing is left to do."""

    owner: str
    member: str | None = None
    done: bool = False


@dataclass(frozen=True)
class Dialogue:
    """Who comes is not here: names and addresses stand in the erasable store."""

    plan: DialoguePlan | None = None
    published: bool = False
    held: bool = False
    cancelled: bool = False
    sign_ups: frozenset[str] = frozenset()
    outcomes: Mapping[str, Promise] = field(default_factory=dict)


def initial() -> Dialogue:
    """Nothing is planned yet."""
    return Dialogue()


def need_plan(state: Dialogue) -> DialoguePlan:
    """Refuses a dialogue that nobody planned; its plan."""
    if state.plan is None:
        raise Rejected("unknown", _("Deze bijeenkomst is er niet. Kijk in de lijst met bijeenkomsten."))
    return state.plan


def need_going(state: Dialogue) -> None:
    """Refuses one that will not take place."""
    if state.cancelled:
        raise Rejected("cancelled", _("Deze bijeenkomst is afgezegd. Plan een nieuwe."))


def need_held(state: Dialogue) -> None:
    """Refuses one that did not take place yet."""
    need_plan(state)
    if not state.held:
        raise Rejected("not-held", _("Schrijf eerst het verslag van de bijeenkomst. Daarna komen de uitkomsten."))
