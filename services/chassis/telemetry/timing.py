"""How long things take: histograms that count in memory, cheap enough for every event."""

import contextlib
import time
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field

BOUNDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
"""Upper bounds of the buckets in seconds; the last bucket has none."""

Labels = tuple[tuple[str, str], ...]


@dataclass
class Histogram:
    """How many took how long. `counts` are of each bucket by itself, in the order of BOUNDS and one more."""

    counts: list[int] = field(default_factory=lambda: [0] * (len(BOUNDS) + 1))
    seconds: float = 0.0

    def note(self, seconds: float) -> None:
        """One more that took so long."""
        self.counts[bisect_left(BOUNDS, seconds)] += 1
        self.seconds += seconds


class Timings:
    """Histograms by name and labels."""

    def __init__(self) -> None:
        self.histograms: dict[tuple[str, Labels], Histogram] = {}

    def note(self, name: str, seconds: float, **labels: str) -> None:
        """One more; `name` ends in `_seconds`."""
        key = name, tuple(labels.items())
        if key not in self.histograms:
            self.histograms[key] = Histogram()
        self.histograms[key].note(seconds)

    @contextlib.contextmanager
    def time(self, name: str, **labels: str) -> Iterator[None]:
        """Measures what happens inside, also when it fails."""
        began = time.perf_counter()
        try:
            yield
        finally:
            self.note(name, time.perf_counter() - began, **labels)
