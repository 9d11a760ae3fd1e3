"""One system goes its whole way through four services, with people who each do their own part."""

from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any

import httpx2 as httpx
import pytest

from services.dpia.domain.questions import NEEDED
from tests.installation import Installation, installed
from tests.journeys.everywhere import everywhere
from tests.journeys.regional import regional

O = "organisations/eskerwold"  # noqa: E741
NAME = "Voorsorteren aanvragen bijstand"
OVERSIGHT = {
    "role": "Consulent Werk en Inkomen",
    "checks": "Elke week twintig aanvragen opnieuw, zonder de uitkomst te zien.",
    "stop": "De teamleider zet het voorsorteren met één knop uit.",
    "explanation": "Bel of schrijf ons; u krijgt binnen vier weken uitleg.",
    "correction": "Een medewerker kijkt binnen vijf werkdagen opnieuw.",
    "objection": "Binnen zes weken na het besluit.",
    "contact": "algoritmes@eskerwold.example",
}
WELFARE = {
    "newLaw": False,
    "sensitive": ["financial"],
    "people": ["citizens", "vulnerable"],
    "tenThousand": False,
    "frequency": "monthly",
    "retention": "years",
    "apList": ["financial-situation"],
    "baseRegisters": ["BRP"],
    "highRiskAi": True,
    "impactful": False,
}
RECORD = {
    "name": NAME,
    "description_short": "Legt een aanvraag op de stapel ‘compleet’ of ‘nog vragen’. Een medewerker beslist.",
    "contact_email": "algoritmes@eskerwold.example",
    "publication_category": "Hoog-risico AI-systeem",
    "goal": "Complete aanvragen komen sneller aan de beurt.",
}


@pytest.fixture
async def helder(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Installation]:
    made: AbstractAsyncContextManager[Installation] = installed(tmp_path)
    if getattr(request, "param", "embedded") == "region":
        made = regional(request.getfixturevalue("region_folder"))
    async with made as installation:
        await installation.onboard()
        yield installation


async def done(answer: httpx.Response) -> dict[str, Any]:
    assert answer.status_code in {200, 201}, answer.text
    found: dict[str, Any] = answer.json()
    return found


def match(version: int) -> dict[str, str]:
    return {"If-Match": f'"{version}"'}


async def name_a_risk(owner: httpx.AsyncClient, case: str) -> None:
    """A risk that no measure makes smaller."""
    risk = await done(
        await owner.post(f"{case}/risks", json={"text": "Verkeerde stapel", "likelihood": "middle", "impact": "middle"})
    )
    assert risk["level"] == "middle"
    left = {"likelihood": "middle", "impact": "middle"}
    await done(await owner.put(f"{case}/risks/{risk['id']}/residual", json=left))


async def assess(helder: Installation, id: str) -> None:
    """The DPIA: a process owner writes, the FG advises, a decision maker decides."""
    case = f"/dpia/v1/{O}/cases/{id}"
    owner, fg, college = (
        helder.client(*who) for who in (("piet", "process-owner"), ("farid", "fg"), ("dirk", "decision-maker"))
    )
    screened = await done(await owner.put(f"{case}/screening", json=WELFARE))
    assert (screened["outcome"], screened["total"]) == ("required", 6)
    answers = {question: {"text": f"Antwoord op {question}."} for question in NEEDED}
    await done(await owner.post(f"{case}/answers", json={"answers": answers}))
    await name_a_risk(owner, case)
    await done(await owner.post(f"{case}/steps", json={"step": "submit"}))
    advice = {
        "adviser": "fg",
        "opinion": "positive-with-points",
        "points": ["Meet elk half jaar of groepen gelijk uitkomen."],
    }
    given = await done(await fg.post(f"{case}/advices", json=advice))
    (point,) = given["points"]
    advices = (await done(await owner.get(case)))["advices"]
    answer = {"point": point["id"], "adopted": True}
    answered = await done(await owner.post(f"{case}/advices/{advices[0]['id']}/answers", json=answer))
    decision = {"outcome": "approved", "reason": "Het belang weegt zwaarder dan het risico."}
    await done(await college.post(f"{case}/decisions", json=decision, headers=match(answered["version"])))


