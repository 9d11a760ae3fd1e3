"""Submitting: what is still lacking, or what will be frozen."""

from typing import Annotated

from fastapi import APIRouter, Request, Response
from sqlalchemy.ext.asyncio import AsyncConnection

from services.chassis.access import Ask, needs
from services.chassis.decider import Command
from services.chassis.execute import Order
from services.chassis.formats import number
from services.chassis.pages import Form, submit
from services.chassis.problems import Invalid
from services.chassis.texts import Prose
from services.chassis.wording import _
from services.dpia import queries
from services.dpia.domain import case
from services.dpia.domain.case import Submit, to_submit
from services.dpia.domain.case.advisers import why_ciso
from services.dpia.pages.frame import Id, base_of, page, shown
from services.dpia.pages.road import missing_links
from services.dpia.pages.steps import LONGEST

router = APIRouter()


@router.get("/{organisation}/cases/{id}/submission")
async def get_submission(request: Request, ask: Annotated[Ask, needs()], id: Id) -> Response:
    """What is lacking, each with a link; else what is frozen by submitting."""
    return await _page(request, ask, id, Form())


async def _page(request: Request, ask: Ask, id: str, form: Form) -> Response:
    seen = await shown(ask, id)
    form.missing = missing_links(seen.base, form.missing)
    state = seen.viewer.state
    lacking = missing_links(seen.base, to_submit(state))
    return await page(request, seen, "submission", form, lacking=lacking, why=why_ciso(state))


@router.post("/{organisation}/cases/{id}/submission")
async def submit_version(request: Request, ask: Annotated[Ask, needs(*case.who(Submit))], id: Id) -> Response:
    """Freezes the version that the person saw."""
    form, texts = await Form.of(request), Prose()
    unchanged = texts.refer(form.text("unchanged"))

    async def prepare(tx: AsyncConnection) -> Command:
        return ask.command(Submit, unchanged=unchanged, **await queries.seen_versions(tx, ask.tenant, id))

    async def act() -> str:
        if len(form.text("unchanged")) > LONGEST:
            raise Invalid({"unchanged": _("Houd het bij hooguit {most} tekens.", most=number(LONGEST))})
        await ask.execute(Order(case, id, prepare, form.version(), texts=texts.texts))
        return f"{base_of(ask, id)}/submission"

    return await submit(form, act, lambda form: _page(request, ask, id, form))
