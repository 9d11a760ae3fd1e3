"""Which rule decides on a command: each module of rules registers its own."""

from functools import singledispatch

from contracts.envelope import Event
from services.chassis.decider import Command, Rejected
from services.chassis.wording import _
from services.publication.domain.entry.state import Draft, Entry


@singledispatch
def decide(command: Command, state: Entry) -> list[Event]:
    """The facts that follow from the command; raises Rejected."""
    raise TypeError(f"no rule for {type(command).__name__}")


def need_draft(state: Entry) -> Draft:
    """The open draft or draft revision; raises Rejected when there is none."""
    need_open(state)
    if state.draft is None:
        raise Rejected("no-draft", _("Er zijn geen wijzigingen om openbaar te maken. Wijzig eerst de vermelding."))
    return state.draft


def need_entry(state: Entry) -> None:
    """Raises Rejected when the system was never drafted, also when something was noted of it."""
    if not state.exists:
        raise Rejected(
            "unknown", _("Deze vermelding is er nog niet. Wacht tot het systeem uit de inventaris bekend is.")
        )


def need_open(state: Entry) -> None:
    """Raises Rejected also when the entry was taken off the public site: it does not come back."""
    need_entry(state)
    if state.withdrawn is not None:
        raise Rejected(
            "withdrawn",
            _(
                "Deze vermelding is van de publieke site gehaald en komt niet terug. Hoort dit systeem toch in het "
                "register? Zet het opnieuw in de inventaris: dan ontstaat er een nieuwe vermelding."
            ),
        )
