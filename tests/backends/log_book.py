"""A log to audit and everything that someone with the database can do to it behind the service's back."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from joserfc.jwk import OKPKey
from sqlalchemy import ColumnElement, Table, delete, insert, select, update

from contracts import topics
from contracts.envelope import Envelope
from contracts.inventory import SystemDescription
from services.chassis import canonical, execute, store, tenants
from services.chassis.access import Keys
from services.chassis.audit import checkpoints, verify
from services.chassis.audit.findings import Verdict
from services.chassis.audit.keys import public_key
from services.chassis.audit.verify import Trust
from services.chassis.database import ALL, Database
from services.chassis.execute import Order, Origin
from services.chassis.service import Running
from services.chassis.settings import Settings
from services.chassis.tables import checkpoints as signed
from services.chassis.tables import events, streams
from services.inventory.app import SERVICE
from services.inventory.domain import system
from services.inventory.domain.system import RegisterSystem

TENANT, TOPIC = "eskerwold", topics.INVENTORY
OIN = "00000099000000001000"
SOURCE = topics.source(TOPIC, OIN)
EVENTS = 9
"""How many events the fixture `book` has."""
SEED, OTHER_SEED = b"a" * 32, b"b" * 32


@dataclass
class LogBook:
    """One organisation's log of inventory, written by the service, and then by whoever holds the database."""

    app: Database
    worker: Database
    seed: bytes = SEED
    kept: list[str] = field(default_factory=list)
    """Notes of checkpoints that an auditor kept outside."""

    def running(self, db: Database) -> Running:
        keys = Keys(OKPKey.generate_key("Ed25519"), b"m" * 32, self.seed)
        return Running(SERVICE, db, Settings(), keys)

    async def open(self, tenant: str = TENANT, oin: str = OIN) -> None:
        async with self.app.session(tenant) as tx:
            await tenants.add(tx, tenant, oin)

    async def write(self, number: int, tenant: str = TENANT) -> None:
        """So many systems are registered: one event each."""
        for turn in range(number):
            described = SystemDescription(name=f"Systeem {turn}")
            command = RegisterSystem(by="a" * 26, today=date(2026, 11, 24), description=described)
            order = Order(system, execute.uuid7(), command)
            await execute.execute(self.running(self.app), Origin(tenant, "a" * 26), order)

    async def sign(self) -> list[checkpoints.Made]:
        return await checkpoints.checkpoint(self.running(self.worker))

    async def keep(self) -> None:
        """An auditor asks for a checkpoint and takes it away."""
        self.kept = [made.note for made in await self.sign()]

    async def verify(self, *, outside: bool = False, seed: bytes | None = None) -> list[Verdict]:
        trust = Trust(public_key(seed or self.seed), self.kept if outside else ())
        verdicts = await verify.verify({"inventory": self.worker}, trust)
        return [verdict for verdict in verdicts if not _is_apart(verdict)]

    async def apart(self) -> list[Verdict]:
        """The verdicts on the logs of checkpoints, which are not signed themselves."""
        return [
            verdict
            for verdict in await verify.verify({"inventory": self.worker}, Trust(public_key(self.seed)))
            if _is_apart(verdict)
        ]

    async def verdict(self, **how: Any) -> Verdict:
        (verdict,) = await self.verify(**how)
        return verdict

    async def published(self) -> list[Envelope]:
        """The checkpoints as events, in the order of their topic."""
        async with self.worker.view(TENANT) as tx:
            return [canonical.read(record.bytes) for record in await store.read(tx, topics.CHECKPOINTS, TENANT, 0, 99)]

    async def found(self, **how: Any) -> list[tuple[str, int]]:
        return [(finding.kind, finding.sequence) for finding in (await self.verdict(**how)).findings]

    async def rows(self) -> list[dict[str, Any]]:
        async with self.worker.view(ALL) as tx:
            found = await tx.execute(select(events).where(*self._here(events)).order_by(events.c.sequence))
            return [dict(row) for row in found.mappings()]

    async def replace(self, rows: Sequence[dict[str, Any]], last: int | None = None) -> None:
        """The whole log becomes these rows, and its counter this number."""
        async with self.worker.session(ALL) as tx:
            await tx.execute(delete(events).where(*self._here(events)))
            if rows:
                await tx.execute(insert(events), list(rows))
            if last is not None:
                await tx.execute(update(streams).values(last=last).where(*self._here(streams)))

    def _here(self, table: Table) -> tuple[ColumnElement[bool], ...]:
        return (table.c.tenant == TENANT, table.c.topic == TOPIC)

    async def forget(self, after: int = -1) -> None:
        """Takes away the kept checkpoints with more events than this."""
        async with self.worker.session(ALL) as tx:
            await tx.execute(delete(signed).where(signed.c.size > after))

    async def resign(self, seed: bytes) -> None:
        """Signs everything again with this key, as if no checkpoint had been there."""
        await self.forget()
        self.seed = seed
        await self.sign()


def _is_apart(verdict: Verdict) -> bool:
    return verdict.source.endswith("-checkpoints")


def hashed(row: dict[str, Any], raw: bytes) -> dict[str, Any]:
    """The row with other bytes and the hash that belongs to them."""
    return row | {"bytes": raw, "leaf": hashlib.sha256(b"\0" + raw).digest()}


def edited(row: dict[str, Any], **attributes: Any) -> bytes:
    """The bytes of the row with other attributes."""
    return json.dumps(json.loads(row["bytes"]) | attributes, separators=(",", ":"), sort_keys=True).encode()


def numbered(row: dict[str, Any], sequence: int) -> dict[str, Any]:
    """The row at another place, thoroughly: in the index, in the bytes and in the hash."""
    return hashed(row, edited(row, sequence=f"{sequence:020}")) | {"sequence": sequence}


def forged(row: dict[str, Any], sequence: int) -> dict[str, Any]:
    """An event that never was, in the likeness of another."""
    new = {"id": execute.uuid7(), "subject": f"system/{execute.uuid7()}"}
    return numbered(hashed(row | new, edited(row, **new)), sequence)
