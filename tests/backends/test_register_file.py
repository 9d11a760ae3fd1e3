"""A register file on both databases: kept for one organisation, tried and taken in by the loops, and gone."""

from typing import Any

from sqlalchemy import select

from services.chassis.access import Ask
from services.chassis.register_files import Survey
from services.chassis.service import Running
from services.inventory.policies.importing import go_on
from services.inventory.policies.offered import Offered
from services.inventory.policies.register_file import discard, offer, start
from services.inventory.queries import imports as queries
from services.inventory.tables import import_entries, imports
from tests.backends.conftest import Pair
from tests.backends.story import add_tenant, log, origin

BAD = {"expected": "refused", "result": "refused", "field": "doel", "reason": "Er staat een teken in."}
UNTRIED: dict[str, Any] = {"expected": None, "result": None, "field": None, "reason": None}


def rows(count: int) -> list[dict[str, Any]]:
    """The last is refused, and holds what no text in a database can."""
    good = [
        {"number": n, "source_id": str(n), "entry": {"title": "Post"}, **UNTRIED,
         "body": {"row": n, "sourceId": str(n), "foundAs": "in-use", "record": {"name": f"Post {n}"}}}
        for n in range(1, count)
    ]  # fmt: skip
    return [*good, {"number": count, "source_id": "x", "entry": {"doel": "\0 \ud800"}, "body": {}, **BAD}]


def asks(running: Running, tenant: str = "t1") -> Ask:
    asked = origin(tenant)
    return Ask(running, tenant, asked.actor or "", frozenset({"coordinator"}), asked)


async def file_of(running: Running, tenant: str = "t1") -> Any:
    async with running.db.view(tenant) as tx:
        return await queries.offered(tx, tenant)


async def works(worker: Running) -> None:
    while await go_on(worker):
        pass


async def test_a_file_goes_in_and_another_organisation_sees_nothing_of_it(pair: Pair) -> None:
    app, worker = pair.writer, pair.writer_worker
    for tenant in ("t1", "t2"):
        await add_tenant(app, tenant)
    await offer(asks(app), Offered(Survey("json", 30, {}), rows(25)))
    await works(worker)
    file = await file_of(app)
    assert (file.state, file.counts, file.skipped) == ("checked", {"created": 24, "refused": 1}, 5)
    await start(asks(app), file.id)
    await works(worker)
    file = await file_of(app)
    assert (file.state, file.counts) == ("done", {"created": 24, "refused": 1})
    async with app.db.view("t1") as tx:
        (refused,) = await queries.refused(tx, file)
    assert (refused.number, refused.entry) == (25, {"doel": "\0 \ud800"})
    assert len(await log(app)) == 24
    assert await file_of(app, "t2") is None
    async with app.db.view("t2") as tx:
        for table in (imports, import_entries):
            seen = (await tx.execute(select(table.c.tenant))).all()
            assert len(seen) == (0 if app.db.url.startswith("postgresql") else 1)
    await discard(asks(app), file.id)
    assert await file_of(app) is None
