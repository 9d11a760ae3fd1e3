"""Verifies logs from the databases alone: the stored bytes, the kept checkpoints, and what an auditor kept outside."""

import base64
from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from sqlalchemy import select, union
from sqlalchemy.ext.asyncio import AsyncConnection

from contracts import registry, topics
from services.chassis.audit.findings import Finding, Verdict
from services.chassis.audit.keys import bare, verifier
from services.chassis.audit.scan import COLUMNS, Log, Row, Scan
from services.chassis.audit.signatures import Signed
from services.chassis.database import ALL, Database
from services.chassis.merkle import AuditError
from services.chassis.notes import Checkpoint
from services.chassis.tables import checkpoints, events, streams, tenants

PAGE = 500
Progress = Callable[[int], None]


@dataclass(frozen=True)
class Trust:
    """What a verification starts from: the key (`keys.public_key`), and notes of checkpoints kept outside.

    `current`: the key that the installation signs with now, where that is known.
    """

    key: str
    outside: Sequence[str] = ()
    current: str | None = None

    @property
    def replaced(self) -> bool:
        """True when the installation signs with another key than this one."""
        return self.current is not None and bare(self.current) != bare(self.key)


class Place(NamedTuple):
    """Where a log lies."""

    tenant: str
    topic: str
    oin: str | None


async def verify(
    databases: Mapping[str, Database],
    trust: Trust,
    organisation: str | None = None,
    progress: Progress = lambda done: None,
) -> list[Verdict]:
    """Every log of these services (by name), of one organisation or of all; raises NoteError for a wrong key.

    On PostgreSQL this asks for a role that sees every organisation, or for one organisation at a time.
    """
    kept, verdicts = Kept.of(trust.outside), list[Verdict]()
    for service, db in databases.items():
        for place in await places(db, organisation):
            async with db.view(organisation or ALL) as tx:
                verdicts.append(await _verify(tx, (service, place), (trust, kept), progress))
    gone = [] if organisation else [*kept.left(databases)]
    return [*verdicts, *(judge(log, trust) for log in gone)]


async def _verify(
    tx: AsyncConnection, where: tuple[str, Place], known: tuple[Trust, "Kept"], progress: Progress
) -> Verdict:
    (service, place), (trust, kept) = where, known
    log = kept.joined(await open_log(tx, service, place))
    scan = Scan(log, verifier(log.source, trust.key))
    async for row in rows(tx, place):
        scan.add(row)
        progress(1)
    return weighed(scan.verdict(await _last(tx, place)), trust)


def judge(log: Log, trust: Trust) -> Verdict:
    """The verdict on a log of which nothing is left but checkpoints kept outside."""
    return weighed(Scan(log, verifier(log.source, trust.key)).verdict(log.last), trust)


def weighed(verdict: Verdict, trust: Trust) -> Verdict:
    """The verdict, with a finding when the installation signs with another key (unless that was found already)."""
    if not trust.replaced or any(finding.kind == "key-replaced" for finding in verdict.findings):
        return verdict
    detail = "De installatie ondertekent nu met een andere sleutel dan waarmee u controleert."
    return replace(verdict, findings=[*verdict.findings, Finding("key-replaced", verdict.events, detail)])


@dataclass
class Kept:
    """Checkpoints that an auditor kept outside, by log; taken out as the logs are met."""

    by_source: dict[str, list[Signed]] = field(default_factory=dict)

    @classmethod
    def of(cls, notes: Sequence[str]) -> "Kept":
        """From the notes; who signed them is judged with each log. Raises NoteError."""
        kept = cls()
        for note in notes:
            checkpoint = Checkpoint.parse(note.rpartition("\n\n")[0] + "\n")
            signed = Signed(checkpoint.head.size, checkpoint.head.root, note, outside=True)
            kept.by_source.setdefault(checkpoint.origin, []).append(signed)
        return kept

    def joined(self, log: Log) -> Log:
        """The log with its checkpoints from outside beside its own."""
        return replace(log, signed=[*log.signed, *self.by_source.pop(log.source, [])])

    def left(self, services: Mapping[str, object]) -> Iterator[Log]:
        """Logs of these services that an auditor knows of, and that were not met."""
        for source, signed in self.by_source.items():
            topic = next((topic for topic in TOPICS if source.endswith(":" + topic.replace(".", "-"))), None)
            service = service_of(topic) if topic else ""
            if service in services:
                yield Log(service, "", topic or "", source, 0, signed)


