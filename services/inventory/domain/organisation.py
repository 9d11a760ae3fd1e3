"""The life of one organisation as a tenant: who it is, and the policy on AI that it adopted."""

from dataclasses import dataclass, replace
from functools import singledispatch
from typing import ClassVar

from contracts.envelope import READING, Event
from contracts.inventory import Organisation, OrganisationChanged, OrganisationOnboarded, Policy, PolicyAdopted
from services.chassis.decider import Command, Rejected, Stamp
from services.chassis.wording import _

AGGREGATE = "organisation"


@dataclass(frozen=True)
class Tenant:
    """What is known of an organisation; without `organisation` it is no tenant yet."""

    organisation: Organisation | None = None
    policy: Policy | None = None


def initial() -> Tenant:
    """Before any fact."""
    return Tenant()


class OnboardOrganisation(Command):
    """Make an organisation a tenant."""

    CREATES: ClassVar[bool] = True

    organisation: Organisation


class ChangeOrganisation(Command):
    """Say anew who the organisation is; its OIN stays as it is."""

    organisation: Organisation


class AdoptPolicy(Command):
    """Adopt a policy, or replace the one that holds."""

    policy: Policy


@singledispatch
def decide(command: Command, state: Tenant) -> list[Event]:
    """The facts that follow from the command."""
    raise TypeError(f"an organisation does not know {type(command).__name__}")


@decide.register
def onboard(command: OnboardOrganisation, state: Tenant) -> list[Event]:
    """The same organisation twice changes nothing; another one under the same id is refused."""
    if state.organisation == command.organisation:
        return []
    if state.organisation:
        raise Rejected("exists", _("Er is al een organisatie met dit adres en andere gegevens. Kies een ander adres."))
    return [OrganisationOnboarded(**command.organisation.model_dump())]


@decide.register
def change(command: ChangeOrganisation, state: Tenant) -> list[Event]:
    """All but the OIN: it stands in the source of each fact, so another OIN is another organisation."""
    known = _known(state)
    if command.organisation.oin != known.oin:
        raise Rejected(
            "oin-fixed",
            _(
                "Het OIN blijft zoals het is: het staat in elk feit in het logboek. Is dit een andere organisatie, meld"
                " die dan apart aan."
            ),
        )
    return [] if known == command.organisation else [OrganisationChanged(**command.organisation.model_dump())]


@decide.register
def adopt(command: AdoptPolicy, state: Tenant) -> list[Event]:
    """A policy is looked at again after it was adopted."""
    _known(state)
    if command.policy.next_review <= command.policy.adopted_on:
        raise Rejected("review-before-adoption", _("Kies voor de volgende herziening een dag na de vaststelling."))
    return [] if state.policy == command.policy else [PolicyAdopted(**command.policy.model_dump())]


def _known(state: Tenant) -> Organisation:
    if state.organisation is None:
        raise Rejected("unknown", _("Deze organisatie is hier niet bekend. Meld haar eerst aan."))
    return state.organisation


@singledispatch
def evolve(event: Event, state: Tenant, stamp: Stamp) -> Tenant:
    """The state after one more fact."""
    return state


@evolve.register
def told(event: OrganisationOnboarded | OrganisationChanged, state: Tenant, stamp: Stamp) -> Tenant:
    """It is a tenant from here on, and who it is was said last here."""
    return replace(state, organisation=Organisation.model_validate(event.model_dump()))


@evolve.register
def adopted(event: PolicyAdopted, state: Tenant, stamp: Stamp) -> Tenant:
    """The newest policy holds."""
    return replace(state, policy=Policy.model_validate(event.model_dump(), context=dict(READING)))
