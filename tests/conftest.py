"""What every test may ask for, the order of the rings, and a last word about what could not run."""

import os
import secrets
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import hypothesis
import pytest
from _pytest.terminal import TerminalReporter

from tests import kafka, machine, postgres

# Playwright's own Node needs a library that a bare machine lacks; the one from the wheel does not.
NODE = Path(sys.executable).with_name("node")
if NODE.exists():
    os.environ.setdefault("PLAYWRIGHT_NODEJS_PATH", str(NODE))

RINGS = ("shape", "unit", "contracts", "component", "backends", "journeys", "faults")

hypothesis.settings.register_profile("brief", max_examples=5, deadline=None)
hypothesis.settings.register_profile("quick", max_examples=30, deadline=None)
hypothesis.settings.register_profile("ci", max_examples=100, deadline=None, derandomize=True, print_blob=True)
hypothesis.settings.register_profile("deep", max_examples=5_000, deadline=None)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE") or ("ci" if machine.IN_CI else "quick"))


@pytest.fixture(scope="session")
def reference() -> Callable[[str], Path]:
    """`reference("standards/jcs")`: a path in the reference material, or the test says that it cannot run."""
    return machine.reference


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[postgres.Server]:
    with postgres.running() as server:
        yield server or machine.cannot_run("no PostgreSQL: make setup, or install a server")


@pytest.fixture
def postgres_url(postgres_server: postgres.Server) -> Iterator[str]:
    """The superuser's address of an empty database that is gone after the test."""
    name = postgres_server.create()
    yield postgres_server.url(name)
    postgres_server.drop(name)


@pytest.fixture(scope="session")
def kafka_server() -> Iterator[kafka.Cluster]:
    """For tests marked `kafka`, which run after each other on one node."""
    with kafka.running() as cluster:
        yield cluster


@pytest.fixture
def kafka_prefix(kafka_server: kafka.Cluster) -> Iterator[str]:
    """Put before the names of topics and consumer groups of one test; its topics are gone after it."""
    prefix = f"t{secrets.token_hex(4)}-"
    yield prefix
    kafka_server.forget(prefix)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Fast rings first, what is slow last in its ring; where several work they begin with what takes longest."""
    items.sort(key=lambda item: (_ring(item), item.get_closest_marker("slow") is not None))
    if "PYTEST_XDIST_WORKER" in os.environ:
        items.sort(key=lambda item: _ring(item) != RINGS.index("journeys"))


def pytest_terminal_summary(terminalreporter: TerminalReporter) -> None:
    reasons = Counter(_reason(report) for report in terminalreporter.stats.get("skipped", []))
    if reasons:
        terminalreporter.section("could not run on this machine")
    for reason, number in reasons.most_common():
        terminalreporter.write_line(f"{number} {'test' if number == 1 else 'tests'}: {reason}")


def _ring(item: pytest.Item) -> int:
    folder = item.path.relative_to(machine.ROOT / "tests").parts[0]
    return RINGS.index(folder) if folder in RINGS else len(RINGS)


def _reason(report: pytest.TestReport) -> str:
    text = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
    return text.removeprefix("Skipped: ")
