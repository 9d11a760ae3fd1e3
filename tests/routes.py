"""The route table of the whole installation, read from the application itself."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from starlette.applications import Starlette

from services.chassis.database import Database
from services.chassis.host import host
from services.chassis.service import Running
from services.chassis.settings import Settings
from services.embedded import SERVICES

SAFE = {"GET", "HEAD"}


@dataclass(frozen=True)
class Listed:
    """One method on one address; `roles` is None when no dependency asks who it is."""

    method: str
    path: str
    roles: tuple[str, ...] | None

    def __str__(self) -> str:
        return f"{self.method} {self.path}"

    @property
    def writes(self) -> bool:
        return self.method not in SAFE

    @property
    def of_an_organisation(self) -> bool:
        """Is it about one organisation, for who works there?"""
        return "{organisation}" in self.path and self.roles is not None


@cache
def table() -> tuple[Listed, ...]:
    """Every route, in order."""
    settings = Settings.model_construct()
    running = [Running(service, Database.file(Path("never-made.db")), settings) for service in SERVICES]
    app: Any = host(running, ())
    while not isinstance(app, Starlette):  # what is around it has no routes of its own
        app = app.app
    return tuple(_below(app, ""))


def _below(app: Any, prefix: str) -> Iterator[Listed]:
    for route in app.routes:
        yield from _listed(route, prefix)


def _listed(route: Any, prefix: str) -> Iterator[Listed]:
    if hasattr(route, "effective_candidates"):  # FastAPI keeps an included router as one entry
        for inner in route.effective_candidates():
            yield from _listed(inner, prefix)
    elif getattr(route, "methods", None):
        roles = _roles(getattr(route, "dependant", None))
        for method in sorted(route.methods - {"HEAD"}):
            yield Listed(method, prefix + route.path, roles)
    elif hasattr(route, "app"):
        yield from _below(route.app, prefix + route.path)


def _roles(dependant: Any) -> tuple[str, ...] | None:
    for inner in dependant.dependencies if dependant else ():
        roles = getattr(inner.call, "roles", None)
        roles = _roles(inner) if roles is None else roles
        if roles is not None:
            return tuple(roles)
    return None
