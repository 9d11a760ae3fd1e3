"""Signing in with the built-in issuer: for demonstrations on one's own machine only."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from services.chassis.access import COOKIE, EVERYWHERE, OPERATOR, Forbidden, Person, check_same_site, running_of
from services.chassis.pages import Form, Site, render
from services.chassis.rate_limit import admit_sign_in
from services.chassis.wording import _

HOURS = 12


@dataclass(frozen=True)
class DemoPerson:
    """A made-up person; `roles` are those that the token adds to what was granted, `home` is where the day begins.

    `place`: where the person works; who works in the same place stands together.
    """

    id: str
    name: str
    role: str
    roles: dict[str, list[str]] = field(default_factory=dict)
    home: str = "/"
    place: str = ""


OPERATOR_PERSON = DemoPerson(
    "beheerder",
    "Beheerder",
    _("beheert de installatie"),
    {EVERYWHERE: [OPERATOR]},
    "/inventory/organisations",
    _("De installatie"),
)


def sign_in_routes(people: Sequence[DemoPerson]) -> APIRouter:
    """The sign-in page with these people."""
    router = APIRouter()
    places = [(place, list(there)) for place, there in groupby(people, lambda person: person.place)]

    @router.get("/sign-in")
    async def choose(next: str = "") -> Response:
        """Who do you want to be?"""
        return render("chassis", "sign-in.html", site=Site(), places=places, next=local(next))

    @router.post("/sign-in")
    async def sign_in(request: Request) -> Response:
        """Keeps the session in a cookie and goes on to where the person wanted to be."""
        check_not_of_another_site(request)
        admit_sign_in(request)
        form = await Form.of(request)
        chosen = {person.id: person for person in people}.get(form.text("person"))
        if chosen is None:
            raise Forbidden
        return start_session(
            request, Person(chosen.id, chosen.roles, chosen.name), local(form.text("next")) or chosen.home
        )

    router.add_api_route("/sign-out", sign_out, methods=["POST"])
    return router


async def sign_out(request: Request) -> Response:
    """Forgets the session."""
    check_not_of_another_site(request)
    answer = RedirectResponse("/register/", 303)
    answer.delete_cookie(COOKIE, path="/")
    return answer


def check_not_of_another_site(request: Request) -> None:
    """Browsers say where a form comes from; a script that says nothing has no session that could be abused."""
    if "origin" in request.headers:
        check_same_site(request)


def start_session(request: Request, person: Person, following: str) -> Response:
    """Keeps who signed in in a cookie, and goes on at this address."""
    token, _ = running_of(request).keys.token(person.id, person.roles, HOURS, person.name)
    answer = RedirectResponse(following, 303)
    keep(request, answer, COOKIE, token, HOURS * 3600)
    return answer


def keep(request: Request, answer: Response, name: str, content: str, seconds: int) -> None:
    """A cookie that no script reads and that no other site's form sends along."""
    secure = running_of(request).settings.base_url.startswith("https:") or request.url.scheme == "https"
    answer.set_cookie(name, content, max_age=seconds, httponly=True, samesite="lax", secure=secure, path="/")


def local(address: str) -> str:
    """The address when it lies on this site, else nothing: no one is sent elsewhere after signing in."""
    fine = address.startswith("/") and not address.startswith("//") and "\\" not in address and address.isprintable()
    return address if fine else ""
