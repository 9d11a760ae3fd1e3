"""One search: each service finds what the person may see, and nothing of another organisation."""

import re

import httpx2 as httpx
import pytest

from tests.component.marked import MARK, Marked

PLACES = {
    "inventory": "/inventory/eskerwold/systems/{id}",
    "dpia": "/dpia/eskerwold/cases/{id}",
    "publication": "/publication/eskerwold/entries/{id}",
    "feedback": "/feedback/eskerwold/remarks/{remark}",
}
OTHERS = [f"/{service}/eskerwold/search-part" for service in PLACES]


async def _asks(http: httpx.AsyncClient, service: str, q: str, part: str = "-part") -> str:
    answer = await http.get(f"/{service}/eskerwold/search{part}", params={"q": q})
    assert answer.status_code == 200
    return answer.text


def _links(page: str) -> list[str]:
    return re.findall(r'<li><a class="more" href="([^"]*)"', page)


@pytest.mark.parametrize("service", PLACES)
async def test_what_holds_the_words_is_found(marked: Marked, service: str) -> None:
    async with marked.helder.browser("mila", "moderator") as http:
        found = _links(await _asks(http, service, f"  {MARK.upper()} "))
    assert PLACES[service].format(**marked.ids) in found


async def test_a_dialogue_is_found_too(marked: Marked) -> None:
    async with marked.helder.browser("mila", "moderator") as http:
        found = _links(await _asks(http, "feedback", MARK))
    assert f"/feedback/eskerwold/dialogues/{marked.ids['dialogue']}" in found


@pytest.mark.parametrize("service", PLACES)
@pytest.mark.parametrize("q", ["nergens", f"{MARK} nergens", "%", "_", "  ", "het", "\u202e", "a" * 200])
async def test_what_does_not_hold_them_is_not(marked: Marked, service: str, q: str) -> None:
    async with marked.helder.browser("mila", "moderator") as http:
        assert _links(await _asks(http, service, q)) == []


async def test_remarks_are_found_by_moderators_alone(marked: Marked) -> None:
    async with marked.helder.browser("anna", "coordinator", "fg", "editor") as http:
        assert _links(await _asks(http, "feedback", MARK)) == []


@pytest.mark.parametrize("service", PLACES)
async def test_nothing_of_another_organisation_is_found(marked: Marked, service: str) -> None:
    async with marked.helder.browser("zoe", "moderator", tenant="zandveen") as http:
        assert (await http.get(f"/{service}/eskerwold/search-part?q={MARK}")).status_code == 403
        answer = await http.get(f"/{service}/zandveen/search-part?q={MARK}")
    assert _links(answer.text) == []


async def test_the_page_keeps_a_place_for_each_other_service(marked: Marked) -> None:
    async with marked.helder.browser("mila", "moderator") as http:
        page = await _asks(http, "dpia", MARK, part="")
    assert re.findall(r'data-part="(/[^"?]*)\?q=kwartelkoning"', page) == [OTHERS[0], *OTHERS[2:]]
    assert f"Zoeken naar ‘{MARK}’" in page


async def test_more_than_ten_are_not_shown(marked: Marked) -> None:
    async with marked.helder.client("anna", "coordinator") as http:
        for number in range(11):
            made = await http.post("/inventory/v1/organisations/eskerwold/systems", json={"name": f"reeks {number}"})
            assert made.status_code == 201
    async with marked.helder.browser("mila", "moderator") as http:
        page = await _asks(http, "inventory", "reeks")
    assert len(_links(page)) == 10
    assert "Dit zijn de eerste 10." in page
