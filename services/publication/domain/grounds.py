"""Why an entry is no longer public, in words for everyone."""

from collections.abc import Mapping

N_ = str
"""Marks a text for the catalogue; it is translated where it is shown."""

GROUNDS: Mapping[str, str] = {
    "by-mistake": N_("De vermelding is per ongeluk openbaar gemaakt."),
    "does-not-belong": N_("Dit hoort niet in een algoritmeregister."),
    "duplicate": N_("Dit staat al op een andere plaats in een algoritmeregister."),
    "personal-data": N_("Er stonden gegevens over personen in de vermelding."),
    "confidential": N_("Er stonden gegevens in de vermelding die niet openbaar mogen zijn."),
}

OTHER = N_("De vermelding had niet openbaar mogen zijn.")
"""Said of a ground that a later release may add."""


def said(ground: str) -> str:
    """The sentence of a ground."""
    return GROUNDS.get(ground, OTHER)
