"""Generated from the route table: every route says who may use it, and shows one organisation nothing of another."""

import httpx2 as httpx
import pytest

from tests.component.bodies import body_of
from tests.component.guarded import check_guarded
from tests.component.marked import MARK, ROLES, Marked
from tests.installation import Installation
from tests.routes import Listed, table

PUBLIC = {
    "GET /", "GET /static/{name}", "GET /health/live", "GET /health/ready",
    *(f"GET /{service}/v1/openapi.json" for service in ("inventory", "dpia", "publication", "feedback")),
    "GET /sign-in", "POST /sign-in", "POST /sign-out", "GET /help", "GET /help/{name}",
    "GET /help/pictures/{name}",
    "GET /register/", "GET /register/entries", "GET /register/{organisation}/",
    "GET /register/{organisation}/entries/{id}", "GET /register/{organisation}/entries/{id}/history",
    "GET /register/{organisation}/entries/{id}/versions/{number}",
    "GET /id/algorithm/{id}",
    "GET /register/feed.atom", "GET /register/{organisation}/feed.atom", "GET /register/about",
    "GET /publication/v1/public/entries", "GET /publication/v1/public/entries/{id}",
    "GET /publication/v1/public/entries/{id}/history", "GET /publication/v1/public/entries/{id}/export",
    *(f"GET /publication/v1/public/exports/{form}" for form in ("csv", "xlsx", "json")),
    "POST /feedback/v1/public/remarks", "GET /feedback/v1/public/remarks/{secret}",
    "GET /feedback/v1/public/entries/{id}",
    "GET /feedback/public/entries/{id}", "POST /feedback/public/entries/{id}", "GET /feedback/public/remarks/{secret}",
    "GET /feedback/v1/public/organisations/{organisation}/dialogues",
    "GET /feedback/v1/public/organisations/{organisation}/dialogues/{id}",
    "POST /feedback/v1/public/organisations/{organisation}/dialogues/{id}/sign-ups",
    "GET /feedback/v1/public/sign-ups/{secret}", "DELETE /feedback/v1/public/sign-ups/{secret}",
    "GET /feedback/public/agenda/{organisation}", "GET /feedback/public/agenda/{organisation}/{id}",
    "POST /feedback/public/agenda/{organisation}/{id}",
    "GET /feedback/public/moderation", "POST /feedback/public/remarks/{secret}",
    "POST /feedback/v1/public/remarks/{secret}/erasures", "GET /feedback/public/remarks/{secret}/receipt",
    "POST /feedback/v1/public/remarks/{secret}/reopenings", "GET /feedback/public/seats/{secret}",
    "POST /feedback/public/seats/{secret}",
}  # fmt: skip
"""All that a visitor may ask."""
WITHOUT_A_ROLE = {
    "GET /metrics",
    "GET /inventory/v1/organisations/{organisation}/members/me",
    "GET /inventory/{organisation}/organisation",
    "GET /inventory/organisations",
}
"""Checked in the route itself: figures of operators, and how who is signed in finds organisation and reference."""
SAYS_LITTLE = (
    "/positions", "/readiness", "/proof", "/imports", "/organisation/roles", "/organisation/identity", "/systems/new",
    "/systems/import", "/systems/import/refused",
    "/v1/organisations/{organisation}",
    *(f"{name}/v1/organisations/{{organisation}}/events/{{event}}" for name in ("dpia", "publication", "feedback")),
    "/feedback/v1/organisations/{organisation}/events", "/publication/v1/organisations/{organisation}/work",
    "/publication/{organisation}/work", "/publication/{organisation}/work-part",
)  # fmt: skip
"""Answers without a name or a text of the organisation's work: the event that is asked is inventory's, and what is
public waits for nobody."""
FOR_OPERATORS = {
    "GET /inventory/v1/organisations/{organisation}",
    "GET /inventory/v1/organisations/{organisation}/members",
    "GET /inventory/{organisation}/organisation/identity",
    "GET /inventory/{organisation}/organisation/roles",
    "GET /inventory/{organisation}/organisation/roles/{role}/members/{member}/end",
    "GET /inventory/{organisation}/organisation/people/{member}/erase",
    *(
        f"GET /{service}/v1/organisations/{{organisation}}/positions"
        for service in ("inventory", "dpia", "publication", "feedback")
    ),
}
"""What an operator needs to add an organisation, to give out its first roles, and to see how far it is."""
SUBJECTS = ("{id}", "{event}")
PARTS_OF_ADDRESSES = (
    "id", "source", "event", "advice", "point", "question", "key", "secret", "name", "condition", "consultation",
    "risk", "measure", "outcome",
)  # fmt: skip


def bo(marked: Marked) -> httpx.AsyncClient:
    """Who holds every role in Zandveen."""
    client = marked.helder.client("bo", *ROLES, tenant="zandveen")
    client.headers["origin"] = "http://helder.test"
    return client


def test_the_table_holds_every_service() -> None:
    listed = {route.path.split("/")[1] for route in table()}
    assert {"inventory", "dpia", "publication", "feedback", "register", "sign-in", "metrics"} <= listed


