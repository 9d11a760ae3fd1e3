"""Every question of the work lists on both databases, with a row behind each."""

import importlib
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from services.chassis import migrate
from services.chassis.database import Database, upsert
from services.chassis.roles import ROLES
from services.chassis.work import Work
from services.dpia.queries.summaries import SUMMARY, UNWRITTEN
from services.dpia.queries.work import STEPS, USED
from services.dpia.tables import authors, cases, hands, reports
from services.dpia.tables import systems as assessed
from services.feedback.tables import channels, dialogues, outcomes, remarks
from services.inventory.queries.work import KINDS
from services.inventory.tables import systems, to_do
from services.publication.tables import entries, published, writers

DAY, TENANT = date(2026, 11, 2), "eskerwold"
FOUND: dict[str, list[str]] = {
    "inventory": sorted(KINDS),
    "dpia": sorted([*STEPS, SUMMARY, UNWRITTEN, USED]),
    "publication": ["changed", "draft", "outdated", "returned", "submitted", "take-over"],
    "feedback": ["accepted", "held", "planned", "published", "received"],
}
"""What someone with every role but that of the FG is asked; the FG's own is left out below."""


async def of_inventory(tx: Any) -> None:
    standing = {"standing": "approved", "assessment": {"assessmentVersion": 1, "openConditions": 0}}
    for code in KINDS:
        row = {"tenant": TENANT, "id": code, "version": 1, "name": code, "sort": code, "stage": "idea", **standing}
        await upsert(tx, systems, row)
        asked = {"tenant": TENANT, "id": code, "code": code, "since": DAY, "version": 5, "member": "anna"}
        await upsert(tx, to_do, asked)
    await upsert(tx, to_do, asked | {"id": "change-unclassified", "code": "seen", "version": 4})


async def of_dpia(tx: Any) -> None:
    empty: dict[str, Any] = {"answers": {}, "risks": [], "measures": [], "advices": [], "replies": []}
    decision = {"conditions": [{"id": "c", "due": "2027-03-01"}]}
    for state in STEPS:
        turn: dict[str, Any] = {"turn": "ciso", "consultation": {"until": "2027-01-01"}, "decision": decision}
        turn |= {"conditions": None, "summary": {"at": "2026-11-02"}}
        done = {"conditions": {"c": {"reportedOn": "2026-11-02"}}} if state == "verifying" else {}
        row = {"tenant": TENANT, "id": state, "version": 1, "state": state, "since": DAY, **empty, **turn, **done}
        await upsert(tx, cases, row)
        of_it = {"description": {}, "sources": {}, "search": state, "sort": state, "stage": "idea", "name": state}
        await upsert(tx, assessed, {"tenant": TENANT, "id": state, "version": 1, "assessment_version": 1, **of_it})
        await upsert(tx, hands, {"tenant": TENANT, "member": "anna", "id": state})
    used = {"id": USED, "state": "rejected", "setback": "rejected", "setback_on": DAY, "turn": None}
    await upsert(tx, cases, row | used)
    await upsert(
        tx, assessed, {"tenant": TENANT, "version": 1, "assessment_version": 1, **of_it, "id": USED, "stage": "in-use"}
    )
    for id, summary in ((SUMMARY, {"at": "2026-11-02"}), (UNWRITTEN, None)):
        await upsert(tx, cases, row | {"id": id, "state": "approved", "turn": None, "summary": summary})
        await upsert(tx, assessed, {"tenant": TENANT, "version": 1, "assessment_version": 1, **of_it, "id": id})
    await upsert(tx, authors, {"tenant": TENANT, "id": SUMMARY, "member": "anna"})
    await upsert(tx, reports, {"tenant": TENANT, "id": "verifying", "condition": "c", "member": "anna"})


async def of_publication(tx: Any) -> None:
    for id, more in {
        "draft": {}, "changed": {"number": 1}, "returned": {"returned": True}, "submitted": {"state": "submitted"},
        "take-over": {"imported": True}, "outdated": {"state": "public", "number": 1},
    }.items():  # fmt: skip
        known = {"state": "draft", "name": id, "sort": id, "since": "2026-11-02", "lacking": ["goal"]}
        await upsert(tx, entries, {"tenant": TENANT, "id": id, "version": 1, **known, **more})
        await upsert(tx, writers, {"tenant": TENANT, "id": id, "member": "anna", "typed": True})

    public = dict.fromkeys(("uri", "published_at", "first_published_at", "name", "summary", "sort"), "x")
    row = {"id": "outdated", "tenant": TENANT, "version": 1, "record": {}, "extension": {}, "search": "x", **public}
    await upsert(tx, published, row | {"themes": "", "standing": "none", "outdated_since": "2026-11-02"})


async def of_feedback(tx: Any) -> None:
    await upsert(tx, channels, {"id": "e", "tenant": TENANT, "version": 1, "name": "Bijstand", "record": {}})
    for state in ("received", "accepted"):
        row = {"tenant": TENANT, "id": state, "version": 1, "entry": "e", "kind": "question", "state": state}
        await upsert(tx, remarks, row | {"text_id": state, "received_at": "2026-11-02T09:00:00.000Z"})
    for state in ("planned", "published", "held"):
        row = {"tenant": TENANT, "id": state, "version": 1, "state": state, "title": state, "kind": "dialogue-table"}
        await upsert(tx, dialogues, row | {"day": "2026-11-02", "time": "19:30", "place": "hier", "about": "iets"})
    for id in ("a", "b"):
        said = {"said": "a", "promise": "b", "owner": "fg", "due": "2026-11-09", "recorded_at": "2026-11-02T09:00:00Z"}
        await upsert(tx, outcomes, {"tenant": TENANT, "id": id, "dialogue": "held", **said})


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite+aiosqlite:///{tmp_path / 'x.db'}"
    return str(request.getfixturevalue("postgres_url"))


async def look(service: str, db: Database, member: str, roles: frozenset[str]) -> Work:
    ask: Any = SimpleNamespace(tenant=TENANT, member=member, roles=roles)
    async with db.view(TENANT) as tx:
        found: Work = await importlib.import_module(f"services.{service}.queries.work").look(tx, ask)
    return found


@pytest.mark.parametrize("service", list(FOUND))
async def test_each_kind_is_found_by_who_is_asked_and_not_by_who_had_a_hand_in_it(url: str, service: str) -> None:
    await migrate.upgrade(url, service)
    db = Database(url)
    fill = {"inventory": of_inventory, "dpia": of_dpia, "publication": of_publication, "feedback": of_feedback}
    async with db.session(TENANT) as tx:
        await fill[service](tx)
    bo = await look(service, db, "bo", frozenset(ROLES) - {"fg"})
    assert sorted(task.kind for task in bo.tasks) == FOUND[service]
    apart = {"deciding", "unconfirmed", "verifying", "submitted", "take-over", SUMMARY, "classification-unconfirmed"}
    anna = await look(service, db, "anna", frozenset(ROLES) - {"fg"})
    assert sorted(task.kind for task in anna.tasks) == sorted(set(FOUND[service]) - apart)
    assert bool(anna.awaited) == bool(set(FOUND[service]) & apart)
    assert (await look(service, db, "bo", frozenset())) == Work(tasks=[], more=[], awaited=[])
    await db.close()
