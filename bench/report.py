"""The table of one run, as text and as JSON."""

import json
import os
import platform
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

RESULTS = Path(__file__).parent / "results"
PACKAGES = ("fastapi", "starlette", "pydantic", "sqlalchemy", "asyncpg", "uvicorn", "uvloop")
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
RATES = f"{'work':36}{'where':34}" + "".join(
    f"{name:>{width}}" for name, width in (*HEAD, ("own µs", 8), ("limit µs", 9))
)
LEGEND = (
    "limit: the same work with as little as possible, in the same rounds; ratio: of answers per second (of memory: of "
    "what is held); goal: the ratio that is wanted; µs: processor time of the server for each answer."
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
        f"{about['at']}  {about['cores']} cores {about['machine']}, load before {about['load'][0]}, "
        f"PostgreSQL {found['postgresql']}",
        f"Python {about['python']}, {packages}",
        f"{found['connections']} connections, median of {found['rounds']} rounds of {found['seconds']} s",
        "",
        RATES,
        *(_line(row) for row in found["rows"]),
        "",
        LEGEND,
    ]
    return "\n".join(lines)


def _line(row: dict[str, Any]) -> str:
    return _rate(row) if "perSecond" in row else _value(row)


def _rate(row: dict[str, Any]) -> str:
    rates = f"{row['perSecond']:>11.0f}{row['lowest']:>8.0f}{row['highest']:>8.0f}{row['p50']:>8.1f}{row['p99']:>8.1f}"
    goal = f"{row['goal']:>6.2f}" if row["goal"] else f"{'':6}"
    log = {True: "  audit complete", False: "  AUDIT NOT COMPLETE", None: ""}[row.get("auditComplete")]
    ratio = (
        f"{row['limitPerSecond']:>8.0f}{row['ratio']:>7.3f}{goal}{row['processor']:>8.0f}{row['limitProcessor']:>9.0f}"
    )
    return f"{row['work']:36}{row['where']:34}{rates}{ratio}{log}"


def _value(row: dict[str, Any]) -> str:
    value = f"{row['value']:.2f} {row['unit']}"
    limit = f"{row['limit']:>8.0f}{row['ratio']:>7.2f}" if row["limit"] else f"{'':15}"
    return f"{row['work']:36}{row['where']:34}{value:>11}{'':32}{limit}{row['atMost']:>6.2f} at most"


def write(found: dict[str, Any]) -> Sequence[Path]:
    """Keeps both forms under bench/results, which git does not."""
    RESULTS.mkdir(exist_ok=True)
    stem = found["machine"]["at"].replace(":", "").replace("+0000", "Z")
    paths = RESULTS / f"{stem}.txt", RESULTS / f"{stem}.json"
    paths[0].write_text(text(found) + "\n")
    paths[1].write_text(json.dumps(found, indent=2) + "\n")
    return paths
