"""`python -m tests.backends.freeze_tables VERSION`, on the last commit of a release: its tables into released/."""

import importlib
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from sqlalchemy import Table, UniqueConstraint

from services.chassis.tables import chassis
from services.embedded import SERVICES

FOLDER = Path(__file__).with_name("released")


def tables(service: str) -> dict[str, Any]:
    """The tables of a service as its code knows them."""
    every = (chassis, importlib.import_module(f"services.{service}.tables").metadata)
    return {table.name: _described(table) for metadata in every for table in metadata.sorted_tables}


def _described(table: Table) -> dict[str, Any]:
    unique = [sorted(c.name for c in one.columns) for one in table.constraints if isinstance(one, UniqueConstraint)]
    return {
        "columns": {c.name: [type(c.type).__name__, c.nullable, c.autoincrement is True] for c in table.columns},
        "key": [column.name for column in table.primary_key],
        "unique": sorted(unique),
    }


def text(commit: str) -> str:
    """One line for each table, so that two releases can be compared."""
    parts = []
    for service in SERVICES:
        lines = [f"    {json.dumps(name)}: {json.dumps(table)}" for name, table in tables(service.name).items()]
        parts.append(f"  {json.dumps(service.name)}: {{\n" + ",\n".join(lines) + "\n  }")
    return f'{{\n  "commit": {json.dumps(commit)},\n' + ",\n".join(parts) + "\n}\n"


if __name__ == "__main__":
    head = subprocess.run(["git", "rev-parse", "HEAD"], check=True, capture_output=True, text=True).stdout.strip()
    with (FOLDER / f"{sys.argv[1]}.json").open("x", encoding="utf-8") as file:
        file.write(text(head))
