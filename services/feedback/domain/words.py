"""What residents and moderators may write, and a warning before they send a number or an address of a person along."""

import re
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints

from contracts.envelope import Part
from contracts.feedback import RemarkKind
from services.chassis.wording import _

_NO_TEXT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_NINE_DIGITS = (
    re.compile("(?<![0-9])[0-9]{9}(?![0-9])"),
    re.compile("(?<![0-9])(?<![0-9][ .-])[0-9](?:[ .-]?[0-9]){8}(?![ .-]?[0-9])"),
)
"""In one run, or in groups that stand apart from other digits."""
_WEIGHTS = (9, 8, 7, 6, 5, 4, 3, 2, -1)


def _line_ends(value: object) -> object:
    """Browsers send two characters for the end of a line."""
    return value.replace("\r\n", "\n").replace("\r", "\n") if isinstance(value, str) else value


def _readable(text: str) -> str:
    if _NO_TEXT.search(text):
        raise ValueError(_("Hier staan tekens in die niet te lezen zijn. Typ de tekst opnieuw"))
    return text


_LINE_ENDS, _READABLE = BeforeValidator(_line_ends), AfterValidator(_readable)
Words = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=5000), _LINE_ENDS, _READABLE
]  # fmt: skip
Contact = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200), _LINE_ENDS, _READABLE
]  # fmt: skip


Member = Annotated[str, Field(pattern=r"^[a-z2-7]{26}$")]
"""The reference of a person within one organisation."""


class Forwarding(Part):
    """To whom a remark goes, and why; who sent it reads both."""

    to: Contact
    reason: Words


class Reopening(Part):
    """Why who sent a remark is not helped yet."""

    reason: Words


class Said(Part):
    """What a resident says about an entry, or about one of its fields."""

    field: Annotated[str, Field(min_length=1, max_length=100)] | None = None
    kind: RemarkKind
    text: Words
    contact: Contact | None = None


def _email(text: str) -> str:
    if not _EMAIL.fullmatch(text):
        raise ValueError(_("Vul een e-mailadres in, zoals naam@voorbeeld.nl"))
    return text


_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")
Name = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100), _LINE_ENDS, _READABLE
]  # fmt: skip
Email = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200), _READABLE, AfterValidator(_email)
]  # fmt: skip


class Attending(Part):
    """Who comes to a dialogue, and where to reach them when it changes."""

    name: Name
    email: Email


_PHONE = re.compile(r"(?<![0-9])(?:\+31|0031|0)[ .-]?(?:\(0\))?[ .-]?[1-9](?:[ .-]?[0-9]){8}(?![0-9])")
_POSTCODE = re.compile(r"(?<![0-9A-Za-z])[1-9][0-9]{3} ?(?!SA|SD|SS)[A-Z]{2}(?![0-9A-Za-z])")
_STREET = re.compile(
    r"\w{2,}(?:straat|laan|weg|plein|gracht|kade|dijk|singel|hof|steeg|pad|dreef|plantsoen) [1-9][0-9]{0,4}[a-z]?\b",
    re.IGNORECASE,
)


def personal_in(text: str) -> tuple[str, ...]:
    """What in the text looks like it is about one person: `citizen-number`, `phone`, `address`."""
    looks = {
        "citizen-number": has_citizen_number(text),
        "phone": bool(_PHONE.search(text)),
        "address": bool(_POSTCODE.search(text) or _STREET.search(text)),
    }
    return tuple(kind for kind, found in looks.items() if found)


def has_citizen_number(text: str) -> bool:
    """True when nine digits in the text pass the eleven-test, as every Dutch citizen service number (BSN) does."""
    found = {re.sub("[^0-9]", "", digits) for pattern in _NINE_DIGITS for digits in pattern.findall(text)}
    return any(map(_passes_eleven_test, found))


def _passes_eleven_test(digits: str) -> bool:
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, digits, strict=True))
    return total % 11 == 0 and int(digits) > 0
