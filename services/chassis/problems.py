"""From an error to what is said about it: one table, for the API (RFC 9457) and for pages."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from fastapi.exceptions import RequestValidationError
from pydantic_core import ErrorDetails
from starlette.exceptions import HTTPException

from services.chassis.access import Forbidden, Unauthenticated
from services.chassis.canonical import Unfit
from services.chassis.database import is_trouble
from services.chassis.decider import Rejected
from services.chassis.execute import NotFound, NotYet
from services.chassis.rate_limit import TooMany
from services.chassis.store import ConcurrencyConflict


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
            return _invalid([{"detail": message(e), "pointer": _pointer(e["loc"])} for e in error.errors()])
        case Invalid():
            return _invalid([{"detail": detail, "pointer": pointer} for pointer, detail in error.errors.items()])
        case Unfit():
            return _invalid([{"detail": str(error), "pointer": ""}])
        case TooMany():
            later = {"Retry-After": str(error.seconds)}
            return Problem(429, "Te veel achter elkaar", error.sentence, {"code": error.code}, later)
        case Rejected():
            return _rejected(error)
        case ConcurrencyConflict():
            return _conflict(error)
        case HTTPException():
            return Problem(
                error.status_code,
                error.detail,
                NEXT.get(error.status_code, error.detail),
                {},
                dict(error.headers or {}),
            )
    return _plain(error)


def _plain(error: Exception) -> Problem:
    match error:
        case Unauthenticated():
            return Problem(
                401, "Niet aangemeld", "Meld u aan, of stuur een geldig token mee.", {}, {"WWW-Authenticate": "Bearer"}
            )
        case Forbidden():
            return _forbidden(error)
        case NotFound():
            return _not_found(error)
        case VersionRequired():
            return Problem(
                428, "Versie ontbreekt", "Stuur de versie die u zag mee in If-Match (de ETag van het antwoord)."
            )
    if is_trouble(error):
        return Problem(
            503,
            "Even niet bereikbaar",
            "Er is niets bewaard. Probeer het over een minuut opnieuw.",
            {},
            {"Retry-After": "30"},
        )
    return Problem(500, "Er ging iets mis", "Dit ligt aan ons. Probeer het opnieuw, of meld het aan de beheerder.")


def _not_found(error: NotFound) -> Problem:
    if isinstance(error, NotYet):
        return Problem(404, "Nog niet", error.sentence, {}, {"Retry-After": str(error.seconds)})
    return Problem(404, "Niet gevonden", NEXT[404])


NEXT = {
    404: "Dit bestaat hier niet (of nog niet: wat een andere dienst net vastlegde, komt na een ogenblik aan).",
    405: "Deze methode kan hier niet; de kop Allow noemt wat wel kan.",
    413: "Stuur minder in één keer.",
    415: "Stuur JSON, met Content-Type application/json.",
}


def _invalid(errors: Sequence[dict[str, str]]) -> Problem:
    fields = ", ".join(e["pointer"] or "de inhoud" for e in errors[:5])
    return Problem(400, "Ongeldige invoer", f"Verbeter eerst: {fields}.", {"errors": list(errors)})


def _rejected(error: Rejected) -> Problem:
    more: dict[str, Any] = {"code": error.code}
    if error.missing:
        more["missing"] = list(error.missing)
    return Problem(404 if error.code == "unknown" else 409, "Kan nu niet", error.sentence, more)


def _conflict(error: ConcurrencyConflict) -> Problem:
    more = {} if error.version is None else {"version": error.version}
    headers = {} if error.version is None else {"ETag": f'"{error.version}"'}
    detail = "Iemand anders was eerder. Haal de nieuwste versie op, kijk wat er veranderde en probeer het opnieuw."
    return Problem(
        409 if error.version is None else 412, "Intussen gewijzigd", detail, {"code": "conflict", **more}, headers
    )


def _forbidden(error: Forbidden) -> Problem:
    who = f"Vraag het iemand met de rol {' of '.join(error.roles)}." if error.roles else "U hebt hier geen rol."
    return Problem(403, "Mag niet", who, {"roles": list(error.roles)})


def _pointer(loc: Sequence[int | str]) -> str:
    place, *path = loc or ("",)
    if place == "body":
        return "/" + "/".join(map(str, path)) if path else ""
    return "/".join(map(str, path))


_WORDS = {
    "missing": "Dit ontbreekt.",
    "extra_forbidden": "Dit veld bestaat niet; haal het weg.",
    "string_too_short": "Vul dit in.",
    "string_too_long": "Dit is te lang; gebruik hoogstens {max_length} tekens.",
    "string_type": "Dit moet tekst zijn.",
    "int_type": "Dit moet een geheel getal zijn.",
    "int_parsing": "Dit moet een geheel getal zijn.",
    "bool_type": "Dit moet ja of nee zijn (true of false).",
    "bool_parsing": "Dit moet ja of nee zijn (true of false).",
    "greater_than_equal": "Dit moet {ge} of meer zijn.",
    "less_than_equal": "Dit moet {le} of minder zijn.",
    "string_pattern_mismatch": "Dit heeft niet de goede vorm ({pattern}).",
    "json_invalid": "Dit is geen geldige JSON.",
    "model_attributes_type": "Stuur een JSON-object.",
    "too_long": "Stuur er hoogstens {max_length}.",
}


def message(error: ErrorDetails | Any) -> str:
    """A sentence for one fault that pydantic found."""
    context = error.get("ctx", {})
    if error["type"] == "value_error":
        return str(context.get("error", error["msg"])).replace("choose one of", "Kies uit") + "."
    known = _WORDS.get(error["type"])
    return known.format(**context) if known else error["msg"]