TOPICS = sorted({event.TOPIC for event in registry.EVENTS})


def service_of(topic: str) -> str:
    """The service that writes a topic: the one whose contracts name it."""
    name = next(event.__module__ for event in registry.EVENTS if topic == event.TOPIC)
    return name.split(".")[1]


async def places(db: Database, organisation: str | None) -> list[Place]:
    """Every log of which anything is left: a counter, an event or a checkpoint."""
    named = union(*(select(table.c.tenant, table.c.topic) for table in (streams, events, checkpoints))).subquery()
    query = select(named.c.tenant, named.c.topic, tenants.c.oin)
    query = query.outerjoin(tenants, tenants.c.tenant == named.c.tenant).order_by(named.c.tenant, named.c.topic)
    async with db.view(organisation or ALL) as tx:
        found = [Place(*row) for row in await tx.execute(query)]
    return [place for place in found if organisation in (None, place.tenant)]


async def open_log(tx: AsyncConnection, service: str, place: Place) -> Log:
    """The log at this place with its counter and checkpoints, but without its rows."""
    same = (checkpoints.c.tenant == place.tenant, checkpoints.c.topic == place.topic)
    kept = await tx.execute(select(checkpoints).where(*same).order_by(checkpoints.c.size))
    signed = [Signed(row.size, row.root, row.note, row.edge) for row in kept]
    return Log(service, place.tenant, place.topic, await _source(tx, place), await _last(tx, place), signed)


async def rows(tx: AsyncConnection, place: Place) -> AsyncIterator[Row]:
    """All rows of the log by place, in pages."""
    query = select(events).where(events.c.tenant == place.tenant, events.c.topic == place.topic)
    query, after = query.order_by(events.c.sequence).limit(PAGE), -(2**63)
    while page := (await tx.execute(query.where(events.c.sequence > after))).mappings().all():
        for row in page:
            yield Row(row["sequence"], row["leaf"], row["bytes"], {name: row[name] for name in COLUMNS})
        after = page[-1]["sequence"]


async def _last(tx: AsyncConnection, place: Place) -> int:
    query = select(streams.c.last).where(streams.c.tenant == place.tenant, streams.c.topic == place.topic)
    return (await tx.execute(query)).scalar() or 0


async def _source(tx: AsyncConnection, place: Place) -> str:
    """From the organisation's number; where that is gone, from what the log itself says."""
    if place.oin is not None:
        return topics.source(place.topic, place.oin)
    same = (checkpoints.c.tenant == place.tenant, checkpoints.c.topic == place.topic)
    note = (await tx.execute(select(checkpoints.c.note).where(*same).limit(1))).scalar()
    return (note or "").partition("\n")[0] or f"urn:nld:oin:{'0' * 20}:systeem:{place.topic.replace('.', '-')}"


def outside(document: Any) -> tuple[list[str], str]:
    """Notes and key in the output of `audit checkpoint --json`; raises AuditError for anything else."""
    try:
        notes = [str(one["note"]) for one in document["checkpoints"]]
        key = bare(str(document["key"]))
        claimed = [(one["source"], one["size"], base64.b64decode(one["root"])) for one in document["checkpoints"]]
    except (KeyError, TypeError, ValueError) as cause:
        raise AuditError("Dit bestand is geen uitvoer van `audit checkpoint --json`.") from cause
    told = [Checkpoint.parse(note.rpartition("\n\n")[0] + "\n") for note in notes]
    if claimed != [(one.origin, *one.head) for one in told]:
        raise AuditError("In dit bestand zegt een ijkpunt iets anders dan wat is ondertekend.")
    return notes, key
