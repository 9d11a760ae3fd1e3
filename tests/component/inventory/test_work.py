"""Mijn werk in inventory: each system asks one thing of a person, the same that its own page and the gate would say."""

import random
from datetime import date
from types import SimpleNamespace
from typing import Any

import httpx2 as httpx
import pytest
from sqlalchemy import update

from services.chassis.work import MOST
from services.inventory import queries
from services.inventory.domain.system import readiness
from services.inventory.pages import here
from services.inventory.pages.road import found_without_decision
from services.inventory.queries import work as listing
from services.inventory.tables import to_do
from tests.component.inventory.browsing import HERE, NAME, OVERSIGHT, SYSTEMS, opened, registered
from tests.component.inventory.noting import note
from tests.component.publication.story import imported
from tests.installation import Installation

WORK = "/inventory/v1/organisations/eskerwold/work"
PURPOSE = "Legt een aanvraag op een stapel."
SOURCE = {"name": "BRP", "kind": "base-register", "personalData": [], "use": ["operation"]}
MINIMAL = {"class": "minimal", "reason": "Het sorteert alleen."}


def ok(answer: httpx.Response) -> Any:
    assert answer.status_code in {200, 201}, answer.text
    return answer.json()


async def test_who_signs_in_without_a_role_is_led_to_the_own_reference(helder: Installation) -> None:
    page = await helder.browser("carla", "coordinator", tenant="zandveen").get(f"{HERE}/work")
    assert page.status_code == 403
    assert f'href="{HERE}/organisation">Bekijk uw eigen kenmerk' in page.text
    refused = await helder.browser("axel", "auditor").get(f"{HERE}/systems/new")
    assert (refused.status_code, "kenmerk" in refused.text) == (403, False)


async def work(helder: Installation, person: str, *roles: str) -> Any:
    return ok(await helder.client(person, *roles).get(WORK))


async def kinds(helder: Installation, person: str, *roles: str) -> list[str]:
    return [task["kind"] for task in (await work(helder, person, *roles))["tasks"]]


async def test_a_coordinator_who_begins_is_led_to_the_steps(helder: Installation) -> None:
    assert await kinds(helder, "anna", "coordinator") == ["begin"]
    assert await kinds(helder, "axel", "auditor") == []
    page = await helder.browser("anna", "coordinator").get(f"{HERE}/work")
    assert f'href="{HERE}/organisation">Bekijk de stappen' in page.text
    await registered(helder)
    assert "begin" not in await kinds(helder, "anna", "coordinator")


async def put(client: httpx.AsyncClient, id: str, **fields: Any) -> httpx.Response:
    tag = (await client.get(f"{SYSTEMS}/{id}")).headers["etag"]
    return await client.put(f"{SYSTEMS}/{id}", json={"name": NAME, **fields}, headers={"if-match": tag})


async def confirm(client: httpx.AsyncClient, id: str) -> httpx.Response:
    tag = (await client.get(f"{SYSTEMS}/{id}")).headers["etag"]
    return await client.post(f"{SYSTEMS}/{id}/classification/confirmations", json={}, headers={"if-match": tag})


async def arranged(helder: Installation, id: str) -> None:
    """Everything that the gate asks, but for the assessment."""
    anna = helder.client("anna", "coordinator")
    ok(await anna.post(f"{SYSTEMS}/{id}/data-sources", json=SOURCE))
    ok(await anna.put(f"{SYSTEMS}/{id}/oversight", json=OVERSIGHT))
    ok(await anna.put(f"{SYSTEMS}/{id}/classification", json=MINIMAL))
    ok(await confirm(helder.client("pim", "privacy-officer"), id))


async def test_a_new_system_asks_one_thing_at_a_time_of_each_role(helder: Installation) -> None:
    id, anna = await registered(helder), helder.client("anna", "coordinator")
    assert await kinds(helder, "femke", "process-owner") == ["purpose-missing"]
    assert await kinds(helder, "pim", "privacy-officer") == ["classification-missing"]
    ok(await put(anna, id, purpose=PURPOSE))
    (task,) = (await work(helder, "femke", "process-owner", "coordinator"))["tasks"]
    assert (task["kind"], task["role"], task["others"]) == ("oversight-missing", "process-owner", ["coordinator"])
    assert (task["link"], task["action"]) == (f"{HERE}/systems/{id}", f"{HERE}/systems/{id}/oversight")
    ok(await anna.put(f"{SYSTEMS}/{id}/oversight", json=OVERSIGHT))
    assert await kinds(helder, "femke", "process-owner") == ["sources-missing"]
    source = ok(await anna.post(f"{SYSTEMS}/{id}/data-sources", json=SOURCE))["id"]
    assert await kinds(helder, "femke", "process-owner") == []
    assert (await anna.delete(f"{SYSTEMS}/{id}/data-sources/{source}")).status_code == 200
    assert await kinds(helder, "femke", "process-owner") == ["sources-missing"]


