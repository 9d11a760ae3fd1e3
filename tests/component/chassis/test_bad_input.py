"""What clients may get wrong: always a refusal that says what to do, in plain Dutch, and never our fault."""

import asyncio
import copy
import json
import re
from collections.abc import Iterator
from typing import Any

import httpx2 as httpx
import pytest

from tests.component.bodies import body_of
from tests.component.marked import ROLES, Marked
from tests.component.publication.story import COMPLETE, ENTRIES, edit, step
from tests.component.publication.story import registered as drafted
from tests.installation import Installation
from tests.routes import Listed, table

JSON = {"content-type": "application/json"}
SYSTEMS = "/inventory/v1/organisations/eskerwold/systems"
WRITES = [route for route in table() if route.writes and "/v1/" in route.path]
WITH_BODY = [route for route in WRITES if route.method != "DELETE"]
ENGLISH = re.compile(
    r"\b(the|should|input|must|expected|required|valid|not found|allowed|error|string)\b", re.IGNORECASE
)


class Client:
    """Someone who may do everything, and sends anything."""

    def __init__(self, marked: Marked) -> None:
        self.marked = marked
        self.member = marked.helder.client("piet", *ROLES)
        self.operator = marked.helder.operator()

    async def send(self, route: Listed, content: bytes | str, **headers: str) -> httpx.Response:
        client = self.operator if route.roles == ("operator",) else self.member
        said = JSON | {"If-Match": '"1"'} | headers
        return await client.request(route.method, self.marked.address(route.path), content=content, headers=said)


def explained(answer: httpx.Response, *statuses: int) -> dict[str, Any]:
    """The answer is a problem of one of these kinds, that says in Dutch what to do, once for each field."""
    assert answer.status_code in statuses, f"{answer.request.method} {answer.request.url}: {answer.text[:400]}"
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["api-version"]
    problem: dict[str, Any] = answer.json()
    assert problem["status"] == answer.status_code
    pointers = [error["pointer"] for error in problem.get("errors", [])]
    assert len(pointers) == len(set(pointers))
    for sentence in [problem["title"] + ".", problem["detail"], *(e["detail"] for e in problem.get("errors", []))]:
        assert sentence.endswith("."), sentence
        assert not ENGLISH.search(sentence.partition("Kies uit:")[0]), sentence
    return problem


