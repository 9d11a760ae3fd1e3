"""The stylesheet: its parts joined once, under a name that changes with what is in it."""

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


@cache
def stylesheet() -> tuple[str, bytes]:
    """File name such as helder-1a2b3c4d.css, and the bytes to serve under it; the parts in the order of the cascade."""
    content = b"\n".join((FOLDER / f"{part}.css").read_bytes() for part in PARTS)
    return f"helder-{hashlib.sha256(content).hexdigest()[:8]}.css", content
