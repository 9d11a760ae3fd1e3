"""Embedded: a file that was put back from an older backup is refused, the loss is named, and can be left behind."""

import shutil
from pathlib import Path

import pytest
from sqlalchemy import select

from services import embedded
from services.chassis.database import ALL
from services.chassis.service import Running
from services.chassis.settings import Settings
from services.chassis.tables import inbox
from services.dpia.tables import systems
from tests.installation import Installation, installed

HERE = "/inventory/v1/organisations/eskerwold/systems"


async def registered(helder: Installation, *names: str) -> None:
    for name in names:
        answer = await helder.client("anna", "coordinator").post(HERE, json={"name": name})
        assert answer.status_code == 201, answer.text
    await helder.settle()


async def behind(folder: Path) -> None:
    """Four systems are known everywhere; the file of inventory knows the first two only."""
    async with installed(folder) as helder:
        await helder.onboard()
        await registered(helder, "Een", "Twee")
        backup = folder / "backup"
    shutil.copy(folder / "inventory.db", backup)
    async with installed(folder) as helder:
        await registered(helder, "Drie", "Vier")
    for file in folder.glob("inventory.db*"):
        file.unlink()
    shutil.copy(backup, folder / "inventory.db")


async def names(dpia: Running) -> set[str]:
    async with dpia.db.view(ALL) as tx:
        return set((await tx.execute(select(systems.c.name))).scalars())


async def position(dpia: Running) -> int:
    async with dpia.db.view(ALL) as tx:
        return int((await tx.execute(select(inbox.c.sequence).where(inbox.c.topic == "helder.inventory"))).scalar_one())


async def test_a_file_that_is_too_old_is_refused_and_the_loss_is_named(tmp_path: Path) -> None:
    await behind(tmp_path)
    with pytest.raises(embedded.LogsBehind) as refused:
        await embedded.prepare(Settings(data=tmp_path))
    said = [str(loss) for loss in refused.value.losses]
    assert "eskerwold: 2 events, with sequence 4 to 5, of helder.inventory, which dpia has heard" in said
    assert {loss.topic for loss in refused.value.losses} == {"helder.inventory"}


async def test_after_the_loss_was_accepted_everything_new_is_heard(tmp_path: Path) -> None:
    await behind(tmp_path)
    services = {r.service.name: r for r in await embedded.prepare(Settings(data=tmp_path), accept_loss=True)}
    helder = Installation(services, embedded.application(list(services.values())))
    dpia = services["dpia"]
    assert await names(dpia) == {"Een", "Twee"}
    assert dpia.alarms["loss-accepted"] == 1
    await registered(helder, "Vijf", "Zes", "Zeven")
    assert await names(dpia) == {"Een", "Twee", "Vijf", "Zes", "Zeven"}
    assert await position(dpia) == 6
    assert set(dpia.alarms) == {"loss-accepted"}
    for running in services.values():
        await running.db.close()


async def test_a_whole_log_that_is_lost_is_named_and_can_be_left_behind(tmp_path: Path) -> None:
    await behind(tmp_path)
    for file in tmp_path.glob("inventory.db*"):
        file.unlink()
    with pytest.raises(embedded.LogsBehind, match="5 events, with sequence 1 to 5"):
        await embedded.prepare(Settings(data=tmp_path))
    services = {r.service.name: r for r in await embedded.prepare(Settings(data=tmp_path), accept_loss=True)}
    assert await names(services["dpia"]) == set()
    for running in await embedded.prepare(Settings(data=tmp_path)):
        await running.db.close()
    for running in services.values():
        await running.db.close()
