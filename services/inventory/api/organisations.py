"""Organisations, their policy, and who may act in which role."""

from typing import Annotated

from fastapi import APIRouter, Path, Request, Response
from sqlalchemy.ext.asyncio import AsyncConnection

from contracts.inventory import Day, Policy, Role
from contracts.inventory import Organisation as Identity
from services.chassis.access import (
    OPERATOR,
    Ask,
    Operator,
    Organisation,
    ask_of,
    needs,
    running_of,
    signed_in,
)
from services.chassis.database import upsert
from services.chassis.decider import Command
from services.chassis.execute import NotFound, Order
from services.chassis.web import After, Answer, Body, IfMatch, Limit, Page, Written, bearer, page_of, place, written
from services.inventory import queries
from services.inventory.domain import organisation as organisations
from services.inventory.domain import roles
from services.inventory.domain.organisation import AdoptPolicy, ChangeOrganisation
from services.inventory.domain.roles import EndRole, EraseName, GrantRole, PersonName
from services.inventory.policies.enrolling import NewOrganisation, enrol
from services.inventory.tables import people

router = APIRouter(dependencies=[bearer])


class KnownOrganisation(Answer):
    """An organisation; `source` is what its events are signed with."""

    id: str
    name: str
    oin: str
    cbs_code: str | None = None
    tooi_code: str | None = None
    contact: str | None = None


class Onboarded(Written):
    """The new tenant and the source of its inventory facts."""

    source: str


class Membership(Body):
    """Who the member is, and from and until when the role is held."""

    name: PersonName | None = None
    valid_from: Annotated[Day | None, Path(alias="from")] = None
    until: Day | None = None


class Member(Answer):
    """Who asks: the reference under which this organisation knows the person, and the roles held."""

    member: str
    roles: list[str]


@router.get("/organisations", response_model_exclude_none=True, operation_id="listOrganisations")
async def list_organisations(
    request: Request, _: Operator, after: After = None, limit: Limit = 25
) -> Page[KnownOrganisation]:
    """The organisations of this installation, by id."""
    begin = place(after, 1)
    async with running_of(request).db.view() as tx:
        rows = await queries.list_organisations(tx, begin[0] if begin else None, limit + 1)
    return Page[KnownOrganisation].model_validate(page_of(request, rows, limit, lambda row: (row["id"],)))


@router.post("/organisations", status_code=201, operation_id="onboardOrganisation")
async def onboard(request: Request, response: Response, person: Operator, body: NewOrganisation) -> Onboarded:
    """Makes an organisation a tenant; its OIN fixes the source of its events for ever."""
    done = await enrol(request, person, body)
    said = written(response, done, f"/inventory/v1/organisations/{body.id}")
    return Onboarded(**said, source=f"urn:nld:oin:{body.oin}:systeem:helder-inventory")


@router.get("/organisations/{organisation}", response_model_exclude_none=True, operation_id="getOrganisation")
async def get_organisation(response: Response, ask: Annotated[Ask, needs(operators=True)]) -> KnownOrganisation:
    """One organisation."""
    async with ask.running.db.view(ask.tenant) as tx:
        row = await queries.organisation(tx, ask.tenant)
    if row is None:
        raise NotFound("organisation")
    response.headers["ETag"] = f'"{row["version"]}"'
    return KnownOrganisation.model_validate({"id": ask.tenant, **row["organisation"]})


@router.put("/organisations/{organisation}", operation_id="changeOrganisation")
async def change_organisation(
    response: Response,
    ask: Annotated[Ask, needs("coordinator", OPERATOR)],
    body: Identity,
    expected: IfMatch = None,
) -> Written:
    """Says anew who the organisation is; what is left out is not known any more, and the OIN stays as it is."""
    command = ask.command(ChangeOrganisation, organisation=body)
    done = await ask.execute(Order(organisations, ask.tenant, command, expected))
    return Written(**written(response, done))


@router.put("/organisations/{organisation}/policy", operation_id="adoptPolicy")
async def adopt_policy(response: Response, ask: Annotated[Ask, needs("coordinator")], body: Policy) -> Written:
    """Adopts the organisation's policy on AI."""
    done = await ask.execute(Order(organisations, ask.tenant, ask.command(AdoptPolicy, policy=body)))
    return Written(**written(response, done))


@router.get("/organisations/{organisation}/policy", operation_id="getPolicy")
async def get_policy(response: Response, ask: Annotated[Ask, needs()]) -> Policy:
    """The policy that holds now."""
    async with ask.running.db.view(ask.tenant) as tx:
        row = await queries.organisation(tx, ask.tenant)
    if row is None or row["policy"] is None:
        raise NotFound("policy")
    response.headers["ETag"] = f'"{row["version"]}"'
    return Policy.model_validate(row["policy"])


@router.get("/organisations/{organisation}/members/me", operation_id="getMember")
async def get_member(request: Request, organisation: Organisation) -> Member:
    """Who asks, also without any role yet: this reference is what a coordinator grants a role to."""
    ask = await ask_of(request, signed_in(request), organisation)
    return Member(member=ask.member, roles=sorted(ask.roles))


@router.get("/organisations/{organisation}/members", operation_id="listMembers")
async def list_members(ask: Annotated[Ask, needs(operators=True)]) -> dict[str, str]:
    """The names behind member references."""
    async with ask.running.db.view(ask.tenant) as tx:
        return await queries.members(tx, ask.tenant)


ROLE = "/organisations/{organisation}/roles/{role}/members/{member}"
MemberId = Annotated[str, Path(pattern=r"^[a-z2-7]{26}$", description="a member reference: see members/me")]


@router.put(ROLE, operation_id="grantRole")
async def grant_role(
    response: Response,
    ask: Annotated[Ask, needs("coordinator", OPERATOR)],
    role: Role,
    member: MemberId,
    body: Membership,
) -> Written:
    """Lets a person act in a role. The name is kept apart from the facts, and can be erased."""
    command = ask.command(GrantRole, member=member, role=role, valid_from=body.valid_from, until=body.until)

    async def prepare(tx: AsyncConnection) -> Command:
        if body.name:
            await upsert(tx, people, {"tenant": ask.tenant, "member": member, "name": body.name})
        return command

    done = await ask.execute(Order(roles, ask.tenant, prepare))
    return Written(**written(response, done))


@router.delete("/organisations/{organisation}/members/{member}/name", operation_id="eraseName")
async def erase_name(
    response: Response, ask: Annotated[Ask, needs("coordinator", OPERATOR)], member: MemberId
) -> Written:
    """Erases the name of a person who holds no role any more; the reference stays in what was done."""
    done = await ask.execute(Order(roles, ask.tenant, ask.command(EraseName, member=member)))
    return Written(**written(response, done))


@router.delete(ROLE, operation_id="endRole")
async def end_role(
    response: Response, ask: Annotated[Ask, needs("coordinator", OPERATOR)], role: Role, member: MemberId
) -> Written:
    """Takes a role from a person."""
    done = await ask.execute(Order(roles, ask.tenant, ask.command(EndRole, member=member, role=role)))
    return Written(**written(response, done))
