"""Conditions of an approval: given with the decision, said to be met, and looked at by another person."""

from typing import Annotated

from fastapi import APIRouter, Path, Request, Response

from contracts.dpia import Condition
from contracts.envelope import YesNo
from contracts.inventory import Day, Line
from services.chassis import days
from services.chassis.access import Ask, needs
from services.chassis.execute import Order, uuid7
from services.chassis.pages import Form, submit
from services.chassis.problems import Invalid
from services.chassis.texts import Prose
from services.chassis.web import Body
from services.chassis.wording import _
from services.dpia.domain import case
from services.dpia.domain.case import JudgeEvidence, ReportCondition
from services.dpia.pages.frame import Id, base_of, page, shown
from services.dpia.pages.risks import Told

router = APIRouter()
ConditionId = Annotated[str, Path(max_length=100)]
MOST = 20
"""So many conditions fit in one decision."""


class TypedCondition(Body):
    """What the form of a decision asks of each condition."""

    condition: Told
    owner_role: Line
    due: Day
    blocks: YesNo


NAMES = ("condition", "ownerRole", "due", "blocks")


def room_in(form: Form) -> int:
    """How many conditions the form of the decision has room for."""
    digits = form.text("room")
    return min(int(digits), MOST) if digits.isascii() and digits.isdigit() and len(digits) < 3 else 0


def over(form: Form) -> list[str]:
    """The fields with a day that is over."""
    fields = [f"due-{number}" for number in range(1, room_in(form) + 1)]
    return [name for name in fields if "" < form.text(name) < days.today().isoformat()]


def read(form: Form, texts: Prose) -> tuple[Condition, ...]:
    """The conditions that were typed; room in which nothing was typed is passed over. Raises Invalid."""
    room = map(str, range(1, room_in(form) + 1))
    filled = [number for number in room if any(form.text(f"{name}-{number}") for name in NAMES)]
    return tuple(
        Condition(
            id=uuid7(),
            text=texts.say(typed.condition),
            owner_role=typed.owner_role,
            due=typed.due,
            blocks_use=typed.blocks,
        )
        for typed in form.read_each(TypedCondition, filled)
    )


class TypedReport(Body):
    """What shows that a condition is met."""

    evidence: Told


@router.get("/{organisation}/cases/{id}/conditions")
async def get_conditions(request: Request, ask: Annotated[Ask, needs()], id: Id) -> Response:
    """Each condition of the approval with how far it is; a form for who is to act."""
    return await _page(request, ask, id, Form())


async def _page(request: Request, ask: Ask, id: str, form: Form) -> Response:
    return await page(request, await shown(ask, id), "conditions", form)


@router.post("/{organisation}/cases/{id}/conditions/{condition}")
async def report_condition(
    request: Request, ask: Annotated[Ask, needs(*case.who(ReportCondition))], id: Id, condition: ConditionId
) -> Response:
    """Says that a condition is met, and what shows it."""
    form = await Form.of(request)

    async def act() -> str:
        [typed], texts = form.read_each(TypedReport, [condition]), Prose()
        command = ask.command(ReportCondition, condition=condition, evidence=texts.say(typed.evidence))
        await ask.execute(Order(case, id, command, form.version(), texts=texts.texts))
        return f"{base_of(ask, id)}/conditions"

    return await submit(form, act, lambda form: _page(request, ask, id, form))


@router.post("/{organisation}/cases/{id}/conditions/{condition}/judgement")
async def judge_evidence(
    request: Request, ask: Annotated[Ask, needs(*case.who(JudgeEvidence))], id: Id, condition: ConditionId
) -> Response:
    """Says whether a condition is met; if not, why."""
    form = await Form.of(request)

    async def act() -> str:
        met, reason, texts = form.text(f"met-{condition}"), form.text(f"reason-{condition}"), Prose()
        if met not in {"true", "false"}:
            raise Invalid({f"met-{condition}": _("Kies of deze voorwaarde is vervuld.")})
        if met == "false" and not reason:
            raise Invalid({f"reason-{condition}": _("Leg uit waarom deze voorwaarde nog niet is vervuld.")})
        said = {"met": met == "true", "reason": texts.refer(reason)}
        command = ask.command(JudgeEvidence, condition=condition, **said)
        await ask.execute(Order(case, id, command, form.version(), texts=texts.texts))
        return f"{base_of(ask, id)}/conditions"

    return await submit(form, act, lambda form: _page(request, ask, id, form))
