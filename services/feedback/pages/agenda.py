"""For residents: the agenda of dialogues, signing up for one, and what came of it."""

import secrets
from typing import Annotated

from fastapi import APIRouter, Path, Request, Response

from services.chassis import days
from services.chassis.access import Organisation, origin_of, running_of
from services.chassis.execute import execute
from services.chassis.language import here
from services.chassis.pages import Form, Site, render, submit
from services.chassis.problems import Invalid
from services.chassis.rate_limit import admit
from services.chassis.web import After, page_of, place
from services.feedback.domain.words import Attending
from services.feedback.pages import words
from services.feedback.pages.public import TRAP
from services.feedback.queries import dialogues as queries

router = APIRouter(prefix="/public")
Id = Annotated[str, Path(max_length=100)]
PAGE = 25


@router.get("/agenda/{organisation}")
async def agenda(request: Request, organisation: Organisation, after: After = None) -> Response:
    """What is to come, and what was held with what came of it."""
    async with running_of(request).db.view(organisation) as tx:
        site = Site(organisation, await queries.organisation_name(tx, organisation))
        upcoming = [] if after else await queries.upcoming(tx, organisation)
        rows = await queries.held(tx, organisation, None, (place(after, 3), PAGE + 1))
    page = page_of(request, rows, PAGE, lambda row: (row["day"], row["time"], row["id"]))
    return render(
        "feedback",
        "agenda.html",
        site=site,
        upcoming=upcoming,
        held=page["items"],
        next=page["next"],
        first=request.url.path if after else None,
        words=words,
    )


@router.get("/agenda/{organisation}/{id}")
async def one(request: Request, organisation: Organisation, id: Id) -> Response:
    """One dialogue: what it is about, signing up, and what came of it."""
    return await _show(request, organisation, id, Form())


@router.post("/agenda/{organisation}/{id}")
async def sign_up(request: Request, organisation: Organisation, id: Id) -> Response:
    """Signs up; who did goes on to the page that the secret opens."""
    form, running = await Form.of(request), running_of(request)

    async def act() -> str:
        admit(request)
        if form.text(TRAP):
            raise Invalid({"": words.FILLED_BY_MACHINE})
        secret = secrets.token_urlsafe(32)
        order = queries.sign_up(form.read(Attending), organisation, id, secret)
        await execute(running, origin_of(request, organisation, None), order)
        return f"/feedback/public/seats/{secret}"

    async def again(form: Form) -> Response:
        words.ask(form.errors, form.values)
        return await _show(request, organisation, id, form)

    return await submit(form, act, again)


async def _show(request: Request, organisation: str, id: str, form: Form) -> Response:
    async with running_of(request).db.view(organisation) as tx:
        row = await queries.get_dialogue(tx, organisation, id, public=True)
        outcomes = await queries.list_outcomes(tx, organisation, id)
        site = Site(organisation, await queries.organisation_name(tx, organisation))
    to_come = row["state"] == "published" and row["day"] >= days.today().isoformat()
    left = row["seats"] - row["coming"] if row["seats"] is not None else None
    shown = {"dialogue": row, "outcomes": outcomes, "to_come": to_come, "left": left, "form": form, "words": words}
    return render("feedback", "public-dialogue.html", site=site, today=days.today().isoformat(), **shown)


@router.get("/seats/{secret}")
async def signed_up(request: Request, secret: Id) -> Response:
    """The receipt of a sign-up, or of its erasure, for who holds the secret."""
    running = running_of(request)
    async with running.db.view() as tx:
        tenant, id = await queries.linked_sign_up(tx, secret)
    async with running.db.view(tenant) as tx:
        row = await queries.get_sign_up(tx, tenant, id)
        dialogue = await queries.get_dialogue(tx, tenant, row["dialogue"])
        site = Site(tenant, await queries.organisation_name(tx, tenant))
    link = f"{request.url.scheme}://{request.url.netloc}{here(f'/feedback/public/seats/{secret}')}"
    page = render("feedback", "sign-up.html", site=site, sign_up=row, dialogue=dialogue, link=link, words=words)
    page.headers.update({"Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex"})
    return page


@router.post("/seats/{secret}")
async def erase(request: Request, secret: Id) -> Response:
    """Erases the name and the address at once, and gives the seat free."""
    form, running = await Form.of(request), running_of(request)
    async with running.db.view() as tx:
        tenant, id = await queries.linked_sign_up(tx, secret)
    async with running.db.view(tenant) as tx:
        row = await queries.get_sign_up(tx, tenant, id)

    async def act() -> str:
        await execute(running, origin_of(request, tenant, None), queries.erase_sign_up(row))
        return request.url.path

    async def again(form: Form) -> Response:
        return await signed_up(request, secret)

    return await submit(form, act, again)
