"""A record in the keys of the standard's own JSON Schema, which are not those of its API and ask for more.

Source: publication standard 1.0, schema.json (draft-07, version 1.0.0): 18 of 32 keys are required, texts are a sign
shorter, and of a list of references there is room for one. Nothing is made up or cut short: what does not fit stops it.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from services.chassis.wording import _
from services.publication.domain.record.check import MONTH, is_known, is_link
from services.publication.domain.record.keys import KEYS
from services.publication.domain.record.rich_text import strip_html
from services.publication.domain.record.vocabulary import CATEGORIES, STATUSES

VERSION = "1.0.0"
LETTERED = {name: f"{name} (Categorie {letter})" for name, letter in zip(CATEGORIES.values(), "ABC", strict=True)}
"""The publication categories as the schema spells them."""
URI = re.compile(r"(?:[A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})+")
"""The signs of RFC 3986: the schema asks for a URI, our own links may hold more."""

Form = Literal["text", "texts", "choice", "month", "title", "titles", "link"]


@dataclass(frozen=True)
class Official:
    """One key of the schema: the key of ours that it comes from, and what may stand in it."""

    name: str
    ours: str
    form: Form = "text"
    limit: int | None = None
    required: bool = False
    values: tuple[str, ...] = ()


OFFICIAL = (
    Official("name", "name", limit=99, required=True),
    Official("description_short", "description_short", limit=399, required=True),
    Official("organization", "organization", limit=99, required=True),
    Official("theme", "category", "texts", required=True),
    Official("status", "status", "choice", required=True, values=STATUSES),
    Official("start_date", "begin_date", "month", required=True),
    Official("end_date", "end_date", "month"),
    Official("contact", "contact_email", required=True),
    Official("link", "website", "link"),
    Official("publication_category", "publication_category", "choice", required=True, values=tuple(LETTERED.values())),
    Official("source_link", "url", "link"),
    Official("purpose_and_impact", "goal", limit=2499, required=True),
    Official("considerations", "proportionality", limit=2499, required=True),
    Official("human_intervention", "human_intervention", limit=2499, required=True),
    Official("risk_management", "risks", limit=2499, required=True),
    Official("legal_basis", "lawful_basis", limit=2499),
    Official("legal_basis_link", "lawful_basis_grouping", "link"),
    Official("legal_basis_title", "lawful_basis_grouping", "title", limit=99),
    Official("processing_register_link", "process_index_url", "link"),
    Official("impact_assessments", "impacttoetsen_grouping", "titles", required=True),
    Official("impact_assessment_link", "impacttoetsen_grouping", "link"),
    Official("impact_assessment_explanation", "impacttoetsen", limit=2499),
    Official("data", "source_data", limit=2499, required=True),
    Official("data_source_link", "source_data_grouping", "link"),
    Official("data_source_title", "source_data_grouping", "title", limit=499),
    Official("technical_operation", "methods_and_models", limit=4999, required=True),
    Official("supplier", "provider", limit=199, required=True),
    Official("source_code_link", "publiccode", "link"),
    Official("language", "lang", "choice", required=True, values=("nld",)),
    Official("source_id", "source_id"),
    Official("search_terms", "tags"),
)
"""In the schema's order; `schema`, its version, comes from nowhere and is always added."""


@dataclass(frozen=True)
class Stop:
    """A key of the schema that stops the export, the key of ours that it comes from, and what to do."""

    key: str
    ours: str
    detail: str


def export(record: Mapping[str, Any]) -> tuple[dict[str, Any], list[Stop]]:
    """What fits in the schema, and every key that stops it: it is valid when there is none. Takes any record."""
    made: dict[str, Any] = {}
    stops: list[Stop] = []
    for key in OFFICIAL:
        value = _value(key, record.get(key.ours))
        fault = _lacking(key) if value is None else _fault(key, value)
        if not fault:
            made[key.name] = value
        elif value is not None or key.required:
            stops.append(Stop(key.name, key.ours, fault))
    return made | {"schema": VERSION}, stops


def explained(record: Mapping[str, Any], extension: Mapping[str, Any]) -> Mapping[str, Any]:
    """The record with the released summary of the DPIA where nobody explained the assessments in another way."""
    summary = extension.get("summary") or {}
    if is_known(record.get("impacttoetsen")) or not summary:
        return record
    return {**record, "impacttoetsen": summary["text"]}


def _value(key: Official, found: object) -> Any:
    """As the schema would hold it; None when nothing is known."""
    if not is_known(found):
        return None
    if KEYS[key.ours].kind == "references":
        return _of_references(key, found)
    if not isinstance(found, str):
        return list(found) if isinstance(found, tuple) else found
    text = found.strip() if key.form in ("month", "link", "choice") else strip_html(found).strip()
    return LETTERED.get(text, text) if key.name == "publication_category" else text


def _of_references(key: Official, found: object) -> Any:
    """The first title or link, or all titles."""
    if not isinstance(found, list | tuple) or not all(isinstance(item, Mapping) for item in found):
        return found
    part = "link" if key.form == "link" else "title"
    known = [item[part] for item in (found if key.form == "titles" else found[:1]) if is_known(item.get(part))]
    texts = [strip_html(value).strip() if isinstance(value, str) else value for value in known]
    return ", ".join(map(str, texts)) if key.form == "titles" and texts else texts[0] if texts else None


def _fault(key: Official, value: Any) -> str:
    """What is wrong with a value, and what to do; empty when it fits."""
    label = KEYS[key.ours].label
    if not _is_form(key, value):
        return _wrong(key, label)
    if key.limit is not None and len(value) > key.limit:
        return _(
            "“{label}” heeft {length} tekens; er mogen er {limit} in. Maak de tekst korter.",
            label=label, length=len(value), limit=key.limit,
        )  # fmt: skip
    return ""


def _wrong(key: Official, label: str) -> str:
    if key.form == "link":
        return _(
            "“{label}”: in dit webadres staan tekens die niet mogen. Kopieer het adres opnieuw uit de browser.",
            label=label,
        )
    if key.form == "month":
        return _(
            "“{label}” is geen jaar en maand, zoals 2026-11. Verbeter dit bij het systeem in de inventaris.",
            label=label,
        )
    return _("“{label}” past niet in de standaard. Vul het opnieuw in.", label=label)


def _is_form(key: Official, value: Any) -> bool:
    if key.form == "texts":
        return isinstance(value, list) and all(isinstance(item, str) for item in value)
    if not isinstance(value, str):
        return False
    match key.form:
        case "choice":
            return value in key.values
        case "month":
            return MONTH.fullmatch(value) is not None
        case "link":
            return is_link(value) and URI.fullmatch(value) is not None
    return True


def _lacking(key: Official) -> str:
    label = KEYS[key.ours].label
    if key.ours == "begin_date":
        return _(
            "“{label}” is nog niet bekend. Leg bij het systeem in de inventaris vast sinds welke maand het in gebruik "
            "is.",
            label=label,
        )
    if key.form == "titles":
        return _("“{label}” is nog leeg. Noem bij de vermelding welke toetsen zijn gedaan.", label=label)
    return _("“{label}” is nog leeg. Vul dit in bij de vermelding.", label=label)
