"""A small public register on either database, filled by the projection of publication."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from contracts.envelope import Envelope
from contracts.publication import (
    AlgorithmChanged,
    AlgorithmPublished,
    AlgorithmWithdrawn,
    PublicAssessment,
    PublicExtension,
    PublicRecord,
    Tombstone,
)
from services.chassis import tenants
from services.chassis.database import Database
from services.publication import queries
from services.publication.projections import project_register
from services.publication.queries import Facets, Wanted

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
IN_USE, IN_DEVELOPMENT = "In gebruik", "In ontwikkeling"
SOCIAL, TRAFFIC = "Sociale zekerheid", "Verkeer"
ENTRIES: Sequence[dict[str, Any]] = (
    {"name": "Voorsorteren bijstand", "status": IN_USE, "category": [SOCIAL], "goal": "De gemeente ordent aanvragen."},
    {"name": "Uitkeringen nakijken", "status": IN_USE, "category": [SOCIAL, TRAFFIC], "goal": "Voor de gemeenten."},
    {"name": "Cafés tellen", "status": IN_DEVELOPMENT, "category": [TRAFFIC], "goal": "Eén keer per jaar, 's avonds."},
    {"name": "Ondersteuning bij een uitkering", "status": IN_DEVELOPMENT, "category": [], "goal": "Wie helpt u?"},
    {"name": "ΑΒΓ & 100% <b>zeker</b>", "status": IN_USE, "goal": "AND OR NOT near(x) 'quote' \"dubbel\" a:* | !b"},
)


def _envelope(tenant: str, id: str) -> Envelope:
    attributes: dict[str, Any] = {
        "id": id, "source": "urn:nld:oin:00000099000000001000:systeem:publication", "type": AlgorithmPublished.TYPE,
        "subject": f"algorithm/{id}", "time": NOW, "dataschema": AlgorithmPublished.schema_uri(), "sequence": "1",
        "partitionkey": tenant, "tenant": tenant, "version": 1, "data": {},
    }  # fmt: skip
    return Envelope(**attributes)


@dataclass
class Register:
    """The register as people ask it (`app`) and as the projection writes it (`worker`)."""

    app: Database
    worker: Database
    typos: bool

    async def publish(self, id: str, record: dict[str, Any], tenant: str = "eskerwold", version: int = 1) -> None:
        """The first version, or a later one."""
        kind = AlgorithmPublished if version == 1 else AlgorithmChanged
        extension = PublicExtension(assessment=PublicAssessment(standing=record.pop("dpia", "none")))
        public = PublicRecord(
            organisation=tenant, uri=f"/id/algorithm/{id}", version=version, published_at="2026-11-24T09:00:00Z",
            record=record, extension=extension,
        )  # fmt: skip
        async with self.worker.session(tenant) as tx:
            await project_register(tx, _envelope(tenant, id), kind(version=version, public=public))

    async def withdraw(self, id: str, tenant: str = "eskerwold", version: int = 2) -> None:
        """Off the public site."""
        left = Tombstone(
            organisation=tenant, uri=f"/id/algorithm/{id}", version=version, withdrawn_at="2026-11-25T09:00:00Z",
            ground="by-mistake",
        )  # fmt: skip
        async with self.worker.session(tenant) as tx:
            await project_register(tx, _envelope(tenant, id), AlgorithmWithdrawn(version=version, public=left))

    async def fill(self) -> None:
        """The entries above, of one organisation."""
        async with self.worker.session("eskerwold") as tx:
            await tenants.add(tx, "eskerwold", "00000099000000001000")
        for number, record in enumerate(ENTRIES):
            await self.publish(f"e{number}", dict(record))

    async def names(self, q: str | None = None, **filters: str) -> list[str]:
        """What is found, by name."""
        async with self.app.view() as tx:
            return [row["name"] for row in await queries.list_published(tx, Wanted(q, **filters), (None, 100))]

    async def facets(self, q: str | None = None, **filters: str) -> Facets:
        """How it is counted."""
        async with self.app.view() as tx:
            return await queries.facets(tx, Wanted(q, **filters))
