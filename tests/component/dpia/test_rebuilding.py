"""Read tables are the log retold, and the hash of a version can be computed again from the log alone."""

import hashlib
import hmac
import json
from typing import Any

from sqlalchemy import select

from services.chassis.recovery import rebuilding
from services.chassis.service import Running
from services.chassis.tables import due, texts
from services.dpia.domain.content_hash import content_hash
from services.dpia.domain.risks import MATRIX_VERSION
from services.dpia.tables import TABLES
from tests.component.dpia.road import RISK, Road, ok


async def rows(running: Running) -> dict[str, list[dict[str, Any]]]:
    async with running.db.view("eskerwold") as tx:
        return {t.name: [dict(row) for row in (await tx.execute(select(t))).mappings()] for t in (*TABLES, due)}


async def test_a_rebuild_gives_the_same_rows_and_fires_no_policy(sent: Road) -> None:
    await sent.reply()
    ok(await sent.decide())
    dpia = sent.helder.services["dpia"]
    before, logged = await rows(dpia), await sent.helder.types("dpia")
    counts = await rebuilding.rebuild(dpia)
    assert await rows(dpia) == before
    assert (counts["cases"], counts["systems"], counts["organisation_policies"]) == (1, 1, 0)
    assert await sent.helder.types("dpia") == logged


async def test_the_hash_covers_everything_that_the_version_says(sent: Road) -> None:
    facts: dict[str, list[dict[str, Any]]] = {}
    for record in await sent.helder.log("dpia"):
        event = json.loads(record.bytes)
        facts.setdefault(event["type"].split(".")[3], []).append(event["data"])
    answers = sorted(facts["answers-recorded"], key=lambda answer: str(answer["question"]))
    covered = {
        "screening": facts["screening-completed"][-1],
        "answers": answers,
        "risks": facts["risk-recorded"],
        "measures": facts["measure-agreed"],
        "residuals": facts["residual-weighed"],
        "matrix": MATRIX_VERSION.model_dump(),
        "assessmentVersion": 1,
        "systemVersion": 1,
    }
    assert content_hash(covered) == (await sent.known())["submission"]["hash"]


async def test_a_commitment_is_kept_to_the_words_that_were_said(sent: Road) -> None:
    [fact] = [json.loads(r.bytes)["data"] for r in await sent.helder.log("dpia") if b"risk-recorded" in r.bytes]
    async with sent.helder.services["dpia"].db.view("eskerwold") as tx:
        [row] = (await tx.execute(select(texts).where(texts.c.id == fact["text"]["id"]))).all()
    assert row.content == RISK["text"]
    kept = hmac.new(row.nonce, row.content.encode(), hashlib.sha256).hexdigest()
    assert kept == fact["text"]["commitment"]
