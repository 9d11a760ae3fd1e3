"""The summary for everyone: written, and made public by another person."""

from typing import Annotated

from fastapi import APIRouter, Response
from pydantic import Field
from sqlalchemy.ext.asyncio import AsyncConnection

from contracts.dpia import LeftOut, SummaryText
from services.chassis.access import Ask, needs
from services.chassis.decider import Command
from services.chassis.execute import Order
from services.chassis.texts import Prose
from services.chassis.web import Body, IfMatch, Nothing, RequiredIfMatch, Written, bearer, written
from services.dpia import queries
from services.dpia.api.cases import Id
from services.dpia.api.drafting import made
from services.dpia.domain import case
from services.dpia.domain.case import ReleaseSummary, WriteSummary

router = APIRouter(prefix="/organisations/{organisation}/cases/{id}/summary", dependencies=[bearer])


class NewSummary(Body):
    """The summary, and on which grounds of the Woo something was left out of it."""

    text: SummaryText
    left_out: Annotated[tuple[LeftOut, ...], Field(max_length=10)] = ()


@router.put("", operation_id="writeSummary")
async def write_summary(
    response: Response,
    ask: Annotated[Ask, needs(*case.who(WriteSummary))],
    id: Id,
    body: NewSummary,
    expected: IfMatch = None,
) -> Written:
    """Writes the summary of the decision, or writes it anew. It stays inside until another person releases it."""
    texts = Prose()

    async def prepare(tx: AsyncConnection) -> Command:
        text = await queries.refer_summary(tx, ask.tenant, id, body.text, texts)
        return ask.command(WriteSummary, text=text, left_out=body.left_out)

    return Written(**written(response, await ask.execute(Order(case, id, prepare, expected, texts=texts.texts))))


@router.post("/releases", status_code=201, operation_id="releaseSummary")
async def release_summary(
    response: Response,
    ask: Annotated[Ask, needs(*case.who(ReleaseSummary))],
    id: Id,
    body: Nothing,
    expected: RequiredIfMatch,
) -> Written:
    """Makes the summary public, by someone who did not write it and is not the FG: its words become part of a fact."""

    async def prepare(tx: AsyncConnection) -> Command:
        return ask.command(ReleaseSummary, words=await queries.words_of_summary(tx, ask.tenant, id))

    return Written(**made(response, ask, await ask.execute(Order(case, id, prepare, expected)), id))