async def test_who_gave_the_class_is_not_asked_to_confirm_it_and_no_fg_is(helder: Installation) -> None:
    id, anna = await registered(helder, purpose=PURPOSE), helder.client("anna", "coordinator")
    await arranged(helder, id)
    ok(await anna.put(f"{SYSTEMS}/{id}/classification", json=MINIMAL | {"class": "high-risk"}))
    assert await kinds(helder, "anna", "coordinator") == []
    (awaited,) = (await work(helder, "anna", "coordinator"))["awaited"]
    assert (awaited["what"], awaited["about"]) == ("Bevestiging van de klasse", NAME)
    assert await kinds(helder, "dirk", "decision-maker") == ["classification-unconfirmed"]
    assert await kinds(helder, "farid", "fg", "decision-maker") == []
    ok(await confirm(helder.client("dirk", "decision-maker"), id))
    assert (await work(helder, "anna", "coordinator"))["awaited"] == []


async def test_a_class_that_was_given_anew_is_confirmed_by_another_than_its_new_giver(helder: Installation) -> None:
    id = await registered(helder)
    ok(await helder.client("anna", "coordinator").put(f"{SYSTEMS}/{id}/classification", json=MINIMAL))
    pim = helder.client("pim", "privacy-officer")
    ok(await pim.put(f"{SYSTEMS}/{id}/classification", json=MINIMAL | {"class": "prohibited"}))
    assert await kinds(helder, "pim", "privacy-officer") == ["prohibited"]
    assert "classification-unconfirmed" in await kinds(helder, "anna", "coordinator")


async def test_when_everything_is_arranged_the_process_owner_takes_the_next_step(helder: Installation) -> None:
    id = await registered(helder, purpose=PURPOSE)
    await arranged(helder, id)
    assert await kinds(helder, "femke", "process-owner") == []
    version = int(ok(await helder.client("anna", "coordinator").get(f"{SYSTEMS}/{id}"))["version"])
    await note(helder, id, "approved", 3, seen=version)
    assert await kinds(helder, "femke", "process-owner") == ["decided"]
    femke = helder.client("femke", "process-owner")
    tag = (await femke.get(f"{SYSTEMS}/{id}")).headers["etag"]
    ok(await femke.post(f"{SYSTEMS}/{id}/life-cycle-steps", json={"step": "in-use"}, headers={"if-match": tag}))
    assert await kinds(helder, "femke", "process-owner") == []


async def test_a_system_in_use_without_a_decision_is_asked_until_there_is_one(helder: Installation) -> None:
    """What is decided on anew is asked by dpia, which knows what its owner said of it."""
    id = await imported(helder)
    await note(helder, id, "submitted", 8)
    assert await kinds(helder, "femke", "process-owner") == ["undecided"]
    for version, standing in enumerate(("rejected", "in-progress"), 9):
        await note(helder, id, standing, version)
        assert "undecided" not in await kinds(helder, "femke", "process-owner")


async def test_what_is_out_of_use_asks_nothing(helder: Installation) -> None:
    id = await registered(helder)
    femke = helder.client("femke", "process-owner")
    tag = (await femke.get(f"{SYSTEMS}/{id}")).headers["etag"]
    body = {"step": "retired", "reason": "Niet meer nodig."}
    ok(await femke.post(f"{SYSTEMS}/{id}/life-cycle-steps", json=body, headers={"if-match": tag}))
    assert await kinds(helder, "femke", "process-owner", "coordinator") == []
    await registered(helder, name="Oud", foundAs="retired")
    assert await kinds(helder, "femke", "process-owner", "coordinator") == []


async def test_the_oldest_stands_first_and_a_long_row_is_cut(helder: Installation) -> None:
    ids = [await registered(helder, name=f"Systeem {number:02}") for number in range(MOST + 2)]
    async with helder.services["inventory"].db.session("eskerwold") as tx:
        for id, day in ((ids[7], date(2026, 2, 1)), (ids[11], date(2026, 1, 1))):
            await tx.execute(update(to_do).where(to_do.c.id == id).values(since=day))
    found = await work(helder, "femke", "process-owner")
    assert [task["about"] for task in found["tasks"][:2]] == ["Systeem 11", "Systeem 07"]
    assert len(found["tasks"]) == MOST
    assert found["more"] == [{"text": "Er zijn er meer: alle systemen", "link": f"{HERE}/systems"}]


async def test_every_button_leads_to_a_page_that_its_reader_may_see(helder: Installation) -> None:
    id = await registered(helder)
    await imported(helder)
    ok(await helder.client("anna", "coordinator").put(f"{SYSTEMS}/{id}/classification", json=MINIMAL))
    for person, roles in (("femke", ("process-owner",)), ("pim", ("privacy-officer",)), ("bo", ("coordinator",))):
        page = await opened(helder.browser(person, *roles), f"{HERE}/work")
        assert page.primary == 1
        for task in (await work(helder, person, *roles))["tasks"]:
            assert task["action"] in page.links
            await opened(helder.browser(person, *roles), task["action"])


