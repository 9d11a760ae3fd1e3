"""From the rows of dpia to answers."""

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import RowMapping, and_, func, join, literal, select, tuple_
from sqlalchemy.ext.asyncio import AsyncConnection

from contracts.envelope import TextReference
from services.chassis import search, texts
from services.chassis.decider import Command
from services.chassis.execute import NotFound, state_of
from services.chassis.texts import Prose
from services.dpia.domain import case
from services.dpia.domain.questions import QUESTIONS
from services.dpia.domain.risks import LEVELS
from services.dpia.tables import cases, organisation_policies, systems

WITH_SYSTEM = join(cases, systems, and_(systems.c.tenant == cases.c.tenant, systems.c.id == cases.c.id))
LISTED = (
    cases.c.id, cases.c.version, cases.c.state, cases.c.turn, cases.c.since, cases.c.outcome, cases.c.level,
    cases.c.risks, cases.c.residuals, systems.c.name, systems.c.sort, systems.c.stage,
)  # fmt: skip
UNCARRIED = and_(cases.c.setback.is_not(None), cases.c.continued.is_(None), systems.c.stage.in_(case.IN_USE))
"""The system is in use, its assessment does not carry that, and nobody said yet how it goes on."""
IN_LIFE = systems.c.stage != "retired"
"""The case of what is out of use asks nothing of anyone."""
OF_SYSTEM = (
    systems.c.name, systems.c.stage, systems.c.description, systems.c.sources, systems.c.oversight,
    systems.c.ai_act_class, systems.c.assessment_version, systems.c.version.label("system_version"),
)  # fmt: skip


async def list_cases(
    tx: AsyncConnection, tenant: str, q: str | None, filters: Mapping[str, Any], page: tuple[Any, int]
) -> list[dict[str, Any]]:
    """Cases by the name of their system; `page` is the place after which to begin and how many at most.

    `filters`: columns and what they hold, and `uncarried`: the system is in use though nothing carries that.
    """
    after, limit = page
    query = (
        select(*LISTED).select_from(WITH_SYSTEM).where(cases.c.tenant == tenant, search.mentions(systems.c.search, q))
    )
    query = query.where(*(cases.c[column] == value for column, value in filters.items() if value and column in cases.c))
    query = query.where(UNCARRIED) if filters.get("uncarried") else query
    if after:
        query = query.where(tuple_(systems.c.sort, systems.c.id) > tuple_(*map(literal, after)))
    rows = await tx.execute(query.order_by(systems.c.sort, systems.c.id).limit(limit))
    return [{**row, "level_after_measures": _level_left(row)} for row in rows.mappings()]


def _level_left(row: RowMapping) -> str | None:
    """The highest level that is left after measures; None while not every risk was weighed anew."""
    weighed = row["residuals"] or {}
    left = [weighed[risk["riskId"]]["level"] for risk in row["risks"] if risk["riskId"] in weighed]
    return max(left, key=LEVELS.index) if left and len(left) == len(row["risks"]) else None


async def count_turns(tx: AsyncConnection, tenant: str) -> dict[str | None, int]:
    """How many cases wait for which role; None: nobody, a decision was taken."""
    query = select(cases.c.turn, func.count()).where(cases.c.tenant == tenant).group_by(cases.c.turn)
    return {turn: count for turn, count in (await tx.execute(query)).all()}


async def count_uncarried(tx: AsyncConnection, tenant: str) -> int:
    """How many systems are in use though nothing carries that, and nobody said yet how it goes on."""
    query = select(func.count()).select_from(WITH_SYSTEM).where(cases.c.tenant == tenant, UNCARRIED)
    return int((await tx.execute(query)).scalar_one())


async def get_row(tx: AsyncConnection, tenant: str, id: str) -> RowMapping:
    """The row of one case with what inventory told of its system; raises NotFound."""
    query = select(cases, *OF_SYSTEM).select_from(WITH_SYSTEM).where(cases.c.tenant == tenant, cases.c.id == id)
    row = (await tx.execute(query)).mappings().first()
    if row is None:
        raise NotFound(f"case/{id}")
    return row


async def get_case(tx: AsyncConnection, tenant: str, id: str) -> dict[str, Any]:
    """One case as it is told, its words included; raises NotFound."""
    row = await get_row(tx, tenant, id)
    return told(row, await words(tx, tenant, dict(row)))


