"""Entries of another register, imported row by row."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi import Body as InBody
from pydantic import Field

from contracts.envelope import YesNo
from contracts.inventory import Line
from services.chassis.access import Ask, needs
from services.chassis.web import After, Answer, Body, Limit, Page, attempt, bearer, page_of, place
from services.inventory import queries
from services.inventory.policies.imports import order

router = APIRouter(prefix="/organisations/{organisation}/imports", dependencies=[bearer])
ROWS = 100


class Import(Body):
    """Rows of one register. A row that is refused does not stop the others."""

    register: Line = Field(pattern=r"^[^\x00]*$")
    dry_run: YesNo = False
    rows: Annotated[list[dict[str, Any]], Field(max_length=ROWS)]


class ImportOutcome(Answer):
    """What a row came to; a refused one names the field and the reason."""

    row: int
    result: str
    id: str | None = None
    field: str | None = None
    reason: str | None = None


class Outcomes(Answer):
    """One outcome for each row, in order."""

    rows: list[ImportOutcome]


class Imported(Answer):
    """An entry that was imported before, and the system that it became."""

    source_id: str
    id: str


@router.post("", response_model_exclude_none=True, operation_id="importRegister")
async def import_register(ask: Annotated[Ask, needs("coordinator")], body: Annotated[Import, InBody()]) -> Outcomes:
    """Takes over rows, each in a transaction of its own; with `dryRun` it only says what would happen."""
    return Outcomes(rows=[await _import(ask, body, raw) for raw in body.rows])


async def _import(ask: Ask, body: Import, raw: dict[str, Any]) -> ImportOutcome:
    number = raw["row"] if isinstance(raw.get("row"), int) else 0
    outcome = await attempt(ask, lambda: order(ask, body.register, raw), body.dry_run)
    return ImportOutcome(row=number, result=outcome.result, id=outcome.id, field=outcome.field, reason=outcome.reason)


@router.get("", operation_id="listImports")
async def list_imports(
    request: Request,
    ask: Annotated[Ask, needs("coordinator")],
    register: Annotated[str, Query(max_length=300)],
    after: After = None,
    limit: Limit = 100,
) -> Page[Imported]:
    """What was imported from a register before, by source id."""
    async with ask.running.db.view(ask.tenant) as tx:
        rows = await queries.imported(tx, ask.tenant, register, (place(after, 1), limit + 1))
    return Page[Imported].model_validate(page_of(request, rows, limit, lambda row: (row["source_id"],)))
