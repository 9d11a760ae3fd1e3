"""Public pages that a browser has already: the same ones are not sent again, changed ones always are."""

import pytest

from tests.component.publication.story import PUBLIC, made_public, registered
from tests.component.publication.test_export import REST, in_use
from tests.installation import ZANDVEEN, Installation

ADDRESSES = ("/register/", "/register/eskerwold/", "/register/entries", "/register/entries?q=voorsorteren")


async def seen(helder: Installation, address: str, tag: str = "") -> tuple[int, str, str]:
    """Status, tag and text of a page, for a browser that has it already under `tag`."""
    answer = await helder.client().get(address, headers={"if-none-match": tag} if tag else {})
    if answer.status_code < 400:
        assert answer.headers["cache-control"] == "public, no-cache"
    return answer.status_code, answer.headers.get("etag", ""), answer.text


@pytest.mark.parametrize("address", ADDRESSES)
async def test_a_public_page_is_sent_again_only_when_something_public_changed(
    helder: Installation, address: str
) -> None:
    await made_public(helder, await registered(helder))
    status, tag, text = await seen(helder, address)
    assert (status, "Voorsorteren" in text) == (200, True)
    await registered(helder, purpose="Dit is nog niet openbaar.")
    assert await seen(helder, address, tag) == (304, tag, "")
    await made_public(helder, await registered(helder, purpose="Iets anders."))
    status, later, changed = await seen(helder, address, tag)
    assert (status, later != tag, changed != text) == (200, True, True)
    assert await seen(helder, address, later) == (304, later, "")


async def test_the_page_of_an_entry_is_sent_again_only_when_something_public_changed(helder: Installation) -> None:
    id = await registered(helder)
    await made_public(helder, id)
    address = f"/register/eskerwold/entries/{id}"
    _, tag, _ = await seen(helder, address)
    assert await seen(helder, address, tag) == (304, tag, "")


async def test_an_organisation_that_gets_its_name_changes_the_pages(helder: Installation) -> None:
    _, tag, _ = await seen(helder, "/register/")
    await helder.onboard(ZANDVEEN)
    assert (await seen(helder, "/register/", tag))[0] == 200


async def test_an_organisation_with_another_name_has_it_on_its_pages_and_in_each_public_record(
    helder: Installation,
) -> None:
    id, draft = await in_use(helder, **REST), await registered(helder, purpose="Dit is nog niet openbaar.")
    addresses = ("/register/", "/register/eskerwold/", f"/register/eskerwold/entries/{id}")
    before = {address: (await seen(helder, address))[1] for address in addresses}
    body = {"name": "Gemeente Ooldermark", "oin": "00000099000000001000"}
    changed = await helder.client("anna", "coordinator").put("/inventory/v1/organisations/eskerwold", json=body)
    assert changed.status_code == 200, changed.text
    await helder.settle()
    for address, tag in before.items():
        status, _, text = await seen(helder, address, tag)
        assert (status, "Gemeente Ooldermark" in text) == (200, True), address
    versions = (await helder.client().get(f"{PUBLIC}/{id}/history")).json()["items"]
    told = [(one["version"], one["record"]["organization"], one["uri"]) for one in versions]
    uri = f"/id/algorithm/{id}"
    assert told == [(2, "Gemeente Ooldermark", uri), (1, "Gemeente Eskerwold", uri)]
    exported = (await helder.client().get(f"{PUBLIC}/{id}/export")).json()
    assert exported["organization"] == "Gemeente Ooldermark"
    assert (await helder.client().get(f"{PUBLIC}/{draft}")).status_code == 404


async def test_another_name_changes_the_page_of_an_organisation_that_has_nothing_public(helder: Installation) -> None:
    _, tag, _ = await seen(helder, "/register/eskerwold/")
    body = {"name": "Gemeente Ooldermark", "oin": "00000099000000001000"}
    await helder.client("anna", "coordinator").put("/inventory/v1/organisations/eskerwold", json=body)
    await helder.settle()
    status, _, text = await seen(helder, "/register/eskerwold/", tag)
    assert (status, "Gemeente Ooldermark" in text) == (200, True)


async def test_no_tag_stands_on_what_is_not_there_or_is_not_for_everyone(helder: Installation) -> None:
    assert (await seen(helder, "/register/eskerwold/entries/unknown"))[:2] == (404, "")
    desk = await helder.client("anna", "coordinator").get("/publication/eskerwold/entries")
    assert (desk.status_code, desk.headers["cache-control"], "etag" in desk.headers) == (200, "no-store", False)
