"""Everything that one organisation can have, with a marked word in every name and text, and the ids of it all."""

from dataclasses import dataclass
from typing import Any

import httpx2 as httpx

from services.chassis import days
from services.dpia.domain.questions import NEEDED
from tests.component.dpia.road import WELFARE
from tests.component.publication.story import COMPLETE, edit, step
from tests.installation import Installation

MARK = "kwartelkoning"
SYSTEMS = "/inventory/v1/organisations/eskerwold/systems"
CASES = "/dpia/v1/organisations/eskerwold/cases"
ROLES = (
    "coordinator", "process-owner", "editor", "approver", "privacy-officer", "fg", "ciso", "decision-maker",
    "moderator", "trainer", "auditor",
)  # fmt: skip
OVERSIGHT = ("role", "checks", "stop", "explanation", "correction", "objection", "contact")


@dataclass
class Marked:
    """Fills Eskerwold; `ids` holds what an address may name. `public`: what the public entry says."""

    helder: Installation
    ids: dict[str, str]
    word: str = MARK
    public: str = MARK

    @classmethod
    async def filled(cls, helder: Installation, word: str = MARK, public: str = MARK) -> "Marked":
        fixed = {
            "organisation": "eskerwold",
            "question": "1",
            "key": "description",
            "role": "editor",
            "condition": "x",
            "risk": "x",
        }
        made = cls(helder, fixed, word, public)
        await made.know_the_organisation()
        await made.describe_a_system()
        await made.assess_it()
        await made.publish_it()
        await made.remark_on_it()
        await made.talk_about_it()
        await made.number_an_event()
        return made

    def who(self, person: str, *roles: str) -> httpx.AsyncClient:
        return self.helder.client(person, *roles)

    async def know_the_organisation(self) -> None:
        anna, here = self.who("anna", "coordinator"), "/inventory/v1/organisations/eskerwold"
        policy = {
            "principles": [self.word],
            "oversight": self.word,
            "assessment": "every-system",
            "adoptedBy": self.word,
        }
        ok(await anna.put(f"{here}/policy", json=policy | {"adoptedOn": "2026-01-05", "nextReview": "2027-01-05"}))
        self.ids["member"] = ok(await anna.get(f"{here}/members/me"))["member"]
        ok(await anna.put(f"{here}/roles/editor/members/{self.ids['member']}", json={"name": f"Anna {self.word}"}))

    async def describe_a_system(self) -> None:
        anna = self.who("anna", "coordinator", "process-owner")
        texts = dict.fromkeys(("name", "purpose", "process", "department", "supplier", "product"), self.word)
        self.ids["id"] = ok(await anna.post(SYSTEMS, json=texts))["id"]
        at = f"{SYSTEMS}/{self.ids['id']}"
        source = {
            "name": self.word,
            "kind": "own-register",
            "personalData": [],
            "use": ["operation"],
            "origin": self.word,
        }
        self.ids["source"] = ok(await anna.post(f"{at}/data-sources", json=source))["id"]
        asked = {"party": "residents", "askedOn": "2026-01-05"} | dict.fromkeys(
            ("name", "question", "outcome"), self.word
        )
        self.ids["consultation"] = ok(await anna.post(f"{at}/consultations", json=asked))["id"]
        ok(await anna.put(f"{at}/oversight", json=dict.fromkeys(OVERSIGHT, self.word)))
        ok(await anna.put(f"{at}/classification", json={"class": "minimal", "reason": self.word}))
        await self.helder.settle()

    async def assess_it(self) -> None:
        femke, case = self.who("femke", "process-owner"), f"{CASES}/{self.ids['id']}"
        ok(await femke.put(f"{case}/screening", json=WELFARE))
        answers = {question: {"text": self.word} for question in NEEDED}
        ok(await femke.post(f"{case}/answers", json={"answers": answers}))
        risk = {"text": self.word, "likelihood": "low", "impact": "low", "reason": self.word}
        made = ok(await femke.post(f"{case}/risks", json=risk))["id"]
        measure = {"risks": [made], "text": self.word, "ownerRole": self.word}
        self.ids |= {"risk": made, "measure": ok(await femke.post(f"{case}/measures", json=measure))["id"]}
        left = {"likelihood": "low", "impact": "low", "reason": self.word}
        ok(await femke.put(f"{case}/risks/{made}/residual", json=left))
        ok(await femke.post(f"{case}/steps", json={"step": "submit"}))
        advice = {"adviser": "fg", "opinion": "positive-with-points", "text": self.word, "points": [self.word]}
        given = ok(await self.who("farid", "fg").post(f"{case}/advices", json=advice))
        self.ids |= {"advice": given["id"], "point": given["points"][0]["id"]}
        await self.helder.settle()

    async def publish_it(self) -> None:
        femke, omar, id = self.who("femke", "editor"), self.who("omar", "approver"), self.ids["id"]
        ok(await edit(femke, id, COMPLETE | {"name": self.public, "goal": self.public}))
        ok(await step(femke, id, "submit"))
        ok(await step(omar, id, "approve"))
        self.ids["number"] = "1"
        await self.helder.settle()

    async def remark_on_it(self) -> None:
        said = {
            "entry": self.ids["id"],
            "kind": "correction-request",
            "text": self.word,
            "contact": f"{self.word}@voorbeeld.example",
        }
        self.ids["remark"] = ok(await self.helder.client().post("/feedback/v1/public/remarks", json=said))["id"]
        await self.helder.settle()

    async def talk_about_it(self) -> None:
        mo, at = self.who("mo", "moderator"), "/feedback/v1/organisations/eskerwold/dialogues"
        texts = dict.fromkeys(("title", "place", "about"), self.word)
        planned = texts | {"kind": "dialogue-table", "day": "2099-03-11", "time": "19:30", "entry": self.ids["id"]}
        self.ids["dialogue"] = ok(await mo.post(at, json=planned))["id"]
        ok(await mo.post(f"{at}/{self.ids['dialogue']}/publication", json={}))
        who = {"name": self.word[:100], "email": "nora@voorbeeld.example"}
        agenda = f"/feedback/v1/public/organisations/eskerwold/dialogues/{self.ids['dialogue']}"
        self.ids["secret"] = ok(await self.helder.client().post(f"{agenda}/sign-ups", json=who))["secret"]
        await self.promise_something(planned)

    async def promise_something(self, planned: dict[str, str]) -> None:
        """What came of another evening, today."""
        mo, at = self.who("mo", "moderator"), "/feedback/v1/organisations/eskerwold/dialogues"
        evening = planned | {"day": days.today().isoformat(), "time": "23:59"}
        here = f"{at}/{ok(await mo.post(at, json=evening))['id']}"
        ok(await mo.post(f"{here}/publication", json={}))
        ok(await mo.post(f"{here}/report", json={"text": self.word}))
        said = {"said": self.word, "promise": self.word, "owner": "process-owner", "due": "2099-03-11"}
        ok(await mo.post(f"{here}/outcomes", json=said))
        self.ids["outcome"] = ok(await mo.get(here))["outcomes"][0]["id"]

    async def number_an_event(self) -> None:
        events = await self.who("omar", "auditor").get("/inventory/v1/organisations/eskerwold/events")
        self.ids["event"] = next(event["id"] for event in ok(events)["items"] if "system-registered" in event["type"])
        ok(await self.helder.operator().post("/inventory/v1/checkpoints", json={}))

    def address(self, path: str, **other: str) -> str:
        """The path with the ids of Eskerwold in it; in feedback an id is a remark's or a dialogue's."""
        own = "dialogue" if "/dialogues/" in path or "/agenda/" in path else "remark"
        ids = self.ids | ({"id": self.ids[own]} if path.startswith("/feedback") else {}) | other
        return path.format(**ids)


def ok(answer: httpx.Response) -> Any:
    assert answer.status_code in {200, 201}, answer.text
    return answer.json()
