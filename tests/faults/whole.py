"""When all has come to rest: is everything that was answered there, once, in order, and everywhere the same?"""

import asyncio
import time
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError

from contracts import topics
from services.chassis.audit import agreement, from_kafka, verify
from services.chassis.audit.keys import public_key
from services.chassis.audit.verify import Trust
from services.chassis.broker import read_topic
from services.chassis.database import ALL, Database
from services.chassis.tables import due, events, inbox, parked, streams
from tests.faults.burst import Answered
from tests.faults.read_back import a_replay_ends_the_same, next_in_turn, rows_follow_from_the_topics
from tests.faults.region import SERVICES, Region

Databases = Mapping[str, Database]
Logs = Mapping[str, list[dict[str, Any]]]
"""All events of each service, as columns."""
WRITER = {topic: name for name, service in SERVICES.items() for topic in service.topics}
"""Topic -> the service that writes it."""
FOLLOWS = (
    ("inventory", "SystemRegistered", "dpia", "CaseOpened"),
    ("inventory", "SystemRegistered", "publication", "EntryDrafted"),
    ("dpia", "AssessmentRequired", "inventory", "AssessmentNoted"),
    ("dpia", "AssessmentRequired", "publication", "AssessmentNoted"),
    ("publication", "AlgorithmPublished", "feedback", "ChannelOpened"),
)
"""Each of these facts has exactly one of those because of it."""


async def settled(helder: Region, seconds: float = 240, apart: str = "") -> float:
    """Waits until nothing is on its way any more, what this organisation waits for left apart; how long it took."""
    began, before = time.monotonic(), ""
    async with helder.databases() as databases:
        while True:
            now = await _on_its_way(databases, apart)
            if not now["waits"] and str(now) == before:
                return time.monotonic() - began
            before = str(now)
            assert time.monotonic() < began + seconds, f"after {seconds} s: {now['waits']}\n{helder.said()}"
            await asyncio.sleep(0.3)


async def _on_its_way(databases: Databases, apart: str) -> dict[str, Any]:
    waits: dict[str, Any] = {}
    logged = {}
    try:
        for name, db in databases.items():
            logged[name] = await _ends(db)
            waits |= {f"{name} relay {place}": last - done for place, (last, done) in logged[name].items()}
            waits[f"{name} due"] = await count(db, select(due).where(due.c.tenant != apart).subquery())
        for name, db in databases.items():
            heard = await _heard(db)
            for topic in SERVICES[name].subscriptions:
                for (of, tenant), (last, _) in logged[WRITER[topic]].items():
                    if of == topic:
                        waits[f"{name} hears {topic} {tenant}"] = last - heard.get((topic, tenant), (0, ""))[0]
    except (SQLAlchemyError, OSError) as error:
        return {"waits": repr(error)}
    return {"waits": {what: n for what, n in waits.items() if n}, "logged": logged}


async def count(db: Database, table: Any) -> int:
    """The number of rows."""
    async with db.view(ALL) as tx:
        return int((await tx.execute(select(func.count()).select_from(table))).scalar_one())


async def _ends(db: Database) -> dict[tuple[str, str], tuple[int, int]]:
    async with db.view(ALL) as tx:
        rows = await tx.execute(select(streams.c.topic, streams.c.tenant, streams.c.last, streams.c.relayed))
        return {(row.topic, row.tenant): (row.last, row.relayed) for row in rows}


async def _heard(db: Database) -> dict[tuple[str, str], tuple[int, str]]:
    async with db.view(ALL) as tx:
        rows = await tx.execute(select(inbox))
        return {(row.topic, row.tenant): (row.sequence, row.id) for row in rows}


async def kept(helder: Region, answered: Iterable[Answered]) -> Logs:
    """What was answered is logged once and in order, and each policy fired once. The logs."""
    async with helder.databases() as databases:
        logs = {name: await _log(db) for name, db in databases.items()}
    _answers_are_logged(logs, answered)
    _sequences_have_no_holes(logs)
    _policies_fired_once(logs)
    return logs


async def whole(helder: Region, answered: Iterable[Answered]) -> dict[str, Any]:
    """Nothing is lost, nothing is done twice, and both copies of the log say the same. What was counted."""
    logs = await kept(helder, answered)
    async with helder.databases() as databases:
        for name, db in databases.items():
            assert await count(db, due) == 0, f"{name} has work that is due"
            assert await count(db, parked) == 0, f"{name} has parked events"
            await _heard_to_the_end(name, db, logs)
        audited = await _audited(helder, databases)
    rows = sum([await rows_follow_from_the_topics(helder, name) for name in SERVICES])
    replayed = await a_replay_ends_the_same(helder, next_in_turn())
    counted = {"read rows": rows, "replayed": replayed, "logs audited": audited}
    return {"events": {name: len(log) for name, log in logs.items()}} | counted


