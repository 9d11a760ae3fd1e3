"""Read tables are the log retold: a rebuild gives the same rows, and asks for nothing again."""

import json

from sqlalchemy import select

from services.chassis.recovery import rebuilding
from services.publication.tables import TABLES
from tests.component.publication.story import COMPLETE, SYSTEMS, edit, imported, made_public, registered, step
from tests.installation import Installation


async def rows(helder: Installation) -> dict[str, list[str]]:
    async with helder.services["publication"].db.view("eskerwold") as tx:
        found = {table.name: (await tx.execute(select(table))).mappings().all() for table in TABLES}
    return {name: sorted(json.dumps(dict(row), sort_keys=True) for row in rows) for name, rows in found.items()}


async def test_a_rebuild_gives_the_same_rows_and_fires_no_policy(helder: Installation) -> None:
    own, found = await registered(helder), await imported(helder)
    await made_public(helder, own)
    await step(helder.client("omar", "approver"), found, "take-over")
    await edit(helder.client("femke", "editor"), own, COMPLETE | {"goal": "Anders."})
    piet = helder.client("piet", "process-owner")
    await piet.post(f"{SYSTEMS}/{own}/life-cycle-steps", json={"step": "retired", "since": "2026-01"})
    gone = await registered(helder)
    await made_public(helder, gone)
    await step(helder.client("omar", "approver"), gone, "withdraw", ground="duplicate")
    await helder.settle()
    before, facts = await rows(helder), await helder.types("publication")
    counts = await rebuilding.rebuild(helder.services["publication"])
    assert await rows(helder) == before
    assert {name: counts[name] for name in before} == {
        "entries": 3,
        "writers": 1,
        "published": 2,
        "history": 3,
        "tallies": 26,
        "withdrawn": 1,
        "public_changes": 1,
        "data_sources": 3,
    }
    assert (await helder.waiting(), await helder.types("publication")) == (0, facts)
