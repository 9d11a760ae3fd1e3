"""What inventory and dpia decide reaches the entries by itself, once, and in any order."""

import json

from services.chassis import canonical, inbox
from services.chassis.inbox import Batch
from services.chassis.store import Record
from services.inventory.policies.imports import system_id
from tests.component.publication.story import (
    COMPLETE,
    ENTRIES,
    PUBLIC,
    REGISTER,
    SYSTEMS,
    edit,
    imported,
    made_public,
    registered,
    step,
)
from tests.installation import Installation


async def test_a_registered_system_is_drafted_by_itself(helder: Installation) -> None:
    id = await registered(helder, themes=["Werk"], publicationCategory="impactful", supplier="Sorteerder BV")
    answer = await helder.client("femke", "editor").get(f"{ENTRIES}/{id}")
    assert answer.headers["etag"] == '"1"'
    assert (answer.json()["state"], answer.json()["record"]) == (
        "draft",
        {
            "name": "Voorsorteren aanvragen bijstand",
            "goal": "Eerst wat compleet is.",
            "category": ["Werk"],
            "publication_category": "Impactvolle algoritmes",
            "provider": "Sorteerder BV",
        },
    )


async def test_a_system_that_was_found_elsewhere_is_drafted_as_it_stood_there(helder: Installation) -> None:
    id = await imported(helder)
    entry = (await helder.client("femke", "editor").get(f"{ENTRIES}/{id}")).json()
    assert (entry["imported"], entry["lifeCycle"], entry["register"]) == (True, "in-use", "algoritmes.overheid.nl")
    assert entry["record"]["lawful_basis"] == "Wegenverkeerswet 1994"
    assert entry["lacking"] == ["description_short", "contact_email", "publication_category"]


async def test_a_new_description_reaches_a_draft_that_nobody_edited(helder: Installation) -> None:
    id = await registered(helder)
    anna = helder.client("anna", "coordinator")
    await anna.put(f"{SYSTEMS}/{id}", json={"name": "Sorteren", "purpose": "Sneller."}, headers={"If-Match": '"1"'})
    await helder.settle()
    record = (await anna.get(f"{ENTRIES}/{id}")).json()["record"]
    assert record == {"name": "Sorteren", "goal": "Sneller."}


async def test_what_the_inventory_takes_a_step_in_shows_in_public_without_approval(helder: Installation) -> None:
    id = await registered(helder)
    await made_public(helder, id)
    piet = helder.client("piet", "process-owner")
    answer = await piet.post(f"{SYSTEMS}/{id}/life-cycle-steps", json={"step": "retired", "since": "2026-01"})
    assert answer.status_code == 200, answer.text
    await helder.settle()
    public = (await helder.client().get(f"{PUBLIC}/{id}")).json()
    assert (public["version"], public["record"]["status"], public["record"]["end_date"]) == (
        2,
        "Buiten gebruik",
        "2026-01",
    )
    assert public["record"]["organization"] == "Gemeente Eskerwold"


async def test_a_change_by_policy_leaves_an_open_revision_as_it_is(helder: Installation) -> None:
    id = await registered(helder)
    await made_public(helder, id)
    femke = helder.client("femke", "editor")
    await edit(femke, id, COMPLETE | {"goal": "Anders."})
    await heard(helder, id, "decision-taken", 9, DECIDED)
    entry = (await femke.get(f"{ENTRIES}/{id}")).json()
    assert (entry["state"], entry["record"]["goal"], entry["number"]) == ("draft", "Anders.", 2)
    assert [item["state"] for item in (await femke.get(ENTRIES)).json()["items"]] == ["draft"]
    public = (await helder.client().get(f"{PUBLIC}/{id}")).json()
    assert (public["version"], public["record"]["goal"]) == (2, COMPLETE["goal"])


async def test_a_public_entry_says_how_the_assessment_stands(helder: Installation) -> None:
    id = await registered(helder)
    await made_public(helder, id)
    assert (await helder.client().get(f"{PUBLIC}/{id}")).json()["extension"]["assessment"] == {"standing": "none"}
    await heard(helder, id, "assessment-required", 3, {"ground": "policy"})
    await heard(helder, id, "decision-taken", 9, DECIDED)
    public = (await helder.client().get(f"{PUBLIC}/{id}")).json()
    assert public["extension"]["assessment"] == {"standing": "decided", "on": "2026-11-20"}
    assert public["version"] == 3


async def test_an_assessment_that_is_heard_before_the_system_shows_once_the_entry_is_public(
    helder: Installation,
) -> None:
    id = system_id("eskerwold", REGISTER, "11243658")
    await heard(helder, id, "decision-taken", 9, DECIDED)
    omar = helder.client("omar", "approver")
    assert (await omar.get(f"{ENTRIES}/{id}")).status_code == 404
    assert (await omar.get(ENTRIES)).json()["items"] == []
    assert await imported(helder) == id
    assert (await step(omar, id, "take-over")).status_code == 200
    public = (await helder.client().get(f"{PUBLIC}/{id}")).json()
    assert public["extension"]["assessment"] == {"standing": "decided", "on": "2026-11-20"}


async def test_what_is_heard_twice_happens_once(helder: Installation) -> None:
    id = await imported(helder)
    before = await helder.types("publication")
    running = helder.services["publication"]
    records = await helder.log("inventory")
    await inbox.consume(running, Batch("helder.inventory", "eskerwold", records))
    await helder.settle()
    assert await helder.types("publication") == before
    assert (await step(helder.client("omar", "approver"), id, "take-over")).status_code == 200


DECIDED = {
    "outcome": "approved",
    "reason": {"id": "0192f0c4-7a11-7c3e-9f00-5b1d3c2a4e69", "commitment": "00" * 32},
    "hash": "00" * 32,
    "decidedOn": "2026-11-20",
}


async def heard(helder: Installation, id: str, name: str, version: int, data: dict[str, object]) -> None:
    """Publication hears a fact of dpia, as it would stand on the topic."""
    running = helder.services["publication"]
    async with running.db.view("eskerwold") as tx:
        last = (await inbox.positions(tx, "helder.dpia")).get("eskerwold", 0)
    model = json.loads((await helder.log("inventory"))[-1].bytes)
    model |= {
        "id": f"fact-{name}-{version}",
        "type": f"nl.algoritmes.dpia.{name}.v1",
        "subject": f"case/{id}",
        "version": version,
        "data": data | {"assessmentVersion": 1, "systemVersion": 1},
        "sequence": str(last + 1).zfill(20),
    }
    record = Record(last + 1, canonical_bytes(model, last + 1))
    await inbox.consume(running, Batch("helder.dpia", "eskerwold", [record]))
    await helder.settle()


def canonical_bytes(event: dict[str, object], sequence: int) -> bytes:
    envelope = canonical.read(json.dumps(event).encode())
    return canonical.number(canonical.serialise(envelope.model_copy(update={"sequence": "0" * 20})), sequence)
