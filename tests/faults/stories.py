"""What people do with one system, through all four services: ten commands, and what policies make of them."""

import asyncio
import secrets
from collections.abc import Sequence

from tests.faults.burst import Burst, Request

COMMANDS = 10
"""Of one story."""
SCREENING = {
    "newLaw": False, "sensitive": ["financial"], "people": ["citizens", "vulnerable"], "tenThousand": False,
    "frequency": "monthly", "retention": "years", "apList": ["financial-situation"], "baseRegisters": ["BRP"],
    "highRiskAi": True, "impactful": False,
}  # fmt: skip
RECORD = {
    "description_short": "Legt een aanvraag op de stapel ‘compleet’ of ‘nog vragen’. Een medewerker beslist.",
    "contact_email": "algoritmes@eskerwold.example",
    "publication_category": "Hoog-risico AI-systeem",
    "goal": "Complete aanvragen komen sneller aan de beurt.",
}


async def onboard(people: Burst, tenants: Sequence[str]) -> None:
    """New organisations."""
    for tenant in tenants:
        body = {"id": tenant, "oin": f"{secrets.randbelow(10**19):020}", "name": f"Gemeente {tenant.title()}"}
        request = Request("anna", "inventory", "POST", "/inventory/v1/organisations", body)
        answer = await people.ask(request)
        assert answer is not None
        assert answer.status_code in {200, 201}, answer.text


async def stories(people: Burst, tenants: Sequence[str], each: int, first: int = 0) -> None:
    """So many systems of each organisation go their way at the same time. `first`: number of the first of them."""
    async with asyncio.TaskGroup() as group:
        for number in range(first, first + each):
            for tenant in tenants:
                group.create_task(story(people, tenant, number))


async def story(people: Burst, tenant: str, number: int) -> None:
    """One system: registered, screened, published, and remarked upon."""
    id = await describe(people, tenant, number)
    async with asyncio.TaskGroup() as group:
        group.create_task(_assess(people, tenant, id))
        group.create_task(_publish(people, tenant, id, number))


async def describe(people: Burst, tenant: str, number: int) -> str:
    """Registers a system and says what it is for: two commands, without waiting for any other service."""
    systems, name = f"/inventory/v1/organisations/{tenant}/systems", f"Systeem {number}"
    key = {"Idempotency-Key": f"{tenant}-{number}"}
    register = Request("anna", "inventory", "POST", systems, {"name": name}, key)
    id = await people.make(register, tenant, "system")
    changed = {"name": f"{name} anders", "purpose": "Complete aanvragen komen sneller aan de beurt."}
    at = f"{systems}/{id}"
    await people.change(Request("anna", "inventory", "PUT", at, changed), tenant, f"system/{id}", at)
    return id


async def _assess(people: Burst, tenant: str, id: str) -> None:
    at, subject = f"/dpia/v1/organisations/{tenant}/cases/{id}", f"case/{id}"
    await people.until(Request("anna", "dpia", "GET", at), lambda case: True)
    await people.change(Request("anna", "dpia", "PUT", f"{at}/screening", SCREENING), tenant, subject, at)
    for question in ("1", "2"):
        answer = Request("anna", "dpia", "PUT", f"{at}/answers/{question}", {"text": f"Antwoord op {question}."})
        await people.change(answer, tenant, subject, at)


async def _publish(people: Burst, tenant: str, id: str, number: int) -> None:
    at, subject = f"/publication/v1/organisations/{tenant}/entries/{id}", f"entry/{id}"
    name = f"Systeem {number} anders"
    await people.until(Request("anna", "publication", "GET", at), lambda entry: entry["name"] == name)
    record = {"record": {"name": name, **RECORD}}
    await people.change(Request("anna", "publication", "PUT", at, record), tenant, subject, at)
    for who, step in (("anna", "submit"), ("bram", "approve")):
        request = Request(who, "publication", "POST", f"{at}/steps", {"step": step})
        await people.change(request, tenant, subject, at)
    await _remark(people, tenant, id)


async def _remark(people: Burst, tenant: str, id: str) -> None:
    """A resident says something: sent again only when it is not there. A moderator shows it to all."""
    said = Request("anyone", "feedback", "GET", f"/feedback/v1/public/entries/{id}")
    await people.until(said, lambda channel: channel["open"])
    listed = Request("bram", "feedback", "GET", f"/feedback/v1/organisations/{tenant}/remarks?entry={id}")

    async def there() -> bool:
        answer = await people.ask(listed)
        return answer is not None and answer.status_code == 200 and bool(answer.json()["items"])

    body = {"entry": id, "kind": "question", "text": "Hoe gaat het als ik geen computer heb?"}
    sender = {"X-Forwarded-For": f"10.{int(id[-6:-4], 16)}.{int(id[-4:-2], 16)}.{int(id[-2:], 16)}"}
    remark = Request("anyone", "feedback", "POST", "/feedback/v1/public/remarks", body, sender)
    answer = await people.ask(remark, there)
    assert answer is None or answer.status_code == 201, answer.text
    [item] = (await people.until(listed, lambda found: bool(found["items"])))["items"]
    subject = f"remark/{item['id']}"
    people.remember("feedback", tenant, subject, item["version"])
    at = f"/feedback/v1/organisations/{tenant}/remarks/{item['id']}"
    await people.change(Request("bram", "feedback", "POST", f"{at}/steps", {"step": "accept"}), tenant, subject, at)
