"""Steps of the story that the tests of feedback share: an entry made public, and what residents say about it."""

import json
from typing import Any

import httpx2 as httpx

from tests.component.publication.story import made_public, registered
from tests.installation import Installation

REMARKS = "/feedback/v1/organisations/eskerwold/remarks"
PUBLIC = "/feedback/v1/public"
WORDS = "Kijkt een medewerker ook naar aanvragen op de goede stapel?"
CONTACT = "nora@voorbeeld.example"
ANSWER = "Ja. Een medewerker leest elke aanvraag."


async def opened(helder: Installation) -> str:
    """A public entry, with a channel that opened by itself."""
    entry = await registered(helder)
    await made_public(helder, entry)
    return entry


async def say(helder: Installation, entry: str, **fields: Any) -> httpx.Response:
    """What Nora, who is not signed in, says about an entry."""
    said = {"entry": entry, "field": "goal", "kind": "question", "text": WORDS, "contact": CONTACT}
    body = {name: value for name, value in (said | fields).items() if value is not None}
    json_type = {"content-type": "application/json"}
    return await helder.client().post(f"{PUBLIC}/remarks", content=json.dumps(body), headers=json_type)


async def received(helder: Installation, entry: str, **fields: Any) -> tuple[str, str]:
    """The id of a remark, and the secret that opens it."""
    answer = await say(helder, entry, **fields)
    assert answer.status_code == 201, answer.text
    return answer.json()["id"], answer.json()["secret"]


async def step(helder: Installation, id: str, name: str, **fields: Any) -> httpx.Response:
    """What Mo, the moderator, does with a remark."""
    mo = helder.client("mo", "moderator")
    return await mo.post(f"{REMARKS}/{id}/steps", json={"step": name, **fields})


async def followed(helder: Installation, secret: str) -> dict[str, Any]:
    """What the secret opens."""
    answer = await helder.client().get(f"{PUBLIC}/remarks/{secret}")
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def read(helder: Installation, entry: str) -> dict[str, Any]:
    """What all may read about an entry."""
    answer = await helder.client().get(f"{PUBLIC}/entries/{entry}")
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found
