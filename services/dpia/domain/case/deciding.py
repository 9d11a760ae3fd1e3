"""The decision of a case: the table says what is allowed now, and each rule module registers its own commands here."""

from functools import singledispatch

from contracts.envelope import Event
from services.chassis.decider import POLICY, Command, Rejected
from services.chassis.wording import _
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


def must_not_be_fg(command: Command) -> None:
    """GDPR art. 38(6) keeps the FG out of decisions."""
    if "fg" in command.roles:
        raise Rejected("fg-decides-not", _("De FG geeft advies en beslist niet. Vraag een andere beslisser."))


def must_keep_apart(command: Command, state: Case) -> None:
    """Four eyes keep out whoever worked on this version, beside the FG."""
    must_not_be_fg(command)
    if command.by in state.hands:
        sentence = _(
            "U werkte zelf mee aan deze versie en beslist er daarom niet over. Vraag een andere beslisser. "
            "Is die er niet, nodig dan iemand van buiten uit."
        )
        raise Rejected("four-eyes", sentence)
