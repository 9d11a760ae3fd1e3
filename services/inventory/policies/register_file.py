"""A register file that someone offers: kept row by row, shown what it would do, and on somebody's word taken in.

One for each organisation. What is kept stands in no fact, and goes when its day is over.
"""

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Row, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from services.chassis import canonical
from services.chassis.access import Ask
from services.chassis.database import insert_new
from services.chassis.decider import Rejected
from services.chassis.execute import uuid7
from services.chassis.wording import _
from services.inventory.policies.offered import Offered
from services.inventory.tables import import_entries, imports

CHECKING, CHECKED, IMPORTING, DONE = "checking", "checked", "importing", "done"
BUSY = (CHECKING, IMPORTING)
KEPT = timedelta(days=1)
CHUNK = 500
UNDER_WAY = ("import-under-way", _("Er loopt al een import. Wacht tot die klaar is; kies daarna een ander bestand."))
OTHER_FILE = ("other-file", _("Dit bestand is er niet meer: er is een ander, of het is gewist. Kijk wat er nu staat."))


def kept_until() -> str:
    """The moment at which what is kept from now on goes."""
    return canonical.moment(datetime.now(UTC) + KEPT)


async def offer(ask: Ask, offered: Offered) -> None:
    """Keeps the rows, to be tried; what was kept before goes. Raises Rejected while that is under way."""
    async with ask.running.db.session(ask.tenant) as tx:
        await tx.execute(delete(imports).where(imports.c.tenant == ask.tenant, imports.c.state.not_in(BUSY)))
        new = _new(ask, offered)
        await insert_new(tx, imports, new)
        held = await tx.execute(select(imports.c.id).where(imports.c.tenant == ask.tenant))
        if held.scalar_one() != new["id"]:
            raise Rejected(*UNDER_WAY)
        await tx.execute(delete(import_entries).where(import_entries.c.tenant == ask.tenant))
        key = {"tenant": ask.tenant, "import_id": new["id"]}
        for start in range(0, len(offered.rows), CHUNK):
            await tx.execute(insert(import_entries), [key | row for row in offered.rows[start : start + CHUNK]])
    ask.running.poke()


def _new(ask: Ask, offered: Offered) -> dict[str, Any]:
    about = offered.about
    return {
        "tenant": ask.tenant, "id": uuid7(), "state": CHECKING, "made_at": canonical.moment(datetime.now(UTC)),
        "until": kept_until(), "member": ask.member, "roles": sorted(ask.roles), "form": about.form,
        "heading": list(about.heading), "exported_on": about.exported_on, "part": about.part,
        "skipped": about.entries - len(offered.rows),
    }  # fmt: skip


async def start(ask: Ask, id: str) -> None:
    """The file that this person saw may go in, in this person's name; raises Rejected when it is another one."""
    async with ask.running.db.session(ask.tenant) as tx:
        found = await _seen(tx, ask, id)
        if found.state == CHECKING:
            raise Rejected(*UNDER_WAY)
        values = {"state": IMPORTING, "until": kept_until(), "member": ask.member, "roles": sorted(ask.roles)}
        mine = (imports.c.tenant == ask.tenant, imports.c.id == found.id, imports.c.state == CHECKED)
        await tx.execute(update(imports).where(*mine).values(values))
    ask.running.poke()


async def discard(ask: Ask, id: str) -> None:
    """The file goes at once; raises Rejected when it is under way, or another one."""
    async with ask.running.db.session(ask.tenant) as tx:
        found = await _seen(tx, ask, id)
        if found.state in BUSY:
            raise Rejected(*UNDER_WAY)
        await forget(tx, ask.tenant, found.id)


async def _seen(tx: AsyncConnection, ask: Ask, id: str) -> Row[Any]:
    found = (await tx.execute(select(imports).where(imports.c.tenant == ask.tenant).with_for_update())).first()
    if found is None or found.id != id:
        raise Rejected(*OTHER_FILE)
    return found


async def forget(tx: AsyncConnection, tenant: str, id: str) -> None:
    """Erases a file with its rows."""
    await tx.execute(delete(import_entries).where(import_entries.c.tenant == tenant, import_entries.c.import_id == id))
    await tx.execute(delete(imports).where(imports.c.tenant == tenant, imports.c.id == id))
