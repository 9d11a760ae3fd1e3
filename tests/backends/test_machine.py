"""The whole chain in any order, with crashes at any step: what was told is applied once and fires each policy once."""

import asyncio
import contextlib
import shutil
import tempfile
from collections.abc import Coroutine
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from contracts import topics
from services.chassis import canonical, inbox, migrate, relay, ticker
from services.chassis import hearing as hearing_module
from services.chassis.database import Database
from services.chassis.hearing import Hearing
from services.chassis.relay import Parcel, Receipt, Undelivered
from services.chassis.service import Running
from services.chassis.settings import Settings
from services.chassis.topic import Placed
from services.inventory.app import SERVICE as INVENTORY
from tests import postgres
from tests.backends import story
from tests.backends.conftest import LOGINS
from tests.backends.listener import LISTENER, TROUBLE, heard
from tests.backends.topic import PARTITIONS, Memory, relayed

TOPIC, TENANTS, SUBJECTS = topics.INVENTORY, ("t1", "t2", "t3"), ("s1", "s2")
STEPS = {
    "hear": ((inbox, "upsert"), (inbox, "apply"), (Hearing, "_keep")),
    "tick": ((ticker, "execute_in"), (ticker, "_done_before")),
}


class Killed(BaseException):
    """The process dies here."""


async def _die(*_: object, **__: object) -> None:
    raise Killed


class Places:
    """Where the machine's two databases are: made for one example, and opened again after each crash."""

    def __init__(self, server: postgres.Server | None = None, template: str = "") -> None:
        self.server, self.template, self.folder = server, template, Path(tempfile.mkdtemp(prefix="helder-chain-"))

    async def prepare(self) -> None:
        if self.server is None:
            db = Database.file(self.folder / "template.db")
            await migrate.upgrade(db.url, "inventory")
            async with db.session() as tx:
                await tx.run_sync(heard.create)
            await db.close()

    def make(self, name: str) -> str:
        """The address of a new empty database."""
        if self.server is not None:
            return self.server.url(self.server.create(self.template), LOGINS[1])
        shutil.copy(self.folder / "template.db", self.folder / f"{name}.db")
        return Database.file(self.folder / f"{name}.db").url

    def forget(self, url: str) -> None:
        if self.server is not None:
            self.server.drop(url.rpartition("/")[2].partition("?")[0])


class Stopping:
    """A publisher that acknowledges so many records of each organisation, and no more."""

    def __init__(self, memory: Memory, good: int) -> None:
        self.memory, self.good = memory, good

    async def publish(self, parcel: Parcel) -> Receipt:
        good = parcel.records[: self.good]
        return await self.memory.publish(Parcel(parcel.topic, parcel.tenant, 0, good)) if good else Receipt(0)

    async def close(self) -> None:
        """There is nothing to let go of."""


