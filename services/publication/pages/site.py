"""The public site: home of the region and of each organisation, the list, and the page of an entry."""

from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Query, Request, Response

from services.chassis.access import running_of
from services.chassis.execute import NotFound
from services.chassis.pages import Site, render
from services.chassis.rendering import listed
from services.chassis.web import After, join, page_of, place
from services.chassis.wording import said
from services.publication import queries
from services.publication.domain import grounds
from services.publication.domain.record import CATEGORIES, STATUSES, THEMES
from services.publication.pages import about, changes, feed, pictures, reading, words
from services.publication.pages.selection import FEED, address, asked, downloads
from services.publication.queries import Facets, Wanted

router = APIRouter()
join(router, feed.router, about.router)
Slug = Annotated[str, Path(max_length=100)]
PAGE, NEWEST = 25, 6
OPTIONS = {"status": STATUSES, "category": tuple(CATEGORIES.values()), "theme": THEMES}


@router.get("/")
async def region(request: Request) -> Response:
    """Home of all organisations together."""
    async with running_of(request).db.glance() as tx:
        counted = await queries.facets(tx, Wanted())
        newest = await queries.newest(tx, Wanted(), NEWEST)
        names = await queries.organisations(tx, list(counted.organisation))
    return _home(Site(section="home"), counted, newest=newest, organisations=about.by_name(counted, names))


@router.get("/entries")
async def entries(request: Request, wanted: Annotated[Wanted, Depends(asked)], after: After = None) -> Response:
    """Everything that is public, by name, with words to look for and filters."""
    async with running_of(request).db.view() as tx:
        rows = await queries.list_published(tx, wanted, (place(after, 2), PAGE + 1))
        counted = await queries.facets(tx, wanted)
        names = await queries.organisations(tx, [*counted.organisation, wanted.organisation or ""])
    page = page_of(request, rows, PAGE, lambda row: (row["sort"], row["id"]))
    name = names.get(wanted.organisation or "")
    return render(
        "publication",
        "register-list.html",
        site=Site(wanted.organisation if name else None, name, "entries"),
        wanted=wanted,
        items=listed(page["items"]),
        next=page["next"],
        first=address(wanted) if after else None,
        counted=counted,
        chosen=chosen(wanted, names),
        options=OPTIONS,
        organisations=sorted((name, slug) for slug, name in names.items()),
        downloads=downloads(wanted),
        feed=address(wanted, FEED),
        words=words,
        most=queries.MOST_COUNTED,
    )


def chosen(wanted: Wanted, names: dict[str, str]) -> list[tuple[str, str]]:
    """Each filter that is on, with the address of the list without it."""
    given = {name: value for name, value in vars(wanted).items() if value and name != "q"}
    shown = {"organisation": names.get(wanted.organisation or "", wanted.organisation or "")}
    return [(address(wanted, **{name: None}), shown.get(name, words.standard(value))) for name, value in given.items()]


@router.get("/{organisation}/")
async def organisation(request: Request, organisation: Slug) -> Response:
    """Home of one organisation."""
    here = Wanted(organisation=organisation)
    async with running_of(request).db.glance() as tx:
        name = await queries.organisation_name(tx, organisation)
        counted = await queries.facets(tx, here)
        newest = await queries.newest(tx, here, NEWEST)
    return _home(Site(organisation, name, "home"), counted, newest=newest, organisations=[])


def _home(site: Site, counted: Facets, **shown: Any) -> Response:
    themes = sorted((said(theme), theme, sought, counted.theme[theme]) for theme, sought in words.THEMES.items())
    return render(
        "publication",
        "register-home.html",
        site=site,
        counted=counted,
        decided=sum(counted.decided.values()),
        overview=pictures.overview(counted),
        in_blocks=counted.total <= pictures.MOST_BLOCKS,
        themes=[(theme, sought, n) for _said, theme, sought, n in themes if n],
        words=words,
        here=Wanted(organisation=site.organisation),
        address=address,
        **shown,
    )


@router.get("/{organisation}/entries/{id}")
async def entry(request: Request, organisation: Slug, id: Slug) -> Response:
    """The page of one entry: first for everyone, then every field of the standard; or what is left of it."""
    async with running_of(request).db.glance() as tx:
        row = await queries.get_published(tx, id, organisation)
        versions = await queries.versions(tx, id, None, reading.VERSIONS + 1)
    site = _site(organisation, row)
    if "ground" in row:
        return _gone(site, row)
    return render(
        "publication",
        "register-entry.html",
        site=site,
        entry=row,
        permanent=f"{request.url.scheme}://{request.url.netloc}{row['uri']}",
        **reading.explained(row),
        **reading.detailed(row, versions),
    )


@router.get("/{organisation}/entries/{id}/history")
async def history(
    request: Request, organisation: Slug, id: Slug, before: Annotated[int | None, Query(ge=1, le=2**31 - 1)] = None
) -> Response:
    """Every public version of one entry, newest first, with what each changed; `before`: only earlier versions."""
    async with running_of(request).db.glance() as tx:
        row = await queries.get_published(tx, id, organisation)
        rows = await queries.versions(tx, id, before, PAGE + 1)
    site, here = _site(organisation, row), request.url.path
    if "ground" in row:
        return _gone(site, row)
    return render(
        "publication",
        "register-history.html",
        site=site,
        entry=row,
        versions=changes.versions(rows, PAGE),
        before=before,
        next=f"{here}?before={rows[PAGE - 1]['version']}" if len(rows) > PAGE else None,
        first=here if before else None,
        json=f"/publication/v1/public/entries/{id}",
    )


@router.get("/{organisation}/entries/{id}/versions/{number}")
async def version(
    request: Request, organisation: Slug, id: Slug, number: Annotated[int, Path(ge=1, le=2**31 - 2)]
) -> Response:
    """One public version as a whole, as it read then."""
    async with running_of(request).db.glance() as tx:
        row = await queries.get_published(tx, id, organisation)
        rows = await queries.versions(tx, id, number + 1, 1)
    site = _site(organisation, row)
    if "ground" in row:
        return _gone(site, row)
    if not rows or rows[0]["version"] != number:
        raise NotFound(f"algorithm/{id}/{number}")
    return render("publication", "register-version.html", site=site, entry=row, then=rows[0], **reading.whole(rows[0]))


def _site(organisation: str, row: Mapping[str, Any]) -> Site:
    return Site(organisation, row["organisation_name"] or organisation)


def _gone(site: Site, row: Mapping[str, Any]) -> Response:
    """What is left of an entry that was taken off."""
    gone = render("publication", "register-withdrawn.html", site=site, left=row, why=grounds.said(row["ground"]))
    gone.status_code = 410
    return gone