def leaves(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The path of every text, number and truth value."""
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in inside:
        yield from leaves(inner, (*path, key))
    if not isinstance(value, dict | list):
        yield path


def spoiled(body: Any, path: tuple[Any, ...], wrong: Any) -> str:
    """The body with something wrong in one place."""
    made = copy.deepcopy(body)
    place = made
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = wrong
    return json.dumps(made)


WRONG = {
    "nul": "a\0b",
    "surrogate": "\ud800",
    "too long": "x" * 30_000,
    "object": {"a": 1},
    "list": [["a"]],
    "number": 10**300,
    "infinity": float("inf"),
    "fraction": 0.5,
}


def test_every_write_has_a_body_to_spoil() -> None:
    assert all(body_of(route) is not None for route in WITH_BODY)


@pytest.mark.parametrize("wrong", WRONG.values(), ids=WRONG)
async def test_one_wrong_value_anywhere_is_refused_by_its_field(marked: Marked, wrong: Any) -> None:
    client = Client(marked)
    for route in WITH_BODY:
        for path in leaves(body_of(route)):
            problem = explained(await client.send(route, spoiled(body_of(route), path, wrong)), 400, 409, 412)
            if problem["status"] != 400:  # what no event holds is found when a fact is written, so after the rules
                assert wrong == WRONG["nul"], (str(route), path, problem)
                continue
            pointers = [error["pointer"] for error in problem["errors"]]
            assert any(f"/{path[0]}" in pointer or not pointer for pointer in pointers), (str(route), path, problem)


@pytest.mark.parametrize("name", ["onbekend", "", "\0", "\ud800", "a/b~c", "x" * 5000])
async def test_an_unknown_field_is_refused_wherever_it_stands(marked: Marked, name: str) -> None:
    client = Client(marked)
    for route in WITH_BODY:
        problem = explained(await client.send(route, json.dumps(body_of(route) | {name: 1})), 400)
        (error,) = problem["errors"]
        assert error["detail"].startswith(("Dit veld bestaat niet", "Hier staan tekens in")), str(route)


UNREADABLE: dict[str, bytes] = {
    "text": b"geen json",
    "half": b'{"name": "half',
    "bytes": b'\xff\xfe{"name": 1}',
    "NaN": b'{"name": NaN}',
    "deep list": b"[" * 100_000,
    "deep object": b'{"a":' * 20_000 + b"1" + b"}" * 20_000,
    "digits": b'{"name": ' + b"9" * 5000 + b"}",
    "list": b"[]",
    "null": b"null",
    "number": b"1",
}


@pytest.mark.parametrize("content", UNREADABLE.values(), ids=UNREADABLE)
async def test_what_is_no_json_object_is_refused(marked: Marked, content: bytes) -> None:
    client = Client(marked)
    for route in WITH_BODY:
        if content != b"null" or not route.path.endswith("/checkpoints"):
            explained(await client.send(route, content), 400)


async def test_a_nested_record_is_refused_before_it_harms(marked: Marked) -> None:
    client = Client(marked)
    editing = next(route for route in WITH_BODY if route.method == "PUT" and route.path.endswith("/entries/{id}"))
    for depth in (70, 300, 900):
        content = '{"record": {}, "extension": {"a": ' + "[" * depth + "]" * depth + "}}"
        explained(await client.send(editing, content), 400, 412)


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "application/xml", ""])
async def test_another_media_type_is_refused(marked: Marked, kind: str) -> None:
    client = Client(marked)
    for route in WITH_BODY:
        explained(await client.send(route, json.dumps(body_of(route)), **{"content-type": kind}), 415)


async def test_a_body_that_is_too_large_is_refused_whatever_length_it_said(marked: Marked) -> None:
    client = Client(marked)

    async def parts() -> Any:
        for _ in range(30):
            yield b" " * 100_000

    for route in WITH_BODY:
        explained(await client.send(route, b" " * 2_000_001), 413)
        address = marked.address(route.path)
        explained(await client.operator.request(route.method, address, content=parts(), headers=JSON), 413)


@pytest.mark.parametrize("tag", ["", "abc", "*", '"-1"', '"1", "2"', '"²"', '"' + "9" * 400 + '"'])
async def test_a_version_that_is_none_is_refused(marked: Marked, tag: str) -> None:
    id = marked.ids["id"]
    anna = marked.helder.client("anna", "coordinator")
    answer = await anna.put(f"{SYSTEMS}/{id}", json={"name": "naam"}, headers={"If-Match": tag.encode()})
    assert explained(answer, 400)["errors"][0]["pointer"] == "If-Match"


async def test_a_version_that_is_missing_or_old_is_refused_and_the_new_one_told(marked: Marked) -> None:
    at, anna = f"{SYSTEMS}/{marked.ids['id']}", marked.helder.client("anna", "coordinator")
    body = {"name": "naam", "change": "minor", "reason": "reden"}
    explained(await anna.put(at, json=body), 428)
    answer = await anna.put(at, json=body, headers={"If-Match": '"1"'})
    now = (await anna.get(at)).json()["version"]
    assert explained(answer, 412)["version"] == now
    assert answer.headers["etag"] == f'"{now}"'


async def test_a_method_that_does_not_exist_is_answered_with_those_that_do(helder: Installation) -> None:
    for path in {route.path for route in table() if "/v1/" in route.path}:
        if "{" not in path:
            answer = await helder.operator().patch(path, json={})
            explained(answer, 405)
            assert answer.headers["allow"], path


async def test_an_address_that_does_not_exist_is_answered_as_a_problem(helder: Installation) -> None:
    for service in helder.services:
        explained(await helder.client().get(f"/{service}/v1/niets"), 404)
        explained(await helder.client().get(f"/{service}/v1/organisations/%00/positions"), 404)


WRONG_QUERIES = (
    "limit=0", "limit=101", "limit=veel", "limit=" + "9" * 5000, "after=geen", "after=%00", "after=%ff",
    "after=YQBiAGM", "after=" + "A" * 501,
)  # fmt: skip


@pytest.mark.parametrize("query", WRONG_QUERIES)
async def test_a_malformed_query_is_refused_by_its_name(marked: Marked, query: str) -> None:
    anna = Client(marked)
    for route in table():
        if "/v1/" in route.path and not route.writes and _is_a_list(route):
            client = anna.operator if route.roles == ("operator",) else anna.member
            answer = await client.get(f"{marked.address(route.path)}?register=x&{query}")
            assert explained(answer, 400)["errors"][0]["pointer"] == query.partition("=")[0], str(route)


@pytest.mark.parametrize("query", ["q=%00", "q=" + "x" * 201, "stage=%00", "state=%00"])
async def test_words_to_look_for_are_held_to_their_limits(marked: Marked, query: str) -> None:
    client, name = Client(marked).member, query.partition("=")[0]
    for path in (SYSTEMS, ENTRIES, "/dpia/v1/organisations/eskerwold/cases", "/publication/v1/public/entries"):
        answer = await client.get(f"{path}?{query}")
        assert explained(answer, 400)["errors"][0]["pointer"] == name


async def test_an_event_number_beyond_any_is_refused(marked: Marked) -> None:
    answer = await Client(marked).member.get(f"/dpia/v1/organisations/eskerwold/events?after={2**63}")
    explained(answer, 400)


@pytest.mark.parametrize("key", ["", "x" * 201])
async def test_an_idempotency_key_that_is_none_is_refused(helder: Installation, key: str) -> None:
    anna = helder.client("anna", "coordinator")
    answer = await anna.post(SYSTEMS, json={"name": "naam"}, headers={"Idempotency-Key": key})
    assert explained(answer, 400)["errors"][0]["pointer"] == "idempotency-key"


async def test_the_same_key_twice_makes_one_system(helder: Installation) -> None:
    anna, key = helder.client("anna", "coordinator"), {"Idempotency-Key": "één".encode()}
    first, second = [await anna.post(SYSTEMS, json={"name": "naam"}, headers=key) for _ in range(2)]
    assert first.json() == second.json()
    assert len((await anna.get(SYSTEMS)).json()["items"]) == 1


@pytest.mark.parametrize("token", ["", "a.b.c", "x" * 10_000, "é", "eyJhbGciOiJub25lIn0.e30."])
async def test_a_token_that_is_none_lets_no_one_in(helder: Installation, token: str) -> None:
    answer = await helder.client().get(SYSTEMS, headers={"authorization": f"Bearer {token}".encode("latin-1")})
    explained(answer, 401)
    assert answer.headers["www-authenticate"] == "Bearer"


async def test_two_approvers_at_once_make_one_version_public(helder: Installation) -> None:
    id = await drafted(helder)
    femke = helder.client("femke", "editor")
    await edit(femke, id, COMPLETE)
    await step(femke, id, "submit")
    seen = {"If-Match": (await femke.get(f"{ENTRIES}/{id}")).headers["etag"]}
    people = [helder.client(name, "approver") for name in ("omar", "olga", "otto", "oda")]
    answers = await asyncio.gather(
        *(one.post(f"{ENTRIES}/{id}/steps", json={"step": "approve"}, headers=seen) for one in people)
    )
    lost = [answer for answer in answers if answer.status_code != 200]
    assert len(lost) == 3
    for answer in lost:
        explained(answer, 409, 412)
    assert len((await helder.client().get(f"/publication/v1/public/entries/{id}/history")).json()["items"]) == 1


async def test_the_same_step_twice_is_refused_the_second_time(helder: Installation) -> None:
    id = await drafted(helder)
    femke = helder.client("femke", "editor")
    await edit(femke, id, COMPLETE)
    assert (await step(femke, id, "submit")).status_code == 200
    problem = explained(await step(femke, id, "submit"), 409)
    assert problem["code"]


def _is_a_list(route: Listed) -> bool:
    return route.path.endswith(("/organisations", "/systems", "/imports", "/cases", "/entries", "/remarks", "/history"))
