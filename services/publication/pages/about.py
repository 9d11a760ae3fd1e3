"""About this site: the organisations, open data, for developers, accessibility, privacy."""

from fastapi import APIRouter, Request, Response

from contracts import topics
from services.chassis.access import running_of
from services.chassis.pages import Site, render
from services.chassis.wording import _
from services.publication import queries
from services.publication.pages import values
from services.publication.pages.selection import address, downloads
from services.publication.queries import Facets, Wanted

router = APIRouter()
SECTIONS = {
    "register": _("Wat is dit register?"),
    "organisaties": _("De organisaties"),
    "open-data": _("Open data"),
    "ontwikkelaars": _("Voor ontwikkelaars"),
    "toegankelijkheid": _("Toegankelijkheid"),
    "privacy": _("Privacy"),
}
"""Place on the page -> its heading, in the order of the page."""
PLACES = {
    _("Alle vermeldingen als JSON, in delen, met dezelfde filters als de lijst"): "/publication/v1/public/entries",
    _("De hele selectie in één bestand"): "/publication/v1/public/exports/csv",
    _("Beschrijving van de API (OpenAPI)"): "/publication/v1/openapi.json",
    _("Wat nieuw of gewijzigd is (Atom)"): "/register/feed.atom",
}
"""What a program finds -> where."""
PERMANENT, PACKAGE = "/id/algorithm/…", "helder-contracts"


@router.get("/about")
async def about(request: Request) -> Response:
    """One page, with a heading for each subject."""
    settings = running_of(request).settings
    async with running_of(request).db.glance() as tx:
        counted = await queries.facets(tx, Wanted())
        names = await queries.organisations(tx, list(counted.organisation))
    return render(
        "publication",
        "register-about.html",
        site=Site(section="about"),
        sections=SECTIONS,
        counted=counted,
        organisations=by_name(counted, names),
        listed=lambda slug: address(Wanted(organisation=slug)),
        downloads=downloads(Wanted()),
        licence=values.link(settings.data_licence) if settings.data_licence else None,
        base=f"{request.url.scheme}://{request.url.netloc}",
        places=PLACES,
        permanent=PERMANENT,
        package=PACKAGE,
        topic=settings.kafka_prefix + topics.REGISTER if settings.kafka else None,
        team=settings.contact_name,
        mail=values.link(settings.contact_email),
    )


def by_name(counted: Facets, names: dict[str, str]) -> list[tuple[str, str, int]]:
    """Each organisation that shows something: its name, its slug, how many systems."""
    return sorted((name, slug, counted.organisation[slug]) for slug, name in names.items())
