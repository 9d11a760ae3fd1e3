"""Proofs and checkpoints over HTTP: who may ask, what is answered, and what is not there yet."""

import asyncio
import json

from contracts import topics
from contracts.checkpoints import CheckpointPublished
from services.chassis.audit import checkpoints
from services.chassis.audit.keys import verifier
from services.chassis.audit.notes import check_proof, open_checkpoint
from tests.installation import ESKERWOLD, ZANDVEEN, Installation

CHECKPOINTS = "/inventory/v1/checkpoints"
EVENTS = "/inventory/v1/organisations/eskerwold/events"


async def _first(helder: Installation) -> str:
    event: str = json.loads((await helder.log("inventory"))[0].bytes)["id"]
    return event


async def test_a_proof_waits_for_a_checkpoint_and_then_holds_offline(helder: Installation) -> None:
    address = f"{EVENTS}/{await _first(helder)}/proof"
    auditor = helder.client("ans", "auditor")
    early = await auditor.get(address)
    assert (early.status_code, early.headers["retry-after"]) == (404, "60")
    assert early.headers["content-type"] == "application/problem+json"
    key = (await helder.operator().post(CHECKPOINTS, json={})).json()["key"]
    answer = await auditor.get(address)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/plain; charset=utf-8")
    source = f"urn:nld:oin:{ESKERWOLD['oin']}:systeem:helder-inventory"
    assert check_proof(answer.content, verifier(source, key)).event == (await helder.log("inventory"))[0].bytes


async def test_only_an_auditor_gets_a_proof_and_only_of_the_own_organisation(helder: Installation) -> None:
    await helder.onboard(ZANDVEEN)
    address = f"{EVENTS}/{await _first(helder)}/proof"
    assert (await helder.client().get(address)).status_code == 401
    assert (await helder.client("kim", "coordinator").get(address)).status_code == 403
    assert (await helder.client("ans", "auditor", tenant="zandveen").get(address)).status_code == 403
    elsewhere = address.replace("eskerwold", "zandveen")
    assert (await helder.client("ans", "auditor", tenant="zandveen").get(elsewhere)).status_code == 404


async def test_only_an_operator_makes_checkpoints(helder: Installation) -> None:
    assert (await helder.client().post(CHECKPOINTS, json={})).status_code == 401
    assert (await helder.client("ans", "auditor").post(CHECKPOINTS, json={})).status_code == 403


async def test_checkpoints_are_of_all_organisations_or_of_one(helder: Installation) -> None:
    await helder.onboard(ZANDVEEN)
    operator = helder.operator()
    every = (await operator.post(CHECKPOINTS, json={})).json()
    assert {one["source"].split(":")[3] for one in every["checkpoints"]} == {ESKERWOLD["oin"], ZANDVEEN["oin"]}
    for one in every["checkpoints"]:
        assert open_checkpoint(one["note"], verifier(one["source"], every["key"])).head.size == one["size"]
    one = (await operator.post(CHECKPOINTS, json={"organisation": "zandveen"})).json()["checkpoints"]
    assert {made["source"].split(":")[3] for made in one} == {ZANDVEEN["oin"]}
    assert (await operator.post(CHECKPOINTS, json={"organisation": "onbekend"})).status_code == 404
    assert (await operator.post(CHECKPOINTS, json={"organization": "zandveen"})).status_code == 400


async def test_an_auditor_reads_the_checkpoints_of_the_own_organisation(helder: Installation) -> None:
    await helder.onboard(ZANDVEEN)
    made = (await helder.operator().post(CHECKPOINTS, json={})).json()
    answer = await helder.client("ans", "auditor").get(EVENTS, params={"topic": topics.CHECKPOINTS})
    assert answer.status_code == 200, answer.text
    (event,) = answer.json()["items"]
    assert (event["tenant"], event["type"]) == ("eskerwold", CheckpointPublished.TYPE)
    (own,) = [one for one in made["checkpoints"] if ESKERWOLD["oin"] in one["source"]]
    assert event["data"]["note"] == own["note"]


async def test_checkpoints_are_made_by_themselves(helder: Installation) -> None:
    running = helder.services["inventory"]
    loop = asyncio.create_task(checkpoints.run(running, 0.01))
    auditor, address = helder.client("ans", "auditor"), f"{EVENTS}/{await _first(helder)}/proof"
    async with asyncio.timeout(10):
        while (await auditor.get(address)).status_code != 200:
            await asyncio.sleep(0.01)
    loop.cancel()
    await asyncio.gather(loop, return_exceptions=True)
