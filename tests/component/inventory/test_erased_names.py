"""Erasing the name of a colleague who left: not a byte of it stays, and what was done keeps its reference."""

import logging
from pathlib import Path

import pytest

from services.chassis import leftovers
from services.chassis.database import upsert
from services.chassis.recovery import rebuilding, restore
from services.inventory.tables import people
from tests.backends.backup import content, put_back
from tests.backends.topic import Memory, relayed
from tests.component.feedback.test_erased_words import files_with
from tests.component.inventory.browsing import HERE, opened, refused, sent
from tests.component.inventory.test_pages_organisation import PAGE, reference
from tests.component.inventory.test_systems import registered
from tests.installation import Installation

NAME = "Kwartelkoning Aalders"
API = "/inventory/v1/organisations/eskerwold"


async def left(helder: Installation) -> tuple[str, str]:
    """Someone who registered a system and left: the reference, and the system."""
    anna, carla = helder.browser("anna", "coordinator"), reference(helder, "carla")
    await sent(anna, f"{PAGE}/roles", member=carla, name=NAME, role="coordinator")
    id = await registered(helder.client("carla", "coordinator"))
    assert NAME in (await opened(anna, f"{HERE}/systems/{id}")).html
    page = await refused(anna, f"{PAGE}/people/{carla}/erase", 409)
    assert "Beëindig eerst elke rol" in page.html
    await sent(anna, f"{PAGE}/roles/coordinator/members/{carla}/end")
    return carla, id


async def test_the_name_of_who_left_goes_from_every_page_and_what_was_done_stays(helder: Installation) -> None:
    carla, id = await left(helder)
    anna = helder.browser("anna", "coordinator")
    asked = f"{PAGE}/people/{carla}/erase"
    assert asked in (await opened(anna, PAGE)).links
    assert asked not in (await opened(helder.browser("axel", "auditor"), PAGE)).links
    page = await opened(anna, asked)
    assert NAME in page.html
    assert page.primary == 1
    await sent(anna, asked)
    hub = (await opened(anna, f"{HERE}/systems/{id}")).html
    assert NAME not in hub
    assert "oud-collega" in hub
    assert asked not in (await opened(anna, PAGE)).links
    assert (await anna.get(asked)).status_code == 404
    assert (await anna.get(f"{HERE}/members")).json() == {}
    assert (await helder.types("inventory"))[-1] == "name-erased"


async def test_not_a_byte_of_the_name_is_left(
    helder: Installation, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    carla, id = await left(helder)
    assert files_with(tmp_path, NAME)
    answer = await helder.client("anna", "coordinator").delete(f"{API}/members/{carla}/name")
    assert answer.status_code == 200
    await helder.settle()
    inventory = helder.services["inventory"]
    await rebuilding.rebuild(inventory)
    assert await leftovers.tidy(inventory)
    assert files_with(tmp_path, NAME) == set()
    assert not [record for record in caplog.records if NAME in str(record.__dict__)]
    assert "inventory.db" in files_with(tmp_path, carla)
    assert (await helder.client("anna", "coordinator").get(f"{API}/systems/{id}")).status_code == 200


async def test_a_backup_that_is_put_back_erases_the_name_again_from_the_log(
    helder: Installation, tmp_path: Path
) -> None:
    inventory, memory = helder.services["inventory"], Memory()
    anna, (carla, _) = helder.client("anna", "coordinator"), await left(helder)
    await relayed(inventory, memory)
    backup, [person] = await content(inventory), (await content(inventory, people))["people"]
    assert (await anna.delete(f"{API}/members/{carla}/name")).status_code == 200
    await relayed(inventory, memory)
    assert await leftovers.tidy(inventory)
    await put_back(inventory, backup)
    async with inventory.db.session("eskerwold") as tx:
        await upsert(tx, people, person)
    assert (await anna.get(f"{API}/members")).json() == {carla: NAME}
    await restore.restore(inventory, memory)
    assert (await anna.get(f"{API}/members")).json() == {}
    assert await leftovers.tidy(inventory)
    assert files_with(tmp_path, NAME) == set()
    again = await anna.delete(f"{API}/members/{carla}/name")
    assert (again.status_code, again.json()["code"]) == (404, "unknown")


async def test_only_who_grants_roles_erases_a_name_and_only_once(helder: Installation) -> None:
    carla, _ = await left(helder)
    address = f"{API}/members/{carla}/name"
    assert (await helder.client("piet", "process-owner").delete(address)).status_code == 403
    assert (await helder.client("anna", "coordinator").delete(address)).status_code == 200
    again = await helder.client("anna", "coordinator").delete(address)
    assert (again.status_code, again.json()["code"]) == (404, "unknown")
    await sent(helder.browser("anna", "coordinator"), f"{PAGE}/roles", member=carla, name="Carla", role="editor")
    await rebuilding.rebuild(helder.services["inventory"])
    assert (await helder.client("anna", "coordinator").get(f"{API}/members")).json() == {carla: "Carla"}
