"""What someone looks for in the public register."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from services.publication.domain.record import CATEGORIES, STATUSES
from services.publication.domain.traits import ANY

STATUS_CODES = dict(zip(("development", "in-use", "retired"), STATUSES, strict=True))


@dataclass(frozen=True)
class Wanted:
    """What someone looks for in the public register. `category`: a category of the standard, or one of its themes."""

    q: str | None = None
    organisation: str | None = None
    status: str | None = None
    category: str | None = None
    theme: str | None = None

    def groups(self) -> list[list[tuple[str, str]]]:
        """Filters with their values: of each group an entry meets at least one."""
        status, category = self._words()
        found = [[("status", status)]] if status else []
        found += [[("category", category), ("theme", category)]] if category else []
        return found + ([[("theme", self.theme)]] if self.theme else [])

    def cell(self) -> tuple[str, str, str] | None:
        """Status, category and theme as they are counted; None for two themes at once, which are not."""
        status, category = self._words()
        if category is None or category in CATEGORIES.values():
            return status or ANY, category or ANY, self.theme or ANY
        return (status or ANY, ANY, category) if self.theme in (None, category) else None

    def unmet(self, row: Mapping[str, Any]) -> frozenset[str]:
        """The filters that the row does not meet."""
        status, category = self._words()
        themes = themes_of(row)
        met = {
            "organisation": self.organisation in (None, row["tenant"]),
            "status": status in (None, row["status"]),
            "category": category in (None, row["category"], *themes),
            "theme": self.theme in (None, *themes),
        }
        return frozenset(name for name, is_met in met.items() if not is_met)

    def _words(self) -> tuple[str | None, str | None]:
        """Status and category in the words of the standard; our own codes are understood too."""
        return STATUS_CODES.get(self.status or "", self.status), CATEGORIES.get(self.category or "", self.category)


def themes_of(row: Mapping[str, Any]) -> list[str]:
    """The themes of a public entry."""
    return [theme for theme in row["themes"].split("|") if theme]
