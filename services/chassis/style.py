"""The stylesheet, its parts joined once, and the scripts: each under a name that changes with what is in it."""

import hashlib
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "static"
PARTS = (
    "tokens",
    "base",
    "controls",
    "frame",
    "cards",
    "forms",
    "lists",
    "tables",
    "road",
    "case",
    "entry",
    "home",
    "pictures",
    "print",
)
SCRIPTS = ("work", "progress", "people", "find", "typed")
"""Mijn werk takes in the other services, and so does the search; a page follows what goes on by itself; names come
from inventory; what was typed in another form of the page than the one that is sent comes back."""


@cache
def stylesheet() -> tuple[str, bytes]:
    """File name such as helder-1a2b3c4d.css, and the bytes to serve under it; the parts in the order of the cascade."""
    return _named("helder", "css", b"\n".join((FOLDER / f"{part}.css").read_bytes() for part in PARTS))


@cache
def icon() -> tuple[str, bytes]:
    """File name such as icon-1a2b3c4d.svg, and its bytes: the mark, in the tab of a browser."""
    return _named("icon", "svg", (FOLDER / "icon.svg").read_bytes())


@cache
def script(name: str) -> tuple[str, bytes]:
    """File name such as work-1a2b3c4d.js, and the bytes to serve under it; one of SCRIPTS."""
    return _named(name, "js", (FOLDER / f"{name}.js").read_bytes())


def _named(name: str, kind: str, content: bytes) -> tuple[str, bytes]:
    return f"{name}-{hashlib.sha256(content).hexdigest()[:8]}.{kind}", content
