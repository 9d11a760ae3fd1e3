"""The straight way of one case over the API, up to any stage: Femke writes, Farid is the FG, Dirk decides."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import httpx2 as httpx

from services.dpia.domain.questions import NEEDED
from tests.component.inventory.test_systems import registered
from tests.installation import Installation

CASES = "/dpia/v1/organisations/eskerwold/cases"
WELFARE: dict[str, Any] = {
    "newLaw": False,
    "ordinary": ["contact"],
    "sensitive": ["financial"],
    "people": ["citizens", "vulnerable"],
    "tenThousand": True,
    "frequency": "monthly",
    "retention": "years",
    "apList": ["financial-situation"],
    "baseRegisters": ["BRP"],
    "highRiskAi": True,
    "impactful": True,
}
RISK = {
    "text": "Iemand krijgt te laat geld.",
    "likelihood": "middle",
    "impact": "high",
    "reason": "Zo ging het eerder.",
}
MEASURE = {"text": "Een mens kijkt elke week mee.", "ownerRole": "teamleider Inkomen", "due": "2099-12-04"}
LEFT = {"likelihood": "middle", "impact": "middle", "reason": "Het valt binnen een week op."}
ADVICE = {
    "adviser": "fg",
    "opinion": "positive-with-points",
    "text": "Goed onderbouwd, op een punt na.",
    "points": ["Meet elk half jaar.", "Noem het in de brief."],
}


def said(question: str) -> str:
    """What Femke answers to a question."""
    return f"Antwoord van Femke op vraag {question}."


@dataclass
class Road:
    """One case and its three people."""

    helder: Installation
    id: str
    femke: httpx.AsyncClient
    farid: httpx.AsyncClient
    dirk: httpx.AsyncClient

    @classmethod
    async def begun(cls, helder: Installation) -> "Road":
        """A system was registered and its case opened."""
        id = await registered(helder.client("anna", "coordinator"))
        await helder.settle()
        return cls.of(helder, id)

    @classmethod
    def of(cls, helder: Installation, id: str) -> "Road":
        """The three people at a case that is there."""
        people = [("femke", "process-owner"), ("farid", "fg"), ("dirk", "decision-maker")]
        return cls(helder, id, *(helder.client(person, role) for person, role in people))

    @property
    def address(self) -> str:
        return f"{CASES}/{self.id}"

    async def known(self) -> Any:
        """The case as it is answered now."""
        return (await self.femke.get(self.address)).json()

    async def screen(self, **other: Any) -> Any:
        return ok(await self.femke.put(f"{self.address}/screening", json=WELFARE | other))

    async def answer(self, *questions: str) -> None:
        answers = {question: {"text": said(question)} for question in questions}
        ok(await self.femke.post(f"{self.address}/answers", json={"answers": answers}))

    async def complete(self, left: dict[str, str] | None = None) -> str:
        """Everything that submitting asks for; the id of the risk."""
        await self.screen()
        await self.answer(*NEEDED)
        risk: str = ok(await self.femke.post(f"{self.address}/risks", json=RISK))["id"]
        ok(await self.femke.post(f"{self.address}/measures", json=MEASURE | {"risks": [risk]}))
        ok(await self.femke.put(f"{self.address}/risks/{risk}/residual", json=left or LEFT))
        return risk

    async def submit(self, left: dict[str, str] | None = None) -> Any:
        await self.complete(left)
        return ok(await self.femke.post(f"{self.address}/steps", json={"step": "submit"}))

    async def advise(self) -> Any:
        return ok(await self.farid.post(f"{self.address}/advices", json=ADVICE))

    async def secure(self) -> Any:
        """The CISO advises, without a point."""
        body = {"adviser": "ciso", "opinion": "positive", "text": "De beveiliging is op orde."}
        return ok(await self.helder.client("cees", "ciso").post(f"{self.address}/advices", json=body))

    async def reply(self) -> None:
        await self.answer_points(await self.advise())

    async def answer_points(self, advice: Any) -> None:
        first, second = (point["id"] for point in advice["points"])
        answers = f"{self.address}/advices/{advice['id']}/answers"
        ok(await self.femke.post(answers, json={"point": first, "adopted": True}))
        refusal = {"point": second, "adopted": False, "reason": "De brief is al te lang."}
        ok(await self.femke.post(answers, json=refusal))

    async def decide(
        self, by: httpx.AsyncClient | None = None, conditions: Sequence[Any] = (), **headers: str
    ) -> httpx.Response:
        """Dirk, or someone else, approves the version as it is now."""
        seen = headers or {"If-Match": (await self.femke.get(self.address)).headers["etag"]}
        body = {"outcome": "approved", "reason": "De afweging klopt.", "conditions": conditions}
        return await (by or self.dirk).post(f"{self.address}/decisions", json=body, headers=seen)


def ok(answer: httpx.Response) -> Any:
    """The body of an answer that must have succeeded."""
    assert answer.status_code in {200, 201}, answer.text
    return answer.json()
