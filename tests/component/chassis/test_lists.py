"""Lists over the API: what a client can count on in each of them."""

from tests.component.marked import ROLES, Marked
from tests.routes import table


async def test_every_list_says_next_also_at_its_end(marked: Marked) -> None:
    """`null` at the end: a client that reads the key never stumbles."""
    anna = marked.helder.client("anna", *ROLES, "operator", tenant="*")
    silent, lists = set(), 0
    for route in table():
        if route.method != "GET" or "/v1/" not in route.path or route.path.endswith("/proof"):
            continue
        given = await anna.get(marked.address(route.path, secret="x"), params={"register": "algoritmes"})
        answer = given.json() if "json" in given.headers["content-type"] else {}  # else a file
        if "items" in answer or "remarks" in answer:
            lists += 1
            silent |= set() if "next" in answer else {str(route)}
    assert silent == set()
    assert lists > 8
