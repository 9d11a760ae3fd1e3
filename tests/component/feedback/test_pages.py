"""The pages of feedback: what a resident sees and sends, and what a moderator does at the desk."""

from urllib.parse import urlsplit

import httpx2 as httpx
import pytest

from services.chassis.rate_limit import RateLimit
from tests.component.feedback.story import ANSWER, CONTACT, PUBLIC, WORDS, opened, read, received, step
from tests.component.publication.story import imported
from tests.component.publication.story import step as take_over
from tests.installation import ZANDVEEN, Installation

QUEUE = "/feedback/eskerwold/remarks"
HOSTILE = '"><script>alert(1)</script><img src=x onerror=alert(2)>'


async def send(helder: Installation, entry: str, **typed: str) -> httpx.Response:
    """Nora fills in the form."""
    filled = {"kind": "question", "field": "", "text": WORDS, "contact": CONTACT, "homepage": ""}
    return await helder.client().post(f"/feedback/public/entries/{entry}", data=filled | typed)


async def choose(helder: Installation, id: str, **typed: str) -> httpx.Response:
    """Mo sends a form at the desk, on the version that is there."""
    mo = helder.browser("mo", "moderator")
    known = await helder.client("mo", "moderator").get(f"/feedback/v1/organisations/eskerwold/remarks/{id}")
    return await mo.post(f"{QUEUE}/{id}", data={"version": str(known.json()["version"])} | typed)


async def test_who_sends_a_remark_gets_a_page_with_the_secret_link(helder: Installation) -> None:
    entry = await opened(helder)
    sent = await send(helder, entry, field="goal")
    assert sent.status_code == 303
    page = await helder.client().get(sent.headers["location"])
    assert f"http://helder.test{sent.headers['location']}" in page.text
    assert "Wij hebben uw opmerking" in page.text
    assert WORDS in page.text
    assert CONTACT not in page.text
    assert (page.headers["referrer-policy"], page.headers["x-robots-tag"]) == ("no-referrer", "noindex")


async def test_the_page_of_a_secret_tells_what_became_of_the_remark(helder: Installation) -> None:
    entry = await opened(helder)
    for steps, told in (
        ([{"step": "accept"}], "Uw opmerking staat op de site"),
        ([{"step": "refuse", "ground": "insult"}], "Er staan beledigende woorden in."),
        ([{"step": "answer", "public": "false", "answer": ANSWER}], ANSWER),
    ):
        sent = await send(helder, entry)
        follow = sent.headers["location"]
        items = (await helder.client("mo", "moderator").get("/feedback/v1/organisations/eskerwold/remarks")).json()
        for typed in steps:
            assert (await choose(helder, items["items"][-1]["id"], **typed)).status_code == 303
        assert told in (await helder.client().get(follow)).text


async def test_who_holds_another_role_reads_who_may_and_goes_back_to_the_own_work(helder: Installation) -> None:
    answer = await helder.browser("anna", "coordinator").get(QUEUE)
    assert answer.status_code == 403
    assert "Vraag het iemand met de rol moderator van reacties of proceseigenaar." in answer.text
    assert 'href="/inventory/eskerwold/work"' in answer.text


async def test_a_wrong_secret_opens_nothing(helder: Installation) -> None:
    assert (await helder.client().get("/feedback/public/remarks/" + "x" * 43)).status_code == 404
    assert (await helder.client().get("/feedback/public/entries/geen")).status_code == 404


async def test_the_page_shows_the_text_of_the_field_that_a_remark_is_about(helder: Installation) -> None:
    entry = await opened(helder)
    about = (await helder.client().get(f"/feedback/public/entries/{entry}?field=goal")).text
    assert "Aanvragen die compleet zijn, komen eerder bij een medewerker." in about
    assert '<option value="goal" selected>' in about
    unknown = await helder.client().get(f"/feedback/public/entries/{entry}?field={HOSTILE}")
    assert unknown.status_code == 200
    assert "<script>alert" not in unknown.text


async def test_a_refused_form_keeps_what_was_typed(helder: Installation) -> None:
    entry = await opened(helder)
    page = await send(helder, entry, kind="", field="risks", text="x" * 5001)
    assert page.status_code == 400
    assert "Kies wat u wilt doen." in page.text
    assert "hoogstens 5000" in page.text
    for kept in ("x" * 5001, CONTACT, '<option value="risks" selected>'):
        assert kept in page.text
    assert await helder.types("feedback") == ["channel-opened"]


