"""Changes of which nobody said how much they matter: said afterwards, all at once."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Response

from contracts.envelope import Envelope, Event
from contracts.inventory import (
    Change,
    DataSource,
    DataSourceDocumented,
    DataSourceRemoved,
    Prose,
    SystemDescribed,
    SystemDescription,
    SystemRegistered,
)
from services.chassis.pages import Form, submit
from services.chassis.texts import Prose as Texts
from services.chassis.web import Body
from services.inventory import queries
from services.inventory.domain.system import ClassifyChange, suggested_change
from services.inventory.pages import timeline
from services.inventory.pages.here import WRITERS, Here, ask_for, here, know, seen, show_system
from services.inventory.pages.orders import order
from services.inventory.pages.weighing import ASKED

router = APIRouter()
PATH = "/{organisation}/systems/{id}/changes"


class Weighed(Body):
    """How much the open changes matter together, and why."""

    change: Change
    reason: Prose


async def _show(at: Here, form: Form) -> Response:
    known = await know(at)
    shown: dict[str, Any] = {"open": open_changes(known.history, known.state.open_changes)}
    return await show_system(at, "changes.html", known, form, **shown)


@router.get(PATH)
async def changes(at: Annotated[Here, here(*WRITERS)]) -> Response:
    """The open changes, each with what it probably is."""
    return await _show(at, Form())


@router.post(PATH)
async def classify(at: Annotated[Here, here(*WRITERS)]) -> Response:
    """Settles every change that the person saw."""
    form = await Form.of(at.request)

    async def act() -> str:
        given, texts, upto = form.read(Weighed), Texts(), seen(form)
        command = at.ask.command(ClassifyChange, up_to=upto, change=given.change, reason=texts.say(given.reason))
        await at.ask.execute(order(at, command, texts, upto))
        return at.hub

    async def again(form: Form) -> Response:
        ask_for(form, ASKED)
        return await _show(at, form)

    return await submit(form, act, again)


def open_changes(history: queries.History, versions: Sequence[int]) -> list[tuple[datetime, timeline.Told, str]]:
    """When, what, and how much it probably matters, for each of these versions."""
    return [
        (envelope.time, timeline.told(event, history), _suggestion(event, _before(history, envelope)))
        for envelope, event in history
        if envelope.version in versions
    ]


def _before(history: queries.History, until: Envelope) -> list[Event]:
    return [event for envelope, event in history if envelope.version < until.version]


def _suggestion(event: Event, before: Sequence[Event]) -> str:
    match event:
        case SystemDescribed():
            return suggested_change(_description(before), event.description)
        case DataSourceDocumented() | DataSourceRemoved():
            was = _source(before, event.source_id)
            data = event.source.personal_data if isinstance(event, DataSourceDocumented) else ()
            return "minor" if (was.personal_data if was else ()) == data else "substantial"
    return "minor"


def _description(before: Sequence[Event]) -> SystemDescription:
    return [e.description for e in before if isinstance(e, SystemRegistered | SystemDescribed)][-1]


def _source(before: Sequence[Event], id: str) -> DataSource | None:
    told = [e.source for e in before if isinstance(e, DataSourceDocumented) and e.source_id == id]
    return told[-1] if told else None