async def get_state(tx: AsyncConnection, tenant: str, id: str) -> case.Case:
    """One case folded from its own history; raises NotFound."""
    state: case.Case = await state_of(tx, tenant, case, id)
    if not state.opened:
        raise NotFound(f"case/{id}")
    return state


async def seen_versions(tx: AsyncConnection, tenant: str, id: str) -> dict[str, int]:
    """The versions of the system that a command sees; raises NotFound."""
    seen = await _seen(tx, tenant, id)
    return {name: seen[name] for name in ("assessment_version", "system_version")}


async def _seen(tx: AsyncConnection, tenant: str, id: str) -> RowMapping:
    query = select(systems.c.assessment_version, systems.c.version.label("system_version"), systems.c.stage)
    row = (await tx.execute(query.where(systems.c.tenant == tenant, systems.c.id == id))).mappings().first()
    if row is None:
        raise NotFound(f"case/{id}")
    return row


async def policy_of(tx: AsyncConnection, tenant: str) -> dict[str, Any]:
    """What the organisation's policy says of assessments, and its version; nothing when it has none."""
    row = (await tx.execute(select(organisation_policies).where(organisation_policies.c.tenant == tenant))).first()
    return {"assessment_rule": row.assessment, "policy_version": row.version} if row else {}


async def step_fields(tx: AsyncConnection, tenant: str, id: str, command: type[Command]) -> dict[str, Any]:
    """What a step of the case sees now, as far as its command asks for it; raises NotFound."""
    seen = dict(await _seen(tx, tenant, id)) | await policy_of(tx, tenant)
    return {name: value for name, value in seen.items() if name in command.model_fields}


async def refer_summary(tx: AsyncConnection, tenant: str, id: str, content: str, prose: Prose) -> TextReference | None:
    """As `refer`, for the summary that the case has; raises NotFound."""
    prose.texts.clear()
    held = (await get_row(tx, tenant, id))["summary"]
    return await refer(tx, tenant, held["text"] if held else None, content, prose)


async def risk_of(tx: AsyncConnection, tenant: str, id: str, risk: str) -> dict[str, Any]:
    """A risk as the row of its case holds it; nothing when it is not there. Raises NotFound when the case is not."""
    return next((one for one in (await get_row(tx, tenant, id))["risks"] if one["riskId"] == risk), {})


async def measure_of(tx: AsyncConnection, tenant: str, id: str, measure: str) -> dict[str, Any]:
    """As `risk_of`, of a measure."""
    return next((one for one in (await get_row(tx, tenant, id))["measures"] if one["measureId"] == measure), {})


async def refer_each(
    tx: AsyncConnection, tenant: str, held: Mapping[str, Any], said: Mapping[str, str | None], prose: Prose
) -> dict[str, TextReference | None]:
    """As `refer`, for several texts of what is held, by the name of each."""
    prose.texts.clear()
    return {name: await refer(tx, tenant, held.get(name), content, prose) for name, content in said.items()}


async def words_of_summary(tx: AsyncConnection, tenant: str, id: str) -> str | None:
    """The words of the summary as it was written last; None when there is none, or it was erased. Raises NotFound."""
    summary = (await get_row(tx, tenant, id))["summary"]
    return (await words(tx, tenant, summary)).get(summary["text"]["id"]) if summary else None


async def refer(
    tx: AsyncConnection, tenant: str, held: Mapping[str, str] | None, content: str | None, prose: Prose
) -> TextReference | None:
    """The reference that is held when its words are these, so that saving again changes nothing; else a new one."""
    if content and held and (await texts.read(tx, tenant, [held["id"]])).get(held["id"]) == content:
        return TextReference.model_validate(held)
    return prose.refer(content)


async def refer_answers(
    tx: AsyncConnection, tenant: str, id: str, given: Mapping[str, tuple[str | None, str | None]], prose: Prose
) -> tuple[case.Answer, ...]:
    """As `refer`, for the answers to questions, or the reasons why they do not apply; raises NotFound."""
    prose.texts.clear()
    held = (await get_row(tx, tenant, id))["answers"]
    there = await words(tx, tenant, [held.get(question) for question in given])

    def said(question: str, name: str, content: str | None) -> TextReference | None:
        reference = held.get(question, {}).get(name)
        same = content and reference and there.get(reference["id"]) == content
        return TextReference.model_validate(reference) if same else prose.refer(content)

    return tuple(
        case.Answer(question=q, answer=said(q, "answer", text), not_applicable=said(q, "notApplicable", reason))
        for q, (text, reason) in given.items()
    )


