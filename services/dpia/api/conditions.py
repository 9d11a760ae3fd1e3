"""Conditions of an approval: said to be met by the process owner, and looked at by another person."""

from typing import Annotated

from fastapi import APIRouter, Path, Response

from contracts.envelope import YesNo
from services.chassis.access import Ask, needs
from services.chassis.execute import Order
from services.chassis.texts import Prose
from services.chassis.web import Body, IfMatch, RequiredIfMatch, Written, bearer
from services.dpia.api.cases import Id
from services.dpia.api.drafting import Words, made
from services.dpia.domain import case
from services.dpia.domain.case import JudgeEvidence, ReportCondition

router = APIRouter(prefix="/organisations/{organisation}/cases/{id}/conditions/{condition}", dependencies=[bearer])
ConditionId = Annotated[str, Path(max_length=100, description="the id of a condition of the decision")]


class NewReport(Body):
    """What shows that the condition is met."""

    evidence: Words


class NewJudgement(Body):
    """Is the condition met? If not, why."""

    met: YesNo
    reason: Words | None = None


@router.post("/reports", status_code=201, operation_id="reportCondition")
async def report_condition(
    response: Response,
    ask: Annotated[Ask, needs(*case.who(ReportCondition))],
    id: Id,
    condition: ConditionId,
    body: NewReport,
    expected: IfMatch = None,
) -> Written:
    """Says that a condition is met, and what shows it; another person is to look."""
    texts = Prose()
    command = ask.command(ReportCondition, condition=condition, evidence=texts.say(body.evidence))
    done = await ask.execute(Order(case, id, command, expected, texts=texts.texts))
    return Written(**made(response, ask, done, id))


@router.post("/judgements", status_code=201, operation_id="judgeEvidence")
async def judge_evidence(
    response: Response,
    ask: Annotated[Ask, needs(*case.who(JudgeEvidence))],
    id: Id,
    condition: ConditionId,
    body: NewJudgement,
    expected: RequiredIfMatch,
) -> Written:
    """Says, as someone who did not report it and is not the FG, whether a condition is met; if not, why."""
    texts = Prose()
    command = ask.command(JudgeEvidence, condition=condition, met=body.met, reason=texts.refer(body.reason))
    done = await ask.execute(Order(case, id, command, expected, texts=texts.texts))
    return Written(**made(response, ask, done, id))
