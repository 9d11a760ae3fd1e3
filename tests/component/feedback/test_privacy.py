"""Residents' words and contact stand in the erasable texts only, and the secret stands nowhere."""

import hashlib
import logging
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete, select

from services.chassis.recovery import rebuilding
from services.chassis.tables import texts
from services.feedback.tables import TABLES
from tests.component.feedback.story import (
    ANSWER,
    CONTACT,
    PUBLIC,
    REMARKS,
    WORDS,
    followed,
    opened,
    read,
    received,
    step,
)
from tests.installation import Installation

PRIVATE = "Belt u ons morgen even over uw zaak."


def found_in(file: Path, word: str) -> set[str]:
    """The tables of a database in which the word stands."""
    connection = sqlite3.connect(f"file:{file}?mode=ro", uri=True)
    tables = [row[0] for row in connection.execute("select name from sqlite_master where type = 'table'")]
    found = {
        table
        for table in tables
        for row in connection.execute(f'select * from "{table}"')  # noqa: S608 names from the database itself
        if any(word in (value.decode("latin-1") if isinstance(value, bytes) else str(value)) for value in row)
    }
    connection.close()
    return found


async def both(helder: Installation) -> str:
    """A remark answered in public and one answered privately; the secret of the first."""
    entry = await opened(helder)
    id, secret = await received(helder, entry)
    await step(helder, id, "accept")
    await step(helder, id, "answer", public=True, text=ANSWER)
    other, _ = await received(helder, entry)
    await step(helder, other, "answer", public=False, text=PRIVATE)
    await helder.settle()
    return secret


async def test_words_contact_and_private_answers_stand_in_texts_only(helder: Installation, tmp_path: Path) -> None:
    await both(helder)
    for words in (WORDS, CONTACT, PRIVATE):
        assert {name: found_in(tmp_path / f"{name}.db", words) for name in helder.services} == {
            "inventory": set(), "dpia": set(), "publication": set(), "feedback": {"texts"}
        }  # fmt: skip
    assert found_in(tmp_path / "feedback.db", ANSWER) == {"events", "public_remarks"}


async def test_of_the_secret_only_a_hash_is_kept(helder: Installation, tmp_path: Path) -> None:
    secret = await both(helder)
    assert not found_in(tmp_path / "feedback.db", secret)
    assert found_in(tmp_path / "feedback.db", hashlib.sha256(secret.encode()).hexdigest()) == {"links"}


async def test_nobody_is_named_behind_a_remark(helder: Installation) -> None:
    entry = await opened(helder)
    nora = helder.client("nora", "moderator")
    body = {"entry": entry, "kind": "remark", "text": WORDS}
    assert (await nora.post(f"{PUBLIC}/remarks", json=body)).status_code == 201
    written = [record.bytes.decode() for record in await helder.log("feedback")]
    assert '"authtype":"unauthenticated"' in written[-1]
    assert "authid" not in written[-1]


async def test_no_log_line_shows_a_secret(
    helder: Installation, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret = await both(helder)

    async def broken(*_: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr("services.feedback.queries.get_remark", broken)
    caplog.set_level(logging.INFO, "helder")
    for address in (f"{PUBLIC}/remarks/{secret}", f"/feedback/public/remarks/{secret}"):
        with pytest.raises(RuntimeError):
            await helder.client().get(address)
    told = [str(record.__dict__) for record in caplog.records if record.name.startswith("helder")]
    assert len(told) == 2
    assert all("{secret}" in line and secret not in line for line in told)


async def test_an_erased_text_is_gone_everywhere_and_the_remark_stays(helder: Installation) -> None:
    entry = await opened(helder)
    id, secret = await received(helder, entry)
    await step(helder, id, "accept")
    async with helder.services["feedback"].db.session("eskerwold") as tx:
        await tx.execute(delete(texts).where(texts.c.subject == f"remark/{id}"))
    seen = (await followed(helder, secret), (await read(helder, entry))["remarks"][0])
    known = (await helder.client("mo", "moderator").get(f"{REMARKS}/{id}")).json()
    assert [one["id"] for one in (*seen, known)] == [id] * 3
    assert not [one for one in (*seen, known) if "text" in one or "contact" in one]


async def test_a_rebuild_gives_the_same_rows(helder: Installation) -> None:
    secret = await both(helder)
    feedback = helder.services["feedback"]

    async def rows() -> list[set[str]]:
        async with feedback.db.view("eskerwold") as tx:
            return [{str(row) for row in (await tx.execute(select(table))).all()} for table in TABLES]

    before = await rows()
    await rebuilding.rebuild(feedback)
    assert await rows() == before
    assert (await followed(helder, secret))["answer"] == ANSWER
