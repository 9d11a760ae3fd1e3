"""Before a version is submitted: the pre-scan, answers, risks and measures."""

from typing import Annotated, Any, Self

from fastapi import APIRouter, Path, Response
from pydantic import Field, model_validator
from sqlalchemy.ext.asyncio import AsyncConnection

from contracts.dpia import Level, Rule, Score, Screening
from contracts.inventory import Day, Line
from services.chassis.access import Ask, needs
from services.chassis.decider import Command
from services.chassis.execute import Order, uuid7
from services.chassis.texts import Prose
from services.chassis.web import Body, IfMatch, Written, bearer, written
from services.chassis.wording import _
from services.dpia import queries
from services.dpia.api.cases import Id
from services.dpia.domain import case
from services.dpia.domain.case import AgreeMeasure, AnswerQuestions, RecordRisk, Screen, WeighResidual
from services.dpia.domain.questions import QUESTIONS
from services.dpia.domain.risks import level
from services.dpia.domain.screening import screen

router = APIRouter(prefix="/organisations/{organisation}/cases/{id}", dependencies=[bearer])
Writer = Annotated[Ask, needs(*case.who(Screen))]
Words = Annotated[str, Field(min_length=1, max_length=20_000, pattern=r"^[^\x00]*$")]
"""Internal prose: kept in the erasable store, never in a fact."""


QuestionId = Annotated[str, Field(max_length=20)]


class Answered(Body):
    """The answer to a question, or why the question does not apply: one of the two."""

    text: Words | None = None
    not_applicable: Words | None = None

    @model_validator(mode="after")
    def one_of_two(self) -> Self:
        """Neither or both say nothing."""
        if (self.text is None) == (self.not_applicable is None):
            raise ValueError(_("Stuur een antwoord (text) of een reden (notApplicable)"))
        return self


class ManyAnswered(Body):
    """Answers by question: `1` to `17`, `own-1` to `own-10`."""

    answers: Annotated[dict[QuestionId, Answered], Field(min_length=1, max_length=len(QUESTIONS))]


class NewRisk(Body):
    """A risk for the people concerned."""

    text: Words
    likelihood: Level
    impact: Level
    reason: Words | None = None


class NewResidual(Body):
    """What is left of a risk after its measures."""

    likelihood: Level
    impact: Level
    reason: Words | None = None


class NewMeasure(Body):
    """A measure against one or more risks of this case."""

    risks: Annotated[tuple[Annotated[str, Field(max_length=100)], ...], Field(max_length=200)]
    text: Words
    owner_role: Line | None = None
    due: Day | None = None


class Screened(Written):
    """The case, and what the rules make of the answers."""

    outcome: str
    total: int
    scores: dict[str, Score]
    rules: list[Rule]
    rule_set: str


class WrittenRisk(Written):
    """`id` of the risk, version of the case, and the level that follows from likelihood and impact."""

    level: str


def made(response: Response, ask: Ask, done: Any, id: str) -> dict[str, Any]:
    """The answer when something was made inside a case: its own id, with the version of the case."""
    return written(response, done, f"/dpia/v1/organisations/{ask.tenant}/cases/{done.id}") | {"id": id}


@router.put("/screening", operation_id="completeScreening")
async def complete_screening(
    response: Response, ask: Writer, id: Id, body: Screening, expected: IfMatch = None
) -> Screened:
    """Answers the pre-scan as a whole, and applies its rules."""

    async def prepare(tx: AsyncConnection) -> Command:
        seen, policy = await queries.seen_versions(tx, ask.tenant, id), await queries.policy_of(tx, ask.tenant)
        return ask.command(Screen, screening=body, **seen, **policy)

    done = await ask.execute(Order(case, id, prepare, expected))
    return Screened.model_validate({**written(response, done), **screen(body).model_dump()})


@router.post("/answers", operation_id="answerQuestions")
async def answer_questions(
    response: Response, ask: Writer, id: Id, body: ManyAnswered, expected: IfMatch = None
) -> Written:
    """Answers these questions of the form, all or none; what else was answered stays."""
    return await _answer(response, ask, id, body.answers, expected)


@router.put("/answers/{question}", operation_id="answerQuestion")
async def answer_question(
    response: Response,
    ask: Writer,
    id: Id,
    question: Annotated[str, Path(max_length=20, description="`1` to `17`, `own-1` to `own-10`")],
    body: Answered,
    expected: IfMatch = None,
) -> Written:
    """Answers a question of the form; the same words again change nothing."""
    return await _answer(response, ask, id, {question: body}, expected)


async def _answer(response: Response, ask: Ask, id: str, given: dict[str, Answered], expected: int | None) -> Written:
    texts, said = Prose(), {question: (one.text, one.not_applicable) for question, one in given.items()}

    async def prepare(tx: AsyncConnection) -> Command:
        return ask.command(AnswerQuestions, answers=await queries.refer_answers(tx, ask.tenant, id, said, texts))

    done = await ask.execute(Order(case, id, prepare, expected, texts=texts.texts))
    return Written(**written(response, done))


@router.post("/risks", status_code=201, operation_id="recordRisk")
async def record_risk(response: Response, ask: Writer, id: Id, body: NewRisk, expected: IfMatch = None) -> WrittenRisk:
    """Records a risk; the level follows from the matrix."""
    texts, risk_id = Prose(), uuid7()
    command = ask.command(
        RecordRisk,
        risk_id=risk_id,
        text=texts.say(body.text),
        likelihood=body.likelihood,
        impact=body.impact,
        reason=texts.refer(body.reason),
    )
    done = await ask.execute(Order(case, id, command, expected, texts=texts.texts))
    return WrittenRisk(**made(response, ask, done, risk_id), level=level(body.likelihood, body.impact))


@router.put("/risks/{risk}/residual", operation_id="weighResidual")
async def weigh_residual(
    response: Response,
    ask: Writer,
    id: Id,
    risk: Annotated[str, Path(max_length=100, description="the id of a risk of this case")],
    body: NewResidual,
    expected: IfMatch = None,
) -> WrittenRisk:
    """Says what is left of a risk after its measures; the level follows from the same matrix."""
    texts = Prose()
    sizes = {"likelihood": body.likelihood, "impact": body.impact}
    command = ask.command(WeighResidual, risk_id=risk, **sizes, reason=texts.refer(body.reason))
    done = await ask.execute(Order(case, id, command, expected, texts=texts.texts))
    return WrittenRisk(**written(response, done), level=level(body.likelihood, body.impact))


@router.post("/measures", status_code=201, operation_id="agreeMeasure")
async def agree_measure(response: Response, ask: Writer, id: Id, body: NewMeasure, expected: IfMatch = None) -> Written:
    """Agrees on a measure, to be done on a day that is not over yet; `id` in the answer is the measure's."""
    texts, measure_id = Prose(), uuid7()
    said = body.model_dump(exclude={"text"}) | {"text": texts.say(body.text)}
    command = ask.command(AgreeMeasure, measure_id=measure_id, **said)
    done = await ask.execute(Order(case, id, command, expected, texts=texts.texts))
    return Written(**made(response, ask, done, measure_id))
