"""From submitting to the decision: the frozen version, advice, an answer to each of its points, and who decides."""

from typing import Annotated

from fastapi import APIRouter, Path, Response
from pydantic import Field
from sqlalchemy.ext.asyncio import AsyncConnection

from contracts.dpia import AdvicePoint, Adviser, Condition, DecisionOutcome, Opinion
from contracts.envelope import OneOf, YesNo
from contracts.inventory import Day, Line
from services.chassis.access import Ask, needs
from services.chassis.decider import Command
from services.chassis.execute import Order, uuid7
from services.chassis.texts import Prose
from services.chassis.web import Answer, Body, IfMatch, RequiredIfMatch, Written, bearer, written
from services.dpia import queries
from services.dpia.api.cases import Id
from services.dpia.api.drafting import Words, made
from services.dpia.domain import case
from services.dpia.domain.case import AnswerAdvice, Decide, GiveAdvice, Submit

router = APIRouter(prefix="/organisations/{organisation}/cases/{id}", dependencies=[bearer])
Owner = Annotated[Ask, needs(*case.who(Submit))]
MOST_CONDITIONS = 20


class NextStep(Body):
    """A step of the case. `unchanged`: why nothing was written since the case was reopened; internal."""

    step: Annotated[str, OneOf("submit")]
    unchanged: Words | None = None


class Submitted(Written):
    """The case, and the hash of the version that is frozen now."""

    hash: str


class NewAdvice(Body):
    """An opinion on the submitted version; every point asks for an answer."""

    adviser: Adviser
    opinion: Opinion
    text: Words | None = None
    points: Annotated[tuple[Words, ...], Field(max_length=50)] = ()


class WrittenPoint(Answer):
    """A point of the advice and its id."""

    id: str
    text: str


class WrittenAdvice(Written):
    """`id` of the advice, version of the case, and the points with their ids."""

    points: list[WrittenPoint]


class NewPointAnswer(Body):
    """Adopted, or not and why."""

    point: Annotated[str, Field(max_length=100)]
    adopted: YesNo
    reason: Words | None = None


class NewCondition(Body):
    """A condition of an approval. `blocksUse`: the system may not be used before it is met."""

    text: Words
    owner_role: Line
    due: Day
    blocks_use: YesNo


class NewDecision(Body):
    """Approve or reject, and why; an approval may have conditions."""

    outcome: DecisionOutcome
    reason: Words
    conditions: Annotated[tuple[NewCondition, ...], Field(max_length=MOST_CONDITIONS)] = ()


@router.post("/steps", operation_id="takeCaseStep")
async def take_step(response: Response, ask: Owner, id: Id, body: NextStep, expected: IfMatch = None) -> Submitted:
    """Freezes the version and asks for advice; refused with everything that is still lacking.

    `hash` is the hex SHA-256 of the canonical JSON of the whole version: screening with its result, answers, risks,
    measures, the matrix, and the two versions of the system. Every text counts by its id and its commitment, which is
    HMAC-SHA256 of the words under the text's own nonce: another word gives another commitment, so another hash, while
    the hash stays checkable after a text and its nonce were erased.
    """
    texts = Prose()
    unchanged = texts.refer(body.unchanged)

    async def prepare(tx: AsyncConnection) -> Command:
        return ask.command(Submit, unchanged=unchanged, **await queries.seen_versions(tx, ask.tenant, id))

    done = await ask.execute(Order(case, id, prepare, expected, texts=texts.texts))
    return Submitted(**written(response, done), hash=done.events[-1].data()["hash"])


@router.post("/advices", status_code=201, operation_id="giveAdvice")
async def give_advice(
    response: Response,
    ask: Annotated[Ask, needs(*case.who(GiveAdvice))],
    id: Id,
    body: NewAdvice,
    expected: IfMatch = None,
) -> WrittenAdvice:
    """Gives the opinion of the FG or the CISO on the submitted version, once; they are different people.

    A negative opinion has a text or a point, a positive one with points has a point.
    """
    texts, advice_id = Prose(), uuid7()
    points = tuple(AdvicePoint(id=uuid7(), text=texts.say(point)) for point in body.points)
    said = {"adviser": body.adviser, "opinion": body.opinion, "text": texts.refer(body.text), "points": points}
    command = ask.command(GiveAdvice, advice_id=advice_id, **said)
    done = await ask.execute(Order(case, id, command, expected, texts=texts.texts))
    told = [WrittenPoint(id=point.id, text=text) for point, text in zip(points, body.points, strict=True)]
    return WrittenAdvice(**made(response, ask, done, advice_id), points=told)


@router.post("/advices/{advice}/answers", status_code=201, operation_id="answerAdvice")
async def answer_advice(
    response: Response,
    ask: Owner,
    id: Id,
    advice: Annotated[str, Path(max_length=100)],
    body: NewPointAnswer,
    expected: IfMatch = None,
) -> Written:
    """Adopts a point of the advice, or says why not."""
    texts = Prose()
    said = {"point": body.point, "adopted": body.adopted, "reason": texts.refer(body.reason)}
    command = ask.command(AnswerAdvice, advice_id=advice, **said)
    done = await ask.execute(Order(case, id, command, expected, texts=texts.texts))
    return Written(**made(response, ask, done, id))


@router.post("/decisions", status_code=201, operation_id="takeDecision")
async def take_decision(
    response: Response,
    ask: Annotated[Ask, needs(*case.who(Decide))],
    id: Id,
    body: NewDecision,
    expected: RequiredIfMatch,
) -> Written:
    """Decides on the version that was submitted, by someone who wrote, submitted and advised nothing in it.

    A condition is to be met on a day that is not over yet.
    """
    texts = Prose()
    conditions = tuple(conditioned(one, texts) for one in body.conditions)
    command = ask.command(Decide, outcome=body.outcome, reason=texts.say(body.reason), conditions=conditions)
    done = await ask.execute(Order(case, id, command, expected, texts=texts.texts))
    return Written(**made(response, ask, done, id))


def conditioned(given: NewCondition, texts: Prose) -> Condition:
    """The condition under an id of its own, its words in the erasable store."""
    said = given.model_dump(exclude={"text"})
    return Condition(id=uuid7(), text=texts.say(given.text), **said)
