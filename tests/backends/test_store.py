"""The log: gap-free per topic and tenant, in commit order, none lost."""

import asyncio
from datetime import date

import pytest
from sqlalchemy import text

from services.chassis import canonical, execute, tenants
from services.chassis.database import upsert
from services.chassis.execute import NotFound, Order
from services.chassis.store import ConcurrencyConflict
from services.chassis.tables import roles
from services.inventory.domain import system
from tests.backends.conftest import Backend, Pair
from tests.backends.story import add_tenant, describe, log, origin, register

WRITERS, EACH = 16, 8


async def burst(pair: Pair, tenants: list[str]) -> None:
    for tenant in set(tenants):
        await add_tenant(pair.writer, tenant)

    async def writer(number: int) -> None:
        for turn in range(EACH):
            await register(pair.writer, f"{number}-{turn}", tenant=tenants[number])

    await asyncio.gather(*(writer(number) for number in range(WRITERS)))


async def test_sixteen_writers_to_one_tenant_leave_no_gap(pair: Pair) -> None:
    await burst(pair, ["t1"] * WRITERS)
    records = await log(pair.writer)
    assert [record.sequence for record in records] == list(range(1, WRITERS * EACH + 1))
    subjects = {canonical.read(record.bytes).subject for record in records}
    assert subjects == {f"system/{n}-{t}" for n in range(WRITERS) for t in range(EACH)}


async def test_sixteen_writers_to_sixteen_tenants_leave_no_gap(pair: Pair) -> None:
    tenants = [f"t{number}" for number in range(WRITERS)]
    await burst(pair, tenants)
    for number, tenant in enumerate(tenants):
        records = await log(pair.writer, tenant)
        assert [record.sequence for record in records] == list(range(1, EACH + 1))
        order = [canonical.read(record.bytes).subject for record in records]
        assert order == [f"system/{number}-{turn}" for turn in range(EACH)]


async def test_the_sequence_stands_in_the_bytes_and_the_leaf_covers_them(pair: Pair) -> None:
    await add_tenant(pair.writer, "t1")
    await register(pair.writer, "s1")
    (record,) = await log(pair.writer)
    assert canonical.read(record.bytes).sequence == "00000000000000000001"
    async with pair.writer_worker.db.view("*") as tx:
        leaf = (await tx.execute(text("select leaf from events"))).scalar_one()
    from services.chassis.audit.merkle import leaf_hash

    assert bytes(leaf) == leaf_hash(record.bytes)


async def test_a_version_that_was_seen_before_another_write_conflicts(pair: Pair) -> None:
    await add_tenant(pair.writer, "t1")
    await register(pair.writer, "s1")
    await describe(pair.writer, "s1", "Twee", expected=1)
    with pytest.raises(ConcurrencyConflict) as conflict:
        await describe(pair.writer, "s1", "Drie", expected=1)
    assert conflict.value.version == 2
    assert len(await log(pair.writer)) == 2


async def test_who_names_no_version_decides_again_after_a_conflict(pair: Pair) -> None:
    await add_tenant(pair.writer, "t1")
    await register(pair.writer, "s1")
    done = await asyncio.gather(*(describe(pair.writer, "s1", f"Naam {n}") for n in range(3)))
    assert sorted(one.version for one in done) == [2, 3, 4]


async def test_what_is_rolled_back_leaves_no_gap(pair: Pair) -> None:
    await add_tenant(pair.writer, "t1")
    await register(pair.writer, "s1")
    command = await _command("s2")
    await execute.rehearse(pair.writer, origin("t1"), Order(system, "s2", command))
    await register(pair.writer, "s3")
    assert [record.sequence for record in await log(pair.writer)] == [1, 2]
    assert canonical.read((await log(pair.writer))[1].bytes).subject == "system/s3"


async def _command(name: str) -> system.RegisterSystem:
    from contracts.inventory import SystemDescription

    description = SystemDescription(name=name)
    return system.RegisterSystem(by="a" * 26, today=date(2026, 11, 24), description=description)


async def test_a_command_on_what_does_not_exist_finds_nothing(pair: Pair) -> None:
    await add_tenant(pair.writer, "t1")
    with pytest.raises(NotFound):
        await describe(pair.writer, "s1", "Naam")
    with pytest.raises(NotFound):
        await register(pair.writer, "s1", tenant="unknown")


SECURED = ("events", "streams", "roles", "inbox", "parked", "due", "checkpoints", "texts", "systems", "people")


async def test_raw_sql_sees_only_the_tenants_of_its_session(pair: Pair, backend: Backend) -> None:
    if backend.kind == "sqlite":
        return
    for tenant in ("t1", "t2"):
        await add_tenant(pair.writer, tenant)
        await register(pair.writer, "s1", tenant=tenant)
    for visible, seen in (("t1",), {"t1"}), (("t1", "t2"), {"t1", "t2"}), ((), set()), (("*",), set()):
        async with pair.writer.db.view(*visible) as tx:
            for table in ("events", "streams", "systems"):
                found = (await tx.execute(text(f"select distinct tenant from {table}"))).scalars()  # noqa: S608
                assert set(found) == seen, (visible, table)


async def test_a_session_writes_nothing_for_another_tenant(pair: Pair, backend: Backend) -> None:
    if backend.kind == "sqlite":
        return
    await add_tenant(pair.writer, "t1")
    await add_tenant(pair.writer, "t2")
    await register(pair.writer, "s1")
    async with pair.writer.db.session("t2") as tx:
        assert (await tx.execute(text("update systems set name = 'weg'"))).rowcount == 0
    with pytest.raises(Exception, match="row-level security"):
        async with pair.writer.db.session("t2") as tx:
            await tx.execute(text("insert into texts values ('t1', 'x', 's', 'c', 'n')"))


async def test_every_table_with_a_tenant_is_secured(pair: Pair, backend: Backend) -> None:
    if backend.kind == "sqlite":
        return
    query = (
        "select relname from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant' "
        "where relkind = 'r' and relnamespace = 'public'::regnamespace and not (relrowsecurity and relforcerowsecurity)"
    )
    async with pair.writer_worker.db.view("*") as tx:
        open_to_all = set((await tx.execute(text(query))).scalars())
    assert open_to_all == {"tenants", "organisations", "heard"}


async def test_roles_of_a_member_are_known_without_a_tenant_of_the_session(pair: Pair) -> None:
    member, day = "m" * 26, date(2026, 11, 24)
    for tenant in ("t1", "t2"):
        await add_tenant(pair.writer, tenant)
    rows = {
        "coordinator": (None, None),
        "editor": (date(2026, 11, 24), date(2026, 11, 24)),
        "auditor": (date(2026, 11, 25), None),
        "moderator": (None, date(2026, 11, 23)),
    }
    async with pair.writer_worker.db.session("*") as tx:
        for role, (since, until) in rows.items():
            row = {"tenant": "t1", "member": member, "role": role, "valid_from": since, "until": until}
            await upsert(tx, roles, row)
    async with pair.writer.db.glance() as tx:
        found = [await tenants.roles_of(tx, tenant, member, day) for tenant in ("t1", "t2", "t3")]
    assert found == [{"coordinator", "editor"}, frozenset(), None]
