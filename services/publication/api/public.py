"""What is public, for everyone: the register as JSON, and what each entry was before."""

import json
from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Query, Request, Response
from fastapi.responses import JSONResponse

from services.chassis.access import running_of
from services.chassis.problems import Invalid, Problem
from services.chassis.web import NO_CURSOR, After, Answer, Limit, Page, Search, page_of, place
from services.chassis.wording import _
from services.publication import queries
from services.publication.domain.record import explained, export
from services.publication.queries import Wanted

FOR_EVERYONE = {"Access-Control-Allow-Origin": "*"}
"""Pages of any site may read the public register."""
GONE: dict[int | str, dict[str, Any]] = {410: {"description": "It was taken off the public site for good"}}
NOT_YET = _("Dit past nog niet in het schema van de landelijke standaard. Bij elk veld staat wat er moet gebeuren.")
router = APIRouter(prefix="/public/entries")
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


def shown(row: Mapping[str, Any]) -> str:
    """A public version as it is answered; record and extension go through as the text that they are kept as."""
    about = {"id": row["id"], "organisation": row["tenant"], "uri": row["uri"], "version": row["version"]}
    about["publishedAt"] = row["published_at"]
    return f'{json.dumps(about)[:-1]}, "record": {row["record"]}, "extension": {row["extension"]}}}'


def answer(text: str, headers: Mapping[str, str] | None = None) -> Response:
    """JSON that stands ready."""
    return Response(text, media_type="application/json", headers={**FOR_EVERYONE, **(headers or {})})


def part(page: Mapping[str, Any]) -> Response:
    """Part of a list."""
    return answer(f'{{"items": [{", ".join(map(shown, page["items"]))}], "next": {json.dumps(page["next"])}}}')


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


@router.get("", response_model=Page[PublicEntry], operation_id="listPublicEntries")
async def list_public_entries(
    request: Request, asked: Annotated[Wanted, Depends(wanted)], after: After = None, limit: Limit = 25
) -> Response:
    """The public register by name, with words to look for and filters."""
    async with running_of(request).db.glance() as tx:
        rows = await queries.list_published(tx, asked, (place(after, 2), limit + 1), whole=True)
    return part(page_of(request, rows, limit, lambda row: (row["sort"], row["id"])))


@router.get("/{id}", response_model=PublicEntry, responses=GONE, operation_id="getPublicEntry")
async def get_public_entry(request: Request, id: Id) -> Response:
    """One public entry."""
    async with running_of(request).db.glance() as tx:
        row = await queries.get_whole(tx, id)
    return answer(shown(row), {"ETag": f'"{row["version"]}"'})


@router.get(
    "/{id}/export",
    operation_id="exportPublicEntry",
    response_model=dict[str, str | list[str]],
    responses=GONE | {409: {"description": "What is known does not fit; `errors` names each key that stops it"}},
)
async def export_public_entry(request: Request, id: Id) -> Response:
    """One public entry in the keys of the standard's own JSON Schema (1.0.0), which asks for more than its API does.

    Texts go without markup; of a list of references there is room for the first, and for the titles of all assessments.
    Where nobody explained the assessments in another way, the released summary of the DPIA does.
    """
    async with running_of(request).db.glance() as tx:
        row = await queries.get_whole(tx, id)
    made, stops = export(explained(json.loads(row["record"]), json.loads(row["extension"])))
    if not stops:
        return answer(json.dumps(made))
    errors = [{"pointer": f"/{stop.key}", "field": stop.ours, "detail": stop.detail} for stop in stops]
    problem = Problem(409, _("Kan nu niet"), NOT_YET, {"code": "not-exportable", "errors": errors})
    return JSONResponse(problem.json(), problem.status, FOR_EVERYONE, media_type="application/problem+json")


@router.get("/{id}/history", response_model=Page[PublicEntry], responses=GONE, operation_id="listPublicVersions")
async def list_public_versions(request: Request, id: Id, after: After = None, limit: Limit = 25) -> Response:
    """Every version of one entry that was ever public, newest first."""
    begin = place(after, 1)
    async with running_of(request).db.glance() as tx:
        rows = await queries.versions(tx, id, before_version(begin), limit + 1, whole=True)
        if not rows:
            await queries.get_whole(tx, id)
    return part(page_of(request, rows, limit, lambda row: (str(row["version"]),)))


def before_version(begin: list[str] | None) -> int | None:
    """The version in a cursor; None for the beginning. Raises Invalid for a made-up one."""
    if begin is None:
        return None
    if not begin[0].isascii() or not begin[0].isdigit() or len(begin[0]) > 9:
        raise Invalid({"after": NO_CURSOR})
    return int(begin[0])
