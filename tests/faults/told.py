"""What a fault came to, in figures: on standard output, for docs/reliability.md."""

import json
from statistics import quantiles
from typing import Any

from tests.faults.burst import Burst


def tell(fault: str, people: Burst, settled: float, **more: Any) -> None:
    """One line; pytest shows it with `-s` or `-rP`."""
    p99 = quantiles(people.took, n=100)[98] if len(people.took) > 1 else 0.0
    figures = {
        "fault": fault,
        "commands": people.commands,
        "unanswered": sum(people.unanswered.values()),
        "not now": len(people.problems),
        "slowest answer s": round(max(people.took, default=0), 1),
        "p99 s": round(p99, 2),
        "at rest after s": round(settled, 1),
    }
    print(json.dumps(figures | more))  # noqa: T201
