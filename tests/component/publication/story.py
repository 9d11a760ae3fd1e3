"""Steps of the story that the tests of publication share: a system registered, imported, edited, made public."""

from typing import Any

import httpx2 as httpx

from tests.installation import Installation

ENTRIES = "/publication/v1/organisations/eskerwold/entries"
PUBLIC = "/publication/v1/public/entries"
SYSTEMS = "/inventory/v1/organisations/eskerwold/systems"
REGISTER = "algoritmes.overheid.nl"
COMPLETE: dict[str, Any] = {
    "name": "Voorsorteren aanvragen bijstand",
    "description_short": "Dit systeem legt aanvragen voor bijstand op volgorde. Een medewerker beslist.",
    "contact_email": "algoritmes@eskerwold.example",
    "publication_category": "Hoog-risico AI-systeem",
    "category": ["Sociale zekerheid"],
    "goal": "Aanvragen die compleet zijn, komen eerder bij een medewerker.",
}
FOUND: dict[str, Any] = {
    "name": "Herkennen van kentekens",
    "goal": "Wie een vergunning heeft, rijdt door.",
    "lawful_basis": "Wegenverkeerswet 1994",
    "status": "In gebruik",
    "lars": "11243658",
}


async def registered(helder: Installation, **fields: Any) -> str:
    """A system of our own, drafted by itself."""
    anna = helder.client("anna", "coordinator")
    description = {"name": "Voorsorteren aanvragen bijstand", "purpose": "Eerst wat compleet is.", **fields}
    answer = await anna.post(SYSTEMS, json=description)
    assert answer.status_code == 201, answer.text
    await helder.settle()
    return str(answer.json()["id"])


async def imported(helder: Installation, source_id: str = "11243658", **record: Any) -> str:
    """A system that was found in the national register."""
    row = {"row": 1, "sourceId": source_id, "foundAs": "in-use", "record": FOUND | record}
    row["provenance"] = {"url": f"https://register.example/{source_id}", "registeredOn": "2024-02-06"}
    body = {"register": REGISTER, "dryRun": False, "rows": [row]}
    answer = await helder.client("anna", "coordinator").post("/inventory/v1/organisations/eskerwold/imports", json=body)
    assert answer.status_code == 200, answer.text
    await helder.settle()
    return str(answer.json()["rows"][0]["id"])


async def edit(client: httpx.AsyncClient, id: str, record: dict[str, Any]) -> httpx.Response:
    """Replaces what people fill in, on the version that is there."""
    tag = (await client.get(f"{ENTRIES}/{id}")).headers["etag"]
    return await client.put(f"{ENTRIES}/{id}", json={"record": record}, headers={"If-Match": tag})


async def step(client: httpx.AsyncClient, id: str, name: str, **more: str) -> httpx.Response:
    """Takes a step on the version that is there."""
    tag = (await client.get(f"{ENTRIES}/{id}")).headers["etag"]
    return await client.post(f"{ENTRIES}/{id}/steps", json={"step": name, **more}, headers={"If-Match": tag})


async def made_public(helder: Installation, id: str, **record: Any) -> None:
    """Edited and submitted by Femke, approved by Omar."""
    femke, omar = helder.client("femke", "editor"), helder.client("omar", "approver")
    for answer in (
        await edit(femke, id, COMPLETE | record),
        await step(femke, id, "submit"),
        await step(omar, id, "approve"),
    ):
        assert answer.status_code == 200, answer.text
    await helder.settle()
