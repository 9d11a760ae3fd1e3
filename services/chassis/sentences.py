"""A plain sentence for each fault in what was sent: what to do about it."""

import re
from typing import Any

from pydantic_core import ErrorDetails

from services.chassis.wording import _, joined

_SENTENCES = {
    "missing": _("Dit ontbreekt."),
    "extra_forbidden": _("Dit veld bestaat niet; haal het weg."),
    "invalid_key": _("Een naam van een veld moet tekst zijn."),
    "string_too_short": _("Vul dit in."),
    "string_too_long": _("Dit is te lang; gebruik hoogstens {max_length} tekens."),
    "string_type": _("Dit moet tekst zijn."),
    "string_unicode": _("Hier staan tekens in die niet te lezen zijn. Typ de tekst opnieuw."),
    "int_type": _("Dit moet een geheel getal zijn."),
    "int_parsing": _("Dit moet een geheel getal zijn."),
    "int_parsing_size": _("Dit getal is te groot."),
    "int_from_float": _("Dit moet een geheel getal zijn."),
    "finite_number": _("Dit moet een gewoon getal zijn."),
    "bool_type": _("Dit moet ja of nee zijn (true of false)."),
    "bool_parsing": _("Dit moet ja of nee zijn (true of false)."),
    "greater_than_equal": _("Dit moet {ge} of meer zijn."),
    "greater_than": _("Dit moet meer dan {gt} zijn."),
    "less_than_equal": _("Dit moet {le} of minder zijn."),
    "less_than": _("Dit moet minder dan {lt} zijn."),
    "literal_error": _("Kies uit: {expected}."),
    "json_invalid": _("Dit is geen geldige JSON."),
    "model_attributes_type": _("Stuur een JSON-object."),
    "model_type": _("Stuur een JSON-object."),
    "dict_type": _("Stuur een JSON-object."),
    "list_type": _("Stuur een lijst."),
    "tuple_type": _("Stuur een lijst."),
    "too_long": _("Stuur er hoogstens {max_length}."),
    "too_short": _("Stuur er minstens {min_length}."),
    "none_required": _("Laat dit weg."),
}
EMPTY = frozenset({_SENTENCES["missing"], _SENTENCES["string_too_short"]})
"""What is said of what was left empty, where no more is known of it."""
_SAID = {
    "no such day": _("Deze dag bestaat niet; kijk op de kalender."),
    "nothing but blanks": _SENTENCES["string_too_short"],
    "illegible signs": _SENTENCES["string_unicode"],
}
"""What the contracts say, for people."""
_CHOOSE = "choose one of: "
_FALLBACK = _("Dit klopt niet. Kijk in de beschrijving van de API wat hier mag staan.")
_UNREADABLE = _SENTENCES["string_unicode"]
_EXAMPLES = (
    "2026-11-24",
    "2026-11",
    "algoritmes@voorbeeld.example",
    "00000099000000001000",
    "GM0344",
    "gm0344",
    "eskerwold",
    "https://voorbeeld.example",
)


def message(error: ErrorDetails | Any) -> str:
    """A sentence for one fault that pydantic found."""
    context = error.get("ctx", {})
    match error["type"]:
        case "value_error":
            return _of_a_rule(*context["error"].args[:1])
        case "string_pattern_mismatch":
            return _form(context["pattern"])
        case "literal_error":
            context = {"expected": context["expected"].replace("'", "").replace(" or ", ", ")}
    known = _SENTENCES.get(error["type"])
    return _(known, **context) if known else _FALLBACK


def _of_a_rule(said: str = "") -> str:
    """A sentence of what a rule for a field said: a text for people, or words of the contracts."""
    if said.startswith(_CHOOSE):
        return _("Kies uit: {expected}.", expected=said.removeprefix(_CHOOSE))
    said = _SAID.get(said, said) or _FALLBACK
    return said if said.endswith(".") else joined("", (said, "."))


def _form(pattern: str) -> str:
    """What the pattern asks, by an example that fits; a pattern that fits any word only keeps some signs out."""
    if re.search(pattern, "two words"):
        return _UNREADABLE
    example = next((text for text in _EXAMPLES if re.search(pattern, text)), None)
    if example:
        return _("Schrijf dit in de vorm {example}.", example=example)
    return _("Dit heeft niet de goede vorm ({pattern}).", pattern=pattern)


def unfit(error: Exception) -> tuple[str, str]:
    """Where in what was sent the value stands that cannot be kept (JSON pointer), and what to do about it."""
    path, _, reason = str(error).partition(": ")
    steps = re.findall(r"[^.\[\]]+", path.removeprefix("data"))
    for sign, sentence in _UNFIT.items():
        if sign in reason:
            return "".join(f"/{step}" for step in steps), sentence
    return "", _FALLBACK


_UNFIT = {
    "U+0000": _UNREADABLE,
    "surrogate": _UNREADABLE,
    "bytes": _("Dit is samen te veel. Maak de teksten korter."),
    "nested": _("Dit is te diep genest. Stuur minder lagen."),
    "integer": _("Dit getal is te groot."),
    "holds text": _("Stuur hier tekst, gehele getallen, ja of nee, lijsten of objecten."),
}
