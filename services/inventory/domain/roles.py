"""Who holds which role in one organisation, and from when until when."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import singledispatch
from typing import Annotated, ClassVar

from pydantic import Field

from contracts.envelope import Event
from contracts.inventory import Day, Line, NameErased, Role, RoleEnded, RoleGranted
from services.chassis.decider import Command, Rejected, Stamp
from services.chassis.wording import _

AGGREGATE = "roles"
APART: Mapping[str, str] = {"fg": "ciso", "ciso": "fg"}
"""Roles that one person may not hold at the same time: whoever supervises does not run what is supervised."""
NEVER = "9999-12-31"
PersonName = Annotated[Line, Field(pattern=r"^[^\x00]*$")]
"""Stands in no fact, so no event refuses the sign that a database cannot keep."""


@dataclass(frozen=True)
class Term:
    """The first and the last day of a role, both included; None is open."""

    start: str | None = None
    until: str | None = None

    def meets(self, other: "Term") -> bool:
        """Do the two share a day?"""
        return (self.start or "") <= (other.until or NEVER) and (other.start or "") <= (self.until or NEVER)


@dataclass(frozen=True)
class Roles:
    """The term of every (member, role) that was granted and not ended; `known`: who was let in under a name."""

    terms: Mapping[tuple[str, str], Term] = field(default_factory=dict)
    known: frozenset[str] = frozenset()


def initial() -> Roles:
    """Before any fact."""
    return Roles()


class GrantRole(Command):
    """Let a person act in a role, or change the dates of a role that is held."""

    CREATES: ClassVar[bool] = True

    member: Annotated[str, Field(min_length=1)]
    role: Role
    valid_from: Day | None = None
    until: Day | None = None


class EndRole(Command):
    """Take a role from a person."""

    member: Annotated[str, Field(min_length=1)]
    role: Role


class EraseName(Command):
    """Erase the name of a person who left (GDPR art. 17)."""

    member: Annotated[str, Field(min_length=1)]


@singledispatch
def decide(command: Command, state: Roles) -> list[Event]:
    """The facts that follow from the command."""
    raise TypeError(f"roles do not know {type(command).__name__}")


@decide.register
def grant(command: GrantRole, state: Roles) -> list[Event]:
    """What is held with the same dates needs no new fact, unless the name was erased since."""
    is_held = state.terms.get((command.member, command.role)) == Term(command.valid_from, command.until)
    if is_held and command.member in state.known:
        return []
    _runs_forward(command)
    _keeps_fg_and_ciso_apart(command, state)
    member, role, start, until = command.member, command.role, command.valid_from, command.until
    return [RoleGranted(member=member, role=role, valid_from=start, until=until)]


@decide.register
def end(command: EndRole, state: Roles) -> list[Event]:
    """Only a role that was granted can end."""
    if (command.member, command.role) not in state.terms:
        raise Rejected("not-held", _("Deze persoon heeft deze rol niet. Kijk in de lijst wie welke rol heeft."))
    return [RoleEnded(member=command.member, role=command.role)]


@decide.register
def erase_name(command: EraseName, state: Roles) -> list[Event]:
    """Who still has a role here, or will have one, keeps a name: colleagues must know who acts."""
    if command.member not in state.known:
        raise Rejected("unknown", _("Van deze persoon is hier geen naam bekend. Er is niets te wissen."))
    today = command.today.isoformat()
    terms = [term for (member, _role), term in state.terms.items() if member == command.member]
    if any((term.until or NEVER) >= today for term in terms):
        sentence = _("Deze persoon heeft hier nog een rol. Beëindig eerst elke rol, wis dan de naam.")
        raise Rejected("holds-role", sentence)
    return [NameErased(member=command.member)]


def _runs_forward(command: GrantRole) -> None:
    if command.until and command.until < command.today.isoformat():
        sentence = _("Deze laatste dag is al voorbij. Kies vandaag of later. Is de rol voorbij, beëindig haar dan.")
        raise Rejected("until-in-past", sentence)
    if command.until and command.until < (command.valid_from or ""):
        raise Rejected("until-before-from", _("De laatste dag ligt voor de eerste dag. Pas een van de twee aan."))


def _keeps_fg_and_ciso_apart(command: GrantRole, state: Roles) -> None:
    """A grant without a first day starts today: what has run out by then is no obstacle."""
    other = state.terms.get((command.member, APART.get(command.role, "")))
    wanted = Term(command.valid_from or command.today.isoformat(), command.until)
    if other and other.meets(wanted):
        raise Rejected(
            "fg-and-ciso",
            _(
                "De FG en de CISO zijn twee verschillende mensen. Geef deze rol aan iemand anders, of beëindig eerst de"
                " andere rol van deze persoon."
            ),
        )


@singledispatch
def evolve(event: Event, state: Roles, stamp: Stamp) -> Roles:
    """The state after one more fact."""
    return state


@evolve.register
def granted(event: RoleGranted, state: Roles, stamp: Stamp) -> Roles:
    """The newest dates replace earlier ones."""
    term = Term(event.valid_from, event.until)
    terms = {**state.terms, (event.member, event.role): term}
    return replace(state, terms=terms, known=state.known | {event.member})


@evolve.register
def ended(event: RoleEnded, state: Roles, stamp: Stamp) -> Roles:
    """The role is no longer held."""
    held = {key: term for key, term in state.terms.items() if key != (event.member, event.role)}
    return replace(state, terms=held)


@evolve.register
def name_erased(event: NameErased, state: Roles, stamp: Stamp) -> Roles:
    """Who comes back is let in under a name again."""
    return replace(state, known=state.known - {event.member})
