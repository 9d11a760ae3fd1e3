"""`helder audit` on real files: exit 0 holds, 1 does not, 2 wrong use; the same answer with the server up or not."""

import asyncio
import json
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx2 as httpx
import pytest
from typer.testing import CliRunner, Result

from services.command import client
from services.command.audit import audit_app
from tests.installation import ESKERWOLD, installed

SYSTEMS = "/inventory/v1/organisations/eskerwold/systems"
SOURCE = f"urn:nld:oin:{ESKERWOLD['oin']}:systeem:helder-inventory"
EVENTS = 5


@dataclass
class Desk:
    """Someone at a terminal, with the data folder and what was kept outside."""

    data: Path
    kept: Path
    key: str
    proof: Path

    def run(self, *words: str | Path) -> Result:
        return CliRunner().invoke(audit_app, [str(word) for word in words])

    def verify(self, *words: str | Path) -> tuple[int, dict[str, Any]]:
        result = self.run("verify", "--data", self.data, "--json", *words)
        return result.exit_code, json.loads(result.stdout)

    def outside(self) -> tuple[int, dict[str, Any]]:
        return self.verify("--checkpoint", self.kept, "--key", self.key)

    def sql(self, statement: str) -> None:
        with sqlite3.connect(self.data / "inventory.db") as db:
            db.execute(statement)
        db.close()


