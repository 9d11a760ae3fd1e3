"""For residents: say something about a public entry, read what others said, and follow your own remark."""

import secrets
from datetime import datetime, timedelta
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request, Response
from fastapi.responses import PlainTextResponse
from sqlalchemy import RowMapping

from contracts.feedback import Scope
from services.chassis import days, tenants
from services.chassis.access import origin_of, running_of
from services.chassis.decider import Rejected
from services.chassis.execute import NotFound, execute
from services.chassis.language import here
from services.chassis.pages import Form, Site, render, submit
from services.chassis.problems import Invalid
from services.chassis.rate_limit import admit
from services.chassis.web import After, Body, page_of, place
from services.chassis.wording import DUTCH, LANGUAGE
from services.feedback import queries
from services.feedback.domain.fields import FIELDS
from services.feedback.domain.remark import DECIDED, TO_REOPEN
from services.feedback.domain.words import Reopening, Said, has_citizen_number, personal_in
from services.feedback.pages import words
from services.feedback.pages.public_text import paragraphs
from services.feedback.queries import dialogues

router = APIRouter(prefix="/public")
Id = Annotated[str, Path(max_length=100)]
PAGE = 25
TRAP = "homepage"
"""A field that people do not see; what fills it in is a machine."""
PRIVATE = {"Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex"}
"""The address holds a secret."""


class Erasing(Body):
    """What who sent a remark wants to be erased."""

    scope: Scope


@router.get("/entries/{id}")
async def remarks(
    request: Request,
    id: Id,
    field: Annotated[str | None, Query(max_length=100)] = None,
    after: After = None,
) -> Response:
    """The remarks and answers of one entry, and the form."""
    return await _show(request, id, Form({"field": field} if field else {}), after)


@router.post("/entries/{id}")
async def send(request: Request, id: Id) -> Response:
    """Receives a remark; who sent it goes on to the page that the secret opens."""
    form, running = await Form.of(request), running_of(request)
    async with running.db.view() as tx:
        tenant = (await queries.get_channel(tx, id))["tenant"]

    async def act() -> str:
        admit(request)
        said, secret = _said(form), secrets.token_urlsafe(32)
        await execute(running, origin_of(request, tenant, None), queries.order_of(said, tenant, id, secret))
        return f"/feedback/public/remarks/{secret}"

    async def again(form: Form) -> Response:
        words.ask(form.errors, form.values)
        return await _show(request, id, form, None)

    return await submit(form, act, again)


def _said(form: Form) -> Said:
    """What was typed; raises Invalid, and Rejected once when it seems to be about one person."""
    if form.text(TRAP):
        raise Invalid({"": words.FILLED_BY_MACHINE})
    said = form.read(Said)
    found = personal_in(said.text) or (("citizen-number",) if has_citizen_number(said.contact or "") else ())
    if form.text("sure") != "yes" and found:
        raise Rejected("personal-data", words.warning(found))
    return said


async def _show(request: Request, id: str, form: Form, after: str | None) -> Response:
    running, begin = running_of(request), place(after, 2)
    async with running.db.view() as tx:
        channel = await queries.get_channel(tx, id)
    tenant = channel["tenant"]
    async with running.db.view(tenant) as tx:
        rows = await queries.list_public(tx, tenant, id, (begin, PAGE + 1))
        is_open = await queries.is_open(tx, tenant, id)
        talks = [*await dialogues.upcoming(tx, tenant, id, 3), *await dialogues.held(tx, tenant, id, (None, 3))]
        site = Site(tenant, await tenants.name_of(tx, tenant))
    page = page_of(request, rows, PAGE, lambda row: (row["received_at"], row["id"]))
    return render(
        "feedback",
        "public-remarks.html",
        site=site,
        **_about(channel, form.text("field") or None),
        open=is_open,
        dialogues=talks,
        form=form,
        fields=list(FIELDS.items()),
        items=page["items"],
        next=page["next"],
        first=request.url.path if after else None,
        words=words,
    )


