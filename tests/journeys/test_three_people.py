"""A coordinator, a manager and a shared FG: the whole way, and who of them may do what after whom."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path
from typing import Any

import httpx2 as httpx
import pytest

from services.dpia.domain.questions import NEEDED
from tests.component.dpia.test_ways import NOTHING
from tests.installation import ZANDVEEN, Installation, installed
from tests.journeys import test_straight_way as way
from tests.journeys.test_straight_way import RECORD, WELFARE, O, done, match

COORDINATOR = ("coordinator", "process-owner", "privacy-officer", "editor", "moderator")
MANAGER = ("decision-maker", "approver", "process-owner")
ALL = (*COORDINATOR, "decision-maker", "approver", "ciso", "auditor", "trainer")
PEOPLE = ("anna", "dirk", "farid")
PAIRS = list(product(PEOPLE, repeat=2))


@dataclass
class House(Installation):
    """An organisation of three people: what others do elsewhere, one of them does here, with the hats of that one."""

    hats: dict[str, tuple[str, ...]] = field(default_factory=dict)
    played: dict[str, str] = field(default_factory=dict)

    def client(self, person: str | None = None, *roles: str, tenant: str = "eskerwold") -> httpx.AsyncClient:
        one = self.played.get(person or "", person)
        return super().client(one, *self.hats.get(one or "", roles), tenant=tenant)


async def test_three_people_walk_the_whole_way(tmp_path: Path) -> None:
    """Each with the hats that such a house gives them; the FG is also that of the neighbours."""
    hats = {"anna": COORDINATOR, "dirk": MANAGER, "farid": ("fg",)}
    played = {"piet": "anna", "els": "anna", "mila": "anna", "bram": "dirk"}
    async with installed(tmp_path) as helder:
        house = House(helder.services, helder.app, hats, played)
        await house.onboard()
        await house.onboard(ZANDVEEN)
        await way.test_one_system_goes_its_whole_way(house)
        keys = helder.services["dpia"].keys
        assert keys.member_of("eskerwold", "farid") != keys.member_of("zandveen", "farid")


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A data folder with one system in it, and its id."""
    folder = tmp_path_factory.mktemp("house")

    async def make() -> str:
        async with installed(folder) as helder:
            await helder.onboard()
            zoe = helder.client("zoe", "coordinator")  # nobody of the three
            id = str((await done(await zoe.post(f"/inventory/v1/{O}/systems", json={"name": "Sorteren"})))["id"])
            await helder.settle()
            return id

    return folder, asyncio.run(make())


@pytest.fixture
async def house(tmp_path: Path, begun: tuple[Path, str]) -> AsyncIterator[tuple[House, str]]:
    """Everyone wears every hat, and Farid that of the FG as well: only what they did keeps them apart."""
    folder, id = begun
    shutil.copytree(folder, tmp_path, dirs_exist_ok=True)
    async with installed(tmp_path) as helder:
        without_ciso = tuple(hat for hat in ALL if hat != "ciso")
        yield House(helder.services, helder.app, {"anna": ALL, "dirk": ALL, "farid": (*without_ciso, "fg")}), id


def judge(answer: httpx.Response, refused: set[str]) -> None:
    """Works, or is refused for one of these reasons, with a word on who may help."""
    assert answer.status_code in ({409} if refused else {200, 201}), answer.text
    if refused:
        problem: dict[str, Any] = answer.json()
        assert problem["code"] in refused
        assert "Vraag" in problem["detail"]


@pytest.mark.parametrize(("first", "second"), PAIRS)
async def test_who_confirms_a_class(house: tuple[House, str], first: str, second: str) -> None:
    """Not who gave it, and not the FG."""
    helder, id = house
    system = f"/inventory/v1/{O}/systems/{id}"
    given = {"class": "high-risk", "legalPoint": "bijlage III, punt 5a", "reason": "Toegang tot een uitkering."}
    known = await done(await helder.client(first).put(f"{system}/classification", json=given))
    address, seen = f"{system}/classification/confirmations", match(known["version"])
    answer = await helder.client(second).post(address, json={}, headers=seen)
    judge(answer, {"four-eyes", "fg-advises"} if second in {first, "farid"} else set())


@pytest.mark.parametrize(("first", "second"), PAIRS)
async def test_who_decides_on_a_dpia(house: tuple[House, str], first: str, second: str) -> None:
    """Not who wrote it, and not the FG."""
    helder, id = house
    writer, case = helder.client(first), f"/dpia/v1/{O}/cases/{id}"
    await done(await writer.put(f"{case}/screening", json=WELFARE))
    answers = {question: {"text": "Een antwoord."} for question in NEEDED}
    await done(await writer.post(f"{case}/answers", json={"answers": answers}))
    await way.name_a_risk(writer, case)
    await done(await writer.post(f"{case}/steps", json={"step": "submit"}))
    advice = {"adviser": "fg", "opinion": "positive", "text": "Het is zorgvuldig gemaakt."}
    version = (await done(await helder.client("farid").post(f"{case}/advices", json=advice)))["version"]
    body = {"outcome": "approved", "reason": "De afweging klopt."}
    answer = await helder.client(second).post(f"{case}/decisions", json=body, headers=match(version))
    judge(answer, {"four-eyes", "fg-decides-not"} if second in {first, "farid"} else set())


@pytest.mark.parametrize(("first", "second"), PAIRS)
async def test_who_confirms_that_no_dpia_is_needed(house: tuple[House, str], first: str, second: str) -> None:
    """Not who proposed it, and not the FG."""
    helder, id = house
    case = f"/dpia/v1/{O}/cases/{id}"
    await done(await helder.client("zoe", "process-owner").put(f"{case}/screening", json=WELFARE | NOTHING))
    proposal = {"kind": "no-personal-data", "reason": "Het telt alleen auto's, zonder kenteken."}
    version = (await done(await helder.client(first).post(f"{case}/exemptions", json=proposal)))["version"]
    answer = await helder.client(second).post(f"{case}/exemptions/confirmations", json={}, headers=match(version))
    judge(answer, {"four-eyes", "fg-decides-not"} if second in {first, "farid"} else set())


@pytest.mark.parametrize(("first", "second"), PAIRS)
async def test_who_makes_an_entry_public(house: tuple[House, str], first: str, second: str) -> None:
    """Not who wrote it."""
    helder, id = house
    editor, entry = helder.client(first), f"/publication/v1/{O}/entries/{id}"
    version = int((await editor.get(entry)).headers["etag"].strip('"'))
    await done(await editor.put(entry, json={"record": RECORD}, headers=match(version)))
    version = (await done(await editor.post(f"{entry}/steps", json={"step": "submit"})))["version"]
    answer = await helder.client(second).post(f"{entry}/steps", json={"step": "approve"}, headers=match(version))
    judge(answer, {"own-work"} if first == second else set())