class Chain(RuleBasedStateMachine):
    """The model: the names that each system was given, in order."""

    places: Places

    def __init__(self) -> None:
        super().__init__()
        TROUBLE.clear()
        self.loop = asyncio.new_event_loop()
        self.memory, self.named = Memory(), dict[tuple[str, str], list[str]]()
        self.late: list[Parcel] = []
        self.urls = [self.places.make(name) for name in ("writer", "listener")]
        self.position, self.committed = [0] * PARTITIONS, [0] * PARTITIONS
        self.writer = Running(INVENTORY, Database(self.urls[0], 2), Settings())
        self.start()
        for tenant in TENANTS:
            self.run(story.add_tenant(self.writer, tenant))

    def run(self, work: Coroutine[Any, Any, Any]) -> Any:
        return self.loop.run_until_complete(work)

    def start(self) -> None:
        """The listener's process begins: it knows its database and what the group has committed."""
        self.listener = Running(LISTENER, Database(self.urls[1], 2), Settings())
        self.hearing = Hearing(self.listener)
        self.position = list(self.committed)
        behind = {number: end for number, end in enumerate(self.committed) if end}
        self.run(self.hearing.catch_up(self.memory, TOPIC, behind))

    def killed(self, work: Coroutine[Any, Any, Any], place: tuple[Any, str]) -> bool:
        with pytest.MonkeyPatch.context() as dying:
            dying.setattr(*place, _die)
            try:
                self.run(work)
            except Killed:
                return True
        return False

    @rule(tenant=st.sampled_from(TENANTS), subject=st.sampled_from(SUBJECTS), times=st.integers(1, 3))
    def someone_tells(self, tenant: str, subject: str, times: int) -> None:
        for _ in range(times):
            names = self.named.setdefault((tenant, subject), [])
            act = story.describe if names else story.register
            names.append(f"Naam {len(names)}")
            self.run(act(self.writer, subject, names[-1], tenant))

    @rule()
    def relays(self) -> None:
        self.run(relay.relay(self.writer, self.memory))

    @rule(good=st.integers(0, 2))
    def a_send_fails(self, good: int) -> None:
        with contextlib.suppress(Undelivered):
            self.run(relay.relay(self.writer, Stopping(self.memory, good)))

    @rule()
    def the_relay_dies_before_it_marks(self) -> None:
        self.killed(relay.relay(self.writer, self.memory), (relay, "_mark"))

    @precondition(lambda self: not self.late)
    @rule()
    def a_relay_reads_and_falls_asleep(self) -> None:
        self.late = self.run(relay._parcels(self.writer))

    @precondition(lambda self: self.late)
    @rule()
    def the_late_relay_wakes_up(self) -> None:
        parcels, self.late = self.late, []
        receipts = [self.run(self.memory.publish(parcel)) for parcel in parcels]
        self.run(relay._mark(self.writer, list(zip(parcels, receipts, strict=True))))

    def next(self, partition: int, most: int) -> list[Placed]:
        place = self.position[partition]
        return self.memory.partitions[TOPIC][partition][place : place + most]

    @rule(partition=st.integers(0, PARTITIONS - 1), most=st.integers(1, 6), commits=st.booleans())
    def hears(self, partition: int, most: int, commits: bool) -> None:
        if records := self.next(partition, most):
            self.run(self.hearing.hear(TOPIC, records))
            self.position[partition] += len(records)
            if commits:
                self.committed = list(self.position)

    @rule(partition=st.integers(0, PARTITIONS - 1), order=st.permutations(range(3)), dies=st.integers(1, 6))
    def after_a_rebalance_it_comes_in_another_order(self, partition: int, order: list[int], dies: int) -> None:
        """Acknowledged when all of it was heard; the process may die before."""
        records = self.next(partition, 6)
        pieces = [records[start : start + 2] for start in (0, 2, 4)]
        for turn, number in enumerate(order):
            if turn == dies:
                return self.dies()
            if pieces[number]:
                self.run(self.hearing.hear(TOPIC, pieces[number]))
        self.position[partition] += len(records)
        self.committed = list(self.position)
        return None

    @rule(partition=st.integers(0, PARTITIONS - 1), step=st.sampled_from(STEPS["hear"]))
    def it_dies_while_it_hears(self, partition: int, step: tuple[Any, str]) -> None:
        if records := self.next(partition, 6):
            self.killed(self.hearing.hear(TOPIC, records), step)
            self.dies()

    @rule()
    def dies(self) -> None:
        self.run(self.listener.db.close())
        self.start()

    @rule(partition=st.integers(0, PARTITIONS - 1), back=st.integers(1, 9))
    def the_group_is_reset(self, partition: int, back: int) -> None:
        self.committed[partition] = self.position[partition] = max(self.position[partition] - back, 0)

    @rule()
    def heals(self) -> None:
        self.run(self.hearing.heal(self.memory))

    @rule()
    def ticks(self) -> None:
        self.run(ticker.tick(self.listener))

    @rule(step=st.sampled_from(STEPS["tick"]))
    def it_dies_while_it_ticks(self, step: tuple[Any, str]) -> None:
        if self.killed(ticker.tick(self.listener), step):
            self.dies()

    @invariant()
    def first_occurrences_on_the_topic_are_the_log(self) -> None:
        for tenant in TENANTS:
            there = [p.value for part in self.memory.partitions[TOPIC] for p in part if p.key == topics.key(tenant)]
            first = list(dict.fromkeys(there))
            assert first == [record.bytes for record in self.run(story.log(self.writer, tenant))][: len(first)]

    @invariant()
    def what_was_heard_is_a_beginning_of_the_log(self) -> None:
        for (tenant, id), (name, times) in self.heard().items():
            assert name == self.named[tenant, id][times - 1]

    def heard(self) -> dict[tuple[str, str], tuple[str, int]]:
        found = self.run(story.rows(self.listener))
        return {(row["tenant"], row["id"]): (row["name"], row["times"]) for row in found}

    async def drain(self) -> None:
        """Nothing fails any more: all that is left happens by itself."""
        await relayed(self.writer, self.memory)
        for number, there in enumerate(self.memory.partitions[TOPIC]):
            if there[self.position[number] :]:
                await self.hearing.hear(TOPIC, there[self.position[number] :])
        await self.hearing.heal(self.memory)
        await story.carry_out(self.listener)

    def teardown(self) -> None:
        self.run(self.drain())
        assert not self.hearing.gaps
        assert self.heard() == {key: (names[-1], len(names)) for key, names in self.named.items()}
        for tenant in TENANTS:
            self.each_policy_fired_once_for_each_event(tenant)
        assert not self.listener.alarms
        for running in (self.writer, self.listener):
            self.run(running.db.close())
        self.loop.close()
        for url in self.urls:
            self.places.forget(url)

    def each_policy_fired_once_for_each_event(self, tenant: str) -> None:
        causes = [canonical.read(record.bytes).id for record in self.run(story.log(self.writer, tenant))]
        done = [canonical.read(record.bytes) for record in self.run(story.log(self.listener, tenant, topics.DPIA))]
        for policy in ("system:first", "system:second"):
            assert sorted(str(e.causationid) for e in done if e.authid == policy) == sorted(causes)


def run(places: Places, monkeypatch: pytest.MonkeyPatch, examples: int) -> None:
    monkeypatch.setattr(hearing_module, "PATIENCE", 0.0)
    asyncio.run(places.prepare())
    machine = type("Chain", (Chain,), {"places": places})
    try:
        run_state_machine_as_test(
            machine, settings=settings(max_examples=examples, stateful_step_count=20, deadline=None)
        )
    finally:
        shutil.rmtree(places.folder)


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_the_chain_on_sqlite(monkeypatch: pytest.MonkeyPatch) -> None:
    run(Places(), monkeypatch, max(settings().max_examples // 2, 10))


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_the_chain_on_postgresql(
    postgres_server: postgres.Server, migrated: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(Places(postgres_server, migrated), monkeypatch, 4)
