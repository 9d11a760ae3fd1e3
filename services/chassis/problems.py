"""From an error to what is said about it: one table, for the API (RFC 9457) and for pages."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from services.chassis.access import Forbidden, Unauthenticated
from services.chassis.canonical import Unfit
from services.chassis.database import is_trouble
from services.chassis.decider import Rejected
from services.chassis.execute import Gone, NotFound, NotYet
from services.chassis.postgresql import Unsure
from services.chassis.rate_limit import TooMany
from services.chassis.roles import either
from services.chassis.sentences import message, unfit
from services.chassis.store import ConcurrencyConflict
from services.chassis.wording import _, joined


class Invalid(Exception):
    """What was sent has the wrong form: a message for each field, by JSON pointer."""

    def __init__(self, errors: dict[str, str]) -> None:
        super().__init__("; ".join(f"{pointer}: {detail}" for pointer, detail in errors.items()))
        self.errors = errors


class VersionRequired(Exception):
    """The version that the person saw must come with this request."""


@dataclass(frozen=True)
class Problem:
    """What went wrong and what to do next; `more` holds extension members."""

    status: int
    title: str
    detail: str
    more: dict[str, Any] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)

    def json(self) -> dict[str, Any]:
        """The members of application/problem+json."""
        return {"status": self.status, "title": self.title, "detail": self.detail, **self.more}


HANDLED: tuple[type[Exception], ...] = (
    RequestValidationError, Invalid, VersionRequired, Unauthenticated, Forbidden, NotFound, Rejected,
    ConcurrencyConflict, Unfit, HTTPException,
)  # fmt: skip


def problem_of(error: Exception) -> Problem:
    """The problem that an error stands for; an unknown error says nothing of its inside."""
    match error:
        case RequestValidationError():
            return _invalid([(_pointer(e), message(e)) for e in error.errors()])
        case Invalid():
            return _invalid(list(error.errors.items()))
        case Unfit():
            return _invalid([unfit(error)])
        case TooMany():
            later = {"Retry-After": str(error.seconds)}
            return Problem(429, _("Te veel achter elkaar"), error.sentence, {"code": error.code}, later)
        case Rejected():
            return _rejected(error)
        case ConcurrencyConflict():
            return _conflict(error)
        case HTTPException():
            return _of_the_framework(error)
    return _plain(error)


def _plain(error: Exception) -> Problem:
    match error:
        case Unauthenticated():
            who = _("Meld u aan, of stuur een geldig token mee.")
            return Problem(401, _("Niet aangemeld"), who, {}, {"WWW-Authenticate": "Bearer"})
        case Forbidden():
            return _forbidden(error)
        case NotFound():
            return _not_found(error)
        case VersionRequired():
            return Problem(
                428, _("Versie ontbreekt"), _("Stuur de versie die u zag mee in If-Match (de ETag van het antwoord).")
            )
    if is_trouble(error):
        return Problem(503, _("Even niet bereikbaar"), _kept(error), {}, {"Retry-After": "30"})
    return Problem(
        500, _("Er ging iets mis"), _("Dit ligt aan ons. Probeer het opnieuw, of meld het aan de beheerder.")
    )


def _kept(error: Exception) -> str:
    if isinstance(error, Unsure):
        return _(
            "Het is niet zeker of dit bewaard is. Kijk over een minuut of het er staat; probeer het anders opnieuw."
        )
    return _("Er is niets bewaard. Probeer het over een minuut opnieuw.")


def _not_found(error: NotFound) -> Problem:
    if isinstance(error, NotYet):
        return Problem(404, _("Nog niet"), error.sentence, {}, {"Retry-After": str(error.seconds)})
    if isinstance(error, Gone):
        return Problem(410, _("Weggehaald"), error.sentence, error.more)
    return Problem(404, TITLES[404], NEXT[404])


TITLES = {
    400: _("Ongeldige invoer"),
    404: _("Niet gevonden"),
    405: _("Kan hier niet"),
    413: _("Te groot"),
    415: _("Verkeerde soort"),
}
REFUSED = {"unknown": 404, "too-large": 413}
"""Status of a refusal by its code; 409 for any other."""
NEXT = {
    400: _("Wat er aankwam is niet te lezen. Stuur geldige JSON in UTF-8, of vul het formulier opnieuw in."),
    404: _("Dit is hier niet, of nog niet: wat net is vastgelegd, staat er na een ogenblik."),
    405: _("Deze methode kan hier niet; de kop Allow noemt wat wel kan."),
    413: _("Stuur minder in één keer."),
    415: _("Stuur JSON, met Content-Type application/json."),
}


def _of_the_framework(error: HTTPException) -> Problem:
    status = error.status_code if error.status_code in NEXT else 400
    return Problem(status, TITLES[status], NEXT[status], {}, dict(error.headers or {}))


def _invalid(errors: Sequence[tuple[str, str]]) -> Problem:
    """One sentence for each field: the first that was found."""
    first = {_readable(pointer): _readable(detail) for pointer, detail in reversed(errors)}
    listed = [{"detail": first[pointer], "pointer": pointer} for pointer in reversed(first)]
    fields = joined(", ", (e["pointer"] or _("de inhoud") for e in listed[:5]))
    return Problem(400, TITLES[400], _("Verbeter eerst: {fields}.", fields=fields), {"errors": listed})


def _readable(text: str) -> str:
    """Half a surrogate pair, as JSON can hold, cannot be sent back."""
    readable = text.encode("utf-8", "replace").decode()
    return text if readable == text else readable


def _rejected(error: Rejected) -> Problem:
    more: dict[str, Any] = {"code": error.code}
    if error.missing:
        more["missing"] = list(error.missing)
    return Problem(REFUSED.get(error.code, 409), _("Kan nu niet"), error.sentence, more)


def _conflict(error: ConcurrencyConflict) -> Problem:
    more = {} if error.version is None else {"version": error.version}
    headers = {} if error.version is None else {"ETag": f'"{error.version}"'}
    detail = _("Iemand anders was eerder. Haal de nieuwste versie op, kijk wat er veranderde en probeer het opnieuw.")
    return Problem(
        409 if error.version is None else 412, _("Intussen gewijzigd"), detail, {"code": "conflict", **more}, headers
    )


def _forbidden(error: Forbidden) -> Problem:
    who = _("U hebt hier geen rol.")
    if error.roles:
        who = _("Vraag het iemand met de rol {roles}.", roles=either(error.roles))
    return Problem(403, _("Mag niet"), who, {"roles": list(error.roles)})


def _pointer(error: Any) -> str:
    """JSON pointer in the body, else the name of the parameter; a body that is no JSON is wrong as a whole."""
    place, *path = error["loc"] or ("",)
    if error["type"] == "json_invalid":
        return ""
    if place == "body":
        return "".join(f"/{_escaped(str(step))}" for step in path)
    return "/".join(map(str, path))


def _escaped(step: str) -> str:
    return step.replace("~", "~0").replace("/", "~1")
