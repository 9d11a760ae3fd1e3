"""Signing in with the built-in issuer: for demonstrations on one's own machine only."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from services.chassis.access import COOKIE, EVERYWHERE, OPERATOR, Forbidden, check_same_site, running_of
from services.chassis.pages import Form, Site, render

HOURS = 12


@dataclass(frozen=True)
class DemoPerson:
    """A made-up person; `roles` are those that the token adds to what was granted, `home` is where the day begins."""

    id: str
    name: str
    role: str
    roles: dict[str, list[str]] = field(default_factory=dict)
    home: str = "/"


OPERATOR_PERSON = DemoPerson("beheerder", "Beheerder", "beheert de installatie", {EVERYWHERE: [OPERATOR]})


def sign_in_routes(people: Sequence[DemoPerson]) -> APIRouter:
    """The sign-in page with these people."""
    router = APIRouter()

    @router.get("/sign-in")
    async def choose(next: str = "") -> Response:
        """Who do you want to be?"""
        return render("chassis", "sign-in.html", site=Site(), people=people, next=_local(next))

    @router.post("/sign-in")
    async def sign_in(request: Request) -> Response:
        """Keeps the session in a cookie and goes on to where the person wanted to be."""
        _check_not_of_another_site(request)
        form = await Form.of(request)
        chosen = {person.id: person for person in people}.get(form.text("person"))
        if chosen is None:
            raise Forbidden
        return _start_session(request, chosen, _local(form.text("next")) or chosen.home)

    router.add_api_route("/sign-out", sign_out, methods=["POST"])
    return router


async def sign_out(request: Request) -> Response:
    """Forgets the session."""
    _check_not_of_another_site(request)
    answer = RedirectResponse("/register/", 303)
    answer.delete_cookie(COOKIE, path="/")
    return answer


def _check_not_of_another_site(request: Request) -> None:
    """Browsers say where a form comes from; a script that says nothing has no session that could be abused."""
    if "origin" in request.headers:
        check_same_site(request)


def _start_session(request: Request, person: DemoPerson, following: str) -> Response:
    token, _ = running_of(request).keys.token(person.id, person.roles, HOURS)
    answer = RedirectResponse(following, 303)
    secure = request.url.scheme == "https"
    answer.set_cookie(COOKIE, token, max_age=HOURS * 3600, httponly=True, samesite="lax", secure=secure, path="/")
    return answer


def _local(address: str) -> str:
    """The address when it lies on this site, else nothing: no one is sent elsewhere after signing in."""
    fine = address.startswith("/") and not address.startswith("//") and "\\" not in address and address.isprintable()
    return address if fine else ""
