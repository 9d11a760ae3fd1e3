"""Append, hear, carry out and crash in any order: the log and what follows from it agree with a simple model."""

import asyncio
import shutil
import tempfile
from collections.abc import Coroutine
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from contracts import topics
from services.chassis import canonical, inbox, migrate, ticker
from services.chassis.database import Database
from services.chassis.inbox import Batch, Gap
from services.chassis.recovery import rebuilding
from services.chassis.recovery.sources import DatabaseSource
from services.chassis.service import Running
from services.chassis.settings import Settings
from services.inventory.app import SERVICE as INVENTORY
from tests.backends import story
from tests.backends.listener import LISTENER, POISON, TROUBLE, heard

TENANTS, SUBJECTS = ("t1", "t2"), ("s1", "s2", "s3")
_template: list[Path] = []


class Crash(BaseException):
    """The process dies here."""


async def _die(*_: object, **__: object) -> None:
    raise Crash


def template() -> Path:
    """Two migrated files, made once."""
    if not _template:
        folder = Path(tempfile.mkdtemp(prefix="helder-machine-"))
        asyncio.run(_make(folder))
        _template.append(folder)
    return _template[0]


async def _make(folder: Path) -> None:
    for name in ("writer", "listener"):
        db = Database.file(folder / f"{name}.db")
        await migrate.upgrade(db.url, "inventory")
        async with db.session() as tx:
            await tx.run_sync(heard.create)
        await db.close()


class LogMachine(RuleBasedStateMachine):
    """The model: what each subject is called, how often it was told, and which events wait behind a poison one."""

    def __init__(self) -> None:
        super().__init__()
        TROUBLE.clear()
        self.loop = asyncio.new_event_loop()
        self.folder = Path(tempfile.mkdtemp(prefix="helder-machine-"))
        shutil.copytree(template(), self.folder, dirs_exist_ok=True)
        self.told: dict[tuple[str, str], list[str]] = {}
        self.start()
        for tenant in TENANTS:
            self.run(story.add_tenant(self.writer, tenant))
            for name in ("A", POISON, "B"):
                self.tell(tenant, "s1", name)

    def start(self) -> None:
        """A process begins: nothing is remembered but the files."""
        dbs = [Database.file(self.folder / f"{name}.db") for name in ("writer", "listener")]
        self.writer = Running(INVENTORY, dbs[0], Settings())
        self.listener = Running(LISTENER, dbs[1], Settings(), sources={"helder.inventory": DatabaseSource(dbs[0])})

    def run(self, work: Coroutine[Any, Any, Any]) -> Any:
        return self.loop.run_until_complete(work)

    def stop(self) -> None:
        for running in (self.writer, self.listener):
            self.run(running.db.close())

    @rule(tenant=st.sampled_from(TENANTS), subject=st.sampled_from(SUBJECTS), name=st.sampled_from(["A", "B", POISON]))
    def someone_tells(self, tenant: str, subject: str, name: str) -> None:
        self.tell(tenant, subject, name)

    def tell(self, tenant: str, subject: str, name: str) -> None:
        names = self.told.setdefault((tenant, subject), [])
        if names:
            self.run(story.describe(self.writer, subject, name, tenant))
        else:
            self.run(story.register(self.writer, subject, name, tenant))
        if not names or names[-1] != name:
            names.append(name)

    @rule(tenant=st.sampled_from(TENANTS), start=st.integers(0, 4), end=st.integers(1, 9), twice=st.booleans())
    def deliver(self, tenant: str, start: int, end: int, twice: bool) -> None:
        """A transport delivers a stretch of the log, perhaps old, perhaps too far ahead, perhaps twice."""
        records = self.run(story.log(self.writer, tenant))[start:end]
        try:
            self.run(inbox.consume(self.listener, Batch(topics.INVENTORY, tenant, records * (1 + twice))))
        except Gap:
            assert start > 0

    @rule()
    def hear(self) -> None:
        self.run(story.hear(self.listener))

    @rule()
    def carry_out(self) -> None:
        self.run(story.carry_out(self.listener))

    @rule(place=st.sampled_from([(inbox, "upsert"), (inbox, "apply"), (ticker, "execute_in"), (ticker, "delete")]))
    def crash(self, place: tuple[Any, str]) -> None:
        """The process dies in the middle of hearing or carrying out, and starts again."""
        with pytest.MonkeyPatch.context() as dying:
            dying.setattr(*place, _die if place[1] != "delete" else _dead)
            try:
                self.run(story.hear(self.listener))
                self.run(story.carry_out(self.listener))
            except Crash:
                pass
        self.stop()
        self.start()

    @precondition(lambda self: self.told)
    @rule()
    def rebuild(self) -> None:
        before = self.run(story.rows(self.listener))
        self.run(rebuilding.rebuild(self.listener))
        assert self.run(story.rows(self.listener)) == before

    @invariant()
    def the_log_has_no_gap(self) -> None:
        for tenant in TENANTS:
            records = self.run(story.log(self.writer, tenant))
            assert [record.sequence for record in records] == list(range(1, len(records) + 1))
            subjects = [canonical.read(record.bytes).subject.partition("/")[2] for record in records]
            assert {s: subjects.count(s) for s in subjects} == {
                s: len(names) for (t, s), names in self.told.items() if t == tenant
            }

    def teardown(self) -> None:
        """In the end everything heals, and each fact had one effect and fired each policy once."""
        TROUBLE["healed"] = True
        self.run(story.hear(self.listener))
        for tenant in TENANTS:
            self.run(inbox.retry(self.listener, tenant))
        self.run(story.carry_out(self.listener))
        rows = {(row["tenant"], row["id"]): (row["name"], row["times"]) for row in self.run(story.rows(self.listener))}
        assert rows == {key: (names[-1], len(names)) for key, names in self.told.items()}
        for tenant in TENANTS:
            expected = [n for (t, _), names in self.told.items() if t == tenant for n in names]
            fired = self.run(story.opened(self.listener, tenant))
            for policy in ("system:first", "system:second"):
                assert sorted(name for by, name in fired if by == policy) == sorted(expected)
        self.stop()
        self.loop.close()
        shutil.rmtree(self.folder)


def _dead(*_: object) -> None:
    raise Crash


LogMachine.TestCase.settings = settings(max_examples=12, stateful_step_count=12, deadline=None)
TestLogMachine = LogMachine.TestCase
