"""What is wrong with a record, what it lacks, and how complete it is."""

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from services.chassis.wording import _
from services.publication.domain.record.keys import KEYS, LINK_LIMIT, REQUIRED, Key
from services.publication.domain.record.rich_text import refused_markup, strip_html

Record = Mapping[str, Any]

MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])", re.ASCII)
EMAIL = re.compile(r"[^@\s<>,;]+@[^@\s<>,;]+\.[^@\s<>,;]{2,}")
PERSONAL = re.compile(r"([a-z]\.)+[a-z][a-z.-]{2,}@", re.IGNORECASE)
"""An initial and a surname before the @."""
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
LINK = re.compile(r"https?://[^\s/?#@:\[\]<>\"\\]+(:[0-9]{1,5})?([/?#][^\s<>\"]*)?", re.IGNORECASE)

MOST_REFERENCES = 100
MARKUP_FACTOR = 10
"""A text with its markup may be this many times its limit; the standard itself counts no markup."""

EITHER = ("impacttoetsen", "impacttoetsen_grouping")


@dataclass(frozen=True)
class Problem:
    """What is wrong with one key: a stable code and a sentence that the person who typed it can read."""

    key: str
    code: str
    detail: str
    item: int | None = None
    part: str | None = None

    @property
    def pointer(self) -> str:
        """JSON pointer from the record."""
        parts = (self.key, self.item, self.part)
        return "".join(f"/{str(p).replace('~', '~0').replace('/', '~1')}" for p in parts if p is not None)


Found = tuple[str, str]
"""A code and its sentence, not yet said of which key."""


def check(record: Record, *, complete: bool = False) -> list[Problem]:
    """Everything that is wrong, in the standard's order; with `complete` also each required key that lacks."""
    problems = [problem for key in KEYS.values() if key.name in record for problem in _value(key, record[key.name])]
    if complete:
        problems += [Problem(name, "required", _("Vul dit in: zonder dit kan de vermelding niet openbaar worden."))
                     for name in missing(record)]  # fmt: skip
    unknown = [Problem(name, "unknown-key", _("Dit veld bestaat niet in de publicatiestandaard."))
               for name in record if name not in KEYS]  # fmt: skip
    return problems + unknown


def edited(record: Record, before: Record) -> list[Problem]:
    """What is wrong with what a person changed: an imported value may break the standard until someone edits it."""
    return [p for p in check(record) if p.key not in before or record[p.key] != before[p.key]]


def missing(record: Record) -> list[str]:
    """Required keys that are absent or blank."""
    return [name for name in REQUIRED if not is_known(record.get(name))]


def completeness(record: Record) -> int:
    """0 to 100, weighed as the national register's own editor does (8, 2 or 0 points a field, rounded up).

    One difference: naming an assessment or explaining why there is none counts for both fields. Who names a DPIA has
    nothing to explain, and would never reach 100.
    """
    total = sum(key.weight for key in KEYS.values())
    return math.ceil(100 * sum(key.weight for key in KEYS.values() if _counts(key.name, record)) / total)


def is_known(value: object) -> bool:
    """False for absent, blank and markup without text."""
    return bool(strip_html(value).strip()) if isinstance(value, str) else bool(value)


def _counts(name: str, record: Record) -> bool:
    return any(is_known(record.get(key)) for key in (EITHER if name in EITHER else (name,)))


def _value(key: Key, value: object) -> Iterator[Problem]:
    if key.kind == "references":
        yield from _references(key, value)
        return
    found = _choices(key, value) if key.kind == "choices" else _text(key, value)
    yield from (Problem(key.name, code, detail) for code, detail in found)


def _choices(key: Key, value: object) -> Iterator[Found]:
    if not isinstance(value, list | tuple) or not all(isinstance(item, str) for item in value):
        yield "wrong-type", _("Geef een lijst van keuzes.")
        return
    for item in value:
        if item not in key.values:
            yield "not-a-choice", _("“{value}” staat niet in de lijst.", value=_short(item))
    if len(set(value)) < len(value):
        yield "duplicate", _("Elke keuze mag één keer voorkomen.")


