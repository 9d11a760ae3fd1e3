"""Verifies logs from the databases alone: the stored bytes, the kept checkpoints, and what an auditor kept outside."""

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from sqlalchemy import Column, ColumnElement, LargeBinary, cast, select, union
from sqlalchemy.ext.asyncio import AsyncConnection

from contracts import topics
from services.chassis.audit.findings import Finding, Verdict
from services.chassis.audit.kept import Kept
from services.chassis.audit.keys import bare, verifier
from services.chassis.audit.merkle import AuditError
from services.chassis.audit.scan import COLUMNS, Log, Row, Scan
from services.chassis.audit.signatures import Signed
from services.chassis.database import ALL, Database
from services.chassis.tables import checkpoints, events, streams, tenants
from services.chassis.tenants import oin_of

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
    oin = await _known(databases, organisation) if organisation else None
    kept, verdicts = Kept.of(trust.outside), list[Verdict]()
    for service, db in databases.items():
        for place in await places(db, organisation):
            async with db.view(organisation or ALL) as tx:
                verdicts.append(await _verify(tx, (service, place), (trust, kept), progress))
    gone = [log for log in kept.left() if log.service in databases and (oin is None or f":{oin}:" in log.source)]
    return [*verdicts, *(judge(log, trust) for log in gone)]


async def _known(databases: Mapping[str, Database], organisation: str) -> str:
    for db in databases.values():
        async with db.view(organisation) as tx:
            if (oin := await oin_of(tx, organisation)) is not None:
                return oin
    raise AuditError(f"De organisatie {organisation} staat niet in deze gegevens.")


async def total(databases: Mapping[str, Database], organisation: str | None = None) -> int:
    """About how many events there are to read."""
    numbers = 0
    for db in databases.values():
        async with db.view(organisation or ALL) as tx:
            ends = await tx.execute(select(streams.c.tenant, streams.c.last))
            numbers += sum(end.last for end in ends if organisation in (None, end.tenant))
    return numbers


async def _verify(
    tx: AsyncConnection, where: tuple[str, Place], known: tuple[Trust, Kept], progress: Progress
) -> Verdict:
    (service, place), (trust, kept) = where, known
    log = kept.joined(await open_log(tx, service, place))
    scan = Scan(log, verifier(log.source, trust.key))
    async for row in rows(tx, place):
        scan.add(row)
        progress(1)
    return weighed(scan.verdict(await last_of(tx, place)), trust)


def judge(log: Log, trust: Trust) -> Verdict:
    """The verdict on a log of which nothing is left but checkpoints kept outside."""
    return weighed(Scan(log, verifier(log.source, trust.key)).verdict(log.last), trust)


def weighed(verdict: Verdict, trust: Trust) -> Verdict:
    """The verdict, with a finding when the installation signs with another key (unless that was found already)."""
    if not trust.replaced or any(finding.kind == "key-replaced" for finding in verdict.findings):
        return verdict
    detail = "De installatie ondertekent nu met een andere sleutel dan waarmee u controleert."
    return replace(verdict, findings=[*verdict.findings, Finding("key-replaced", verdict.events, detail)])


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
    columns = (checkpoints.c.size, _raw(checkpoints.c.root), checkpoints.c.note, _raw(checkpoints.c.edge))
    kept = await tx.execute(select(*columns).where(*same).order_by(checkpoints.c.size))
    signed = [Signed(row.size, row.root, str(row.note), row.edge) for row in kept]
    return Log(service, place.tenant, place.topic, await _source(tx, service, place), await last_of(tx, place), signed)


async def rows(tx: AsyncConnection, place: Place) -> AsyncIterator[Row]:
    """All rows of the log by place, in pages."""
    columns = (events.c.sequence, _raw(events.c.leaf), _raw(events.c.bytes), *(events.c[name] for name in COLUMNS))
    query = select(*columns).where(events.c.tenant == place.tenant, events.c.topic == place.topic)
    query, after = query.order_by(events.c.sequence).limit(PAGE), -(2**63)
    while page := (await tx.execute(query.where(events.c.sequence > after))).mappings().all():
        for row in page:
            yield Row(row["sequence"], row["leaf"], row["bytes"], {name: row[name] for name in COLUMNS})
        after = page[-1]["sequence"]


def _raw(column: Column[bytes]) -> ColumnElement[bytes]:
    """Whoever meddles with a SQLite file may leave text where bytes were."""
    return cast(column, LargeBinary).label(column.name)


async def last_of(tx: AsyncConnection, place: Place) -> int:
    """What the counter of the log says now."""
    query = select(streams.c.last).where(streams.c.tenant == place.tenant, streams.c.topic == place.topic)
    return (await tx.execute(query)).scalar() or 0


async def _source(tx: AsyncConnection, service: str, place: Place) -> str:
    """From the organisation's number; where that is gone, from what the log itself says."""
    if place.topic == topics.CHECKPOINTS:
        return topics.checkpoints_source(service, place.oin or "0" * 20)
    if place.oin is not None:
        return topics.source(place.topic, place.oin)
    same = (checkpoints.c.tenant == place.tenant, checkpoints.c.topic == place.topic)
    note = (await tx.execute(select(checkpoints.c.note).where(*same).limit(1))).scalar()
    return (note or "").partition("\n")[0] or f"urn:nld:oin:{'0' * 20}:systeem:{place.topic.replace('.', '-')}"
