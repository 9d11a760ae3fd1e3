"""The real register by the command line: rehearsed, imported, imported again, taken over and found."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx2 as httpx
import pytest

from tests.journeys.everywhere import everywhere
from tests.journeys.running import Up, helder

Start = Callable[..., Up]
pytestmark = [pytest.mark.slow, pytest.mark.timeout(240)]
ROLES = ("operator", "coordinator", "approver")


def entry(number: str, organisation: str, title: str) -> dict[str, Any]:
    return {"id": number, "title": title, "organisatie": organisation, "doel": "Sneller antwoord.",
            "juridische_basis": "Gemeentewet", "status": "In gebruik"}  # fmt: skip


def export(path: Path, *entries: dict[str, Any]) -> str:
    path.write_text(json.dumps({"algoritmes": entries, "count": len(entries), "fetched_at": "2026-06-22T06:00:00Z"}))
    return str(path)


FIRST = entry("10000002", "Gemeente Eskerwold", "Slimme post")
SECOND = entry("10000019", "Gemeente Zandveen", "Telefoonwachtrij")


def counts(report: Any) -> tuple[int, ...]:
    names = ("created", "changed", "unchanged", "skipped")
    return (*(report[name] for name in names), len(report["gone"]), len(report["refused"]))


def test_an_import_is_rehearsed_done_repeated_and_followed(up: Start, tmp_path: Path) -> None:
    server = up("--no-demo").answers()
    token = server.token("importeur", *ROLES)
    words = ("import", "register", "--all-organisations")
    file = export(tmp_path / "een.json", FIRST, SECOND)
    assert counts(server.run(token, *words, "--dry-run", file)[0]) == (2, 0, 0, 0, 0, 0)
    assert server.get(token, "/inventory/v1/organisations")["items"] == []
    assert counts(server.run(token, *words, file)[0]) == (2, 0, 0, 0, 0, 0)
    assert counts(server.run(token, *words, file)[0]) == (0, 0, 2, 0, 0, 0)
    later = export(tmp_path / "twee.json", FIRST | {"doel": "Iets anders."}, SECOND | {"id": "10000026"})
    report, code = server.run(token, *words, later)
    assert (counts(report), code) == ((1, 1, 0, 0, 1, 0), 0)
    assert report["gone"] == [{"organisation": "zandveen", "sourceId": "10000019"}]


def test_one_organisation_leaves_the_rest_alone(up: Start, tmp_path: Path) -> None:
    server = up("--no-demo").answers()
    token = server.token("importeur", *ROLES)
    file = export(tmp_path / "een.json", FIRST, SECOND)
    server.run(token, "import", "register", "--all-organisations", "--dry-run", file)
    missing = helder(
        "import", "register", "--organisation", "eskerwold", file, HELDER_URL=server.url, HELDER_TOKEN=token
    )
    assert missing.returncode == 1
    assert missing.stderr.startswith("404 ")
    organisation = {"id": "eskerwold", "name": "gemeente  Eskerwold", "oin": "00000099000000001000"}
    with server.client(token) as client:
        assert client.post("/inventory/v1/organisations", json=organisation).status_code == 201
    coordinator = server.token("anna", "eskerwold:coordinator")
    report, _ = server.run(coordinator, "import", "register", "--organisation", "eskerwold", file)
    assert counts(report) == (1, 0, 0, 1, 0, 0)


@everywhere("up", pytest.mark.long)
def test_what_was_imported_is_taken_over_by_another_person_and_found(up: Start, tmp_path: Path) -> None:
    server = up("--no-demo").answers()
    importer, approver = server.token("importeur", *ROLES), server.token("bram", *ROLES)
    server.run(importer, "import", "register", "--all-organisations", export(tmp_path / "een.json", FIRST, SECOND))
    own, code = server.run(importer, "approve", "imported", "--all-organisations")
    assert ([one["code"] for one in own["refused"]], own["approved"], code) == (["own-work", "own-work"], 0, 1)
    first, code = server.run(approver, "approve", "imported", "--all-organisations")
    again, _ = server.run(approver, "approve", "imported", "--all-organisations")
    assert (first, code) == ({"approved": 2, "skipped": 0, "refused": []}, 0)
    assert again == {"approved": 0, "skipped": 2, "refused": []}
    found = httpx.get(f"{server.url}/publication/v1/public/entries", params={"q": "telefoon"}).json()["items"]
    assert [item["organisation"] for item in found] == ["zandveen"]


@pytest.mark.long
@everywhere("up")
@pytest.mark.timeout(900)
def test_two_days_of_the_real_register(up: Start, reference: Callable[[str], Path]) -> None:
    """The counts are those of the files themselves."""
    server = up("--no-demo").answers()
    token = server.token("importeur", *ROLES)
    words = ("import", "register", "--all-organisations")
    entries = "register/real-entries/algoritmes-2026-06-"
    assert counts(server.run(token, *words, str(reference(f"{entries}22.json")))[0]) == (1477, 0, 0, 0, 0, 0)
    assert counts(server.run(token, *words, str(reference(f"{entries}24.json")))[0]) == (4, 1, 1475, 0, 1, 0)
