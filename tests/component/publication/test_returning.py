"""A submitted entry comes back to its editor with a reason, over the API and on the pages."""

from tests.component.publication.story import COMPLETE, ENTRIES, edit, registered, step
from tests.installation import Installation

DESK = "/publication/eskerwold/entries"
REASON = "De uitleg is te kort. Zeg ook wie er beslist."


async def submitted(helder: Installation) -> str:
    id = await registered(helder)
    femke = helder.client("femke", "editor")
    await edit(femke, id, COMPLETE)
    assert (await step(femke, id, "submit")).status_code == 200
    return id


async def test_the_editor_reads_why_it_came_back_until_it_is_submitted_again(helder: Installation) -> None:
    id = await submitted(helder)
    femke, omar = helder.client("femke", "editor"), helder.client("omar", "approver")
    assert (await step(omar, id, "return", reason=REASON)).status_code == 200
    known = (await femke.get(f"{ENTRIES}/{id}")).json()
    assert (known["state"], known["returned"]) == ("draft", REASON)
    assert REASON in (await helder.browser("femke", "editor").get(f"{DESK}/{id}")).text
    await edit(femke, id, COMPLETE | {"goal": "Een medewerker beslist."})
    assert (await step(femke, id, "submit")).status_code == 200
    assert "returned" not in (await femke.get(f"{ENTRIES}/{id}")).json()
    assert (await step(omar, id, "approve")).status_code == 200


async def test_a_return_asks_for_a_reason_a_version_and_an_approver(helder: Installation) -> None:
    id = await submitted(helder)
    femke, omar = helder.client("femke", "editor"), helder.client("omar", "approver")
    answer = await step(omar, id, "return")
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (400, "/reason")
    assert (await step(femke, id, "return", reason=REASON)).status_code == 403
    bare = await omar.post(f"{ENTRIES}/{id}/steps", json={"step": "return", "reason": REASON})
    assert bare.status_code == 428
    own = await step(helder.client("femke", "editor", "approver"), id, "return", reason=REASON)
    assert (own.status_code, own.json()["code"]) == (409, "own-work")


async def test_the_approver_sends_it_back_from_the_page(helder: Installation) -> None:
    id = await submitted(helder)
    omar = helder.browser("omar", "approver")
    assert 'value="return"' in (await omar.get(f"{DESK}/{id}")).text
    refused = await omar.post(f"{DESK}/{id}/steps", data={"step": "return", "reason": " ", "version": "3"})
    assert refused.status_code == 400
    assert 'href="#field-reason"' in refused.text
    answer = await omar.post(f"{DESK}/{id}/steps", data={"step": "return", "reason": REASON, "version": "3"})
    assert answer.status_code == 303
    assert 'value="return"' not in (await omar.get(f"{DESK}/{id}")).text


async def test_a_refused_return_keeps_the_reason_that_was_typed(helder: Installation) -> None:
    id = await submitted(helder)
    await edit(helder.client("femke", "editor"), id, COMPLETE | {"goal": "Anders."})
    omar = helder.browser("omar", "approver")
    answer = await omar.post(f"{DESK}/{id}/steps", data={"step": "return", "reason": REASON, "version": "3"})
    assert answer.status_code == 412
    assert f"{REASON}</textarea>" in answer.text
