"""The list of systems, and entering a new one."""

from typing import Annotated

from fastapi import APIRouter, Query, Response

from contracts.inventory import FoundAs, Month, SystemDescription
from services.chassis.access import Forbidden
from services.chassis.execute import Order, uuid7
from services.chassis.pages import Form, submit
from services.chassis.rendering import listed
from services.chassis.web import After, Body, Search, new_id, page_of, place
from services.chassis.wording import _
from services.inventory import queries
from services.inventory.domain import system
from services.inventory.domain.system import RegisterSystem
from services.inventory.pages.first_run import first_run
from services.inventory.pages.here import WRITERS, Here, ask_for, here, show

router = APIRouter()
PAGE = 25
Word = Annotated[str, Query(max_length=20)]
ASKED = {"name": _("Geef het systeem een naam. De rest mag later.")}


@router.get("/{organisation}/systems")
async def list_systems(
    at: Annotated[Here, here()],
    stage: Word = "",
    category: Word = "",
    standing: Word = "",
    q: Search = None,
    after: After = None,
) -> Response:
    """The systems by name, with words to look for and filters."""
    filters: dict[str, str | None] = {"stage": stage, "standing": standing, "category": category}
    async with at.ask.running.db.view(at.ask.tenant) as tx:
        rows = await queries.list_systems(tx, at.ask.tenant, q, filters, (place(after or None, 2), PAGE + 1))
        nothing = not rows and not after and not q and not any(filters.values())
        steps = await first_run(at, tx) if nothing else None
    found = page_of(at.request, rows, PAGE, lambda row: (row["sort"], row["id"]))
    begin = str(at.request.url.remove_query_params("after").query)
    return await show(
        at,
        "systems.html",
        Form({"q": q or "", **filters}),
        systems=listed(found["items"]),
        following=found["next"],
        first=f"{at.request.url.path}?{begin}" if after else "",
        narrowed=bool(q or any(filters.values())),
        steps=steps,
    )


class Found(Body):
    """How a system was found, when it already runs."""

    found_as: FoundAs | None = None
    since: Month | None = None


class NewSystem(SystemDescription, Found):
    """A system to register."""


@router.get("/{organisation}/systems/new")
async def new_system(at: Annotated[Here, here(*WRITERS)]) -> Response:
    """An empty form; its key makes one system, however often it is sent."""
    return await show(at, "system-new.html", Form({"key": uuid7(), "foundAs": ""}))


@router.post("/{organisation}/systems/new")
async def register_system(at: Annotated[Here, here(*WRITERS)]) -> Response:
    """Enters the system and goes on to its page."""
    form = await Form.of(at.request)

    async def act() -> str:
        given = form.read(NewSystem)
        if given.found_as and not at.may("coordinator"):
            raise Forbidden("coordinator")
        description = SystemDescription.model_validate(given.model_dump(exclude={"found_as", "since"}))
        command = at.ask.command(RegisterSystem, description=description, found_as=given.found_as, since=given.since)
        id = new_id(at.ask, at.request, form.text("key") or None)
        await at.ask.execute(Order(system, id, command, once=True))
        return f"{at.organisation}/systems/{id}"

    async def again(form: Form) -> Response:
        ask_for(form, ASKED)
        return await show(at, "system-new.html", form)

    return await submit(form, act, again)
