"""Register entries of one organisation: read, edit, and the steps to the public register."""

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request, Response
from sqlalchemy import RowMapping
from sqlalchemy.ext.asyncio import AsyncConnection

from services.chassis.access import Ask, Forbidden, needs
from services.chassis.decider import Command
from services.chassis.execute import Order
from services.chassis.problems import Invalid, VersionRequired
from services.chassis.texts import Prose
from services.chassis.web import (
    After,
    Answer,
    Body,
    IfMatch,
    Limit,
    Page,
    RequiredIfMatch,
    Search,
    Written,
    bearer,
    page_of,
    place,
    written,
)
from services.publication import queries
from services.publication.domain import entry
from services.publication.domain.entry import EditEntry, Entry
from services.publication.domain.redress import with_redress
from services.publication.queries.redress import Redress
from services.publication.queries.steps import ON_WHAT_WAS_SEEN, ROLES, NextStep, command_of, reason_for

router = APIRouter(prefix="/organisations/{organisation}/entries", dependencies=[bearer])
Id = Annotated[str, Path(max_length=100, description="the id of the entry: the same as of its system")]


class ListedEntry(Answer):
    """An entry in a list. `number`: the version that is public; `imported`: it may be taken over as it is."""

    id: str
    version: int
    state: str
    name: str
    number: int | None = None
    imported: bool
    lacking: list[str]
    completeness: int
    life_cycle: str | None = None
    standing: str | None = None
    outdated_since: str | None = None
    """The day from which the inventory describes the system otherwise than when the public text was looked at."""


class KnownEntry(ListedEntry):
    """One entry: what people fill in, as the draft or else the public record has it, and what is public now."""

    record: dict[str, Any]
    extension: dict[str, Any] | None = None
    public_record: dict[str, Any] | None = None
    returned: str | None = None
    """Why an approver sent the draft back; absent once it is submitted again."""
    outdated: tuple[str, ...] = ()
    """The public keys of which the inventory says something else now."""
    withdrawn: str | None = None
    """On which ground it was taken off the public site; absent when it was not."""
    register: str | None = None
    provenance: dict[str, Any] | None = None


class EditedExtension(Body):
    """What stands beside the keys of the standard."""

    redress: Redress | None = None
    """What a resident can do about an outcome."""


class EditedEntry(Body):
    """What people fill in, as a whole: a key that is absent is not known. Without `extension` that stays as it is."""

    record: dict[str, Any]
    extension: EditedExtension | None = None


@router.get("", response_model_exclude_none=True, operation_id="listEntries")
async def list_entries(
    request: Request,
    ask: Annotated[Ask, needs()],
    q: Search = None,
    state: Annotated[str | None, Query(max_length=20, description="draft, submitted, public or withdrawn")] = None,
    imported: bool | None = None,
    outdated: Annotated[bool, Query(description="only what lags behind the inventory in public")] = False,
    after: After = None,
    limit: Limit = 25,
) -> Page[ListedEntry]:
    """The entries of one organisation by name, with words to look for and filters."""
    filters = {"state": state, "imported": imported, "outdated": outdated}
    async with ask.running.db.view(ask.tenant) as tx:
        rows = await queries.list_entries(tx, ask.tenant, q, filters, (place(after, 2), limit + 1))
    return Page[ListedEntry].model_validate(page_of(request, rows, limit, lambda row: (row["sort"], row["id"])))


@router.get("/{id}", response_model_exclude_none=True, operation_id="getEntry")
async def get_entry(response: Response, ask: Annotated[Ask, needs()], id: Id) -> KnownEntry:
    """One entry."""
    async with ask.running.db.view(ask.tenant) as tx:
        row, state = await queries.get_entry(tx, ask.tenant, id)
        returned = await queries.reason_of_return(tx, ask.tenant, state)
    response.headers["ETag"] = f'"{row["version"]}"'
    return KnownEntry.model_validate(shown(row, state) | {"returned": returned})


def shown(row: RowMapping, state: Entry) -> dict[str, Any]:
    """An entry as it is answered."""
    provenance = state.provenance.model_dump(mode="json", by_alias=True, exclude_none=True) if state.provenance else {}
    return {
        **row,
        "record": state.content,
        "extension": state.beside or None,
        "public_record": row["record"],
        "outdated_since": state.outdated_since,
        "outdated": state.outdated,
        "withdrawn": state.withdrawn.ground if state.withdrawn else None,
        "register": state.register,
        "provenance": provenance or None,
    }


@router.put("/{id}", operation_id="editEntry")
async def edit_entry(
    response: Response, ask: Annotated[Ask, needs("editor")], id: Id, body: EditedEntry, expected: RequiredIfMatch
) -> Written:
    """Replaces what people fill in; a public entry stays as it is until the revision is approved."""

    async def prepare(tx: AsyncConnection) -> Command:
        state = await queries.get_state(tx, ask.tenant, id)
        if faults := queries.faults(state, body.record):
            raise Invalid({f"/record{pointer}": detail for pointer, detail in faults.items()})
        extension = state.beside
        if body.extension is not None:
            extension = with_redress(state.beside, (body.extension.redress or Redress()).model_dump())
        return ask.command(EditEntry, record=body.record, extension=extension)

    return Written(**written(response, await ask.execute(Order(entry, id, prepare, expected))))


@router.post("/{id}/steps", operation_id="takeEntryStep")
async def take_step(
    response: Response,
    ask: Annotated[Ask, needs("editor", "approver")],
    id: Id,
    body: NextStep,
    expected: IfMatch = None,
) -> Written:
    """Submits (editor), or approves, returns with a reason, takes over from another register or withdraws (approver).

    Withdrawing is for what should not have been public, on a ground that everyone reads; the entry does not come back.
    """
    if ROLES[body.step] not in ask.roles:
        raise Forbidden(ROLES[body.step])
    if body.step in ON_WHAT_WAS_SEEN and expected is None:
        raise VersionRequired
    texts = Prose()
    reason = reason_for(body, texts)

    async def prepare(tx: AsyncConnection) -> Command:
        return await command_of(tx, ask, id, body.step, reason)

    return Written(**written(response, await ask.execute(Order(entry, id, prepare, expected, texts=texts.texts))))
