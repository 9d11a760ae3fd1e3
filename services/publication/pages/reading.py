"""What the page of a public entry shows: first what a resident asks, then every field of the standard."""

from collections.abc import Mapping, Sequence
from typing import Any

from services.publication.domain.record import KEYS, export, is_known
from services.publication.domain.record.check import is_link
from services.publication.domain.redress import REDRESS, redress_in
from services.publication.pages import changes, pictures, values, words

VERSIONS = 10
"""How many versions the page compares; the API has them all."""


def explained(row: Mapping[str, Any]) -> dict[str, Any]:
    """The first layer: how it stands, the answers that are known, and the picture."""
    record, extension = row["record"], row["extension"]
    return {
        "kind": "suspended" if extension.get("suspended") else words.KINDS.get(row["status"], "none"),
        "assessment": extension.get("assessment") or {"standing": "none"},
        "summary": extension.get("summary"),
        "outdated": extension.get("outdated"),
        "labels": {name: key.label for name, key in KEYS.items()} | dict(words.REDRESS),
        "redress": dict.fromkeys(REDRESS) | {key: values.plain(text) for key, text in redress_in(extension).items()},
        "words": words,
        "does": values.field(KEYS["description_short"], record),
        "answers": [(question, values.field(KEYS[key], record)) for key, question in words.QUESTIONS.items()],
        "contact": values.field(KEYS["contact_email"], record),
        "drawing": pictures.drawing(record),
    } | _source(extension.get("takenOver") or {})


def _source(over: Mapping[str, Any]) -> dict[str, Any]:
    """Which register it was taken over from, with a link that is safe to follow."""
    register, url = over.get("register", ""), over.get("provenance", {}).get("url") or ""
    return {
        "over": over,
        "register": words.REGISTERS.get(register, register),
        "source": url if is_link(url) else None,
    }


def whole(version: Mapping[str, Any]) -> dict[str, Any]:
    """Everything that one version says: the fields of the standard, and what stands beside them."""
    extension = version["extension"]
    return {
        "groups": values.groups(version["record"]),
        "redress": [(words.REDRESS[key], values.plain(text)) for key, text in redress_in(extension).items()],
        "assessment": extension.get("assessment") or {"standing": "none"},
        "summary": (extension.get("summary") or {}).get("text", ""),
        "suspended": bool(extension.get("suspended")),
    }


def detailed(row: Mapping[str, Any], history: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """The second layer: all fields, and what changed; of `VERSIONS + 1` rows the last only serves to compare with."""
    record = row["record"]
    named = is_known(record.get("impacttoetsen_grouping")) or is_known(record.get("impacttoetsen"))
    return {
        "groups": values.groups(record),
        "assessments_named": named,
        "versions": changes.versions(history, VERSIONS),
        "remarks": f"/feedback/public/entries/{row['id']}",
        "json": f"/publication/v1/public/entries/{row['id']}",
        "exportable": not export(record)[1],
    }
