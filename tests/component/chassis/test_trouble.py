"""What an installation in trouble does: a full disk, no connection left, a loop that fails again and again."""

import httpx2 as httpx
import pytest
from asyncpg import CannotConnectNowError
from sqlalchemy import func, select, text
from sqlalchemy.exc import TimeoutError as NoConnection

from services.chassis import feed, ticker
from services.chassis.database import ALL, Database
from services.chassis.service import Running
from services.chassis.tables import streams
from services.inventory.tables import systems
from tests.installation import Installation

SYSTEMS = "/inventory/v1/organisations/eskerwold/systems"


def anna(helder: Installation) -> httpx.AsyncClient:
    """Someone to whom a failure is an answer, as behind a real server."""
    client = helder.client("anna", "coordinator")
    transport = httpx.ASGITransport(app=helder.app, raise_app_exceptions=False)
    return httpx.AsyncClient(transport=transport, base_url="http://helder.test", headers=client.headers)


async def pages(db: Database, more: int) -> None:
    """Lets the file grow by so many pages at most."""
    async with db.session(ALL) as tx:
        now = (await tx.execute(text("pragma page_count"))).scalar_one()
        await tx.execute(text(f"pragma max_page_count={now + more}"))


async def logged(running: Running) -> tuple[int, int]:
    """How far the log is, and how many systems there are."""
    async with running.db.view(ALL) as tx:
        return (
            (await tx.execute(select(streams.c.last))).scalar_one(),
            (await tx.execute(select(func.count()).select_from(systems))).scalar_one(),
        )


async def test_on_a_full_disk_what_was_answered_is_logged_and_what_was_refused_left_nothing(
    helder: Installation,
) -> None:
    running = helder.services["inventory"]
    await pages(running.db, 3)
    answers = [await anna(helder).post(SYSTEMS, json={"name": f"Systeem {n}", "purpose": "x" * 3000}) for n in range(8)]
    kept = sum(answer.status_code == 201 for answer in answers)
    assert {answer.status_code for answer in answers} == {201, 503}
    assert await logged(running) == (1 + kept, kept)
    await pages(running.db, 1000)
    assert (await anna(helder).post(SYSTEMS, json={"name": "Daarna"})).status_code == 201
    assert await logged(running) == (2 + kept, 1 + kept)


@pytest.mark.parametrize("trouble", [NoConnection(), CannotConnectNowError("starting up"), ConnectionRefusedError()])
async def test_when_no_connection_can_be_had_who_asks_may_come_back(
    helder: Installation, monkeypatch: pytest.MonkeyPatch, trouble: Exception
) -> None:
    def taken(*_: object) -> None:
        raise trouble

    monkeypatch.setattr(helder.services["inventory"].db, "view", taken)
    answer = await anna(helder).get(SYSTEMS)
    assert answer.status_code == 503
    assert answer.headers["retry-after"]


async def test_a_loop_that_fails_leaves_no_listener_behind(
    helder: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(ticker, "tick", fail)
    monkeypatch.setattr(feed, "hear", fail)
    writer, listener = helder.services["inventory"], helder.services["dpia"]
    for loop in (ticker.run(listener), feed.run(listener, {"helder.inventory": writer})):
        with pytest.raises(RuntimeError):
            await loop
    assert not writer.listeners
    assert not listener.listeners
