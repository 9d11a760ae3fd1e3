"""How much a change matters: asked in every form that changes a system, once an assessment was submitted."""

from typing import Any

from contracts.inventory import Change, Prose
from services.chassis.pages import Form
from services.chassis.texts import Prose as Texts
from services.chassis.web import Body
from services.chassis.wording import _

ASKED = {
    "change": _("Kies hoe groot deze wijziging is."),
    "reason": _("Schrijf op waarom u dit verandert."),
}


class Weighing(Body):
    """The size of a change, and why."""

    change: Change | None = None
    reason: Prose | None = None


def weight(said: Weighing, texts: Texts) -> dict[str, Any]:
    """The same for a command, with the reason kept among the texts."""
    return {"change": said.change, "reason": texts.refer(said.reason)}


def ask_weight(form: Form) -> None:
    """Puts what the rule missed beside its field."""
    if form.code == "change-required":
        form.errors |= {name: ASKED[name] for name in form.missing}
        form.missing = []
