"""The organisations that use this installation, and who may act in which role for them."""

from collections.abc import Collection
from datetime import date
from functools import cache

from sqlalchemy import String, and_, bindparam, delete, or_, outerjoin, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from contracts.envelope import Envelope, Event
from contracts.inventory import OrganisationChanged, OrganisationOnboarded, RoleEnded, RoleGranted
from services.chassis.database import upsert
from services.chassis.decider import Rejected
from services.chassis.statements import Statement
from services.chassis.tables import roles, tenants
from services.chassis.wording import _

_OIN = Statement(select(tenants.c.oin).where(tenants.c.tenant == bindparam("tenant")))
_HELD = and_(
    roles.c.tenant == tenants.c.tenant,
    roles.c.member == bindparam("member"),
    or_(roles.c.valid_from.is_(None), roles.c.valid_from <= bindparam("today")),
    or_(roles.c.until.is_(None), roles.c.until >= bindparam("today")),
)
_ROLES = Statement(
    select(roles.c.role).select_from(outerjoin(tenants, roles, _HELD)).where(tenants.c.tenant == bindparam("tenant"))
)
_ROLES_AT_ONCE = Statement(text("select role from roles_of(:tenant, :member, :today) as role"))
_NAME = Statement(select(tenants.c.name).where(tenants.c.tenant == bindparam("tenant")))


async def oin_of(tx: AsyncConnection, tenant: str) -> str | None:
    """The OIN that is fixed for this tenant; None when it is not known here."""
    row = await _OIN.first(tx, {"tenant": tenant})
    return row["oin"] if row else None


async def name_of(tx: AsyncConnection, tenant: str) -> str | None:
    """The name of the organisation, or its id when no name was heard yet; None when it is not known here."""
    row = await _NAME.first(tx, {"tenant": tenant})
    return None if row is None else row["name"] or tenant


async def names_of(tx: AsyncConnection, ids: Collection[str]) -> dict[str, str]:
    """The same of several organisations in one question, without those that are not known here."""
    found = await _names(len(ids)).rows(tx, {f"tenant_{number}": id for number, id in enumerate(ids)})
    return {row["tenant"]: row["name"] or row["tenant"] for row in found}


@cache
def _names(count: int) -> Statement:
    wanted = [bindparam(f"tenant_{number}", type_=String) for number in range(count)]
    return Statement(select(tenants.c.tenant, tenants.c.name).where(tenants.c.tenant.in_(wanted)))


async def add(tx: AsyncConnection, tenant: str, oin: str) -> None:
    """Fixes the source of a new tenant for ever; refuses an OIN that another tenant has."""
    known = (await tx.execute(select(tenants).where(or_(tenants.c.tenant == tenant, tenants.c.oin == oin)))).all()
    if not known:
        await upsert(tx, tenants, {"tenant": tenant, "oin": oin})
    elif any(row.tenant != tenant or row.oin != oin for row in known):
        raise Rejected("organisation-exists", _("Deze organisatie of dit OIN staat hier al. Kies een ander id of OIN."))


async def meet(tx: AsyncConnection, envelope: Envelope) -> None:
    """Writes down a tenant at the first event seen of it."""
    if await oin_of(tx, envelope.tenant) is None:
        await upsert(tx, tenants, {"tenant": envelope.tenant, "oin": envelope.source.split(":")[3]})


async def project_tenants(tx: AsyncConnection, envelope: Envelope, event: Event) -> None:
    """The names of organisations."""
    if isinstance(event, OrganisationOnboarded | OrganisationChanged):
        await upsert(tx, tenants, {"tenant": envelope.tenant, "oin": event.oin, "name": event.name})


async def project_roles(tx: AsyncConnection, envelope: Envelope, event: Event) -> None:
    """Who holds which role."""
    match event:
        case RoleGranted():
            row = {"tenant": envelope.tenant, "member": event.member, "role": event.role}
            dates = {"valid_from": _day(event.valid_from), "until": _day(event.until)}
            await upsert(tx, roles, row | dates)
        case RoleEnded():
            held = and_(roles.c.member == event.member, roles.c.role == event.role)
            await tx.execute(delete(roles).where(roles.c.tenant == envelope.tenant, held))


async def roles_of(tx: AsyncConnection, tenant: str, member: str, today: date) -> frozenset[str] | None:
    """The roles that a member holds today; None when the tenant is not known here. Needs no tenant of the session."""
    statement = _ROLES if tx.dialect.name == "sqlite" else _ROLES_AT_ONCE
    found = await statement.rows(tx, {"tenant": tenant, "member": member, "today": today})
    return frozenset(row["role"] for row in found if row["role"]) if found else None


def _day(day: str | None) -> date | None:
    return date.fromisoformat(day) if day else None
