"""What is public, for everyone: the register as JSON, and what each entry was before."""

from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Query, Request, Response
from sqlalchemy import RowMapping

from services.chassis.access import running_of
from services.chassis.problems import Invalid
from services.chassis.web import NO_CURSOR, After, Answer, Limit, Page, Search, page_of, place
from services.publication import queries
from services.publication.queries import Wanted


def for_everyone(response: Response) -> None:
    """Pages of any site may read the public register."""
    response.headers["Access-Control-Allow-Origin"] = "*"


router = APIRouter(prefix="/public/entries", dependencies=[Depends(for_everyone)])
Id = Annotated[str, Path(max_length=100, description="the id of the entry")]


class PublicEntry(Answer):
    """A public register entry: the keys of publication standard 1.0 (unknown ones absent) and what Helder adds."""

    id: str
    organisation: str
    uri: str
    version: int
    published_at: str
    record: dict[str, Any]
    extension: dict[str, Any]


def shown(row: Mapping[str, Any] | RowMapping) -> dict[str, Any]:
    """A public version as it is answered."""
    columns = ("id", "uri", "version", "published_at", "record", "extension")
    return {name: row[name] for name in columns} | {"organisation": row["tenant"]}


def wanted(
    q: Search = None,
    organisation: Annotated[str | None, Query(max_length=100, description="the id of the organisation")] = None,
    status: Annotated[str | None, Query(max_length=100, description="In gebruik, or in-use; and so on")] = None,
    category: Annotated[
        str | None,
        Query(max_length=100, description="a publication category (or high-risk, impactful, other), or a theme"),
    ] = None,
    theme: Annotated[str | None, Query(max_length=100, description="one of the standard's themes")] = None,
) -> Wanted:
    """The words and filters of a request; what is empty is not asked."""
    return Wanted(q, organisation or None, status or None, category or None, theme or None)


@router.get("", response_model_exclude_none=True, operation_id="listPublicEntries")
async def list_public_entries(
    request: Request, asked: Annotated[Wanted, Depends(wanted)], after: After = None, limit: Limit = 25
) -> Page[PublicEntry]:
    """The public register by name, with words to look for and filters."""
    async with running_of(request).db.view() as tx:
        rows = await queries.list_published(tx, asked, (place(after, 2), limit + 1), whole=True)
    page = page_of(request, rows, limit, lambda row: (row["sort"], row["id"]))
    return Page[PublicEntry].model_validate(page | {"items": [shown(row) for row in page["items"]]})


@router.get("/{id}", operation_id="getPublicEntry")
async def get_public_entry(request: Request, response: Response, id: Id) -> PublicEntry:
    """One public entry."""
    async with running_of(request).db.glance() as tx:
        row = await queries.get_published(tx, id)
    response.headers["ETag"] = f'"{row["version"]}"'
    return PublicEntry.model_validate(shown(row))


@router.get("/{id}/history", response_model_exclude_none=True, operation_id="listPublicVersions")
async def list_public_versions(request: Request, id: Id, after: After = None, limit: Limit = 25) -> Page[PublicEntry]:
    """Every version of one entry that was ever public, newest first."""
    begin = place(after, 1)
    async with running_of(request).db.glance() as tx:
        await queries.get_published(tx, id)
        rows = await queries.versions(tx, id, before_version(begin), limit + 1)
    page = page_of(request, rows, limit, lambda row: (str(row["version"]),))
    return Page[PublicEntry].model_validate(page | {"items": [shown(row) for row in page["items"]]})


def before_version(begin: list[str] | None) -> int | None:
    """The version in a cursor; None for the beginning. Raises Invalid for a made-up one."""
    if begin is None:
        return None
    if not begin[0].isascii() or not begin[0].isdigit() or len(begin[0]) > 9:
        raise Invalid({"after": NO_CURSOR})
    return int(begin[0])
