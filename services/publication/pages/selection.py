"""What someone looks for in the public register, as it stands in an address: of the list, its feed and its files."""

from typing import Annotated
from urllib.parse import urlencode

from fastapi import Query

from services.chassis.web import Search
from services.chassis.wording import _
from services.publication.queries import Wanted

LIST, FEED = "/register/entries", "/register/feed.atom"
EXPORTS = "/publication/v1/public/exports/"


def asked(
    q: Search = None,
    organisation: Annotated[str | None, Query(max_length=100)] = None,
    status: Annotated[str | None, Query(max_length=100)] = None,
    category: Annotated[str | None, Query(max_length=100)] = None,
    theme: Annotated[str | None, Query(max_length=100)] = None,
) -> Wanted:
    """The words and filters in the address; what is empty is not asked."""
    return Wanted(q or None, organisation or None, status or None, category or None, theme or None)


def address(wanted: Wanted, path: str = LIST, /, **other: str | None) -> str:
    """The address of what is wanted; `other` replaces filters."""
    query = {name: value for name, value in (vars(wanted) | other).items() if value}
    return f"{path}?{urlencode(query)}" if query else path


def downloads(wanted: Wanted) -> list[tuple[str, str]]:
    """The name and address of each file with exactly what is wanted, and of the feed that follows it."""
    files = [("CSV", "csv"), ("Excel", "xlsx"), ("JSON", "json")]
    return [(name, address(wanted, EXPORTS + form)) for name, form in files] + [(_("feed"), address(wanted, FEED))]