async def _log(db: Database) -> list[dict[str, Any]]:
    async with db.view(ALL) as tx:
        columns = [column for column in events.c if column.name not in {"bytes", "leaf"}]
        query = select(*columns).order_by(events.c.topic, events.c.tenant, events.c.sequence)
        return [{**row, "kind": kind(row["type"])} for row in (await tx.execute(query)).mappings()]


def kind(type_: str) -> str:
    """The short name of a fact, from its type."""
    return type_.split(".")[3]


def _answers_are_logged(logs: Logs, answered: Iterable[Answered]) -> None:
    """Each answered command has its event; and for each request that wrote something, a command was answered."""
    commands = Counter(answered)
    assert max(commands.values(), default=1) == 1, "the same version was answered twice"
    subjects = Counter((a.service, a.tenant, a.subject) for a in commands)
    there = Counter((name, e["tenant"], e["subject"], e["version"]) for name, log in logs.items() for e in log)
    missing = [a for a in commands if there[a.service, a.tenant, a.subject, a.version] != 1]
    assert not missing, f"answered, but not in the log: {missing[:5]} ({len(missing)})"
    by_people = {
        (name, e["tenant"], e["subject"], e["causation"])
        for name, log in logs.items()
        for e in log
        if not (e["actor"] or "").startswith("system:")
    }
    done = Counter(request[:3] for request in by_people)
    twice = {subject: (done[subject], asked) for subject, asked in subjects.items() if done[subject] != asked}
    assert not twice, f"(done, asked): {dict(list(twice.items())[:5])} ({len(twice)})"


def _sequences_have_no_holes(logs: Logs) -> None:
    for log in logs.values():
        found: dict[tuple[str, str], int] = {}
        for event in log:
            place = event["topic"], event["tenant"]
            assert event["sequence"] == found.get(place, 0) + 1, place
            found[place] = event["sequence"]


def _policies_fired_once(logs: Logs) -> None:
    fired = Counter(
        (name, e["tenant"], e["causation"], e["actor"], e["subject"], e["type"])
        for name, log in logs.items()
        for e in log
        if e["causation"] and e["topic"] not in topics.OUTSIDERS and (e["actor"] or "").startswith("system:")
    )
    assert not (twice := [key for key, number in fired.items() if number > 1]), twice[:5]
    for cause_service, cause, service, effect in FOLLOWS:
        causes = {e["id"] for e in logs[cause_service] if e["kind"] == cause}
        effects = Counter(e["causation"] for e in logs[service] if e["kind"] == effect and e["causation"] in causes)
        lacking = causes - set(effects)
        assert not lacking, f"{effect} lacks for {len(lacking)} of {len(causes)} {cause}"


async def _heard_to_the_end(name: str, db: Database, logs: Logs) -> None:
    heard = await _heard(db)
    for topic in SERVICES[name].subscriptions:
        ends = {e["tenant"]: (e["sequence"], e["id"]) for e in logs[WRITER[topic]] if e["topic"] == topic}
        found = {tenant: heard.get((topic, tenant)) for tenant in ends}
        assert found == ends, f"{name} has not heard all of {topic}"


async def _audited(helder: Region, databases: Databases) -> int:
    """From the databases alone, from Kafka alone, and beside each other."""
    trust = Trust(public_key(helder.keys.audit))
    verdicts = await verify.verify(databases, trust)
    assert all(verdict.ok for verdict in verdicts), [v.json() for v in verdicts if not v.ok][:3]
    for _ in range(5):  # a log may grow between both readings: by a checkpoint
        logs = await from_kafka.read_topics(lambda topic: read_topic(helder.settings, topic), trust)
        agreed = await agreement.compare(databases, logs)
        if all(one.ok for one in agreed):
            break
        await settled(helder)
    assert all(one.ok for one in agreed), [one.json() for one in agreed if not one.ok][:3]
    verdicts = logs.verdicts(None)
    assert all(verdict.ok for verdict in verdicts), [v.json() for v in verdicts if not v.ok][:3]
    return len(agreed)
