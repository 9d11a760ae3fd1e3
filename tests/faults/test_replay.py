"""A service is read into an empty database by its own command, which is killed on its way."""

import asyncio
import json
import os
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from sqlalchemy import text

from services.chassis.database import ALL, Database
from services.chassis.tables import events, inbox
from tests.faults.burst import burst
from tests.faults.conftest import Tenants
from tests.faults.read_back import empty, is_the_live_one
from tests.faults.region import ROOT, Region
from tests.faults.stories import onboard, stories
from tests.faults.whole import count, settled

pytestmark = [pytest.mark.kafka, pytest.mark.slow, pytest.mark.timeout(600)]
SERVICE = "publication"
WAITING = text("select count(*) from pg_locks where not granted and relation = 'inbox'::regclass")


def replay(helder: Region, new: Database) -> "subprocess.Popen[str]":
    """As an operator gives it, on another database than the live one."""
    words = [sys.executable, "-m", f"services.{SERVICE}", "replay", "--json"]
    given = os.environ | helder.environment(SERVICE, "helder_owner") | {"HELDER_DATABASE_URL": new.url}
    return subprocess.Popen(words, env=given, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


@asynccontextmanager
async def nobody_hears(new: Database) -> AsyncIterator[None]:
    """Who wants to write down what it heard waits."""
    async with new.session(ALL) as tx:
        await tx.execute(text("lock table inbox in exclusive mode"))
        yield


async def waits(new: Database) -> None:
    async with asyncio.timeout(60):
        while True:
            async with new.view() as tx:
                if (await tx.execute(WAITING)).scalar_one():
                    return
            await asyncio.sleep(0.1)


async def test_a_replay_that_is_killed_goes_on_and_ends_with_the_same_rows(helder: Region, tenants: Tenants) -> None:
    organisations = tenants(2)
    async with burst(helder) as people:
        await onboard(people, organisations)
        await stories(people, organisations, 1)
    await settled(helder)
    async with empty(helder, SERVICE) as new:
        async with nobody_hears(new):
            killed = replay(helder, new)
            try:
                await waits(new)
            finally:
                killed.kill()
                killed.communicate()
        taken_back = await count(new, events)
        assert taken_back > 0
        assert await count(new, inbox) == 0
        said, wrong = await asyncio.to_thread(replay(helder, new).communicate)
        assert wrong == ""
        async with new.view(ALL) as tx:
            heard = (await tx.execute(text("select sum(sequence) from inbox"))).scalar_one()
        assert json.loads(said)["events"] == heard + await count(new, events) - taken_back
        await is_the_live_one(helder, SERVICE, new)
