"""The region in containers, for all tests of this folder; gone after them."""

from collections.abc import AsyncIterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx2 as httpx
import pytest

from deploy.local import kafka
from services.chassis.access import Keys
from tests.docker import engine
from tests.docker.region import Region
from tests.journeys.running import free_port

ADDRESSES = (*(f"/{service}/v1/openapi.json" for service in engine.SERVICES), "/sign-in", "/register/")
_BUILT = pytest.StashKey[Future[list[str]]]()


def pytest_collection_finish(session: pytest.Session) -> None:
    """Images take longest to make: that goes on beside the tests that come before those of this folder."""
    if session.config.option.collectonly or not any(item.get_closest_marker("docker") for item in session.items):
        return
    if not kafka.lacks():
        kafka.fetch_jars()  # once, for the images and for the tests that run beside
    session.config.stash[_BUILT] = ThreadPoolExecutor(1, "images").submit(engine.build)


@pytest.fixture(scope="session")
def docker_compose_command() -> str:
    return engine.compose()


@pytest.fixture(scope="session")
def docker_compose_file(pytestconfig: pytest.Config) -> list[str]:
    """The files by which the images were built; what went wrong there is raised here."""
    return pytestconfig.stash[_BUILT].result()


@pytest.fixture(scope="session")
def docker_setup() -> list[str]:
    """Nothing: what fails to start must also be taken away, see `address`."""
    return []


@pytest.fixture(scope="session")
def address(
    docker_compose_command: str, docker_compose_file: list[str], docker_compose_project_name: str, docker_services: Any
) -> str:
    """Starts everything; where the whole answers."""
    port = free_port()
    engine.composes(docker_compose_file, "-p", docker_compose_project_name, "up", "--detach", PORT=str(port))
    url = f"http://127.0.0.1:{port}"
    docker_services.wait_until_responsive(lambda: _answers(url), timeout=300, pause=0.5)
    return url


def _answers(url: str) -> bool:
    try:
        return all(httpx.get(url + path, timeout=5).status_code == 200 for path in ADDRESSES)
    except httpx.TransportError:
        return False


@pytest.fixture(scope="session")
def containers(address: str, docker_compose_project_name: str) -> dict[str, Any]:
    return engine.containers(docker_compose_project_name)


@pytest.fixture(scope="session")
def keys(containers: dict[str, Any], tmp_path_factory: pytest.TempPathFactory) -> Keys:
    folder: Path = tmp_path_factory.mktemp("installation") / "keys"
    return Keys.open(engine.copied(containers["development-issuer"], "/keys", folder))


@pytest.fixture
async def region(address: str, keys: Keys) -> AsyncIterator[Region]:
    made = Region(address, keys)
    yield made
    await made.close()
