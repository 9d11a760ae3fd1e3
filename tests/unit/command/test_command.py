"""What the command refuses by itself, how it says what a service refused, and how rows are put together."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx2 as httpx
import pytest
from typer.testing import CliRunner

from services import command
from services.chassis.access import Keys
from services.chassis.register_files import Row
from services.command.client import Away, Client, Refused, side_by_side
from services.command.register import hearing
from services.command.register.importing import BYTES, ROWS, _batches
from services.command.register.tenants import onboarded


def run(*words: str) -> Any:
    return CliRunner().invoke(command.app, list(words))


def client(answer: httpx.Response | Exception) -> Client:
    def handle(request: httpx.Request) -> httpx.Response:
        if isinstance(answer, Exception):
            raise answer
        return answer

    return Client("http://helder.test", "x", httpx.MockTransport(handle))


@pytest.mark.parametrize("role", ["burgemeester", "eskerwold:operator", ":editor", "eskerwold:"])
def test_a_role_that_does_not_exist_is_wrong_use(tmp_path: Path, role: str) -> None:
    done = run("token", "--data", str(tmp_path), "--person", "anna", "--role", role)
    assert done.exit_code == 2
    assert done.stderr.startswith(f"There is no role {role}.")


def test_a_token_carries_roles_by_tenant_and_says_when_it_ends(tmp_path: Path) -> None:
    words = ("--role", "operator", "--role", "eskerwold:editor", "--role", "eskerwold:fg", "--json")
    said = json.loads(run("token", "--data", str(tmp_path), "--person", "anna", *words).stdout)
    person = Keys.open(tmp_path).person(said["token"])
    assert (said["person"], person.id) == ("anna", "anna")
    assert person.roles == {"*": ["operator"], "eskerwold": ["editor", "fg"]}
    assert said["expires"].endswith("Z")


def test_a_folder_that_is_not_there_gets_no_keys(tmp_path: Path) -> None:
    done = run("token", "--data", str(tmp_path / "typo"), "--person", "anna")
    assert (done.exit_code, (tmp_path / "typo").exists()) == (2, False)


@pytest.mark.parametrize("words", [("rebuild", "billing"), ("parked", "list", "billing"), ("parked", "list")])
def test_a_service_or_folder_that_is_not_there_is_wrong_use(tmp_path: Path, words: tuple[str, ...]) -> None:
    assert run(*words, "--data", str(tmp_path)).exit_code == 2


def test_one_organisation_or_all_but_not_both(tmp_path: Path) -> None:
    file = tmp_path / "x.json"
    file.write_text("{}")
    assert run("import", "register", "--organisation", "a", "--all-organisations", str(file)).exit_code == 2
    assert run("approve", "imported").exit_code == 2


def test_a_file_that_is_no_export_is_refused_in_one_line(tmp_path: Path) -> None:
    file = tmp_path / "leeg.json"
    file.touch()
    done = run("import", "register", str(file))
    assert (done.exit_code, done.stderr) == (1, f"{file}: Het bestand is leeg.\n")


def test_everything_that_a_service_refused_stands_on_one_line() -> None:
    problem = {"title": "Kan nu niet", "detail": "Regel eerst\nwat er ontbreekt.", "missing": ["oversight-missing"]}
    with pytest.raises(Refused, match=r"^409 Kan nu niet: Regel eerst wat er ontbreekt\. \(oversight-missing\)$"):
        client(httpx.Response(409, json=problem)).ask("GET", "/")


def test_an_answer_that_is_no_json_is_said_too() -> None:
    with pytest.raises(Refused, match=r"^502 Bad Gateway$"):
        client(httpx.Response(502, text="<html>")).ask("GET", "/")


def test_a_server_that_is_away_is_said_with_its_address() -> None:
    with pytest.raises(Away, match=r"http://helder\.test"):
        client(httpx.ConnectError("refused")).ask("GET", "/")


def test_items_are_taken_only_as_they_are_needed() -> None:
    taken: list[int] = []

    def numbers() -> Iterator[int]:
        for number in range(100):
            taken.append(number)
            yield number

    results = side_by_side(lambda number: number * number, numbers())
    assert [next(results) for _ in range(3)] == [(0, 0), (1, 1), (2, 4)]
    assert len(taken) < 10


def row(number: int, text: str = "") -> Row:
    return Row(number, "Gemeente Eskerwold", str(number), "in-use", {"name": "Naam", "goal": text}, {})


def test_a_request_holds_rows_of_one_tenant_and_no_more_than_fits() -> None:
    many = [("eskerwold" if n % 3 else "zandveen", row(n)) for n in range(400)]
    sent = list(_batches(many))
    assert sorted(one["row"] for _, rows in sent for one in rows) == list(range(400))
    assert max(len(rows) for _, rows in sent) == ROWS
    large = list(_batches([("eskerwold", row(n, "x" * (BYTES // 3))) for n in range(5)]))
    assert [len(rows) for _, rows in large] == [2, 2, 1]


def test_an_organisation_that_is_here_keeps_its_id_and_only_new_ones_are_made() -> None:
    made: list[Any] = []

    def handle(request: httpx.Request) -> httpx.Response:
        if request.method == "POST":
            made.append(json.loads(request.content))
        known = [{"id": "hier", "name": "GEMEENTE  Eskerwold", "oin": "00000099000000001000"}]
        return httpx.Response(200, json={"items": known})

    asked = Client("http://helder.test", "x", httpx.MockTransport(handle))
    tenants = onboarded(asked, ["Gemeente Eskerwold", "Gemeente Westerkwartier"])
    assert (tenants.of("gemeente eskerwold"), tenants.of("Gemeente Westerkwartier")) == ("hier", "westerkwartier")
    assert [(one["id"], one["cbsCode"], one["tooiCode"]) for one in made] == [("westerkwartier", "GM1969", "gm1969")]


def test_waiting_goes_on_until_the_last_number_was_heard_and_nothing_is_due(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hearing, "NAP", 0.001)
    seen = iter([(3, 0), (5, 2), (5, 0)])

    def handle(request: httpx.Request) -> httpx.Response:
        own, heard, due = {"helder.inventory": 5}, 0, 0
        if request.url.path.startswith("/dpia"):
            heard, due = next(seen)
        return httpx.Response(200, json={"own": own, "seen": {"helder.inventory": heard}, "due": due, "parked": 0})

    asked = Client("http://helder.test", "x", httpx.MockTransport(handle))
    assert hearing.wait(asked, ["eskerwold"], lambda _: None, ["dpia"]) == {}
    assert next(seen, None) is None
    monkeypatch.setattr(hearing, "PATIENCE", 0.01)
    seen = iter([(3, 0)] * 1000)
    stuck = hearing.wait(asked, ["eskerwold"], lambda _: None, ["dpia"])
    assert stuck["eskerwold"].behind == ("dpia has heard 3 of 5",)