async def test_a_citizen_number_is_sent_only_after_a_warning(helder: Installation) -> None:
    entry = await opened(helder)
    typed = {"text": "Mijn nummer is 111.222.333, klopt dat?"}
    warned = await send(helder, entry, **typed)
    assert warned.status_code == 409
    assert "burgerservicenummer te staan" in warned.text
    assert typed["text"] in warned.text
    assert 'name="sure" value="yes"' in warned.text
    assert await helder.types("feedback") == ["channel-opened"]
    assert (await send(helder, entry, **typed, sure="yes")).status_code == 303


async def test_an_address_and_a_phone_number_are_sent_only_after_a_warning(helder: Installation) -> None:
    entry = await opened(helder)
    typed = {"text": "Kom langs op Dorpsstraat 4 of bel 06-12345678."}
    warned = await send(helder, entry, **typed)
    assert warned.status_code == 409
    assert "In uw tekst lijkt een telefoonnummer of een adres te staan." in warned.text
    assert "Verstuur toch" in warned.text
    assert typed["text"] in warned.text
    changed = await send(helder, entry, text="Kom eens langs.")
    assert (changed.status_code, (await send(helder, entry, **typed, sure="yes")).status_code) == (303, 303)


async def test_a_phone_number_to_be_answered_at_needs_no_warning(helder: Installation) -> None:
    assert (await send(helder, await opened(helder), contact="06-12345678")).status_code == 303


async def test_what_a_machine_fills_in_is_refused_and_a_person_can_send_again(helder: Installation) -> None:
    entry = await opened(helder)
    page = await send(helder, entry, homepage="https://koop.example")
    assert page.status_code == 400
    assert "koop.example" not in page.text
    assert WORDS in page.text
    assert (await send(helder, entry)).status_code == 303


async def test_who_sends_too_often_waits_with_what_was_typed(helder: Installation) -> None:
    entry = await opened(helder)
    helder.services["feedback"].visitors = RateLimit(2, 600)
    assert (await send(helder, entry)).status_code == 303
    body = {"entry": entry, "kind": "remark", "text": WORDS}
    assert (await helder.client().post(f"{PUBLIC}/remarks", json=body)).status_code == 201
    page = await send(helder, entry, text="Dit wil ik niet kwijt.")
    over_api = await helder.client().post(f"{PUBLIC}/remarks", json=body)
    assert [answer.status_code for answer in (page, over_api)] == [429, 429]
    assert [0 < int(answer.headers["retry-after"]) <= 600 for answer in (page, over_api)] == [True, True]
    assert "Dit wil ik niet kwijt." in page.text
    assert over_api.json()["code"] == "too-many"


async def test_hostile_words_are_shown_and_not_obeyed(helder: Installation) -> None:
    entry = await imported(helder, name=HOSTILE, goal=f"<p>Doel</p><script>alert(3)</script>{HOSTILE}")
    assert (await take_over(helder.client("omar", "approver"), entry, "take-over")).status_code == 200
    await helder.settle()
    id, secret = await received(helder, entry, text=HOSTILE, contact=HOSTILE)
    await step(helder, id, "accept")
    await step(helder, id, "answer", public=True, text=HOSTILE)
    visitor, mo = helder.client(), helder.browser("mo", "moderator")
    for page in (
        await visitor.get(f"/feedback/public/entries/{entry}?field=goal"),
        await visitor.get(f"/feedback/public/remarks/{secret}"),
        await mo.get(f"{QUEUE}?state=answered"),
        await mo.get(f"{QUEUE}/{id}"),
        await send(helder, entry, kind=HOSTILE, text=HOSTILE, contact=HOSTILE, field=HOSTILE),
    ):
        assert "&lt;script&gt;" in page.text
        assert "<script>" not in page.text
        assert "<img src=x" not in page.text


