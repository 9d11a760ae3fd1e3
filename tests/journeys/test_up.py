"""Starting, stopping, being refused, and what a newcomer finds."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from typing import Any

import httpx2 as httpx
import pytest

from tests.contracts.fitness import assert_event_fits
from tests.journeys.running import Up, helder

pytestmark = [pytest.mark.slow, pytest.mark.timeout(180)]
Start = Callable[..., Up]
HERE = "organisations/eskerwold"


def facts(server: Up) -> list[str]:
    """Everything that inventory and dpia have logged for Eskerwold."""
    token = server.token("ravi", "eskerwold:auditor")
    given = {"HELDER_URL": server.url, "HELDER_TOKEN": token}
    logs = [
        helder("events", "--service", name, "--organisation", "eskerwold", **given) for name in ("inventory", "dpia")
    ]
    return [line for log in logs for line in log.stdout.splitlines()]


def settled(server: Up) -> Up:
    """Inventory and dpia have heard each other to the end."""
    token = server.token("anna")

    def at_rest() -> bool:
        mine, theirs = (server.get(token, f"/{name}/v1/{HERE}/positions") for name in ("inventory", "dpia"))
        heard = mine["seen"].get("helder.dpia") == theirs["own"].get("helder.dpia")
        return bool(heard and theirs["seen"] == {"helder.inventory": mine["own"]["helder.inventory"]}) and not (
            mine["due"] or theirs["due"]
        )

    server.until(at_rest, 50)
    return server


def case(server: Up) -> Any:
    cases = server.get(server.token("dirk"), f"/dpia/v1/{HERE}/cases")["items"]
    (only,) = cases
    return only


def test_the_first_start_says_where_it_is_who_can_sign_in_and_how_to_stop(up: Start) -> None:
    server = up("--example").greets()
    said = server.said.read_text()
    assert server.url in said
    assert "Dirk Postma" in said
    assert case(server)["turn"] == "decision-maker"
    page = httpx.get(f"{server.url}/sign-in").text
    assert "Dirk Postma" in page
    assert server.stop() == 0
    assert server.said.read_text().endswith("Stopped.\n")


def test_a_second_start_changes_nothing(up: Start) -> None:
    server = settled(up("--example").greets())
    before = facts(server)
    server.stop()
    assert facts(up("--example").greets()) == before


def test_a_first_start_that_was_cut_off_is_completed_by_the_next(up: Start) -> None:
    server = up("--example")
    server.until((server.data / "example.busy").exists, 50)
    server.until(lambda: httpx.get(f"{server.url}/sign-in").is_success, 50)
    server.kill()
    again = up("--example").greets()
    assert case(again)["turn"] == "decision-maker"
    systems = again.get(again.token("dirk"), f"/inventory/v1/{HERE}/systems")["items"]
    assert len(systems) == 1
    assert not (again.data / "example.busy").exists()


def test_without_the_example_it_starts_empty(up: Start) -> None:
    server = up("--no-demo").greets()
    known = server.get(server.token("op", "operator"), "/inventory/v1/organisations")
    assert known["items"] == []


def test_a_second_server_on_the_same_data_or_port_is_refused_in_one_line(up: Start) -> None:
    server = up("--no-demo").answers()
    same_data = helder("up", "--data", str(server.data), "--port", str(server.port + 1))
    same_port = helder("up", "--data", str(server.data.parent / "other"), "--port", str(server.port))
    assert (same_data.returncode, same_port.returncode) == (1, 1)
    assert same_data.stderr.startswith(f"Another Helder already runs on {server.data}")
    assert same_port.stderr.startswith(f"Port {server.port} is in use already")
    assert len(same_data.stderr.splitlines()) == len(same_port.stderr.splitlines()) == 1


def test_every_event_of_the_first_fill_keeps_the_rules_of_an_event(up: Start) -> None:
    server = up("--example").greets()
    assert server.stop() == 0
    seen = 0
    for name in ("inventory", "dpia", "publication", "feedback"):
        with closing(sqlite3.connect(server.data / f"{name}.db")) as log:
            for (raw,) in log.execute("select bytes from events"):
                assert_event_fits(raw)
                seen += 1
    assert seen > 50
