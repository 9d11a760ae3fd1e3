"""An organisation becomes a tenant: the same over the API and on the page of the operator."""

from typing import Annotated

from fastapi import Request
from pydantic import Field
from sqlalchemy.ext.asyncio import AsyncConnection

from contracts.inventory import Organisation as Identity
from services.chassis import tenants
from services.chassis.access import OPERATOR, SLUG, Ask, Person, origin_of, running_of
from services.chassis.decider import Command, Rejected
from services.chassis.execute import Done, Order
from services.chassis.wording import _
from services.inventory.domain import organisation as organisations
from services.inventory.domain.organisation import OnboardOrganisation

RESERVED = frozenset({"organisations", "public", "entries", "static", "health", "metrics", "openapi", "sign-in"})


class NewOrganisation(Identity):
    """An organisation that becomes a tenant; `id` stands in every address and never changes."""

    id: Annotated[str, Field(pattern=SLUG)]


async def enrol(request: Request, person: Person, body: NewOrganisation) -> Done:
    """Makes an organisation a tenant; its OIN fixes the source of its events for ever. Raises Rejected."""
    if body.id in RESERVED:
        raise Rejected("reserved", _("Dit id is gereserveerd. Kies een ander id."))
    running = running_of(request)
    identity = Identity.model_validate(body.model_dump(exclude={"id"}))
    member = running.keys.member_of(body.id, person.id)
    ask = Ask(running, body.id, member, frozenset({OPERATOR}), origin_of(request, body.id, member), person)

    async def prepare(tx: AsyncConnection) -> Command:
        await tenants.add(tx, body.id, body.oin)
        return ask.command(OnboardOrganisation, organisation=identity)

    return await ask.execute(Order(organisations, body.id, prepare))
