"""Not a byte of what was erased is left: not in a file, its free room or its log, nor in a log line or an export."""

import asyncio
import json
import logging
from pathlib import Path
from typing import Any

import pytest

from services.chassis import host, leftovers
from services.chassis.audit import export, verify
from services.chassis.audit.keys import public_key
from services.chassis.audit.verify import Trust
from services.chassis.recovery import restore
from tests.backends.backup import content, put_back
from tests.backends.topic import Memory, relayed
from tests.component.feedback.evening import published, signed_up
from tests.component.feedback.story import ANSWER, PUBLIC, opened, received, step
from tests.component.feedback.test_erasing import erase
from tests.installation import Installation

SAID = {
    "text": "Kwartelkoning zingt in de polder. " * 40,
    "contact": "kwartelkoning@voorbeeld.example",
    "answer": "Zilverreiger belt u morgen terug.",
    "reason": "Roerdomp is nog steeds niet geholpen.",
    "to": "Waterschap Wulpenland",
    "why": "Grutto gaat daarover.",
    "name": "Tureluur Aalders",
}
MARKS = ("wartelkoning", "ilverreiger", "oerdomp", "ulpenland", "rutto", "ureluur")


def files_with(folder: Path, mark: str) -> set[str]:
    """The files in which the bytes stand."""
    return {path.name for path in folder.rglob("*") if path.is_file() and mark.encode() in path.read_bytes()}


async def written(helder: Installation) -> list[str]:
    """Everything that residents and moderators can write about a remark; the secrets that open it."""
    entry = await opened(helder)
    asked, first = await received(helder, entry, text=SAID["text"], contact=SAID["contact"])
    await step(helder, asked, "answer", public=False, text=SAID["answer"])
    again = await helder.client().post(f"{PUBLIC}/remarks/{first}/reopenings", json={"reason": SAID["reason"]})
    assert again.status_code == 200
    await step(helder, asked, "accept")
    await step(helder, asked, "answer", public=True, text=ANSWER)
    sent, second = await received(helder, entry, text=SAID["text"], contact=SAID["contact"])
    await step(helder, sent, "forward", to=SAID["to"], reason=SAID["why"])
    await helder.settle()
    return [first, second]


async def all_erased(helder: Installation) -> None:
    secrets = await written(helder)
    seat = await signed_up(helder, await published(helder), SAID["name"])
    await received(helder, await opened(helder), text="Dit blijft staan.")
    for secret in secrets:
        await erase(helder, secret, "everything")
    assert (await helder.client().delete(f"{PUBLIC}/sign-ups/{seat}")).status_code == 200
    await helder.settle()


async def test_nothing_of_what_was_erased_is_left_in_any_file(
    helder: Installation, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    await all_erased(helder)
    assert all(files_with(tmp_path, mark) for mark in MARKS), "the search finds what was not tidied up yet"
    for running in helder.services.values():
        assert await leftovers.tidy(running)
    with (tmp_path / "export.jsonl").open("w") as out:
        await export.write({name: running.db for name, running in helder.services.items()}, None, out)
    for mark in MARKS:
        assert files_with(tmp_path, mark) == set()
        assert not [record for record in caplog.records if mark in str(record.__dict__)]
    assert files_with(tmp_path, "Dit blijft staan.") == {"feedback.db"}
    assert "export.jsonl" in files_with(tmp_path, "personal-data-erased")


async def test_the_log_still_verifies_and_tells_what_was_erased(helder: Installation) -> None:
    await all_erased(helder)
    answer = await helder.operator().post("/feedback/v1/checkpoints", json={})
    assert answer.status_code == 200, answer.text
    trust = Trust(public_key(helder.services["feedback"].keys.audit))
    verdicts = await verify.verify({name: running.db for name, running in helder.services.items()}, trust)
    assert verdicts
    assert all(verdict.ok for verdict in verdicts)
    facts = [json.loads(record.bytes) for record in await helder.log("feedback")]
    erased = [id for fact in facts if "personal-data-erased" in fact["type"] for id in fact["data"]["texts"]]
    pointed = [id for fact in facts for id in restore.references(fact["data"])]
    assert erased
    assert set(erased) <= set(pointed)


async def test_the_server_tidies_up_by_itself(
    helder: Installation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await all_erased(helder)
    monkeypatch.setattr(leftovers.run, "__defaults__", (0.01,))
    loops = host.embedded_loops(list(helder.services.values()))
    tasks = [asyncio.ensure_future(loop()) for _, loop in loops]
    for _ in range(500):
        await asyncio.sleep(0.02)
        if not any(files_with(tmp_path, mark) for mark in MARKS):
            break
    await host.end(tasks)
    assert not any(files_with(tmp_path, mark) for mark in MARKS)


async def test_a_backup_that_is_put_back_is_erased_again_from_the_log(helder: Installation, tmp_path: Path) -> None:
    feedback, memory = helder.services["feedback"], Memory()
    secrets = await written(helder)
    seat = await signed_up(helder, await published(helder), SAID["name"])
    await relayed(feedback, memory)
    backup = await content(feedback)
    for secret in secrets:
        await erase(helder, secret, "everything")
    await helder.client().delete(f"{PUBLIC}/sign-ups/{seat}")
    await relayed(feedback, memory)
    before = await content(feedback)
    await put_back(feedback, backup)
    assert texts_of(await content(feedback)) != texts_of(before)
    await restore.restore(feedback, memory)
    assert texts_of(await content(feedback)) == texts_of(before)
    assert await leftovers.tidy(feedback)
    assert not any(files_with(tmp_path, mark) for mark in MARKS)


def texts_of(rows: dict[str, list[dict[str, Any]]]) -> set[str]:
    return {row["id"] for row in rows["texts"]}