async def words(tx: AsyncConnection, tenant: str, value: Any) -> dict[str, str]:
    """The words behind every reference in the value; what was erased is absent."""
    return await texts.read(tx, tenant, list(_references(value)))


def _references(value: Any) -> Iterator[str]:
    if isinstance(value, dict) and value.keys() == {"id", "commitment"}:
        yield value["id"]
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _references(part)


def told(row: RowMapping, content: Mapping[str, str]) -> dict[str, Any]:
    """A row as it is answered, each reference replaced by its words."""
    system = {name: row[name] for name in ("name", "stage", "assessment_version")} | {"version": row["system_version"]}
    listed = {name: row[name] for name in ("id", "version", "state", "turn", "since", "ground", "outcome", "level")}
    answers = sorted(row["answers"].values(), key=lambda answer: list(QUESTIONS).index(answer["question"]))
    joined: dict[str, Any] = _join(
        {
            "answers": [_renamed(answer, answer="text") for answer in answers],
            "risks": [_weighed(risk, row["residuals"] or {}) for risk in row["risks"]],
            "consultation": row["consultation"],
            "measures": [_renamed(measure, measureId="id") for measure in row["measures"]],
            "advices": [_with_replies(advice, row["replies"]) for advice in row["advices"]],
            "decision": _with_progress(row["decision"], row["conditions"]),
            "submission": row["submitted"],
            **{name: row[name] for name in ("exemption", "halted", "again", "summary", "released")},
            "setback": _setback(row),
            "earlier": [_ended(version) for version in row["earlier"] or ()],
        },
        content,
    )
    screening = row["screening"]
    result = {**screening["result"], **{k: v for k, v in screening.items() if k != "result"}} if screening else None
    number = row["submitted"]["number"] if row["submitted"] else _next_number(row)
    more = {"system": system, "screening": result, "number": number, "level_after_measures": _level_left(row)}
    return listed | joined | more


def _setback(row: RowMapping) -> dict[str, Any] | None:
    """Why nothing carries the use of the system, since when, and what was said of it."""
    if row["setback"] is None:
        return None
    return {"kind": row["setback"], "on": row["setback_on"], "continued": row["continued"]}


def _next_number(row: RowMapping) -> int:
    return max((version["submitted"]["number"] for version in row["earlier"] or ()), default=0) + 1


def _ended(version: Mapping[str, Any]) -> dict[str, Any]:
    """A version that was returned or reopened."""
    advices = [_with_replies(advice, version["replies"]) for advice in version["advices"]]
    decision = _with_progress(version["decision"], version.get("conditions"))
    ended = {"decision": decision, "consultation": version.get("consultation"), "again": version["again"]}
    return {"submission": version["submitted"], "advices": advices} | ended


def _weighed(risk: Mapping[str, Any], residuals: Mapping[str, Any]) -> dict[str, Any]:
    """A risk with what is left of it, as far as that was weighed."""
    left = residuals.get(risk["riskId"])
    return _renamed(risk, riskId="id") | ({"residual": left} if left else {})


def _with_progress(decision: Mapping[str, Any] | None, followed: Mapping[str, Any] | None) -> dict[str, Any] | None:
    """The decision with how far each of its conditions is."""
    if decision is None:
        return None
    conditions = [one | (followed or {}).get(one["id"], {}) for one in decision.get("conditions", ())]
    return {**decision, "conditions": conditions}


def _renamed(fact: Mapping[str, Any], **names: str) -> dict[str, Any]:
    return {names.get(name, name): value for name, value in fact.items()}


def _with_replies(advice: Mapping[str, Any], replies: list[dict[str, Any]]) -> dict[str, Any]:
    given = {reply["point"]: reply for reply in replies if reply["adviceId"] == advice["adviceId"]}
    points = [{**point, "answer": _reply(given.get(point["id"]))} for point in advice.get("points", ())]
    return _renamed(advice, adviceId="id") | {"points": points}


def _reply(reply: Mapping[str, Any] | None) -> dict[str, Any] | None:
    return {name: reply[name] for name in ("adopted", "reason", "at", "by") if name in reply} if reply else None


def _join(value: Any, content: Mapping[str, str]) -> Any:
    if isinstance(value, dict):
        if value.keys() == {"id", "commitment"}:
            return content.get(value["id"])
        return {name: _join(part, content) for name, part in value.items()}
    return [_join(part, content) for part in value] if isinstance(value, list) else value
