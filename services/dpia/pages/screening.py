"""The pre-scan: its form, and what the rules made of the answers."""

from typing import Annotated, Any

from fastapi import APIRouter, Request, Response
from pydantic import field_validator
from sqlalchemy.ext.asyncio import AsyncConnection

from contracts.dpia import Screening
from services.chassis.access import Ask, needs
from services.chassis.decider import Command
from services.chassis.execute import Order
from services.chassis.pages import YES_NO, Form, submit
from services.chassis.web import valid
from services.chassis.wording import _
from services.dpia import queries
from services.dpia.domain import case, prescan_labels
from services.dpia.domain import screening_reasons as why
from services.dpia.domain.case import Screen
from services.dpia.domain.prescan import WEIGHINGS
from services.dpia.domain.screening import asks_another_look, ticked
from services.dpia.domain.screening_reasons import WORDINGS
from services.dpia.pages import prefill
from services.dpia.pages.frame import Id, Shown, base_of, page, shown

router = APIRouter()
LISTS = ("ordinary", "special", "sensitive", "people", "apList", "edpbList", "baseRegisters")
ONES = ("newLaw", "tenThousand", "frequency", "retention", "highRiskAi", "impactful")
SERVICES = {
    "for-minors": {"forMinors": True},
    "perhaps-minors": {"forMinors": False},
    "adults-only": {"forMinors": False, "provenAdultsOnly": True},
}


class TypedScreening(Screening):
    """The pre-scan as it is typed, with a sentence of our own for a transfer that says half."""

    @field_validator("transfer", mode="before")
    @classmethod
    def whole(cls, given: Any) -> Any:
        """A transfer names where the data stands and from where it is supported."""
        if isinstance(given, dict) and not {"storage", "support"} <= given.keys():
            raise ValueError(_("Kies bij doorgifte waar de gegevens staan en van waaruit de ondersteuning is"))
        return given


@router.get("/{organisation}/cases/{id}/screening")
async def get_screening(request: Request, ask: Annotated[Ask, needs()], id: Id) -> Response:
    """The form as it was answered, or filled with what the inventory knows."""
    seen = await shown(ask, id)
    given = seen.known["screening"]
    if given:
        return await _page(request, seen, Form(_flat(given["screening"])), {})
    known = prefill.screening(seen.row)
    return await _page(request, seen, Form(dict(known)), known)


async def _page(request: Request, seen: Shown, form: Form, known: dict[str, Any]) -> Response:
    marks = dict.fromkeys(known, _("Uit de inventaris. Klopt dit niet? Pas het hier aan."))
    lists = {name: list(codes.items()) for name, codes in vars(prescan_labels).items() if name.isupper()}
    kept = seen.known["screening"]
    shown_too = {"result": told(kept), "again": _asks_again(kept)} if kept else {"result": None}
    return await page(request, seen, "screening", form, lists=lists, marks=marks, wordings=WORDINGS, **shown_too)


def _asks_again(kept: dict[str, Any]) -> bool:
    return asks_another_look(Screening.model_validate(kept["screening"]))


def told(kept: dict[str, Any]) -> dict[str, Any]:
    """The result as it was kept, with each reason said anew so that it can be read in another language."""
    screening = Screening.model_validate(kept["screening"])
    ticks, total = ticked(screening), kept["total"]
    scores = {w.key: why.score(w, ticks[w.key], kept["scores"][w.key]["score"]) for w in WEIGHINGS}
    rules = [rule | _reason(rule, why.rule(rule["rule"], screening, ticks, total)) for rule in kept["rules"]]
    return kept | {
        "rules": rules,
        "scores": {key: one | _reason(one, scores[key]) for key, one in kept["scores"].items()},
    }


def _reason(kept: dict[str, Any], anew: str) -> dict[str, str]:
    """What was kept holds where the rules give another reason today."""
    return {"reason": anew if anew == kept["reason"] else kept["reason"]}


@router.post("/{organisation}/cases/{id}/screening")
async def complete_screening(request: Request, ask: Annotated[Ask, needs(*case.who(Screen))], id: Id) -> Response:
    """Applies the rules and shows the result; a form that is refused keeps its ticks."""
    form = await Form.of(request)

    async def act() -> str:
        screening = _read(form)

        async def prepare(tx: AsyncConnection) -> Command:
            seen, policy = await queries.seen_versions(tx, ask.tenant, id), await queries.policy_of(tx, ask.tenant)
            return ask.command(Screen, screening=screening, **seen, **policy)

        await ask.execute(Order(case, id, prepare, form.version()))
        return f"{base_of(ask, id)}/screening"

    async def again(form: Form) -> Response:
        return await _page(request, await shown(ask, id), form, {})

    return await submit(form, act, again)


def _read(form: Form) -> Screening:
    """The pre-scan's answers from the flat form; raises Invalid."""
    values: dict[str, Any] = {name: form.several(name) for name in LISTS}
    values |= {name: YES_NO.get(form.text(name), form.text(name)) for name in ONES if form.text(name)}
    if form.text("transfer") == "true":
        values["transfer"] = _transfer(form)
    if service := form.text("service"):
        values["digitalService"] = SERVICES.get(service, {})
    return Screening.model_validate(valid(TypedScreening, values).model_dump())


def _transfer(form: Form) -> dict[str, Any]:
    known = {name: form.text(name) for name in ("storage", "support", "mechanism") if form.text(name)}
    return known | {"special": form.text("transferSpecial") == "true"}


def _flat(given: dict[str, Any]) -> dict[str, Any]:
    """The form's fields for answers that were given before."""
    values = {name: value for name, value in given.items() if name in LISTS}
    values |= {name: _text(given[name]) for name in ONES}
    transfer = given.get("transfer")
    values["transfer"] = _text(transfer is not None)
    values |= {name: transfer[name] for name in ("storage", "support", "mechanism") if transfer and name in transfer}
    values["transferSpecial"] = _text(bool(transfer and transfer.get("special")))
    return values | {"service": _service(given.get("digitalService"))}


def _service(given: dict[str, Any] | None) -> str:
    if given is None:
        return ""
    if given["forMinors"]:
        return "for-minors"
    return "adults-only" if given.get("provenAdultsOnly") else "perhaps-minors"


def _text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