def test_every_write_names_the_roles_that_may_do_it() -> None:
    nameless = [str(route) for route in table() if route.writes and not route.roles and str(route) not in PUBLIC]
    assert nameless == []


def test_what_is_listed_as_public_exists() -> None:
    assert {str(route) for route in table()} >= PUBLIC | WITHOUT_A_ROLE


def test_only_what_is_listed_as_public_asks_for_no_one() -> None:
    free = {str(route) for route in table() if route.roles is None}
    assert free == PUBLIC | WITHOUT_A_ROLE


async def test_a_visitor_comes_no_further_than_what_is_public(helder: Installation) -> None:
    ids = dict.fromkeys(PARTS_OF_ADDRESSES, "x")
    ids |= {"organisation": "eskerwold", "role": "editor", "member": "a" * 26}
    for route in table():
        if str(route) in PUBLIC:
            continue
        answer = await helder.client().request(route.method, route.path.format(**ids), headers=_json(route))
        check_guarded(answer)
        sent_away = answer.status_code == 303 and answer.headers["location"].startswith("/sign-in")
        assert answer.status_code == 401 or sent_away, f"{route}: {answer.status_code}"


@pytest.mark.parametrize("address", ["/", "/register/", "/register/eskerwold/", "/sign-in", "/help", "/no-such-place"])
async def test_no_other_site_shows_what_is_public_in_a_frame_or_runs_a_script_in_it(
    helder: Installation, address: str
) -> None:
    check_guarded(await helder.client().get(address))
    check_guarded(await helder.client().post(address, content="x", headers={"content-type": "text/plain"}))


async def test_someone_of_another_organisation_gets_nothing_at_its_address(marked: Marked) -> None:
    reached = {}
    for route in table():
        if route.of_an_organisation:
            address = marked.address(route.path)
            answer = await bo(marked).request(route.method, address, headers=_json(route))
            if answer.status_code not in {403, 404} or _tells(answer):
                reached[str(route)] = answer.status_code
    assert reached == {}


async def test_ids_of_another_organisation_name_nothing_at_the_own_address(marked: Marked) -> None:
    reached = {}
    for route in table():
        if route.of_an_organisation and any(subject in route.path for subject in SUBJECTS):
            answer = await _ask(bo(marked), route, marked.address(route.path, organisation="zandveen"))
            if answer.status_code not in {403, 404} or _tells(answer):
                reached[str(route)] = answer.status_code
    assert reached == {}


async def test_lists_of_the_own_organisation_hold_nothing_of_another(marked: Marked) -> None:
    reached = {}
    for route in table():
        if route.of_an_organisation and not route.writes and not any(subject in route.path for subject in SUBJECTS):
            address = marked.address(route.path, organisation="zandveen")
            answer = await bo(marked).get(address, params={"entry": marked.ids["id"], "register": "algoritmes"})
            if answer.status_code not in {200, 403, 404} or _tells(answer):
                reached[str(route)] = answer.status_code
    assert reached == {}


async def test_who_has_no_role_sees_only_the_own_reference(marked: Marked) -> None:
    for path in sorted(WITHOUT_A_ROLE - {"GET /metrics"}):
        answer = await bo(marked).get(marked.address(path.removeprefix("GET ")))
        assert answer.status_code == 200
        assert not _tells(answer), path


async def test_an_operator_sees_who_holds_which_role_and_how_far_it_is_but_no_contents(marked: Marked) -> None:
    let_in = set()
    for route in table():
        if route.of_an_organisation and not route.writes:
            answer = await marked.helder.operator().get(marked.address(route.path))
            let_in |= {str(route)} if answer.status_code == 200 else set()
    assert let_in == FOR_OPERATORS


async def test_the_marked_word_is_seen_by_who_may(marked: Marked) -> None:
    """Else the tests above would find nothing because there was nothing."""
    anna = marked.helder.client("anna", *ROLES)
    blind: set[str] = set()
    for route in table():
        if route.of_an_organisation and not route.writes:
            answer = await anna.get(marked.address(route.path), params={"register": "algoritmes", "q": MARK})
            assert answer.status_code in {200, 404}, f"{route}: {answer.text[:200]}"
            check_guarded(answer)
            blind |= set() if _tells(answer) else {str(route)}
    assert {path for path in blind if not path.endswith(SAYS_LITTLE)} == set()


def _tells(answer: httpx.Response) -> bool:
    return MARK in answer.text or MARK in str(answer.headers)


def _json(route: Listed) -> dict[str, str]:
    return {"content-type": "application/json"} if "/v1/" in route.path else {}


async def _ask(client: httpx.AsyncClient, route: Listed, address: str) -> httpx.Response:
    """Asks as well as one can: a body of the right form, and a version."""
    if not route.writes or route.method == "DELETE":
        return await client.request(route.method, address)
    if "/v1/" not in route.path:
        return await client.post(address, data={"version": "1"})
    return await client.request(route.method, address, json=body_of(route), headers={"If-Match": '"1"'})
