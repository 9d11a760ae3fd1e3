"""The samples and schemas that were ever released."""

import json
from pathlib import Path
from typing import Any

from contracts.__main__ import SAMPLES, SCHEMAS
from contracts.asyncapi import schema_path
from contracts.envelope import Event

EVER = sorted(SAMPLES.rglob("*.json"))


def name(path: Path) -> str:
    """Type and version, for the title of a test."""
    return f"{path.parent.name}/{path.stem}"


def raw(path: Path) -> bytes:
    """The event's bytes; the file ends its line."""
    return path.read_bytes().removesuffix(b"\n")


def today(event: type[Event]) -> dict[str, Any]:
    """The sample of the newest version of a fact."""
    sample: dict[str, Any] = json.loads(raw(SAMPLES / schema_path(event)))
    return sample


def released(event: type[Event]) -> list[dict[str, Any]]:
    """Every schema of the fact's major version that was ever released."""
    stem, _, major = event.TYPE.rpartition(".v")
    return [json.loads(path.read_bytes()) for path in sorted((SCHEMAS / stem).glob(f"{major}.*.json"))]