def _text(key: Key, value: object) -> Iterator[Found]:
    if not isinstance(value, str):
        yield "wrong-type", _("Geef tekst. Weet u het nog niet? Laat het veld dan weg.")
        return
    yield from _characters(value, key.limit, rich=key.kind == "rich")
    if value.strip():
        yield from _form(key, value.strip())


def _characters(text: str, limit: int | None, *, rich: bool) -> Iterator[Found]:
    if FORBIDDEN.search(text):
        yield "forbidden-character", _("Er staat een onzichtbaar teken in dat niet mag. Typ de tekst opnieuw.")
    if limit is not None and len(text) > limit * MARKUP_FACTOR:
        yield "too-long", _("Dit is te lang. Er mogen {limit} tekens in.", limit=limit)
        return
    if limit is not None and (length := len(strip_html(text))) > limit:
        yield (
            "too-long",
            _("Dit is {over} tekens te lang. Er mogen {limit} tekens in.", over=length - limit, limit=limit),
        )
    if refused := refused_markup(text, rich=rich):
        only = _("alinea's, regeleinden en lijsten") if rich else _("gewone tekst")
        yield "markup", _("Dit mag niet: {markup}. Gebruik alleen {only}.", markup=_short(refused[0]), only=only)


def _form(key: Key, text: str) -> Iterator[Found]:
    if key.kind == "choice" and text not in key.values:
        yield "not-a-choice", _("“{value}” staat niet in de lijst.", value=_short(text))
    elif key.kind == "month" and not MONTH.fullmatch(text):
        yield "not-a-month", _("Schrijf het jaar en de maand zo: 2026-11.")
    elif key.kind == "link" and not is_link(text):
        yield "not-a-link", _("Dit is geen webadres. Begin met https://.")
    elif key.kind == "contact":
        yield from _contact(text)


def _contact(text: str) -> Iterator[Found]:
    if not EMAIL.fullmatch(text) and not is_link(text):
        yield "not-a-contact", _("Geef één e-mailadres, of een webadres dat begint met https://.")
    elif PERSONAL.match(text):
        yield "personal-contact", _("Dit lijkt het adres van één medewerker. Gebruik een algemeen adres.")


def is_link(text: str) -> bool:
    """An http or https address with a host, without blanks."""
    return LINK.fullmatch(text) is not None


def _references(key: Key, value: object) -> Iterator[Problem]:
    if not isinstance(value, list | tuple):
        yield Problem(key.name, "wrong-type", _("Geef een lijst van verwijzingen, elk met een titel en een link."))
        return
    if len(value) > MOST_REFERENCES:
        yield Problem(key.name, "too-long", _("Geef hoogstens {limit} verwijzingen.", limit=MOST_REFERENCES))
        return
    for number, item in enumerate(value):
        yield from (Problem(key.name, code, detail, number, part) for part, code, detail in _reference(key, item))


def _reference(key: Key, item: object) -> Iterator[tuple[str | None, str, str]]:
    if not isinstance(item, Mapping):
        yield None, "wrong-type", _("Een verwijzing heeft een titel en een link.")
        return
    yield from ((str(name), "unknown-key", _("Een verwijzing heeft alleen een titel en een link."))
                for name in item if name not in ("title", "link"))  # fmt: skip
    for part, limit, needed in (("title", key.title_limit, True), ("link", LINK_LIMIT, key.link_required)):
        yield from ((part, code, detail) for code, detail in _part(item, part, limit, needed=needed))


def _part(item: Mapping[str, object], part: str, limit: int | None, *, needed: bool) -> Iterator[Found]:
    value = item.get(part, "")
    if not isinstance(value, str):
        yield "wrong-type", _("Geef tekst.")
    elif not value.strip():
        if needed:
            yield "required", _("Een verwijzing heeft een titel nodig.") if part == "title" else _("Geef een link.")
    else:
        yield from _characters(value, limit, rich=False)
        if part == "link" and not is_link(value.strip()):
            yield "not-a-link", _("Dit is geen webadres. Begin met https://.")


def _short(text: str, most: int = 60) -> str:
    return text if len(text) <= most else text[:most] + "…"
