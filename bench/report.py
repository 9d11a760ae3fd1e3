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
    f"{'':8}{'where':28}{'per second':>12}{'lowest':>9}{'highest':>9}{'p50 ms':>9}{'p99 ms':>9}{'bare':>9}{'times':>7}"
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
        HEAD,
        *map(_line, found["rows"]),
        "",
        *(f"{name}: {number:.0f} commands per second" for name, number in found["bursts"].items()),
    ]
    return "\n".join(lines)


def _line(row: dict[str, Any]) -> str:
    rates = "".join(f"{row[name]:>9.0f}" for name in ("lowest", "highest"))
    times = f"{row['p50']:>9.1f}{row['p99']:>9.1f}"
    ratio = f"{row['barePerSecond']:>9.0f}{row['timesBare']:>7.1f}"
    return f"{row['name']:8}{row['where']:28}{row['perSecond']:>12.0f}{rates}{times}{ratio}"


def write(found: dict[str, Any]) -> Sequence[Path]:
    """Keeps both forms under bench/results, which git does not."""
    RESULTS.mkdir(exist_ok=True)
    stem = found["machine"]["at"].replace(":", "").replace("+0000", "Z")
    paths = RESULTS / f"{stem}.txt", RESULTS / f"{stem}.json"
    paths[0].write_text(text(found) + "\n")
    paths[1].write_text(json.dumps(found, indent=2) + "\n")
    return paths
