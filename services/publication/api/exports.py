"""What someone looks for in the public register as one file: CSV, Excel or JSON; every entry, not a page."""

from collections.abc import AsyncIterator, Iterator
from typing import IO, Annotated, Any

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import StreamingResponse

from services.chassis.access import running_of
from services.chassis.web import Page
from services.publication import queries
from services.publication.api.public import FOR_EVERYONE, PublicEntry, shown, wanted
from services.publication.api.sheets import Parts, csv_of, xlsx_of
from services.publication.queries import Wanted

PART = 100
"""Entries that are read at once; between two parts no connection is held, and others get their turn."""
CHUNK = 1 << 16
"""Bytes of a file that are sent at once."""
CSV = "text/csv; charset=utf-8; header=present"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
router = APIRouter(prefix="/public/exports")
Asked = Annotated[Wanted, Depends(wanted)]


def answered(kind: str, form: str = "") -> dict[int | str, dict[str, Any]]:
    """What the OpenAPI document says of a file."""
    schema = {"type": "string"} | ({"format": form} if form else {})
    return {200: {"description": "The file", "content": {kind: {"schema": schema}}}}


@router.get("/csv", operation_id="exportPublicEntriesAsCsv", response_class=Response, responses=answered("text/csv"))
async def as_csv(request: Request, asked: Asked) -> Response:
    """All public entries that are asked for, a row each: the keys of the standard as columns, then six of Helder.

    UTF-8 with a byte order mark, commas, CRLF (RFC 4180). Before a text that a spreadsheet could take for a formula
    stands an apostrophe.
    """
    return _sent(csv_of(await _begun(_parts(request, asked)), _site(request)), CSV, "csv")


@router.get(
    "/xlsx", operation_id="exportPublicEntriesAsXlsx", response_class=Response, responses=answered(XLSX, "binary")
)
async def as_xlsx(request: Request, asked: Asked) -> Response:
    """The same rows and columns as the CSV, as a workbook for Excel; every cell is a text."""
    return _sent(_read(await xlsx_of(await _begun(_parts(request, asked)), _site(request))), XLSX, "xlsx")


@router.get("/json", operation_id="exportPublicEntriesAsJson", response_model=Page[PublicEntry])
async def as_json(request: Request, asked: Asked) -> Response:
    """All public entries that are asked for, in the form of the list; `next` is always null."""
    return _sent(_json_of(await _begun(_parts(request, asked))), "application/json", "json")


async def _parts(request: Request, asked: Wanted) -> Parts:
    """By name, as the list is. Parts are not empty, unless nothing is found."""
    after: list[str] | None = None
    more = True
    while more:
        async with running_of(request).db.glance() as tx:
            rows = await queries.list_published(tx, asked, (after, PART + 1), whole=True)
        more = len(rows) > PART
        after = [rows[PART - 1]["sort"], rows[PART - 1]["id"]] if more else None
        yield rows[:PART]


async def _begun(parts: Parts) -> Parts:
    """The same parts, the first of which is read now: what goes wrong in it is still told as an answer."""
    first = await anext(parts)

    async def all_of_them() -> Parts:
        yield first
        async for rows in parts:
            yield rows

    return all_of_them()


async def _json_of(parts: Parts) -> AsyncIterator[str]:
    before = '{"items": ['
    async for rows in parts:
        yield before + ", ".join(map(shown, rows))
        before = ", "
    yield '], "next": null}'


def _site(request: Request) -> str:
    return f"{request.url.scheme}://{request.url.netloc}"


def _read(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        while chunk := file.read(CHUNK):
            yield chunk


def _sent(content: AsyncIterator[str] | Iterator[bytes], kind: str, ending: str) -> Response:
    headers = {**FOR_EVERYONE, "Content-Disposition": f'attachment; filename="algoritmeregister.{ending}"'}
    return StreamingResponse(content, media_type=kind, headers=headers)
