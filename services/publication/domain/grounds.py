"""Why an entry is no longer public, in words for everyone."""

from collections.abc import Mapping

from services.chassis.wording import _

GROUNDS: Mapping[str, str] = {
    "by-mistake": _("De vermelding is per ongeluk openbaar gemaakt."),
    "does-not-belong": _("Dit hoort niet in een algoritmeregister."),
    "duplicate": _("Dit staat al op een andere plaats in een algoritmeregister."),
    "personal-data": _("Er stonden gegevens over personen in de vermelding."),
    "confidential": _("Er stonden gegevens in de vermelding die niet openbaar mogen zijn."),
}

OTHER = _("De vermelding had niet openbaar mogen zijn.")
"""Said of a ground that a later release may add."""


def said(ground: str) -> str:
    """The sentence of a ground."""
    return GROUNDS.get(ground, OTHER)
