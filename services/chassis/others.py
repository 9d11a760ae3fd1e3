"""Who else may take a step that takes a second person, so that a page need not only say no."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import Select, or_, select

from services.chassis import days
from services.chassis.access import Ask
from services.chassis.roles import ROLES, either
from services.chassis.tables import roles

COORDINATOR = "coordinator"


@dataclass(frozen=True)
class Others:
    """`members` may take the step, in one of the `roles`; when there are none, someone is invited for the last one.

    `coordinators` may do that; `invites`: who looks is one of them.
    """

    roles: Sequence[str]
    members: Sequence[str]
    coordinators: Sequence[str]
    invites: bool

    @property
    def named(self) -> str:
        """The roles in words."""
        return either(self.roles)

    @property
    def wanted(self) -> str:
        """The role that someone is invited for, in words."""
        return ROLES[self.roles[-1]]


def holders(tenant: str) -> Select[tuple[str, str]]:
    """Member and role of everyone who holds a role of this organisation today."""
    today = days.today()
    return select(roles.c.member, roles.c.role).where(
        roles.c.tenant == tenant,
        or_(roles.c.valid_from.is_(None), roles.c.valid_from <= today),
        or_(roles.c.until.is_(None), roles.c.until >= today),
    )


async def others(ask: Ask, asked: Sequence[str], hands: Collection[str], without: Collection[str] = ()) -> Others:
    """Members who hold one of the `asked` roles today, had no hand in it, and hold none of the roles `without`."""
    async with ask.running.db.view(ask.tenant) as tx:
        rows = (await tx.execute(holders(ask.tenant))).all()
    holding = {role: {row.member for row in rows if row.role == role} for role in (*asked, *without, COORDINATOR)}
    kept_out = {ask.member, *hands}.union(*(holding[role] for role in without))
    members = set[str]().union(*(holding[role] for role in asked)) - kept_out
    return Others(asked, sorted(members), sorted(holding[COORDINATOR]), COORDINATOR in ask.roles)
