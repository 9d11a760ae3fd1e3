"""Deleted texts leave no byte in a SQLite file, however rows came and went before; readers are waited for."""

import sqlite3
from pathlib import Path
from random import Random

import pytest

from services.chassis import leftovers, texts
from services.chassis.texts import Text
from tests.installation import Installation


async def kept(helder: Installation, *contents: str) -> list[str]:
    """The ids of new texts."""
    made = [Text(content) for content in contents]
    async with helder.services["feedback"].db.session("eskerwold") as tx:
        await texts.keep(tx, "eskerwold", "remark/x", made)
    return [text.id for text in made]


async def erased(helder: Installation, *ids: str) -> None:
    async with helder.services["feedback"].db.session("eskerwold") as tx:
        await texts.erase(tx, "eskerwold", ids)


async def undone(helder: Installation, id: str) -> None:
    async with helder.services["feedback"].db.session("eskerwold") as tx:
        await texts.erase(tx, "eskerwold", [id])
        raise ZeroDivisionError


async def tidied(helder: Installation) -> bool:
    return await leftovers.tidy(helder.services["feedback"])


def bytes_of(folder: Path) -> bytes:
    """The file with its log."""
    return b"".join(path.read_bytes() for path in folder.glob("feedback.db*"))


@pytest.mark.parametrize("seed", range(3))
async def test_nothing_is_left_however_rows_came_and_went(helder: Installation, tmp_path: Path, seed: int) -> None:
    random, live, number = Random(seed), dict[str, str](), 0
    for turn in range(12):
        if turn % 2 == 0:
            marks = [f"MERK{number + place:06d}" for place in range(50)]
            number += len(marks)
            contents = [mark + " w" * random.choice([3, 30, 120, 400, 2000]) for mark in marks]
            live |= dict(zip(marks, await kept(helder, *contents), strict=True))
        for mark in random.sample(sorted(live), len(live) // 2):
            await erased(helder, live.pop(mark))
    assert await tidied(helder)
    found = bytes_of(tmp_path)
    assert all(mark.encode() in found for mark in live)
    assert [m for m in (f"MERK{n:06d}" for n in range(number)) if m not in live and m.encode() in found] == []


async def test_a_file_in_which_nothing_was_erased_is_left_as_it_is(helder: Installation, tmp_path: Path) -> None:
    await kept(helder, "Dit blijft.")
    await erased(helder, "nooit-geweest")
    before = bytes_of(tmp_path)
    assert await tidied(helder)
    assert bytes_of(tmp_path) == before


async def test_an_erasure_that_was_undone_leaves_nothing_to_tidy_up(helder: Installation, tmp_path: Path) -> None:
    (id,) = await kept(helder, "Dit blijft.")
    with pytest.raises(ZeroDivisionError):
        await undone(helder, id)
    before = bytes_of(tmp_path)
    assert await tidied(helder)
    assert bytes_of(tmp_path) == before


async def test_who_still_reads_an_older_state_is_waited_for(helder: Installation, tmp_path: Path) -> None:
    (id,) = await kept(helder, "KWARTELKONING")
    reader = sqlite3.connect(tmp_path / "feedback.db", isolation_level=None)
    reader.execute("begin")
    reader.execute("select count(*) from texts").fetchall()
    await erased(helder, id)
    assert not await tidied(helder)
    size = (tmp_path / "feedback.db-wal").stat().st_size
    assert not await tidied(helder)
    assert (tmp_path / "feedback.db-wal").stat().st_size <= size + 3 * 4120, "the file is written anew once"
    assert b"KWARTELKONING" in bytes_of(tmp_path)
    reader.execute("commit")
    reader.close()
    assert await tidied(helder)
    assert b"KWARTELKONING" not in bytes_of(tmp_path)


async def test_a_process_that_ended_before_it_tidied_up_leaves_that_to_the_next(
    helder: Installation, tmp_path: Path
) -> None:
    (id,) = await kept(helder, "KWARTELKONING")
    await erased(helder, id)
    connection = sqlite3.connect(tmp_path / "feedback.db")
    assert connection.execute("pragma user_version").fetchone() == (leftovers.IN_PAGES,)
    connection.close()
    assert await tidied(helder)
    assert b"KWARTELKONING" not in bytes_of(tmp_path)
