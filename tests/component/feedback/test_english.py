"""What residents read in English: pages, refusals, receipts. What is kept for later proof stays Dutch."""

from tests.component.feedback import evening
from tests.component.feedback.story import ANSWER, WORDS, opened, received, step
from tests.english import dutch_in
from tests.installation import Installation


async def shown(helder: Installation, address: str) -> str:
    answer = await helder.client().get(address)
    assert answer.status_code == 200, answer.text
    return answer.text


async def test_public_pages_say_no_dutch_but_what_was_written(helder: Installation) -> None:
    entry = await opened(helder)
    id, _secret = await received(helder, entry)
    await step(helder, id, "accept")
    await step(helder, id, "answer", public=True, text=ANSWER)
    held = await evening.held(helder)
    await evening.promised(helder, held)
    coming = await evening.published(helder, entry=entry, title="Wie leest mijn brief?")
    agenda = "/en/feedback/public/agenda/eskerwold"
    for address in (f"/en/feedback/public/entries/{entry}?field=goal", "/en/feedback/public/moderation", agenda,
                    f"{agenda}/{held}", f"{agenda}/{coming}"):  # fmt: skip
        assert dutch_in(await shown(helder, address)) == [], address
    page = await shown(helder, f"/en/feedback/public/entries/{entry}")
    assert f'<p dir="auto" lang="nl">{WORDS}</p>' in page
    assert "mostly in Dutch." in page
    assert f'<p dir="auto">{WORDS}</p>' in await shown(helder, f"/feedback/public/entries/{entry}")


async def test_a_form_is_refused_and_received_in_english(helder: Installation) -> None:
    entry, visitor = await opened(helder), helder.client()
    address = f"/en/feedback/public/entries/{entry}"
    refused = await visitor.post(address, data={"kind": "", "text": ""})
    assert "Choose what you want to do." in refused.text
    assert dutch_in(refused.text) == []
    said = {"kind": "question", "text": "I live at 1234 AB. Who reads this?"}
    warned = await visitor.post(address, data=said)
    assert "Your text seems to contain an address." in warned.text
    sent = await visitor.post(address, data=said | {"sure": "yes"})
    assert sent.status_code == 303
    link = sent.headers["location"]
    assert link.startswith("/en/feedback/public/remarks/")
    receipt = await shown(helder, link)
    assert f'<p class="secret">http://helder.test{link}</p>' in receipt
    assert '<p dir="auto">I live at 1234 AB. Who reads this?</p>' in receipt
    assert dutch_in(receipt, link) == []


async def test_a_proof_of_erasure_is_dutch_whatever_page_it_came_from(helder: Installation) -> None:
    _id, secret = await received(helder, await opened(helder))
    here = f"/feedback/public/remarks/{secret}"
    await helder.client().post(here, data={"step": "erase", "scope": "everything"})
    page = await shown(helder, "/en" + here)
    assert f'hreflang="nl" href="{here}/receipt"' in page
    proof = await shown(helder, "/en" + here + "/receipt")
    assert proof == await shown(helder, here + "/receipt")
    assert "Bewijs dat gegevens zijn gewist" in proof
    assert " uur: alles wat er over deze opmerking geschreven is" in proof


async def test_who_signs_up_is_answered_in_english(helder: Installation) -> None:
    id, visitor = await evening.published(helder), helder.client()
    address = f"/en/feedback/public/agenda/eskerwold/{id}"
    refused = await visitor.post(address, data={"name": "", "email": "nergens"})
    assert "Fill in an email address, such as name@example.com." in refused.text
    assert dutch_in(refused.text) == []
    sent = await visitor.post(address, data={"name": "Nora", "email": "nora@example.com"})
    link = sent.headers["location"]
    assert dutch_in(await shown(helder, link), link) == []


async def test_the_desk_is_english(helder: Installation) -> None:
    id, _secret = await received(helder, await opened(helder), kind="correction-request")
    talk = await evening.planned(helder)
    mo = helder.browser("mo", "moderator")
    desk = "/en/feedback/eskerwold"
    for address in (f"{desk}/remarks", f"{desk}/remarks/{id}", f"{desk}/remarks/{id}/correction", f"{desk}/dialogues",
                    f"{desk}/dialogues/new", f"{desk}/dialogues/{talk}", f"{desk}/work-part"):  # fmt: skip
        answer = await mo.get(address)
        assert answer.status_code == 200, address
        assert dutch_in(answer.text, "Voorsorteren aanvragen bijstand", evening.TITLE) == [], address
    refused = await mo.post(f"{desk}/remarks/{id}", data={"step": "close"})
    assert "Answer the remark first, or forward it. After that you can close it." in refused.text
