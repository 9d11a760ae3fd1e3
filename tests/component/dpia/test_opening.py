"""A case opens by itself, through the real feed, whatever is heard when."""

from contracts.envelope import Envelope
from contracts.inventory import EvaluationPlanned
from services.chassis import days, due, inbox, ticker
from services.chassis.inbox import Batch
from services.dpia import policies
from tests.component.inventory.test_systems import NAME, registered
from tests.installation import Installation

CASES = "/dpia/v1/organisations/eskerwold/cases"


async def test_a_registered_system_opens_its_case(helder: Installation) -> None:
    id = await registered(helder.client("anna", "coordinator"))
    assert await helder.types("dpia") == []
    await helder.settle()
    assert await helder.types("dpia") == ["case-opened"]
    found = (await helder.client("femke", "process-owner").get(f"{CASES}/{id}")).json()
    assert (found["id"], found["system"]["name"], found["state"], found["turn"]) == (
        id,
        NAME,
        "screening",
        "process-owner",
    )
    assert found["since"] == days.today().isoformat()


async def test_one_that_was_found_in_use_has_a_case_and_one_that_was_retired_has_none(helder: Installation) -> None:
    anna = helder.client("anna", "coordinator")
    used = await registered(anna, foundAs="in-use")
    retired = await registered(anna, foundAs="retired")
    await helder.settle()
    assert (await anna.get(f"{CASES}/{used}")).status_code == 200
    assert (await anna.get(f"{CASES}/{retired}")).status_code == 404
    assert await helder.types("dpia") == ["case-opened"]


async def test_a_case_that_never_opened_is_not_reopened_and_nobody_is_alarmed(helder: Installation) -> None:
    dpia, femke = helder.services["dpia"], helder.client("femke", "process-owner")
    retired = await registered(helder.client("anna", "coordinator"), foundAs="retired")
    await helder.settle()
    cause = Envelope.model_validate_json((await helder.log("inventory"))[-1].bytes)
    planned = EvaluationPlanned(remark="opmerking", privacy=True, due="2026-12-24")
    async with dpia.db.session("eskerwold") as tx:
        await due.write(tx, await due.wanted(tx, [policies.REOPEN_ON_CORRECTION], cause, planned))
    assert await helder.waiting() == 1
    await helder.settle()
    assert (await helder.waiting(), dict(dpia.alarms), await helder.types("dpia")) == (0, {}, [])
    why = {"reason": "Een inwoner had gelijk."}
    again = await femke.post(f"{CASES}/{retired}/reopenings", json=why, headers={"If-Match": "0"})
    assert again.status_code == 404


async def test_until_the_fact_has_arrived_the_case_is_not_found(helder: Installation) -> None:
    anna = helder.client("anna", "coordinator")
    id = await registered(anna)
    assert (await anna.get(f"{CASES}/{id}")).status_code == 404


async def test_facts_that_are_delivered_again_open_no_second_case(helder: Installation) -> None:
    await registered(helder.client("anna", "coordinator"))
    await helder.settle()
    again = Batch("helder.inventory", "eskerwold", await helder.log("inventory"))
    for _ in range(2):
        await inbox.consume(helder.services["dpia"], again)
        await ticker.tick(helder.services["dpia"])
    assert await helder.types("dpia") == ["case-opened"]


async def test_what_was_told_before_the_case_opened_is_known_in_it(helder: Installation) -> None:
    anna = helder.client("anna", "coordinator")
    id = await registered(anna)
    address = f"/inventory/v1/organisations/eskerwold/systems/{id}"
    changed = await anna.put(address, json={"name": "Anders"}, headers={"If-Match": '"1"'})
    assert changed.status_code == 200
    await helder.settle()
    system = (await anna.get(f"{CASES}/{id}")).json()["system"]
    assert system == {"name": "Anders", "version": 2, "assessmentVersion": 1, "stage": "idea"}


async def test_what_inventory_only_noted_is_no_new_version_of_the_system(helder: Installation) -> None:
    anna = helder.client("anna", "coordinator", "process-owner")
    id = await registered(anna)
    await helder.settle()
    screening = {"newLaw": False, "tenThousand": False, "frequency": "once", "retention": "under-day"}
    answer = await anna.put(f"{CASES}/{id}/screening", json=screening | {"highRiskAi": False, "impactful": False})
    assert answer.status_code == 200, answer.text
    await helder.settle()
    assert (await helder.types("inventory"))[-1] == "assessment-noted"
    assert (await anna.get(f"{CASES}/{id}")).json()["system"]["version"] == 1