async def test_a_moderator_works_through_the_queue(helder: Installation) -> None:
    entry = await opened(helder)
    mo = helder.browser("mo", "moderator")
    assert "Nog geen reacties" in (await mo.get(QUEUE)).text
    id, _ = await received(helder, entry)
    assert WORDS[:50] in (await mo.get(QUEUE)).text
    page = (await mo.get(f"{QUEUE}/{id}")).text
    for shown in (WORDS, CONTACT, "Doel en impact", "Aanvragen die compleet zijn"):
        assert shown in page
    accepted = await choose(helder, id, step="accept")
    assert (accepted.status_code, urlsplit(accepted.headers["location"]).path) == (303, f"{QUEUE}/{id}")
    assert "Niets te beoordelen" in (await mo.get(QUEUE)).text
    assert WORDS[:50] in (await mo.get(f"{QUEUE}?state=accepted")).text
    assert (await choose(helder, id, step="answer", public="true", answer=ANSWER)).status_code == 303
    assert (await read(helder, entry))["remarks"][0]["answer"] == ANSWER
    assert ANSWER in (await helder.client().get(f"/feedback/public/entries/{entry}")).text


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"step": "refuse"}, "Kies waarom deze reactie niet openbaar wordt."),
        ({"step": "answer", "answer": "Dit is het begin van"}, "Kies wie het antwoord mag lezen."),
        ({"step": "answer", "answer": "Dit is het begin van", "public": "true"}, "Beoordeel de reactie eerst."),
        ({"step": "answer", "answer": "Dit is het begin van" + "x" * 5000, "public": "false"}, "hoogstens 5000"),
        ({"answer": "Dit is het begin van"}, "Kies eerst wat u met deze reactie doet."),
    ],
)
async def test_a_refused_step_keeps_what_was_typed(helder: Installation, typed: dict[str, str], told: str) -> None:
    id, _ = await received(helder, await opened(helder))
    page = await choose(helder, id, **typed)
    assert page.status_code in (400, 409)
    assert told in page.text
    assert typed.get("answer", "") in page.text


async def test_what_an_answer_lacks_is_told_in_the_order_of_the_page(helder: Installation) -> None:
    id, _ = await received(helder, await opened(helder))
    page = (await choose(helder, id, step="answer")).text
    assert 0 < page.index("#field-answer") < page.index("#field-public")


async def test_a_step_on_an_older_version_changes_nothing(helder: Installation) -> None:
    entry = await opened(helder)
    id, _ = await received(helder, entry)
    await step(helder, id, "accept")
    page = await choose(helder, id, version="1", step="answer", public="true", answer="Nee.")
    assert page.status_code == 412
    assert "answer" not in (await read(helder, entry))["remarks"][0]


async def test_only_moderators_of_this_organisation_come_to_the_desk(helder: Installation) -> None:
    id, _ = await received(helder, await opened(helder))
    await helder.onboard(ZANDVEEN)
    zoe = helder.browser("zoe", "moderator", tenant="zandveen")
    anna = helder.browser("anna", "coordinator")
    asked = [
        await zoe.get(f"{QUEUE}/{id}"),
        await zoe.get(f"/feedback/zandveen/remarks/{id}"),
        await anna.get(QUEUE),
        await helder.client().get(QUEUE),
        await anna.post(f"{QUEUE}/{id}", data={"step": "accept"}),
    ]
    assert [answer.status_code for answer in asked] == [403, 404, 403, 303, 403]
    assert not [answer for answer in asked if WORDS in answer.text or CONTACT in answer.text]
    assert asked[3].headers["location"].startswith("/sign-in")


async def test_a_moderator_sees_what_happened_and_by_whom_and_residents_do_not(helder: Installation) -> None:
    entry = await opened(helder)
    id, _ = await received(helder, entry)
    await step(helder, id, "accept")
    await step(helder, id, "answer", public=True, text=ANSWER)
    html = (await helder.browser("mo", "moderator").get(f"{QUEUE}/{id}")).text
    told = html.partition('id="tijdlijn"')[2].partition("</section>")[0]
    mo = helder.services["feedback"].keys.member_of("eskerwold", "mo")
    by_mo = f'<span class="soft"><span data-member="{mo}">iemand van uw organisatie</span></span>'
    assert f"<b>Beantwoord</b> {by_mo}" in told
    assert f"<b>Geplaatst</b> {by_mo}" in told
    assert '<b>Ontvangen</b> <span class="soft">de inzender</span>' in told
    assert mo not in (await helder.client().get(f"/feedback/public/entries/{entry}")).text
