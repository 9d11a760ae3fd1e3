"""Steps of a dialogue that tests share: planned, in the agenda, signed up for, held."""

from datetime import timedelta
from typing import Any

from services.chassis.days import today
from tests.installation import Installation

DIALOGUES = "/feedback/v1/organisations/eskerwold/dialogues"
AGENDA = "/feedback/v1/public/organisations/eskerwold/dialogues"
NAME, EMAIL = "Nora Aalders", "nora@voorbeeld.example"
TITLE = "Wie leest mijn aanvraag?"
REPORT = "Er is gepraat over de brief."
SAID, PROMISE, DID = "De brief zegt niets.", "Wij zetten het erin.", "De nieuwe brief is er."


def plan(**fields: Any) -> dict[str, Any]:
    """A plan for today, which can be signed up for and held."""
    known = {"title": TITLE, "kind": "information-evening", "day": today().isoformat(), "time": "23:59",
             "place": "Buurthuis De Linde", "about": "Wij laten zien wat de computer doet."}  # fmt: skip
    return {name: value for name, value in (known | fields).items() if value is not None}


async def planned(helder: Installation, **fields: Any) -> str:
    """The id of a dialogue that nobody sees yet."""
    answer = await helder.client("mo", "moderator").post(DIALOGUES, json=plan(**fields))
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


async def published(helder: Installation, **fields: Any) -> str:
    """The id of a dialogue in the agenda."""
    id = await planned(helder, **fields)
    answer = await helder.client("mo", "moderator").post(f"{DIALOGUES}/{id}/publication", json={})
    assert answer.status_code == 200, answer.text
    return id


async def signed_up(helder: Installation, id: str, name: str = NAME) -> str:
    """The secret of a sign-up."""
    answer = await helder.client().post(f"{AGENDA}/{id}/sign-ups", json={"name": name, "email": EMAIL})
    assert answer.status_code == 201, answer.text
    return str(answer.json()["secret"])


async def held(helder: Installation, **fields: Any) -> str:
    """The id of a dialogue that took place."""
    id = await published(helder, **fields)
    body = {"text": REPORT, "attendance": 23}
    answer = await helder.client("mo", "moderator").post(f"{DIALOGUES}/{id}/report", json=body)
    assert answer.status_code == 200, answer.text
    return id


async def promised(helder: Installation, id: str) -> str:
    """The id of an outcome of a dialogue that was held."""
    mo = helder.client("mo", "moderator")
    due = (today() + timedelta(days=60)).isoformat()
    body = {"said": SAID, "promise": PROMISE, "owner": "process-owner", "due": due}
    answer = await mo.post(f"{DIALOGUES}/{id}/outcomes", json=body)
    assert answer.status_code == 200, answer.text
    return str((await mo.get(f"{DIALOGUES}/{id}")).json()["outcomes"][-1]["id"])