def test_who_is_asked_is_who_may_write_on_that_page() -> None:
    for mine, pages in (
        (listing.WRITERS, here.WRITERS),
        (listing.CLASSIFIERS, here.CLASSIFIERS),
        (listing.CONFIRMERS, here.CONFIRMERS),
        (listing.STEPPERS, here.STEPPERS),
    ):
        assert set(mine) == set(pages)


class Walk:
    """Whatever people do with one system, in any order; most of it is refused."""

    def __init__(self, helder: Installation, id: str, seed: int) -> None:
        self.helder, self.id, self.chance, self.noted = helder, id, random.Random(seed), 20
        self.anna = helder.client("anna", "coordinator", "process-owner")
        self.pim = helder.client("pim", "privacy-officer")
        self.at = f"{SYSTEMS}/{id}"

    async def go(self) -> None:
        """One step."""
        steps = (self.describe, self.source, self.oversight, self.classify, self.confirm, self.note, self.move)
        await self.chance.choice((*steps, self.weigh, self.note, self.move))()

    async def describe(self) -> None:
        await put(self.anna, self.id, **self.chance.choice([{}, {"purpose": "Doel."}]), **self.weight())

    async def source(self) -> None:
        sources = (await self.anna.get(self.at)).json()["dataSources"]
        if sources and self.chance.random() < 0.6:
            await self.anna.delete(f"{self.at}/data-sources/{sources[0]['id']}")
        else:
            await self.anna.post(f"{self.at}/data-sources", json=SOURCE | self.weight())

    def weight(self) -> dict[str, str]:
        return self.chance.choice([{}, {"change": "minor", "reason": "r"}, {"change": "substantial", "reason": "r"}])

    async def oversight(self) -> None:
        await self.anna.put(f"{self.at}/oversight", json=OVERSIGHT | self.weight())

    async def classify(self) -> None:
        given = self.chance.choice(["unknown", "minimal", "minimal", "high-risk", "prohibited"])
        await self.anna.put(f"{self.at}/classification", json=MINIMAL | {"class": given})

    async def confirm(self) -> None:
        await confirm(self.pim, self.id)

    async def note(self) -> None:
        standing = self.chance.choice(["in-progress", "submitted", "approved", "approved", "rejected", "withdrawn"])
        self.noted += 1
        version = (await self.anna.get(self.at)).json()["version"]
        await note(self.helder, self.id, standing, self.noted, seen=max(0, version - self.chance.choice([0, 0, 1, 2])))

    async def move(self) -> None:
        step = self.chance.choice(["development", "pilot", "in-use", "suspended", *(["retired"] * (self.noted > 25))])
        tag = (await self.anna.get(self.at)).headers["etag"]
        body = {"step": step, "reason": "r"}
        await self.anna.post(f"{self.at}/life-cycle-steps", json=body, headers={"if-match": tag})

    async def weigh(self) -> None:
        version = (await self.anna.get(self.at)).json()["version"]
        body = {"upTo": version, "change": self.chance.choice(["minor", "substantial"]), "reason": "r"}
        await self.anna.post(f"{self.at}/changes", json=body)


async def expected(helder: Installation, id: str) -> set[str]:
    """What the rules and the pages say of the system, from its history."""
    async with helder.services["inventory"].db.view("eskerwold") as tx:
        state, row = await queries.get_state(tx, "eskerwold", id), await queries.get_system(tx, "eskerwold", id)
    if state.stage == "retired":
        return set()
    lacking = set(readiness(state, "in-use"))
    codes = lacking & {*listing.BLOCKS, "change-unclassified"}
    codes |= set() if state.description and state.description.purpose else {"purpose-missing"}
    codes |= set() if state.sources else {"sources-missing"}
    codes |= {"undecided"} if found_without_decision(row) else set()
    return codes | ({"decided"} if not lacking and state.stage in ("idea", "development") else set())


async def listed(helder: Installation, id: str) -> set[str]:
    """What the rows say, whoever asks."""
    anyone: Any = SimpleNamespace(tenant="eskerwold", member="x")
    async with helder.services["inventory"].db.view("eskerwold") as tx:
        return {code for code in listing.KINDS if id in {row.id for row in await listing._asked(tx, anyone, code)}}


@pytest.mark.parametrize("seed", range(8))
async def test_whatever_happens_the_rows_say_what_the_rules_say(helder: Installation, seed: int) -> None:
    id = await (registered(helder) if seed % 2 else imported(helder))
    walk = Walk(helder, id, seed)
    for _ in range(40):
        await walk.go()
        assert await listed(helder, id) == await expected(helder, id)
