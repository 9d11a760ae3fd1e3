"""A plain sentence for each fault in what was sent: what to do about it."""

import re
from typing import Any

from pydantic_core import ErrorDetails

_SENTENCES = {
    "missing": "Dit ontbreekt.",
    "extra_forbidden": "Dit veld bestaat niet; haal het weg.",
    "invalid_key": "Een naam van een veld moet tekst zijn.",
    "string_too_short": "Vul dit in.",
    "string_too_long": "Dit is te lang; gebruik hoogstens {max_length} tekens.",
    "string_type": "Dit moet tekst zijn.",
    "string_unicode": "Hier staan tekens in die niet te lezen zijn. Typ de tekst opnieuw.",
    "int_type": "Dit moet een geheel getal zijn.",
    "int_parsing": "Dit moet een geheel getal zijn.",
    "int_parsing_size": "Dit getal is te groot.",
    "int_from_float": "Dit moet een geheel getal zijn.",
    "finite_number": "Dit moet een gewoon getal zijn.",
    "bool_type": "Dit moet ja of nee zijn (true of false).",
    "bool_parsing": "Dit moet ja of nee zijn (true of false).",
    "greater_than_equal": "Dit moet {ge} of meer zijn.",
    "greater_than": "Dit moet meer dan {gt} zijn.",
    "less_than_equal": "Dit moet {le} of minder zijn.",
    "less_than": "Dit moet minder dan {lt} zijn.",
    "literal_error": "Kies uit: {expected}.",
    "json_invalid": "Dit is geen geldige JSON.",
    "model_attributes_type": "Stuur een JSON-object.",
    "model_type": "Stuur een JSON-object.",
    "dict_type": "Stuur een JSON-object.",
    "list_type": "Stuur een lijst.",
    "tuple_type": "Stuur een lijst.",
    "too_long": "Stuur er hoogstens {max_length}.",
    "too_short": "Stuur er minstens {min_length}.",
    "none_required": "Laat dit weg.",
}
_SAID = {
    "choose one of": "Kies uit",
    "no such day": "Deze dag bestaat niet; kijk op de kalender",
    "nothing but blanks": "Vul dit in",
    "illegible signs": "Hier staan tekens in die niet te lezen zijn. Typ de tekst opnieuw",
}
"""What the contracts say, for people."""
_FALLBACK = "Dit klopt niet. Kijk in de beschrijving van de API wat hier mag staan."
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
            said = str(context.get("error", ""))
            for english, dutch in _SAID.items():
                said = said.replace(english, dutch)
            return f"{said.rstrip('.')}." if said else _FALLBACK
        case "string_pattern_mismatch":
            return _form(context["pattern"])
        case "literal_error":
            context = {"expected": context["expected"].replace("'", "").replace(" or ", ", ")}
    known = _SENTENCES.get(error["type"])
    return known.format(**context) if known else _FALLBACK


def _form(pattern: str) -> str:
    """What the pattern asks, by an example that fits; a pattern that fits any word only keeps some signs out."""
    if re.search(pattern, "een woord"):
        return _UNREADABLE
    example = next((text for text in _EXAMPLES if re.search(pattern, text)), None)
    return f"Schrijf dit in de vorm {example}." if example else f"Dit heeft niet de goede vorm ({pattern})."


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
    "bytes": "Dit is samen te veel. Maak de teksten korter.",
    "nested": "Dit is te diep genest. Stuur minder lagen.",
    "integer": "Dit getal is te groot.",
    "holds text": "Stuur hier tekst, gehele getallen, ja of nee, lijsten of objecten.",
}
