"""Under which combinations of filters a public entry is counted, so that nobody counts them one by one."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import product

ANY = ""
"""Stands for every value of a filter."""
SHARES = 8
MOST_THEMES = 20
"""Counted of one entry; another register may hold any number."""


@dataclass(frozen=True)
class Traits:
    """The values by which an entry is filtered."""

    tenant: str
    status: str | None
    category: str | None
    themes: tuple[str, ...]
    decided: bool

    def cells(self) -> Iterable[tuple[str, str, str, str]]:
        """Each combination with an organisation, or with a share of the region."""
        tenants = (self.tenant, share_of(self.tenant))
        themes = sorted({ANY, *self.themes[:MOST_THEMES]})
        return product(tenants, sorted({ANY, self.status or ANY}), sorted({ANY, self.category or ANY}), themes)


def share_of(tenant: str) -> str:
    """The region is counted in shares, so that organisations seldom wait for each other's count."""
    return f"*{sum(tenant.encode()) % SHARES}"


REGION = tuple(f"*{share}" for share in range(SHARES))
"""The shares that make up the region; no organisation's id begins so."""


def changes(before: Traits | None, after: Traits | None) -> dict[tuple[str, str, str, str], tuple[int, int]]:
    """What an entry adds to or takes from each count, and from the count of decided DPIAs."""
    found: dict[tuple[str, str, str, str], tuple[int, int]] = {}
    for traits, sign in ((before, -1), (after, 1)):
        for cell in traits.cells() if traits else ():
            n, decided = found.get(cell, (0, 0))
            found[cell] = (n + sign, decided + sign * traits.decided if traits else decided)
    return {cell: change for cell, change in sorted(found.items()) if change != (0, 0)}
