"""The organisations of this installation: where everyone finds the own one, and where the operator enrols another."""

from fastapi import APIRouter, Request, Response

from services.chassis.access import EVERYWHERE, OPERATOR, Operator, Person, running_of, signed_in
from services.chassis.pages import Form, desk_of_all, render, submit
from services.chassis.web import After, page_of, place
from services.chassis.wording import _
from services.inventory import queries
from services.inventory.pages.here import ask_for
from services.inventory.policies.enrolling import NewOrganisation, enrol

router = APIRouter()
PATH = "/organisations"
PAGE = 50
ASKED = {
    "id": _("Vul in hoe de organisatie in elk adres heet, bijvoorbeeld eskerwold."),
    "name": _("Vul de naam van de organisatie in."),
    "oin": _("Vul het OIN van de organisatie in."),
}
WRONG = {
    "id": _("Begin met een kleine letter; gebruik daarna kleine letters, cijfers en streepjes. 3 tot 80 tekens."),
    "oin": _("Een OIN heeft 20 cijfers."),
    "cbsCode": _("Een CBS-code is GM met vier cijfers, bijvoorbeeld GM0344."),
    "tooiCode": _("Een TOOI-code begint met kleine letters en eindigt op cijfers, bijvoorbeeld gm0344."),
}


@router.get(PATH)
async def organisations_page(request: Request, after: After = None) -> Response:
    """The organisations by id, for everyone who is signed in; for an operator the form too."""
    return await _show(request, signed_in(request), Form(), after)


@router.post(PATH)
async def enrol_organisation(request: Request, person: Operator) -> Response:
    """Enrols the organisation, and goes on to giving its first role."""
    form = await Form.of(request)

    async def act() -> str:
        body = form.read(NewOrganisation)
        await enrol(request, person, body)
        return f"/inventory/{body.id}/organisation/roles?role=coordinator"

    async def again(form: Form) -> Response:
        explain(form)
        return await _show(request, person, form)

    return await submit(form, act, again)


def explain(form: Form) -> None:
    """Says at each field that was refused what belongs there."""
    form.errors |= {name: WRONG[name] for name in form.errors if name in WRONG}
    ask_for(form, ASKED)


async def _show(request: Request, person: Person, form: Form, after: str | None = None) -> Response:
    begin = place(after or None, 1)
    async with running_of(request).db.view() as tx:
        rows = await queries.list_organisations(tx, begin[0] if begin else None, PAGE + 1)
    found = page_of(request, rows, PAGE, lambda row: (row["id"],))
    enrols = OPERATOR in person.claimed(EVERYWHERE)
    title = _("Beheer van de installatie") if enrols else _("Kies uw organisatie")
    page = desk_of_all(person, title, request, "organisations", bool(form.errors or form.message))
    shown = {"rows": found["items"], "following": found["next"], "first": request.url.path if after else ""}
    return render("inventory", "organisations.html", page=page, form=form, enrols=enrols, **shown)