def _about(channel: RowMapping, field: str | None) -> dict[str, Any]:
    """What a remark is about: the entry, and one of its fields with the text that all can read."""
    known = {**FIELDS, **{key: key for key in channel["record"] if key not in FIELDS}}
    label = known.get(field or "", "")
    text = paragraphs(channel["record"].get(field)) if label else []
    entry = f"/register/{channel['tenant']}/entries/{channel['id']}"
    return {"name": channel["name"], "id": channel["id"], "entry": entry, "label": label, "public_text": text}


@router.get("/moderation")
async def moderation(request: Request) -> Response:
    """On which grounds a remark is not shown to all: the whole list, for everyone."""
    return render("feedback", "moderation.html", site=Site(), words=words)


@router.get("/remarks/{secret}")
async def follow(request: Request, secret: Id) -> Response:
    """The receipt, and later the answer, for who holds the secret."""
    return await _follow(request, secret, Form())


@router.post("/remarks/{secret}")
async def take_step(request: Request, secret: Id) -> Response:
    """Asks the organisation to look again, or erases what can be erased at once and asks for the rest."""
    form, running = await Form.of(request), running_of(request)
    async with running.db.view() as tx:
        tenant, id = await queries.linked(tx, secret)

    async def act() -> str:
        if form.text("step") == "erase":
            order = queries.erasing(id, form.read(Erasing).scope)
        else:
            admit(request)
            order = queries.reopening(id, form.read(Reopening).reason)
        await execute(running, origin_of(request, tenant, None), order)
        return request.url.path

    async def again(form: Form) -> Response:
        words.ask(form.errors, form.values)
        return await _follow(request, secret, form)

    return await submit(form, act, again)


@router.get("/remarks/{secret}/receipt")
async def receipt(request: Request, secret: Id) -> Response:
    """What was erased and when, as a file to keep; no word of the remark stands in it."""
    running = running_of(request)
    async with running.db.view() as tx:
        tenant, id = await queries.linked(tx, secret)
    async with running.db.view(tenant) as tx:
        erasures = await queries.list_erasures(tx, tenant, id)
        name = await tenants.name_of(tx, tenant)
    if not erasures:
        raise NotFound(f"receipt/{id}")
    LANGUAGE.set(DUTCH)  # a file to keep, in the language of what was erased
    file = {"Content-Disposition": f'attachment; filename="bewijs-gewist-{id}.txt"'}
    return PlainTextResponse(words.receipt(name or tenant, id, erasures), headers=PRIVATE | file)


async def _follow(request: Request, secret: str, form: Form) -> Response:
    running = running_of(request)
    async with running.db.view() as tx:
        tenant, id = await queries.linked(tx, secret)
    async with running.db.view(tenant) as tx:
        row = await queries.get_remark(tx, tenant, id)
        erasures = await queries.list_erasures(tx, tenant, id)
        channel = await queries.get_channel(tx, row["entry"])
        site = Site(tenant, await tenants.name_of(tx, tenant))
    link = f"{request.url.scheme}://{request.url.netloc}{here(f'/feedback/public/remarks/{secret}')}"
    about = _about(channel, row["field"])
    shown = {"remark": row, "link": link, "words": words, "form": form, "left": _until(row["ended_at"])}
    shown |= {"erasures": erasures, "decided": row["kind"] in DECIDED}
    page = render("feedback", "public-receipt.html", site=site, **shown, **about)
    page.headers.update(PRIVATE)
    return page


def _until(ended_at: str | None) -> str | None:
    """The last day on which who sent the remark can reopen it; None when that is over or not so far yet."""
    if ended_at is None:
        return None
    last = days.on(datetime.fromisoformat(ended_at)) + timedelta(days=TO_REOPEN)
    return last.isoformat() if days.today() <= last else None
