"""The organisation: who it is, its policy on AI, and who acts in which role."""

from collections.abc import Iterable, Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse
from sqlalchemy import RowMapping

from contracts.inventory import Organisation as Identity
from contracts.inventory import Policy
from services.chassis import days
from services.chassis.access import OPERATOR, NotEnrolled, Organisation, ask_of, signed_in
from services.chassis.execute import Order
from services.chassis.pages import Form, fields_of, submit
from services.chassis.wording import _, joined
from services.inventory import queries
from services.inventory.domain import organisation as organisations
from services.inventory.domain.organisation import AdoptPolicy, ChangeOrganisation
from services.inventory.pages import enrolling, words
from services.inventory.pages.first_run import first_run
from services.inventory.pages.here import Here, ask_for, filled, here, seen, show
from services.inventory.pages.roles import coordinators

router = APIRouter()
PATH = "/{organisation}/organisation"
KEPT = {"cache-control": "private, max-age=300", "vary": "Cookie"}
"""A browser asks for names once in five minutes; nobody else's browser, and nothing between, may keep them."""
ASKED: Mapping[str, str] = {
    "principles": _("Schrijf ten minste één uitgangspunt op."),
    "oversight": _("Schrijf op hoe mensen toezicht houden."),
    "assessment": _("Kies wanneer een DPIA nodig is."),
    "adoptedOn": _("Vul de dag in waarop het beleid is vastgesteld."),
    "adoptedBy": _("Vul in wie het beleid vaststelde, bijvoorbeeld het college."),
    "nextReview": _("Vul in wanneer u het beleid opnieuw bekijkt."),
}


@router.get(PATH)
async def organisation_page(request: Request, organisation: Organisation) -> Response:
    """Everything about the organisation; who has no role yet sees only the own reference."""
    at = Here(await ask_of(request, signed_in(request), organisation), request)
    tenant, named = at.ask.tenant, bool(at.ask.roles)
    async with at.ask.running.db.view(tenant) as tx:
        row = await queries.organisation(tx, tenant)
        if row is None:
            raise NotEnrolled(tenant, at.ask.member)
        held = await queries.role_holders(tx, tenant)
        names = await queries.known_members(tx, tenant) if named else {}
        steps = await first_run(at, tx) if at.ask.roles else None
    holders = [(role, duty, [one for one in held if one["role"] == role]) for role, duty in words.ROLE_DUTIES.items()]
    own = joined(", ", (words.ROLES.get(role, role) for role in sorted(at.ask.roles)))
    shown: dict[str, Any] = {"row": row, "holders": holders, "names": names, "own_roles": own}
    shown["coordinated"] = bool(coordinators(held))
    shown["grants"] = at.may("coordinator", OPERATOR)
    shown["left"] = _left(held, names) if shown["grants"] else []
    return await show(at, "organisation.html", steps=steps, **shown)


def _left(held: Iterable[RowMapping], names: Mapping[str, str]) -> list[tuple[str, str]]:
    """Reference and name of who holds no role now or later: such a name can be erased."""
    today = days.today().isoformat()
    here_still = {one["member"] for one in held if not one["until"] or str(one["until"]) >= today}
    left = [(one, name) for one, name in names.items() if one not in here_still and name != queries.FORMER]
    return sorted(left, key=lambda person: person[1].lower())


@router.get("/{organisation}/members")
async def members(at: Annotated[Here, here()]) -> Response:
    """The names behind member references, for pages of every service: each asks for them from the browser."""
    async with at.ask.running.db.view(at.ask.tenant) as tx:
        return JSONResponse(await queries.members(tx, at.ask.tenant), headers=KEPT)


Changer = Annotated[Here, here("coordinator", OPERATOR)]


@router.get(PATH + "/identity")
async def identity(at: Changer) -> Response:
    """The form with who the organisation is."""
    row = await _row(at)
    return await show(at, "organisation-identity.html", _identity_form(row), version=row["version"], row=row)


async def _row(at: Here) -> Mapping[str, Any]:
    async with at.ask.running.db.view(at.ask.tenant) as tx:
        row = await queries.organisation(tx, at.ask.tenant)
    if row is None:
        raise NotEnrolled(at.ask.tenant, at.ask.member)
    return row


def _identity_form(row: Mapping[str, Any]) -> Form:
    return filled(Identity.model_validate(row["organisation"]))


@router.post(PATH + "/identity")
async def change(at: Changer) -> Response:
    """Says anew who the organisation is."""
    form = await Form.of(at.request)

    async def act() -> str:
        command = at.ask.command(ChangeOrganisation, organisation=form.read(Identity))
        await at.ask.execute(Order(organisations, at.ask.tenant, command, seen(form)))
        return f"{at.organisation}/organisation#gegevens"

    async def again(form: Form) -> Response:
        enrolling.explain(form)
        row = await _row(at)
        form.overtaken(_identity_form(row), fields_of(Identity))
        return await show(at, "organisation-identity.html", form, version=row["version"], row=row)

    return await submit(form, act, again)


@router.get(PATH + "/policy")
async def policy(at: Annotated[Here, here("coordinator")]) -> Response:
    """The form with the policy that holds."""
    async with at.ask.running.db.view(at.ask.tenant) as tx:
        row = await queries.organisation(tx, at.ask.tenant)
    version = row["version"] if row else 0
    return await show(at, "organisation-policy.html", _policy_form(row), version=version)


def _policy_form(row: Mapping[str, Any] | None) -> Form:
    """What holds now."""
    known = Policy.model_validate(row["policy"]) if row and row["policy"] else None
    return filled(known, ("principles",))


@router.post(PATH + "/policy")
async def adopt(at: Annotated[Here, here("coordinator")]) -> Response:
    """Adopts the policy."""
    form = await Form.of(at.request)

    async def act() -> str:
        command = at.ask.command(AdoptPolicy, policy=form.read(Policy, lines=("principles",)))
        await at.ask.execute(Order(organisations, at.ask.tenant, command, seen(form)))
        return f"{at.organisation}/organisation#beleid"

    async def again(form: Form) -> Response:
        ask_for(form, ASKED)
        async with at.ask.running.db.view(at.ask.tenant) as tx:
            row = await queries.organisation(tx, at.ask.tenant)
        form.overtaken(_policy_form(row), fields_of(Policy))
        return await show(at, "organisation-policy.html", form, version=row["version"] if row else 0)

    return await submit(form, act, again)