async def register_and_arrange(helder: Installation) -> str:
    """A system, with everything the gate asks of inventory; the gate is still closed."""
    anna, piet = helder.client("anna", "coordinator"), helder.client("piet", "process-owner")
    id = str((await done(await piet.post(f"/inventory/v1/{O}/systems", json={"name": NAME})))["id"])
    system = f"/inventory/v1/{O}/systems/{id}"
    await helder.settle()
    refused = await piet.post(f"{system}/life-cycle-steps", json={"step": "in-use"})
    assert refused.json()["missing"] == ["assessment-missing", "oversight-missing", "classification-missing"]
    await done(await piet.put(f"{system}/oversight", json=OVERSIGHT))
    classified = {"class": "high-risk", "legalPoint": "bijlage III, punt 5a", "reason": "Toegang tot een uitkering."}
    given = await done(await anna.put(f"{system}/classification", json=classified))
    dirk = helder.client("dirk", "decision-maker")
    await done(await dirk.post(f"{system}/classification/confirmations", json={}, headers=match(given["version"])))
    await helder.settle()
    return id


async def take_into_use(helder: Installation, id: str) -> None:
    """The gate is open."""
    piet, system = helder.client("piet", "process-owner"), f"/inventory/v1/{O}/systems/{id}"
    assert (await done(await piet.get(f"{system}/readiness"))) == {"ready": True, "missing": []}
    await done(await piet.post(f"{system}/life-cycle-steps", json={"step": "in-use", "since": "2026-11"}))
    await helder.settle()


async def publish(helder: Installation, id: str) -> None:
    """Written by one, approved by another, and seen by all."""
    els, bram, visitor = helder.client("els", "editor"), helder.client("bram", "approver"), helder.client()
    entry = f"/publication/v1/{O}/entries/{id}"
    version = int((await els.get(entry)).headers["etag"].strip('"'))
    await done(await els.put(entry, json={"record": RECORD}, headers=match(version)))
    submitted = await done(await els.post(f"{entry}/steps", json={"step": "submit"}))
    await done(await bram.post(f"{entry}/steps", json={"step": "approve"}, headers=match(submitted["version"])))
    await helder.settle()
    public = await done(await visitor.get(f"/publication/v1/public/entries/{id}"))
    assert (public["record"]["status"], public["record"]["begin_date"]) == ("In gebruik", "2026-11")
    assert public["extension"]["assessment"]["standing"] == "decided"
    assert NAME in (await visitor.get("/register/entries?q=bijstand")).text
    piet = helder.client("piet", "process-owner")
    assert (await done(await piet.get(f"/inventory/v1/{O}/systems/{id}")))["publishedOn"]


async def remark_and_answer(helder: Installation, id: str) -> None:
    """A resident asks, a moderator answers in public, and the resident can follow it."""
    visitor, mila = helder.client(), helder.client("mila", "moderator")
    words = "Hoe gaat het als ik geen computer heb?"
    remark = {"entry": id, "kind": "question", "text": words, "contact": "ik@example.org"}
    sent = await done(await visitor.post("/feedback/v1/public/remarks", json=remark))
    steps = f"/feedback/v1/{O}/remarks/{sent['id']}/steps"
    await done(await mila.post(steps, json={"step": "accept"}))
    await done(await mila.post(steps, json={"step": "answer", "public": True, "text": "U kunt ook langskomen."}))
    shown = (await done(await visitor.get(f"/feedback/v1/public/entries/{id}")))["remarks"]
    assert [(one["text"], one["answer"]) for one in shown] == [(words, "U kunt ook langskomen.")]
    followed = await done(await visitor.get(f"/feedback/v1/public/remarks/{sent['secret']}"))
    assert followed["state"] == "answered"


@everywhere("helder", pytest.mark.long)
async def test_one_system_goes_its_whole_way(helder: Installation) -> None:
    id = await register_and_arrange(helder)
    await assess(helder, id)
    await helder.settle()
    await take_into_use(helder, id)
    await publish(helder, id)
    await remark_and_answer(helder, id)
    assert await helder.waiting() == 0
    assert not any(running.alarms for running in helder.services.values())


async def test_no_word_that_was_typed_inside_reaches_a_log(helder: Installation) -> None:
    await test_one_system_goes_its_whole_way(helder)
    logs = b"".join([
        record.bytes
        for running in helder.services.values()
        for topic in running.service.topics
        for record in await helder.log(running.service.name, topic=topic)
    ])  # fmt: skip
    for words in (
        "Antwoord op 1",
        "Verkeerde stapel",
        "Meet elk half jaar",
        "weegt zwaarder",
        "geen computer",
        "ik@example",
    ):
        assert words.encode() not in logs, words
