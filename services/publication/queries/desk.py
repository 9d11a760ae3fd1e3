"""From the rows of publication to the desk of one organisation."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import RowMapping, func, literal, select, tuple_
from sqlalchemy.ext.asyncio import AsyncConnection

from services.chassis import canonical, search, texts
from services.chassis.execute import NotFound, state_of
from services.chassis.tenants import name_of
from services.chassis.wording import _
from services.publication.domain import entry
from services.publication.domain.entry import Entry
from services.publication.domain.record import EDITED, KEYS, edited
from services.publication.tables import entries, published

Place = tuple[list[str] | None, int]
"""After which row to begin, and how many rows at most."""

LISTED = (
    entries.c.id, entries.c.version, entries.c.state, entries.c.name, entries.c.sort, entries.c.number,
    entries.c.imported, entries.c.lacking, entries.c.completeness, entries.c.life_cycle, entries.c.standing,
    published.c.outdated_since,
)  # fmt: skip
WITH_PUBLIC = entries.outerjoin(published, published.c.id == entries.c.id)
NOT_EDITED = _("Dit volgt uit de levensloop of uit andere gegevens; haal het weg.")


async def list_entries(
    tx: AsyncConnection, tenant: str, q: str | None, filters: Mapping[str, Any], page: Place
) -> list[RowMapping]:
    """Entries of one organisation by name. `filters`: columns and what they hold; `outdated`: only what lags."""
    after, limit = page
    query = select(*LISTED).select_from(WITH_PUBLIC).where(entries.c.tenant == tenant, entries.c.state.is_not(None))
    query = query.where(search.mentions(entries.c.search, q))
    wanted = [(name, value) for name, value in filters.items() if name in entries.c and value is not None]
    query = query.where(*(entries.c[name] == value for name, value in wanted))
    query = query.where(published.c.outdated_since.is_not(None)) if filters.get("outdated") else query
    if after:
        query = query.where(tuple_(entries.c.sort, entries.c.id) > tuple_(*map(literal, after)))
    rows = await tx.execute(query.order_by(entries.c.sort, entries.c.id).limit(limit))
    return list(rows.mappings().all())


async def count_states(tx: AsyncConnection, tenant: str) -> dict[str, int]:
    """How many entries of one organisation are in each state."""
    query = select(entries.c.state, func.count()).where(entries.c.tenant == tenant, entries.c.state.is_not(None))
    return {state: count for state, count in (await tx.execute(query.group_by(entries.c.state))).all()}


async def count_outdated(tx: AsyncConnection, tenant: str) -> int:
    """How many public entries of one organisation lag behind the inventory."""
    query = select(func.count()).where(published.c.tenant == tenant, published.c.outdated_since.is_not(None))
    return int((await tx.execute(query)).scalar_one())


async def get_entry(tx: AsyncConnection, tenant: str, id: str) -> tuple[RowMapping, Entry]:
    """The row of one entry and its state; raises NotFound while it is not drafted."""
    row = (await tx.execute(select(entries).where(entries.c.tenant == tenant, entries.c.id == id))).mappings().first()
    if row is None or row["state"] is None:
        raise NotFound(f"entry/{id}")
    return row, await state_of(tx, tenant, entry, id)


async def reason_of_return(tx: AsyncConnection, tenant: str, state: Entry) -> str | None:
    """Why the draft was sent back; None when it was not, or was submitted again."""
    returned = state.draft.returned if state.draft else None
    return (await texts.read(tx, tenant, [returned.id])).get(returned.id) if returned else None


async def get_state(tx: AsyncConnection, tenant: str, id: str) -> Entry:
    """One entry folded from its own history; raises NotFound while it is not drafted."""
    state: Entry = await state_of(tx, tenant, entry, id)
    if not state.exists:
        raise NotFound(f"entry/{id}")
    return state


async def publishing(tx: AsyncConnection, tenant: str, id: str) -> dict[str, str]:
    """What a public record holds beside the entry itself."""
    return {
        "organisation": tenant,
        "organisation_name": await organisation_name(tx, tenant),
        "uri": f"/id/algorithm/{id}",
        "published_at": canonical.moment(datetime.now(UTC)),
    }


def faults(state: Entry, record: Mapping[str, Any]) -> dict[str, str]:
    """What is wrong with what a person typed, by JSON pointer from the record: one message for each place."""
    foreign = {f"/{key}": NOT_EDITED for key in record if key in KEYS and key not in EDITED}
    found = {problem.pointer: problem.detail for problem in reversed(edited(record, state.content))}
    return {pointer: found[pointer] for pointer in reversed(found)} | foreign


async def organisation_name(tx: AsyncConnection, organisation: str) -> str:
    """The name of one organisation; raises NotFound."""
    name = await name_of(tx, organisation)
    if name is None:
        raise NotFound(f"organisation/{organisation}")
    return name
