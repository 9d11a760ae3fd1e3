"""The newest and latest changed public entries as an Atom feed (RFC 4287): of all, of an organisation, of a selection.

What was taken off the public site is named as deleted (RFC 6721), so that readers forget it too.
"""

import re
from collections.abc import Sequence
from typing import Annotated
from xml.etree.ElementTree import Element, SubElement, tostring

from fastapi import APIRouter, Depends, Path, Request, Response
from sqlalchemy import RowMapping
from sqlalchemy.ext.asyncio import AsyncConnection

from services.chassis.access import running_of
from services.chassis.formats import TURNS
from services.chassis.wording import _
from services.publication import queries
from services.publication.domain import grounds
from services.publication.pages.selection import FEED, address, asked
from services.publication.queries import Wanted

router = APIRouter()
NEWEST = 50
ATOM = "http://www.w3.org/2005/Atom"
TOMBSTONES = "http://purl.org/atompub/tombstones/1.0"
NOTHING_YET = "1970-01-01T00:00:00Z"
"""When a feed without entries was changed."""
Rows = tuple[Sequence[RowMapping], Sequence[RowMapping]]
"""What is public, and what is left of what was."""
_UNFIT = re.compile(f"[{TURNS}]|[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Signs that turn the direction of reading, and those that XML forbids."""


@router.get("/feed.atom")
async def region_feed(request: Request, wanted: Annotated[Wanted, Depends(asked)]) -> Response:
    """All organisations together, or what the words and filters of the list leave."""
    async with running_of(request).db.glance() as tx:
        rows = await _rows(tx, wanted)
    named = [value for value in vars(wanted).values() if value]
    title = _("Algoritmeregister: {wanted}", wanted=", ".join(named)) if named else _("Algoritmeregister")
    home = address(wanted) if named else "/register/"
    return _answer(request, title, (address(wanted, FEED), home), rows)


@router.get("/{organisation}/feed.atom")
async def organisation_feed(request: Request, organisation: Annotated[str, Path(max_length=100)]) -> Response:
    """One organisation."""
    async with running_of(request).db.glance() as tx:
        name = await queries.organisation_name(tx, organisation)
        rows = await _rows(tx, Wanted(organisation=organisation))
    home = f"/register/{organisation}/"
    return _answer(request, _("Algoritmeregister {name}", name=name), (f"{home}feed.atom", home), rows)


async def _rows(tx: AsyncConnection, wanted: Wanted) -> Rows:
    """Nobody knows any more which words found what was taken off, so all of it is named."""
    return (
        await queries.newest(tx, wanted, NEWEST),
        await queries.newest_withdrawn(tx, wanted.organisation, NEWEST),
    )


def _answer(request: Request, title: str, addresses: tuple[str, str], rows: Rows) -> Response:
    """`addresses`: of the feed, and of the page that it follows."""
    newest, withdrawn = rows
    base = f"{request.url.scheme}://{request.url.netloc}"
    here, page = (base + address for address in addresses)
    feed = Element("feed", {"xmlns": ATOM, "xml:lang": "nl"} | ({"xmlns:at": TOMBSTONES} if withdrawn else {}))
    moments = [row["published_at"] for row in newest[:1]] + [row["withdrawn_at"] for row in withdrawn[:1]]
    _texts(feed, id=here, title=title, updated=max(moments, default=NOTHING_YET))
    SubElement(feed, "link", {"rel": "self", "type": "application/atom+xml", "href": here})
    SubElement(feed, "link", {"rel": "alternate", "type": "text/html", "href": page})
    for row in newest:
        _add(feed, row, base)
    for row in withdrawn:
        deleted = SubElement(feed, "at:deleted-entry", {"ref": _id(row, base), "when": row["withdrawn_at"]})
        SubElement(deleted, "at:comment").text = grounds.said(row["ground"])
    return Response(tostring(feed, "utf-8", xml_declaration=True), media_type="application/atom+xml")


def _add(feed: Element, row: RowMapping, base: str) -> None:
    """One entry; its id is its permanent address."""
    entry = SubElement(feed, "entry")
    _texts(
        entry,
        id=_id(row, base),
        title=row["name"],
        updated=row["published_at"],
        published=row["first_published_at"],
        summary=row["summary"],
    )
    _texts(SubElement(entry, "author"), name=row["organisation_name"] or row["tenant"])
    page = f"{base}/register/{row['tenant']}/entries/{row['id']}"
    SubElement(entry, "link", {"rel": "alternate", "type": "text/html", "href": page})
    for theme in (theme for theme in row["themes"].split("|") if theme):
        SubElement(entry, "category", {"term": _UNFIT.sub("", theme)})


def _id(row: RowMapping, base: str) -> str:
    return f"{base}/id/algorithm/{row['id']}"


def _texts(parent: Element, **texts: str) -> None:
    for name, text in texts.items():
        SubElement(parent, name).text = _UNFIT.sub("", text)
