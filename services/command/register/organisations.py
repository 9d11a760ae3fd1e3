"""Who an organisation of the national register is: an id for it here, its codes as a municipality, a test OIN.

`municipalities.csv` holds the CBS codes of the 342 municipalities of today: facts of Statistics Netherlands, with the
names that the national register's map uses. The TOOI code is the same code in lower case.
"""

import csv
import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from importlib.resources import files
from unicodedata import combining, normalize

MUNICIPALITY = "Gemeente "
ALIASES = {"nuenengerwenennederwetten": "nuenenca", "sgravenhage": "denhaag"}
"""Municipalities that the register or TOOI calls otherwise; spelling (hyphens, dots, capitals) is no difference."""

RESERVED = frozenset({"public", "entries", "static", "health", "metrics", "openapi", "sign-in"})
SLUG = re.compile(r"[a-z][a-z0-9-]{2,79}", re.ASCII)
SHORTEST, LONGEST = 3, 80
TEST_OIN = "00000099"


@dataclass(frozen=True)
class Identity:
    """How an organisation is known here. `oin` is a test OIN: the register names none."""

    name: str
    slug: str
    oin: str
    cbs_code: str | None = None
    tooi_code: str | None = None


def municipalities() -> Mapping[str, str]:
    """Folded name of each municipality -> its CBS code (GMxxxx)."""
    with files("services.command.register").joinpath("municipalities.csv").open(encoding="utf-8") as lines:
        return {_folded(row["name"]): row["cbs"] for row in csv.DictReader(lines)}


def identify(
    names: Iterable[str], known: Mapping[str, str], *, slugs: Collection[str] = (), oins: Collection[str] = ()
) -> dict[str, Identity]:
    """An identity for each name, the same whatever the order of the names.

    `known` comes from `municipalities()`. Nothing gets a slug of `slugs` or an OIN of `oins`: those are in use already.
    """
    used_slugs, used_oins, found = set(slugs) | RESERVED, set(oins), dict[str, Identity]()
    for name in sorted(set(names)):
        cbs = cbs_code(name, known)
        slug = _free(name, used_slugs, slug_of)
        oin = _free(name, used_oins, test_oin)
        found[name] = Identity(name, slug, oin, cbs, cbs and cbs.lower())
        used_slugs.add(slug)
        used_oins.add(oin)
    return found


def cbs_code(name: str, known: Mapping[str, str]) -> str | None:
    """`Gemeente Westerkwartier` -> `GM1969`; None for what is no municipality: a bare `Utrecht` may be a province."""
    if not name.startswith(MUNICIPALITY):
        return None
    folded = _folded(name.removeprefix(MUNICIPALITY))
    return known.get(ALIASES.get(folded, folded))


def slug_of(name: str, attempt: int = 0) -> str:
    """`Gemeente Súdwest-Fryslân` -> `sudwest-fryslan`; each further attempt gives another one."""
    words = re.sub(r"[^a-z0-9]+", "-", _ascii(name.removeprefix(MUNICIPALITY))).strip("-")
    plain = len(words) >= SHORTEST and words[0].isalpha() and words not in RESERVED
    slug = words if plain else f"organisatie-{words}"
    if attempt == 0 and words and len(slug) <= LONGEST:
        return slug
    tail = _digest(name, attempt)[:8]
    return f"{slug[: LONGEST - len(tail) - 1].rstrip('-')}-{tail}"


def test_oin(name: str, attempt: int = 0) -> str:  # noqa: PT028 (no test)
    """Twenty digits that begin as no real OIN does; each further attempt gives another one."""
    return TEST_OIN + f"{int(_digest(name, attempt), 16) % 10**12:012}"


def _free(name: str, used: Collection[str], make: Callable[[str, int], str]) -> str:
    attempt = 0
    while (found := make(name, attempt)) in used:
        attempt += 1
    return found


def _digest(name: str, attempt: int) -> str:
    return sha256(f"{name}\n{attempt}".encode()).hexdigest()


def _ascii(name: str) -> str:
    return "".join(letter for letter in normalize("NFKD", name.lower()) if not combining(letter))


def _folded(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", _ascii(name))
