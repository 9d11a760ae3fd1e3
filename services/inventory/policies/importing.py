"""Goes on with register files that are under way, a few rows at a time: who asks something meanwhile comes between.

Each row is a transaction of its own, and what some of them came to is noted after it. A process that ends between the
two leaves rows that are tried again, and are then unchanged.
"""

from datetime import UTC, datetime
from functools import partial
from typing import Any

from sqlalchemy import Row, bindparam, delete, exists, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from services.chassis import canonical
from services.chassis.access import Ask
from services.chassis.database import ALL
from services.chassis.execute import Origin
from services.chassis.register_files import REGISTER, name_in_file
from services.chassis.service import Running
from services.chassis.web import Outcome, attempt
from services.inventory.policies.imports import order
from services.inventory.policies.register_file import BUSY, CHECKED, CHECKING, DONE, IMPORTING, forget, kept_until
from services.inventory.tables import import_entries, imports, systems

ROWS = 20
"""How many rows are tried before what is due has its turn again."""
RESULT = {CHECKING: import_entries.c.expected, IMPORTING: import_entries.c.result}
"""Where it is noted what a row came to."""


async def go_on(running: Running) -> int:
    """Tries the next rows of the file that was offered first, and erases what is over its time; how much was done."""
    now = canonical.moment(datetime.now(UTC))
    wanted = select(imports).where(or_(imports.c.state.in_(BUSY), imports.c.until <= now))
    async with running.db.view(ALL) as tx:
        files = (await tx.execute(wanted.order_by(imports.c.made_at))).all()
    old = [file for file in files if file.until <= now and file.state != IMPORTING]
    for file in old:
        async with running.db.session(file.tenant) as tx:
            await forget(tx, file.tenant, file.id)
    busy = [file for file in files if file not in old]
    return len(old) + (await _try_rows(running, busy[0]) if busy else 0)


async def _try_rows(running: Running, file: Row[Any]) -> int:
    untried = _of(file).where(RESULT[file.state].is_(None)).order_by(import_entries.c.number).limit(ROWS)
    async with running.db.view(file.tenant) as tx:
        rows = (await tx.execute(untried)).all()
    if not rows:
        await _end(running, file)
        return 1
    ask = _asked(running, file)
    outcomes = [
        (row.number, await attempt(ask, partial(order, ask, REGISTER, row.body), file.state == CHECKING))
        for row in rows
    ]
    async with running.db.session(file.tenant) as tx:
        await _note(tx, file, outcomes)
    return len(rows)


def _of(file: Row[Any]) -> Any:
    return select(import_entries).where(import_entries.c.tenant == file.tenant, import_entries.c.import_id == file.id)


def _asked(running: Running, file: Row[Any]) -> Ask:
    """The person who offered the file, or said that it may go in: whose work it is."""
    origin = Origin(file.tenant, file.member, file.id, file.id)
    return Ask(running, file.tenant, file.member, frozenset(file.roles), origin)


async def _note(tx: AsyncConnection, file: Row[Any], outcomes: list[tuple[int, Outcome]]) -> None:
    values: dict[Any, Any] = {
        RESULT[file.state]: bindparam("came_to"),
        import_entries.c.field: bindparam("of_field"),
        import_entries.c.reason: bindparam("what_to_do"),
    }
    mine = (import_entries.c.tenant == file.tenant, import_entries.c.import_id == file.id)
    statement = update(import_entries).where(*mine, import_entries.c.number == bindparam("in_row")).values(values)
    said = [
        {"in_row": number, "came_to": found.result, "of_field": _field(file, found), "what_to_do": found.reason}
        for number, found in outcomes
    ]
    await tx.execute(statement, said)


def _field(file: Row[Any], found: Outcome) -> str | None:
    return name_in_file(file.form, found.field) if found.field else None


async def _end(running: Running, file: Row[Any]) -> None:
    """Every row was tried: what it came to is counted, and what went in is kept no longer."""
    async with running.db.session(file.tenant) as tx:
        values: dict[str, Any] = {"counts": await _counted(tx, file), "state": CHECKED}
        if file.state == CHECKING:
            values |= {"gone": await _gone(tx, file)}
        else:
            values |= {"state": DONE, "until": kept_until()}
            mine = (import_entries.c.tenant == file.tenant, import_entries.c.import_id == file.id)
            await tx.execute(delete(import_entries).where(*mine, import_entries.c.result != "refused"))
        same = (imports.c.tenant == file.tenant, imports.c.id == file.id, imports.c.state == file.state)
        await tx.execute(update(imports).where(*same).values(values))


async def _counted(tx: AsyncConnection, file: Row[Any]) -> dict[str, int]:
    result = RESULT[file.state]
    mine = (import_entries.c.tenant == file.tenant, import_entries.c.import_id == file.id)
    rows = await tx.execute(select(result, func.count()).where(*mine).group_by(result))
    return {name: count for name, count in rows.tuples()}


async def _gone(tx: AsyncConnection, file: Row[Any]) -> list[dict[str, str]]:
    """What was imported before and is not in the file; nothing, when the file is only a part."""
    if file.part:
        return []
    there = exists().where(
        import_entries.c.tenant == file.tenant,
        import_entries.c.import_id == file.id,
        import_entries.c.source_id == systems.c.source_id,
    )
    query = select(systems.c.id, systems.c.name).where(systems.c.tenant == file.tenant, systems.c.register == REGISTER)
    rows = await tx.execute(query.where(~there).order_by(systems.c.sort, systems.c.id))
    return [{"id": row.id, "name": row.name} for row in rows]
