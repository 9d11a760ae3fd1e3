"""kill -9 during a burst of writes: what was answered is there, and every fact reached the others once."""

import json
import threading
import time
from collections import Counter
from collections.abc import Callable
from typing import Any

import httpx2 as httpx
import pytest

from tests.journeys.running import Up, helder

pytestmark = [pytest.mark.slow, pytest.mark.timeout(240)]
SYSTEMS = "/inventory/v1/organisations/eskerwold/systems"


def onboarded(server: Up) -> str:
    operator = server.token("op", "operator")
    made = helder(
        "tenant", "add", "eskerwold", "--name", "Gemeente Eskerwold", "--oin", "00000099000000001000",
        HELDER_URL=server.url, HELDER_TOKEN=operator,
    )  # fmt: skip
    assert made.returncode == 0, made.stderr
    return server.token("anna", "coordinator", "auditor", "operator")


def write(server: Up, token: str, answered: list[str], name: str) -> None:
    """Registers systems until nobody answers any more."""
    with server.client(token) as client:
        for number in range(10_000):
            try:
                answer = client.post(SYSTEMS, json={"name": f"{name} {number}"})
            except httpx.TransportError:
                return
            answered.append(answer.json()["id"])


def test_nothing_answered_is_lost_and_nothing_arrives_twice(up: Callable[..., Up]) -> None:
    server = up("--no-demo").answers()
    token, answered = onboarded(server), list[str]()
    hands = [threading.Thread(target=write, args=(server, token, answered, f"Hand {n}")) for n in range(3)]
    for hand in hands:
        hand.start()
    server.until(lambda: len(answered) >= 30, 60)
    server.kill()
    for hand in hands:
        hand.join()
    again = up("--no-demo").answers()
    settled(again, token)
    registered = subjects(again, token, "inventory", "system-registered")
    assert set(answered) <= set(registered)
    assert set(registered.values()) == {1}
    assert subjects(again, token, "dpia", "case-opened") == registered
    assert subjects(again, token, "publication", "entry-drafted") == registered
    verdict, code = again.run(token, "audit", "verify", "--data", str(again.data))
    assert (verdict["ok"], code) == (True, 0)


def subjects(server: Up, token: str, service: str, kind: str) -> Counter[str]:
    """How often a service logged a kind of fact for each system."""
    words = ("events", "--service", service, "--organisation", "eskerwold")
    done = helder(*words, HELDER_URL=server.url, HELDER_TOKEN=token)
    events: list[Any] = [json.loads(line) for line in done.stdout.splitlines()]
    return Counter(event["subject"].split("/")[1] for event in events if f".{kind}." in event["type"])


def settled(server: Up, token: str) -> None:
    with server.client(token) as client:
        end = time.monotonic() + 60
        while not all(_done(client, service) for service in ("dpia", "publication")):
            assert time.monotonic() < end
            time.sleep(0.2)


def _done(client: httpx.Client, service: str) -> bool:
    last = client.get("/inventory/v1/organisations/eskerwold/positions").json()["own"]["helder.inventory"]
    answer = client.get(f"/{service}/v1/organisations/eskerwold/positions")
    if answer.status_code == 404:
        return False
    positions = answer.json()
    return bool(positions["seen"].get("helder.inventory") == last and not positions["due"])
