"""What the inventory knows already: a first text for a question, and where it came from.

A first text becomes part of the DPIA, so it is Dutch on every page; where it came from is said as the page is.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import RowMapping

from services.chassis.wording import _
from services.dpia.domain.prescan_labels import BASE_REGISTERS

TECHNIQUES = {
    "rules": "Vaste regels.",
    "statistics": "Statistiek.",
    "machine-learning": "Lerende AI (machine learning).",
    "generative": "Generatieve AI.",
    "other": "Een andere techniek.",
}
IN_DECISIONS = {
    "none": "Het systeem speelt geen rol bij besluiten.",
    "informs": "Het systeem geeft informatie bij een besluit.",
    "advises": "Het systeem geeft advies bij een besluit; een mens beslist.",
    "decides": "Het systeem beslist.",
}
DATA_KINDS = {
    "ordinary": "gewoon",
    "sensitive": "gevoelig",
    "special": "bijzonder",
    "criminal": "strafrechtelijk",
    "national-number": "nationaal nummer",
}
MANY = 10_000


@dataclass(frozen=True)
class Known:
    """A text from the inventory, and what it is called there."""

    text: str
    source: str

    @property
    def mark(self) -> str:
        """What stands above the prefilled field."""
        return _("Uit de inventaris: {source}. Klopt dit niet? Pas het hier aan.", source=self.source)


def answers(row: RowMapping) -> dict[str, Known]:
    """By question what the inventory knows of its answer."""
    found = {**dict(_from_description(row["description"])), **dict(_from_sources(list(row["sources"].values())))}
    found |= dict(_from_oversight(row["oversight"] or {}))
    return {question: known for question, known in found.items() if known.text}


def _from_description(known: Mapping[str, Any]) -> Iterator[tuple[str, Known]]:
    learning = {True: "Het leert tijdens het gebruik.", False: "Het leert niet tijdens het gebruik."}
    method = (
        TECHNIQUES.get(known.get("technique", "")),
        learning.get(known.get("selfLearning")),  # type: ignore[arg-type]
        IN_DECISIONS.get(known.get("roleInDecisions", "")),
    )
    product = " ".join(filter(None, (known.get("product"), known.get("productVersion"))))
    parties = {
        "Leverancier": known.get("supplier"),
        "Product": product,
        "Afdeling": known.get("department"),
        "Proceseigenaar": known.get("ownerRole"),
    }
    yield "4", Known(" ".join(filter(None, method)), _("techniek en rol bij besluiten"))
    yield "5", Known(known.get("purpose", ""), _("doel"))
    yield (
        "6",
        Known(_lines(f"{name}: {value}" for name, value in parties.items() if value), _("leverancier en afdeling")),
    )
    yield "own-3", Known(_lines(known.get("affectedGroups", ())), _("groepen die het raakt"))


def _from_sources(sources: list[Mapping[str, Any]]) -> Iterator[tuple[str, Known]]:
    special = {"special", "criminal", "national-number"}
    yield "2", Known(_lines(f"{source['name']}: {_data(source)}" for source in sources), _("gegevensbronnen"))
    yield (
        "12",
        Known(
            _lines(f"{source['name']}: {_data(source, special)}" for source in sources if _data(source, special)),
            _("gegevensbronnen met bijzondere gegevens"),
        ),
    )
    for question, field, name in (
        ("10", "retention", _("bewaartermijn per bron")),
        ("11", "legalBasis", _("grondslag per bron")),
        ("13", "originalPurpose", _("eerste doel per bron")),
        ("own-2", "knownBias", _("bekende scheefheid per bron")),
    ):
        yield question, Known(_lines(f"{s['name']}: {s[field]}" for s in sources if s.get(field)), name)


def _data(source: Mapping[str, Any], kinds: set[str] | None = None) -> str:
    held = [data for data in source.get("personalData", ()) if kinds is None or data["kind"] in kinds]
    told = ", ".join(f"{data['what']} ({DATA_KINDS.get(data['kind'], data['kind'])})" for data in held)
    return told or ("" if kinds else "geen persoonsgegevens genoemd")


def _from_oversight(known: Mapping[str, Any]) -> Iterator[tuple[str, Known]]:
    looks = (known.get(name) for name in ("role", "checks", "stop", "competence"))
    mends = (known.get(name) for name in ("correction", "objection", "term", "contact"))
    yield "own-5", Known(_lines(filter(None, looks)), _("toezicht"))
    yield "own-6", Known(known.get("explanation", ""), _("uitleg aan inwoners"))
    yield "own-7", Known(_lines(filter(None, mends)), _("correctie en bezwaar"))


def _lines(lines: Any) -> str:
    return "\n".join(lines)


def screening(row: RowMapping) -> dict[str, Any]:
    """By field of the pre-scan's form what the inventory knows of it."""
    known, sources = row["description"], list(row["sources"].values())
    people = known.get("peoplePerYear")
    category = known.get("publicationCategory")
    registers = [code for code in BASE_REGISTERS if any(_is_register(source, code) for source in sources)]
    found = {
        "tenThousand": None if people is None else _yes(people >= MANY),
        "highRiskAi": "true" if row["ai_act_class"] == "high-risk" or category == "high-risk" else None,
        "impactful": "true" if category in {"high-risk", "impactful"} else None,
        "baseRegisters": registers or None,
    }
    return {name: value for name, value in found.items() if value is not None}


def _is_register(source: Mapping[str, Any], code: str) -> bool:
    """Is this base register named in the source, by its code or its words: `BRP`, `Basisregistratie Personen`?"""
    named, known = _words(source["name"]), _words(BASE_REGISTERS[code])
    return source["kind"] == "base-register" and (code in named or known - {code, "EN"} <= named)


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.upper()))


def _yes(holds: bool) -> str:
    return "true" if holds else "false"
