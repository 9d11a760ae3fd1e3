"""Cases: the list, and everything that is known of one."""

from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request, Response

from contracts.dpia import Form, Rule, Score, Screening
from services.chassis.access import Ask, needs
from services.chassis.web import After, Answer, Limit, Page, Search, bearer, page_of, place
from services.dpia import queries
from services.dpia.api.turns import KnownReply, KnownSetback, KnownTurn

router = APIRouter(prefix="/organisations/{organisation}/cases", dependencies=[bearer])
Id = Annotated[str, Path(max_length=100, description="the id of the case, which is that of its system")]
Filter = Annotated[str | None, Query(max_length=20)]
UNCARRIED = "only systems in use that no assessment carries, while nobody said how that goes on"


class Standing(Answer):
    """How a case stands. `turn`: the role that is to act, absent after the decision; `since`: the day it began.

    `level`: the highest of its risks; after measures once each was weighed anew.
    """

    id: str
    version: int
    state: str
    turn: str | None = None
    since: date
    outcome: str | None = None
    level: str | None = None
    level_after_measures: str | None = None


class ListedCase(Standing):
    """A case in a list."""

    name: str
    stage: str


class AssessedSystem(Answer):
    """What inventory told of the system, and in which versions."""

    name: str
    stage: str
    version: int
    assessment_version: int


class AnsweredScreening(Answer):
    """The answers of the pre-scan and what the rules made of them."""

    screening: Screening
    outcome: str
    total: int
    scores: dict[str, Score]
    rules: list[Rule]
    rule_set: str
    policy_version: int | None = None
    at: date


class AnsweredQuestion(Answer):
    """An answer, or why the question does not apply; neither when the words were erased."""

    question: str
    form: Form
    text: str | None = None
    not_applicable: str | None = None
    at: date


class KnownResidual(Answer):
    """What is left of a risk after its measures."""

    likelihood: str
    impact: str
    level: str
    reason: str | None = None
    at: date


class KnownRisk(Answer):
    """A risk before measures, and what is left of it."""

    id: str
    text: str | None = None
    likelihood: str
    impact: str
    level: str
    reason: str | None = None
    at: date
    residual: KnownResidual | None = None


class KnownMeasure(Answer):
    """A measure against risks."""

    id: str
    risks: list[str]
    text: str | None = None
    owner_role: str | None = None
    due: str | None = None
    at: date


class Submission(Answer):
    """The version that was frozen, the versions of the system that it was written for, and whose advice is asked.

    `unchanged`: why nothing was written since the case was reopened.
    """

    number: int
    hash: str
    assessment_version: int
    system_version: int
    advisers: tuple[str, ...] = ("fg",)
    unchanged: str | None = None
    at: date


class PointAnswer(Answer):
    """Adopted, or not and why."""

    adopted: bool
    reason: str | None = None
    at: date


class KnownPoint(Answer):
    """A point of advice with its answer."""

    id: str
    text: str | None = None
    answer: PointAnswer | None = None


class KnownAdvice(Answer):
    """An advice on the submitted version."""

    id: str
    adviser: str
    opinion: str
    text: str | None = None
    points: list[KnownPoint]
    at: date


class KnownCondition(Answer):
    """A condition of an approval, with how far it is: reported with evidence, refused and why, or met."""

    id: str
    text: str | None = None
    owner_role: str
    due: date
    blocks_use: bool
    evidence: str | None = None
    reported_on: date | None = None
    refusal: str | None = None
    refused_on: date | None = None
    met_on: date | None = None


class KnownDecision(Answer):
    """The decision, and the hash of the version it is about."""

    outcome: str
    reason: str | None = None
    hash: str
    assessment_version: int
    system_version: int
    decided_on: date
    conditions: list[KnownCondition]


class KnownConsultation(Answer):
    """The prior consultation (GDPR art. 36). `until`: the last day of its term; `outcome`: absent while it runs."""

    reason: str | None = None
    submitted_on: date
    until: date
    extension: KnownReply | None = None
    outcome: str | None = None
    reply: KnownReply | None = None


class KnownExemption(Answer):
    """Why no assessment is made: proposed, and on which day another person confirmed it."""

    kind: str
    reason: str | None = None
    at: date
    confirmed_on: date | None = None


class KnownSummary(Answer):
    """The summary for everyone as it was written last: inside, until it is released."""

    text: str | None = None
    left_out: tuple[str, ...] = ()
    at: date


class ReleasedSummary(Answer):
    """What is public of the assessment, and of which decision it tells."""

    text: str
    left_out: tuple[str, ...] = ()
    decided_on: date
    released_on: date


class EarlierVersion(Answer):
    """A version that was returned or reopened, with the advice on it and how it ended."""

    submission: Submission
    advices: list[KnownAdvice]
    consultation: KnownConsultation | None = None
    decision: KnownDecision | None = None
    again: KnownTurn


class KnownCase(Standing):
    """Everything that is known of a case. A text that was erased is absent."""

    system: AssessedSystem
    ground: str | None = None
    screening: AnsweredScreening | None = None
    answers: list[AnsweredQuestion]
    risks: list[KnownRisk]
    measures: list[KnownMeasure]
    submission: Submission | None = None
    advices: list[KnownAdvice]
    consultation: KnownConsultation | None = None
    decision: KnownDecision | None = None
    number: int
    exemption: KnownExemption | None = None
    halted: KnownTurn | None = None
    again: KnownTurn | None = None
    setback: KnownSetback | None = None
    summary: KnownSummary | None = None
    released: ReleasedSummary | None = None
    earlier: list[EarlierVersion]


@router.get("", response_model_exclude_none=True, operation_id="listCases")
async def list_cases(
    request: Request,
    ask: Annotated[Ask, needs()],
    state: Filter = None,
    turn: Filter = None,
    outcome: Filter = None,
    level: Filter = None,
    uncarried: Annotated[bool, Query(description=UNCARRIED)] = False,
    q: Search = None,
    after: After = None,
    limit: Limit = 25,
) -> Page[ListedCase]:
    """The cases of one organisation by the name of their system."""
    filters = {"state": state, "turn": turn, "outcome": outcome, "level": level, "uncarried": uncarried}
    async with ask.running.db.view(ask.tenant) as tx:
        rows = await queries.list_cases(tx, ask.tenant, q, filters, (place(after, 2), limit + 1))
    return Page[ListedCase].model_validate(page_of(request, rows, limit, lambda row: (row["sort"], row["id"])))


@router.get("/{id}", response_model_exclude_none=True, operation_id="getCase")
async def get_case(response: Response, ask: Annotated[Ask, needs()], id: Id) -> KnownCase:
    """One case with its screening, answers, risks, measures, advices and decision."""
    async with ask.running.db.view(ask.tenant) as tx:
        known: dict[str, Any] = await queries.get_case(tx, ask.tenant, id)
    response.headers["ETag"] = f'"{known["version"]}"'
    return KnownCase.model_validate(known)
