"""Four images behind one address, started by compose.yaml: what they can do, and what they cannot."""

import json
from typing import Any

import httpx2 as httpx
import pytest

from tests.docker import engine
from tests.docker.region import Region
from tests.journeys.test_straight_way import (
    assess,
    publish,
    register_and_arrange,
    remark_and_answer,
    take_into_use,
)

pytestmark = [pytest.mark.docker, pytest.mark.slow, pytest.mark.timeout(1800)]

OURS = {name for service in engine.SERVICES for name in (service, f"{service}-work")} | {"development-issuer"}
FOUND = """
from importlib.util import find_spec
names = "inventory", "dpia", "publication", "feedback", "command", "embedded"
print(*[name for name in names if find_spec("services." + name)])
"""
LOGIN = """
import asyncio, asyncpg, os
address = os.environ["HELDER_DATABASE_URL"].replace("+asyncpg", "").rpartition("/")[0]
async def connect(database):
    try:
        await asyncpg.connect(address + "/" + database)
    except asyncpg.InsufficientPrivilegeError:
        return False
    return True
for database in "inventory", "dpia", "publication", "feedback", "postgres":
    if asyncio.run(connect(database)): print(database)
"""


async def test_one_system_goes_its_whole_way_through_containers(region: Region) -> None:
    await region.onboard()
    id = await register_and_arrange(region)
    await assess(region, id)
    await region.settle()
    await take_into_use(region, id)
    await publish(region, id)
    await remark_and_answer(region, id)


def test_who_signs_in_at_the_issuer_is_known_to_the_services(address: str) -> None:
    with httpx.Client(base_url=address, headers={"origin": address}, follow_redirects=True) as browser:
        anonymous = browser.get("/inventory/v1/organisations/eskerwold/systems")
        page = browser.post("/sign-in", data={"person": "anna", "next": "/register/"})
        known = browser.get("/inventory/v1/organisations/eskerwold/systems")
    assert page.status_code == 200
    assert (anonymous.status_code, known.status_code == 401) == (401, False)


@pytest.mark.parametrize("service", engine.SERVICES)
def test_an_image_has_one_service_only(service: str, address: str) -> None:
    assert engine.python_in_image(service, FOUND) == service


def test_processes_are_ordinary_users_on_a_read_only_file_system(containers: dict[str, Any]) -> None:
    for name in (*sorted(OURS), "proxy"):
        host = containers[name]["HostConfig"]
        assert (host["ReadonlyRootfs"], host["CapDrop"]) == (True, ["ALL"]), name
        assert host["SecurityOpt"] == ["no-new-privileges:true"], name
        assert engine.shell(containers[name], "id -u").stdout.strip() == "10001", name
        assert engine.shell(containers[name], "touch /tmp/here").returncode == 0, name
        assert "Read-only" in engine.shell(containers[name], "touch /var/tmp/here").stderr, name


def test_a_login_opens_no_database_but_its_own(containers: dict[str, Any]) -> None:
    for name in sorted(OURS - {"development-issuer"}):
        done = engine.shell(containers[name], f"python -c '{LOGIN}'")
        assert done.stdout.split() == [name.removesuffix("-work")], done.stderr


def test_only_the_proxy_is_reached_from_outside_and_only_from_this_machine(containers: dict[str, Any]) -> None:
    open_ports = {
        name: bound for name, one in containers.items() for bound in one["NetworkSettings"]["Ports"].values() if bound
    }
    assert list(open_ports) == ["proxy"], json.dumps(open_ports)
    assert {bound["HostIp"] for bound in open_ports["proxy"]} == {"127.0.0.1"}
