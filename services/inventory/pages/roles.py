"""Letting a person act in a role, and taking a role away."""

from collections.abc import Iterable
from typing import Annotated

from fastapi import APIRouter, Path, Query, Response
from pydantic import Field
from sqlalchemy import RowMapping
from sqlalchemy.ext.asyncio import AsyncConnection

from contracts.inventory import Day, Role
from services.chassis import days
from services.chassis.access import OPERATOR
from services.chassis.database import upsert
from services.chassis.decider import Command
from services.chassis.execute import NotFound, Order
from services.chassis.pages import Form, submit
from services.chassis.web import Body
from services.chassis.wording import _
from services.inventory import queries
from services.inventory.domain import roles
from services.inventory.domain.roles import EndRole, EraseName, GrantRole, PersonName
from services.inventory.pages import words
from services.inventory.pages.here import Here, ask_for, here, show
from services.inventory.tables import people

router = APIRouter()
PATH = "/{organisation}/organisation/roles"
MEMBER = r"^[a-z2-7]{26}$"
Granter = Annotated[Here, here("coordinator", OPERATOR)]
ASKED = {
    "member": _("Vul het kenmerk in dat uw collega op de pagina Organisatie ziet."),
    "name": _("Vul de naam van uw collega in."),
    "role": _("Kies een rol."),
}
WRONG = {"member": _("Dit is geen kenmerk. Het heeft 26 tekens: kleine letters en de cijfers 2 tot en met 7.")}


class Membership(Body):
    """Who gets which role, from and until when."""

    member: Annotated[str, Field(pattern=MEMBER)]
    name: PersonName
    role: Role
    valid_from: Annotated[Day | None, Field(alias="from")] = None
    until: Day | None = None


@router.get(PATH)
async def grant_form(at: Granter, role: Annotated[str, Query(max_length=40)] = "") -> Response:
    """An empty form, or one for the role that someone is wanted in."""
    return await show(at, "organisation-role.html", Form({"role": role}), options=_options())


def _options() -> words.Options:
    return [(role, words.ROLES[role]) for role in words.ROLE_DUTIES]


@router.post(PATH)
async def grant(at: Granter) -> Response:
    """Lets a person act in a role; the name is kept apart from the facts."""
    form = await Form.of(at.request)

    async def act() -> str:
        given = form.read(Membership)
        fields = {"member": given.member, "role": given.role, "valid_from": given.valid_from, "until": given.until}
        command = at.ask.command(GrantRole, **fields)

        async def prepare(tx: AsyncConnection) -> Command:
            await upsert(tx, people, {"tenant": at.ask.tenant, "member": given.member, "name": given.name})
            return command

        await at.ask.execute(Order(roles, at.ask.tenant, prepare))
        return f"{at.organisation}/organisation#mensen"

    async def again(form: Form) -> Response:
        form.errors |= {name: WRONG[name] for name in form.errors if name in WRONG}
        form.at_field("until", "until-in-past", "until-before-from")
        ask_for(form, ASKED)
        return await show(at, "organisation-role.html", form, options=_options())

    return await submit(form, act, again)


End = "/{role}/members/{member}/end"
MemberId = Annotated[str, Path(pattern=MEMBER)]


@router.get(PATH + End)
async def ask_end(at: Granter, role: Role, member: MemberId) -> Response:
    """What will happen when the role ends."""
    return await _show_end(at, role, member, None)


@router.post(PATH + End)
async def end(at: Granter, role: Role, member: MemberId) -> Response:
    """Takes the role from the person."""
    form = await Form.of(at.request)

    async def act() -> str:
        await at.ask.execute(Order(roles, at.ask.tenant, at.ask.command(EndRole, member=member, role=role)))
        return f"{at.organisation}/organisation#mensen"

    async def again(form: Form) -> Response:
        return await _show_end(at, role, member, form)

    return await submit(form, act, again)


def coordinators(held: Iterable[RowMapping]) -> set[str]:
    """Who can give roles today, of these terms."""
    today = days.today()
    acting = (one for one in held if (one["valid_from"] or today) <= today <= (one["until"] or today))
    return {one["member"] for one in acting if one["role"] == "coordinator"}


async def _show_end(at: Here, role: str, member: str, form: Form | None) -> Response:
    async with at.ask.running.db.view(at.ask.tenant) as tx:
        held = await queries.role_holders(tx, at.ask.tenant)
        names = await queries.members(tx, at.ask.tenant)
    if form is None and not any(one["member"] == member and one["role"] == role for one in held):
        raise NotFound(f"role/{role}")
    known = {"role_word": words.ROLES[role], "holder": names.get(member, member), "own_role": member == at.ask.member}
    only = role == "coordinator" and coordinators(held) == {member}
    return await show(at, "organisation-role-end.html", form, only=only, **known)


ERASE = "/{organisation}/organisation/people/{member}/erase"


@router.get(ERASE)
async def ask_erase(at: Granter, member: MemberId) -> Response:
    """What will happen when the name is erased."""
    return await _show_erase(at, member, None)


@router.post(ERASE)
async def erase(at: Granter, member: MemberId) -> Response:
    """Erases the name of a person who left."""
    form = await Form.of(at.request)

    async def act() -> str:
        await at.ask.execute(Order(roles, at.ask.tenant, at.ask.command(EraseName, member=member)))
        return f"{at.organisation}/organisation#mensen"

    return await submit(form, act, lambda form: _show_erase(at, member, form))


async def _show_erase(at: Here, member: str, form: Form | None) -> Response:
    async with at.ask.running.db.view(at.ask.tenant) as tx:
        name = (await queries.members(tx, at.ask.tenant)).get(member)
    if name is None and form is None:
        raise NotFound(f"member/{member}")
    return await show(at, "organisation-person-erase.html", form, name=name or member)
