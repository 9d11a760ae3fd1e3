"""Signing in at the issuer that an operator named."""

import time
from dataclasses import asdict

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import RedirectResponse

from services.chassis import log
from services.chassis.access import COOKIE, EVERYWHERE, OPERATOR, Person, Unauthenticated, running_of
from services.chassis.language import here
from services.chassis.oidc import Attempt, Issuer, Refused, Unreachable
from services.chassis.pages import Site, render
from services.chassis.rate_limit import admit_sign_in
from services.chassis.settings import Settings
from services.chassis.sign_in import check_not_of_another_site, keep, local, start_session
from services.chassis.wording import _

ATTEMPT = "helder-sign-in"
"""Cookie, and purpose of what is signed in it."""
SECONDS = 1800
HOME = "/inventory/organisations"
"""Where a person goes who did not ask for a page."""
SENTENCES = {
    "again": _("Het inloggen duurde te lang, of begon in een ander venster. Begin opnieuw."),
    "refused": _("De inlogdienst liet u niet binnen. Begin opnieuw, of vraag de beheerder of u toegang heeft."),
    "unreachable": _("De inlogdienst geeft geen antwoord. Probeer het over een paar minuten opnieuw."),
}


def sign_in_elsewhere_routes(settings: Settings) -> APIRouter:
    """The pages of signing in and out; raises ValueError when the issuer cannot be used."""
    router, pages = APIRouter(), Elsewhere(settings)
    router.add_api_route("/sign-in", pages.begin)
    limited = [Depends(admit_sign_in)]
    router.add_api_route("/sign-in/start", pages.start, dependencies=limited)
    router.add_api_route("/sign-in/callback", pages.callback, dependencies=limited)
    router.add_api_route("/sign-out", pages.sign_out, methods=["POST"])
    return router


class Elsewhere:
    """The pages around the issuer's own."""

    def __init__(self, settings: Settings) -> None:
        self.issuer = Issuer(settings)
        self.operators = {name.strip() for name in settings.operators.split(",")} - {""}

    async def begin(self, next: str = "") -> Response:
        """A page before the issuer's: from a form that was sent, browsers do not go to another site at once."""
        return _page(next)

    async def start(self, request: Request, next: str = "") -> Response:
        """Goes to the issuer."""
        attempt = Attempt.begin(here(local(next) or HOME))
        try:
            answer = RedirectResponse(await self.issuer.address(attempt), 303)
        except (Refused, Unreachable) as error:
            return _failed(error, attempt.next)
        signed = running_of(request).keys.sign(ATTEMPT, {**asdict(attempt), "exp": time.time() + SECONDS})
        keep(request, answer, ATTEMPT, signed, SECONDS)
        return answer

    async def callback(self, request: Request) -> Response:
        """Comes back from the issuer, and goes on to where the person wanted to be."""
        try:
            claims = running_of(request).keys.signed(ATTEMPT, request.cookies.get(ATTEMPT, ""))
        except Unauthenticated:
            return _page("", "again", 400)
        attempt = Attempt(*(claims[name] for name in ("state", "nonce", "verifier", "next")))
        if claims["exp"] < time.time():
            return _page(attempt.next, "again", 400)
        try:
            found = await self.issuer.person(attempt, request.query_params)
        except (Refused, Unreachable) as error:
            return _failed(error, attempt.next)
        roles = {EVERYWHERE: [OPERATOR]} if found.id in self.operators else {}
        answer = start_session(request, Person(found.id, roles, found.name), attempt.next)
        answer.delete_cookie(ATTEMPT, path="/")
        return answer

    async def sign_out(self, request: Request) -> Response:
        """Forgets the session; a link leads on to the issuer, where it may go on."""
        check_not_of_another_site(request)
        try:
            farewell = await self.issuer.farewell()
        except (Refused, Unreachable):
            farewell = None
        answer = render("chassis", "signed-out.html", site=Site(), farewell=farewell)
        answer.delete_cookie(COOKIE, path="/")
        return answer


def _failed(error: Exception, following: str) -> Response:
    log.error("sign-in-failed", error, why=str(error))
    return _page(following, "unreachable", 503) if isinstance(error, Unreachable) else _page(following, "refused", 403)


def _page(following: str, why: str | None = None, status: int = 200) -> Response:
    sentence = SENTENCES[why] if why else None
    page = render("chassis", "sign-in-elsewhere.html", site=Site(), next=local(following), message=sentence)
    page.status_code = status
    if status == 503:
        page.headers["Retry-After"] = "60"
    return page
