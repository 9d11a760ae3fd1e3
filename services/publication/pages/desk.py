"""The desk of editors and approvers: the list of entries, the editor, and the steps to the public register."""

from typing import Annotated

from fastapi import APIRouter, Path, Query, Request, Response
from sqlalchemy.ext.asyncio import AsyncConnection

from services.chassis.access import Ask, Forbidden, needs
from services.chassis.decider import Command
from services.chassis.execute import Order, history_of
from services.chassis.finding import search_routes
from services.chassis.others import others
from services.chassis.pages import Form, desk, render, submit
from services.chassis.problems import Invalid
from services.chassis.texts import Prose
from services.chassis.web import After, Search, join, page_of, place
from services.chassis.wording import joined
from services.chassis.work import page_routes
from services.publication import queries
from services.publication.domain import entry
from services.publication.domain.entry import EditEntry, SubmitEntry
from services.publication.domain.record import EDITED, KEYS
from services.publication.domain.redress import REDRESS, with_redress
from services.publication.pages import editing, timeline, withdrawing, words
from services.publication.pages.typed import filled, retyped, standing, typed
from services.publication.queries.finding import find
from services.publication.queries.redress import Redress
from services.publication.queries.steps import ROLES, NextStep, command_of, reason_for
from services.publication.queries.work import look

router = APIRouter()
join(router, withdrawing.router, page_routes("publication", look), search_routes("publication", find))
Id = Annotated[str, Path(max_length=100)]
PAGE = 25
STATES = ("draft", "submitted", "public", "withdrawn")


@router.get("/{organisation}/entries")
async def entries(
    request: Request,
    ask: Annotated[Ask, needs()],
    q: Search = None,
    state: Annotated[str | None, Query(max_length=20)] = None,
    imported: bool | None = None,
    outdated: bool = False,
    after: After = None,
) -> Response:
    """The entries of one organisation, and what each lacks; `imported`: to take over as it is; `outdated`: lags."""
    async with ask.running.db.view(ask.tenant) as tx:
        place_ = (place(after, 2), PAGE + 1)
        filters = {"state": state or None, "imported": imported, "outdated": outdated}
        rows = await queries.list_entries(tx, ask.tenant, q, filters, place_)
        counted = await queries.count_states(tx, ask.tenant)
        lagging = await queries.count_outdated(tx, ask.tenant)
    page = page_of(request, rows, PAGE, lambda row: (row["sort"], row["id"]))
    return render(
        "publication",
        "entry-list.html",
        page=await desk(ask, request, "entries"),
        items=page["items"],
        next=page["next"],
        first=request.url.path if after else None,
        q=q,
        state=state,
        outdated=outdated,
        lagging=lagging,
        states=[(name, counted.get(name, 0)) for name in STATES],
        total=sum(counted.values()),
        labels={name: key.label for name, key in KEYS.items()},
    )


@router.get("/{organisation}/entries/{id}")
async def editor(request: Request, ask: Annotated[Ask, needs()], id: Id) -> Response:
    """One entry: what people fill in, and how residents will see it."""
    return await _show(request, ask, id)


async def _show(request: Request, ask: Ask, id: str, form: Form | None = None) -> Response:
    async with ask.running.db.view(ask.tenant) as tx:
        row, state = await queries.get_entry(tx, ask.tenant, id)
        returned = await queries.reason_of_return(tx, ask.tenant, state)
        history = await history_of(tx, ask.tenant, entry, id)
    edited = form if form and editing.is_editor(form) else None
    record, redress = standing(edited, state)
    page = await desk(ask, request, "entries", error=form is not None)
    known = editing.Known(row, state, ask, record, redress, page.organisation_name)
    form = editing.explained(form, known) if form else None
    now = filled(state.whole, row["version"])
    if edited:
        edited.overtaken(now, (*EDITED, *REDRESS))
    return render(
        "publication",
        "entry-editor.html",
        page=page,
        known=known,
        words=words,
        form=edited or now,
        refused=form,
        returned=returned,
        others=await others(ask, ("approver",), known.second) if known.second is not None else None,
        happened=timeline.entries(history),
        form_url=f"/publication/{ask.tenant}/entries/{id}",
    )


@router.post("/{organisation}/entries/{id}")
async def edit(request: Request, ask: Annotated[Ask, needs("editor")], id: Id) -> Response:
    """Saves the draft; with the button for it also submits it."""
    form = await Form.of(request)

    async def prepare(tx: AsyncConnection) -> Command:
        state = await queries.get_state(tx, ask.tenant, id)
        record = typed(form, state.content)
        if faults := queries.faults(state, record):
            raise Invalid({pointer: joined(": ", (label(pointer), detail)) for pointer, detail in faults.items()})
        form.read(Redress)
        extension = with_redress(state.beside, retyped(form, state.beside))
        return ask.command(EditEntry, record=record, extension=extension)

    async def act() -> str:
        done = await ask.execute(Order(entry, id, prepare, form.version()))
        form.values["version"] = str(done.version)
        if form.text("action") == "submit":
            await ask.execute(Order(entry, id, ask.command(SubmitEntry)))
        return request.url.path

    async def again(form: Form) -> Response:
        return await _show(request, ask, id, form)

    return await submit(form, act, again)


def label(pointer: str) -> str:
    """The name of the field that a JSON pointer is about."""
    return KEYS[pointer.split("/")[1]].label


@router.post("/{organisation}/entries/{id}/steps")
async def take_step(request: Request, ask: Annotated[Ask, needs("editor", "approver")], id: Id) -> Response:
    """Submits, approves, sends back or takes over what is there."""
    form = await Form.of(request)
    step, texts = form.text("step"), Prose()
    if ROLES.get(step) not in ask.roles:
        raise Forbidden(*([ROLES[step]] if step in ROLES else ["editor", "approver"]))

    async def act() -> str:
        reason = reason_for(form.read(NextStep), texts)

        async def prepare(tx: AsyncConnection) -> Command:
            return await command_of(tx, ask, id, step, reason)

        await ask.execute(Order(entry, id, prepare, form.version(), texts=texts.texts))
        return f"/publication/{ask.tenant}/entries/{id}"

    async def again(form: Form) -> Response:
        return await _show(request, ask, id, form)

    return await submit(form, act, again)
