"""Taking over entries of the national register: choose a file, see what it would do, say that it may go in."""

import asyncio
from typing import Annotated, Any

from fastapi import APIRouter, Response
from sqlalchemy import Row

from services.chassis import style
from services.chassis.execute import NotFound
from services.chassis.pages import Form, submit
from services.chassis.register_files import Refusal, mendable, title_of
from services.chassis.uploads import FRAME, uploaded
from services.chassis.wording import _, said
from services.inventory import queries
from services.inventory.pages.here import Here, here, show
from services.inventory.policies.offered import LARGEST, read_offered
from services.inventory.policies.register_file import BUSY, discard, offer, start
from services.inventory.queries import imports

router = APIRouter()
PATH = "/{organisation}/systems/import"
UPLOADS = {"/systems/import": LARGEST + FRAME}
SHOWN = 50
"""Refused rows on the page; the file to mend has them all."""
KINDS = {"csv": "text/csv; charset=utf-8", "json": "application/json"}


@router.get(PATH)
async def show_import(at: Annotated[Here, here("coordinator")]) -> Response:
    """The file that was offered last and how far it is, and a form for another."""
    return await _show(at, Form())


async def _show(at: Here, form: Form) -> Response:
    async with at.ask.running.db.view(at.ask.tenant) as tx:
        file = await imports.offered(tx, at.ask.tenant)
        busy = bool(file and file.state in BUSY)
        shown: dict[str, Any] = {"file": file, "busy": busy, "largest": LARGEST, "refused": []}
        if file and busy:
            shown["tried"], shown["all"] = await imports.tried(tx, file)
        elif file:
            shown["refused"] = [(row, title_of(file.form, file.heading, row.entry), _reason(row))
                                for row in await imports.refused(tx, file, SHOWN)]  # fmt: skip
    script = f"/static/{style.script('progress')[0]}"
    return await show(at, "import.html", form, script_url=script, **shown)


@router.post(PATH)
async def offer_file(at: Annotated[Here, here("coordinator")]) -> Response:
    """Reads the file; nothing goes in yet."""

    async def act() -> str:
        async with at.ask.running.db.view(at.ask.tenant) as tx:
            known = await queries.organisation(tx, at.ask.tenant)
        name = known["organisation"]["name"] if known else ""
        async with uploaded(at.request, "file", LARGEST) as file:
            offered = await asyncio.to_thread(read_offered, file.file, file.filename or "", name)
        await offer(at.ask, offered)
        return _address(at)

    async def again(form: Form) -> Response:
        form.errors = {"file": form.message} if form.message else {}
        return await _show(at, form)

    return await submit(Form(), act, again)


@router.post(PATH + "/start")
async def start_import(at: Annotated[Here, here("coordinator")]) -> Response:
    """The rows of the file that the person saw may go in."""
    form = await Form.of(at.request)

    async def act() -> str:
        await start(at.ask, form.text("key"))
        return _address(at)

    return await submit(form, act, lambda form: _show(at, form))


@router.post(PATH + "/removal")
async def discard_file(at: Annotated[Here, here("coordinator")]) -> Response:
    """Erases the file that the person saw."""
    form = await Form.of(at.request)

    async def act() -> str:
        await discard(at.ask, form.text("key"))
        return _address(at)

    return await submit(form, act, lambda form: _show(at, form))


@router.get(PATH + "/refused")
async def refused_rows(at: Annotated[Here, here("coordinator")]) -> Response:
    """What does not go in, as a file in the same form, to be mended and offered again."""
    async with at.ask.running.db.view(at.ask.tenant) as tx:
        file = await imports.offered(tx, at.ask.tenant)
        rows = await imports.refused(tx, file) if file and file.state not in BUSY else []
    if not file or not rows:
        raise NotFound("refused")
    found = (Refusal(row.number, row.field or "", said(_reason(row)), row.entry) for row in rows)
    content = mendable(file.form, file.heading, file.exported_on, found)
    named = {"Content-Disposition": f'attachment; filename="geweigerd.{file.form}"'}
    return Response(content, media_type=KINDS[file.form], headers=named)


def _reason(row: Row[Any]) -> str:
    return _(row.reason) if row.reason else ""


def _address(at: Here) -> str:
    return f"{at.organisation}/systems/import"
