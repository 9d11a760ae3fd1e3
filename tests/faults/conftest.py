"""One region for all faults after which nothing may be lost; one for each module that leaves damage on purpose."""

import secrets
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from deploy.local import kafka, postgres
from tests import machine as here
from tests.faults import region as regions
from tests.faults.region import Machine, Region

Tenants = Callable[[int], Sequence[str]]


@pytest.fixture(scope="session")
def ground() -> Iterator[Machine]:
    lacks = kafka.lacks() or (None if postgres.programs() else "no PostgreSQL: make setup, or install a server")
    if lacks:
        here.cannot_run(lacks)
    # Not in pytest's own folder: another pytest that starts closes that to PostgreSQL, which does not run as root.
    folder = Path(tempfile.mkdtemp(prefix="helder-faults-"))
    folder.chmod(0o755)
    try:
        with regions.machine(folder) as made:
            yield made
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def lasting(ground: Machine) -> Iterator[Region]:
    with regions.region(ground) as made:
        yield made


@pytest.fixture
def helder(lasting: Region) -> Iterator[Region]:
    """All tests use the same region, each with organisations of its own: what one broke the next would find."""
    yield lasting
    lasting.heal()


@pytest.fixture(scope="module")
def fresh(ground: Machine) -> Iterator[Region]:
    with regions.region(ground) as made:
        yield made


@pytest.fixture
def tenants() -> Tenants:
    """Names that no other test has."""

    def named(number: int) -> list[str]:
        mark = secrets.token_hex(2)
        return [f"g{mark}-{place}" for place in range(number)]

    return named