def kinds(answer: dict[str, Any]) -> list[str]:
    return [finding["kind"] for source in answer["sources"] for finding in source["findings"]]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Organisation and systems registered over the API, signed, kept, proven; then the server stops."""
    data, kept, proof = tmp_path / "data", tmp_path / "kept.json", tmp_path / "event.tlog-proof"

    async def write() -> None:
        async with installed(data) as helder:
            await helder.onboard()
            coordinator = helder.client("kim", "coordinator")
            while len(await helder.log("inventory")) < EVENTS:
                assert (await coordinator.post(SYSTEMS, json={"name": "Voorsorteren"})).status_code == 201
            answer = await helder.operator().post("/inventory/v1/checkpoints", json={})
            kept.write_bytes(answer.content)
            event = json.loads((await helder.log("inventory"))[2].bytes)["id"]
            auditor = helder.client("ans", "auditor")
            text = await auditor.get(f"/inventory/v1/organisations/eskerwold/events/{event}/proof")
            proof.write_bytes(text.content)

    asyncio.run(write())
    return Desk(data, kept, json.loads(kept.read_text())["key"], proof)


def test_a_clean_log_holds(desk: Desk) -> None:
    code, answer = desk.outside()
    assert (code, answer["ok"]) == (0, True)
    (log,) = [source for source in answer["sources"] if source["source"] == SOURCE]
    assert log == {
        "source": SOURCE, "service": "inventory", "organisation": "eskerwold", "events": EVENTS, "size": EVENTS,
        "unsigned": 0, "ok": True, "findings": [],
    }  # fmt: skip


def test_without_json_it_says_so_in_words(desk: Desk) -> None:
    result = desk.run("verify", "--data", desk.data)
    assert result.exit_code == 0
    assert f"{EVENTS} gebeurtenissen, 0 nog niet ondertekend" in result.stdout


def test_only_one_service_or_organisation_on_request(desk: Desk) -> None:
    _, answer = desk.verify("--service", "inventory", "--organisation", "eskerwold")
    assert {source["service"] for source in answer["sources"]} == {"inventory"}
    assert desk.run("verify", "--data", desk.data, "--organisation", "onbekend").exit_code == 1


TAMPERING = {
    "change": ("update events set bytes = replace(bytes, 'Voorsorteren', 'Nasorteren') where sequence = 4", "changed"),
    "delete": ("delete from events where sequence = 3", "missing"),
    "truncate": ("delete from events where sequence = 5", "truncated"),
    "index": ("update events set subject = 'system/1' where sequence = 2", "changed"),
    "move": ("update events set sequence = 9 where sequence = 5", "out-of-order"),
}


@pytest.mark.parametrize("how", TAMPERING)
def test_what_was_done_to_the_file_is_named(desk: Desk, how: str) -> None:
    statement, kind = TAMPERING[how]
    desk.sql(statement)
    code, answer = desk.verify()
    assert (code, answer["ok"]) == (1, False)
    assert kind in kinds(answer)
    assert desk.run("verify", "--data", desk.data).exit_code == 1


def test_a_tail_lost_without_a_trace_needs_the_checkpoint_kept_outside(desk: Desk) -> None:
    desk.sql("delete from events where sequence > 3")
    desk.sql("update streams set last = 3 where topic = 'helder.inventory'")
    desk.sql("delete from checkpoints")
    assert desk.verify() == (0, desk.verify()[1])
    code, answer = desk.outside()
    assert (code, kinds(answer)) == (1, ["truncated"])


def test_a_replaced_key_is_found_with_the_old_one(desk: Desk) -> None:
    (desk.data / "audit.key").write_bytes(b"x" * 32)
    desk.sql("delete from checkpoints")
    assert desk.verify()[0] == 0
    code, answer = desk.outside()
    assert code == 1
    assert set(kinds(answer)) == {"key-replaced"}


def test_a_database_that_is_gone_is_missed_by_the_checkpoint_kept_outside(desk: Desk) -> None:
    for file in desk.data.glob("inventory.db*"):
        file.unlink()
    (desk.data / "inventory.db").touch()
    assert desk.run("verify", "--data", desk.data, "--service", "inventory").exit_code == 1


def test_wrong_use_is_told_apart(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "no.json").write_text("{}")
    wrong = [
        ["verify"], ["verify", "--data", tmp_path / "nowhere"], ["verify", "--data", tmp_path / "empty"],
        ["verify", "--data", desk.data, "--key", "geen sleutel"], ["verify", "--data", desk.data, "--service", "hr"],
        ["verify", "--data", desk.data, "--checkpoint", tmp_path / "no.json"],
        ["verify", "--data", desk.data, "--database-url", "inventory=postgresql://x"],
        ["verify", "--export", desk.proof, "--kafka", "127.0.0.1:9"],
        ["check", desk.proof], ["check", tmp_path / "nothing", "--key", desk.key], ["check", desk.proof, "--key", "x"],
    ]  # fmt: skip
    assert {str(words): desk.run(*words).exit_code for words in wrong} == {str(words): 2 for words in wrong}


def test_a_proof_is_checked_offline(desk: Desk) -> None:
    result = desk.run("check", desk.proof, "--key", desk.key, "--json")
    assert result.exit_code == 0
    shown = json.loads(result.stdout)
    assert (shown["ok"], shown["source"], shown["sequence"], shown["size"]) == (True, SOURCE, 3, EVENTS)
    assert shown["type"].startswith("nl.algoritmes.inventory.")
    assert set(shown) == {"ok", "source", "sequence", "id", "type", "size"}


def test_a_proof_that_was_touched_or_has_another_key_does_not_hold(desk: Desk) -> None:
    other = json.loads(desk.kept.read_text())["key"]
    from services.chassis.audit.keys import public_key

    assert desk.run("check", desk.proof, "--key", public_key(b"x" * 32), "--json").exit_code == 1
    desk.proof.write_text(desk.proof.read_text().replace("index 2", "index 1"))
    assert desk.run("check", desk.proof, "--key", other).exit_code == 1


def test_an_export_is_verified_without_the_databases(desk: Desk, tmp_path: Path) -> None:
    out = tmp_path / "log.jsonl"
    assert desk.run("export", "--data", desk.data, "--out", out).exit_code == 0
    result = desk.run("verify", "--export", out, "--checkpoint", desk.kept, "--key", desk.key, "--json")
    assert result.exit_code == 0
    assert json.loads(result.stdout) == desk.outside()[1]


def test_an_export_that_was_touched_or_cut_off_does_not_hold(desk: Desk, tmp_path: Path) -> None:
    out = tmp_path / "log.jsonl"
    desk.run("export", "--data", desk.data, "--out", out)
    text = out.read_text()
    out.write_text(text.replace("Voorsorteren", "Nasorteren"))
    assert desk.run("verify", "--export", out).exit_code == 1
    out.write_text("".join(text.splitlines(keepends=True)[:-1]))
    assert desk.run("verify", "--export", out).exit_code == 1


def test_an_export_that_lacks_a_whole_log_does_not_hold(desk: Desk, tmp_path: Path) -> None:
    out = tmp_path / "log.jsonl"
    desk.run("export", "--data", desk.data, "--out", out)
    lines = out.read_text().splitlines(keepends=True)
    first, end = (next(i for i, line in enumerate(lines) if line.startswith(kind)) for kind in ('{"log"', '{"end"'))
    out.write_text("".join([*lines[:first], *lines[end + 1 :]]))
    assert desk.run("verify", "--export", out).exit_code == 1


def test_a_tampered_log_is_exported_as_it_is(desk: Desk, tmp_path: Path) -> None:
    out = tmp_path / "log.jsonl"
    desk.sql("update events set bytes = x'ff00' where sequence = 2")
    desk.run("export", "--data", desk.data, "--out", out)
    result = desk.run("verify", "--export", out, "--json")
    assert (result.exit_code, json.loads(result.stdout)["sources"]) == (1, desk.verify()[1]["sources"])


def test_nobody_at_the_door_is_said_in_one_line(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HELDER_URL", "http://127.0.0.1:9")
    result = desk.run("checkpoint")
    assert (result.exit_code, len(result.stderr.splitlines())) == (1, 1)


@pytest.fixture
def answering(monkeypatch: pytest.MonkeyPatch) -> Callable[[dict[str, Any]], None]:
    """A Helder that answers these paths."""

    def answer(paths: dict[str, Any]) -> None:
        def reply(request: httpx.Request) -> httpx.Response:
            return paths.get(request.url.path) or httpx.Response(404, json={"title": "Nog niet", "detail": "Zo."})

        made = client.Client("http://helder.test", "t", httpx.MockTransport(reply))
        monkeypatch.setattr(client.Client, "from_environment", lambda: made)

    return answer


def test_checkpoints_of_all_services_come_with_one_key(desk: Desk, answering: Callable[[dict[str, Any]], None]) -> None:
    one = {"source": "s", "size": 1, "root": "r", "note": "n"}
    names = ("inventory", "dpia", "publication", "feedback")
    made = {f"/{name}/v1/checkpoints": httpx.Response(200, json={"key": "k", "checkpoints": [one]}) for name in names}
    answering(made)
    assert json.loads(desk.run("checkpoint", "--json").stdout) == {"key": "k", "checkpoints": [one] * 4}
    answering(made | {"/dpia/v1/checkpoints": httpx.Response(200, json={"key": "other", "checkpoints": []})})
    assert desk.run("checkpoint").exit_code == 1


def test_a_proof_is_written_as_it_is_and_a_refusal_in_one_line(
    desk: Desk, answering: Callable[[dict[str, Any]], None]
) -> None:
    place = ("--service", "dpia", "--organisation", "eskerwold")
    answering({"/dpia/v1/organisations/eskerwold/events/e1/proof": httpx.Response(200, text="c2sp\n")})
    assert desk.run("proof", "e1", *place).stdout == "c2sp\n"
    refused = desk.run("proof", "e2", *place)
    assert (refused.exit_code, refused.stderr.strip()) == (1, "404 Nog niet: Zo.")


def test_a_broker_that_does_not_answer_is_said_in_one_line(desk: Desk) -> None:
    result = desk.run("verify", "--kafka", "127.0.0.1:9", "--key", desk.key)
    assert (result.exit_code, len(result.output.strip().splitlines())) == (1, 1)


def test_databases_by_address_are_those_of_services(desk: Desk) -> None:
    url = f"sqlite+aiosqlite:///{desk.data / 'inventory.db'}"
    result = desk.run("verify", "--database-url", f"inventory={url}", "--key", desk.key, "--json")
    (answer,) = [json.loads(result.stdout)]
    assert (result.exit_code, {source["service"] for source in answer["sources"]}) == (0, {"inventory"})
    for words in (["--database-url", url], ["--database-url", f"hr={url}"], ["--database-url", "inventory=x"]):
        assert desk.run("verify", *words, "--key", desk.key).exit_code == 2
