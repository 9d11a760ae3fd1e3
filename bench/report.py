"""The table of one run, as text and as JSON."""

import json
import os
import platform
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from bench import figures

RESULTS = Path(__file__).parent / "results"
PACKAGES = (
    "fastapi", "starlette", "pydantic", "sqlalchemy", "asyncpg", "uvicorn", "uvloop", "aiokafka", "faust-streaming",
)  # fmt: skip
HEAD = (
    ("per second", 11),
    ("lowest", 8),
    ("highest", 8),
    ("p50 ms", 8),
    ("p99 ms", 8),
    ("limit", 8),
    ("ratio", 7),
    ("goal", 6),
)
RATES = f"{'work':36}{'where':40}" + "".join(
    f"{name:>{width}}" for name, width in (*HEAD, ("own µs", 8), ("limit µs", 9))
)
LEGEND = (
    "limit: the same work with as little as possible, in the same rounds; ratio: own to limit; goal: the least ratio "
    "of what is counted per second, the most of a value or of its ratio; µs: processor time for each answer or record."
)


def machine() -> dict[str, Any]:
    """Where the figures come from. `load` is what others asked of the machine when the run began."""
    return {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "cores": os.cpu_count(),
        "machine": platform.machine(),
        "python": platform.python_version(),
        "load": [round(load, 2) for load in os.getloadavg()],
        "packages": {name: version(name) for name in PACKAGES},
    }


def text(found: dict[str, Any]) -> str:
    """The table."""
    about = found["machine"]
    packages = ", ".join(f"{name} {number}" for name, number in about["packages"].items())
    lines = [
        f"{about['at']}  {about['cores']} cores {about['machine']}, "
        f"load {about['load'][0]} before, {found['loadAfter']} after, PostgreSQL {found['postgresql']}",
        f"Python {about['python']}, {packages}",
        f"{found['connections']} connections, median of {found['rounds']} rounds of {found['seconds']} s",
        "",
        RATES,
        *(line(row) for row in found["rows"]),
        "",
        LEGEND,
    ]
    return "\n".join(lines)


def line(row: Mapping[str, Any]) -> str:
    """One row of it."""
    said = {True: "met", False: "MISSED", None: ""}[figures.met(row)]
    log = {True: "  audit complete", False: "  AUDIT NOT COMPLETE", None: ""}[row.get("auditComplete")]
    return f"{row['work']:36}{row['where']:40}{(_rate if 'perSecond' in row else _value)(row)}  {said}{log}".rstrip()


def _rate(row: Mapping[str, Any]) -> str:
    places = ("perSecond", 11, 0), ("lowest", 8, 0), ("highest", 8, 0), ("p50", 8, 1), ("p99", 8, 1)
    limits = ("limitPerSecond", 8, 0), ("ratio", 7, 3), ("goal", 6, 2), ("processor", 8, 0), ("limitProcessor", 9, 0)
    return "".join(_cell(row.get(name), width, digits) for name, width, digits in (*places, *limits))


def _cell(value: float | None, width: int, digits: int) -> str:
    return f"{'' if value is None else f'{value:.{digits}f}':>{width}}"


def _value(row: Mapping[str, Any]) -> str:
    found = f"{row['value']:.2f} {row['unit']}"
    limit = _cell(row["limit"], 8, 1) + _cell(row["ratio"], 7, 2) + _cell(row["atMost"], 6, 2)
    return f"{found:>11}{'':32}{limit}{' at most, ' + row['atMostOf'] if row['atMost'] else '':17}"


def write(found: dict[str, Any]) -> Sequence[Path]:
    """Keeps both forms under bench/results, which git does not."""
    RESULTS.mkdir(exist_ok=True)
    stem = found["machine"]["at"].replace(":", "").replace("+0000", "Z")
    paths = RESULTS / f"{stem}.txt", RESULTS / f"{stem}.json"
    paths[0].write_text(text(found) + "\n")
    paths[1].write_text(json.dumps(found, indent=2) + "\n")
    return paths
