"""Rows that are written: at once, and together at the end, with the same rows after it."""

import random

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from services.chassis.database import ALL, insert_new, upsert
from services.chassis.rows import change, remove
from services.chassis.statements import flush, later
from services.chassis.tables import lease
from tests.backends.conftest import Pair

Write = tuple[str, str, str]
"""What is done to the row of this name, and who holds it then."""


def writes(seed: int) -> list[Write]:
    """A few dozen, of which many meet the same row; only rows that are there are changed."""
    chance, there, made = random.Random(seed), set[str](), list[Write]()
    for number in range(40):
        name = chance.choice("abc")
        kind = chance.choice(["upsert", "new", "remove", *["change"] * (name in there)])
        there = there - {name} if kind == "remove" else there | {name}
        made.append((kind, name, str(number)))
    return made


def expected(made: list[Write]) -> dict[str, str]:
    rows = dict[str, str]()
    for kind, name, holder in made:
        if kind == "remove":
            rows.pop(name, None)
        elif kind != "new" or name not in rows:
            rows[name] = holder
    return rows


async def write(tx: AsyncConnection, kind: str, name: str, holder: str) -> None:
    row = {"name": name, "holder": holder, "until": 0.0}
    match kind:
        case "upsert":
            await upsert(tx, lease, row)
        case "new":
            await insert_new(tx, lease, row)
        case "remove":
            await remove(tx, lease, {"name": name})
        case "change":
            await change(tx, lease, {"name": name}, {"holder": holder})


async def test_writes_to_a_row_keep_their_order_also_when_they_go_together(pair: Pair) -> None:
    for seed in range(30):
        made = writes(seed)
        async with pair.writer_worker.db.session(ALL) as tx:
            await tx.execute(lease.delete())
            writing = later(tx)
            for one in made:
                await write(writing, *one)
            await flush(writing)
            rows = await tx.execute(select(lease.c.name, lease.c.holder))
            assert {row.name: row.holder for row in rows} == expected(made), made
