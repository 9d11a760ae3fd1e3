"""The steps of an entry to and from the public register, as API and pages take them: whose, and with what beside it."""

from collections.abc import Mapping
from typing import Annotated, Any

from sqlalchemy.ext.asyncio import AsyncConnection

from contracts.envelope import OneOf
from contracts.inventory import Prose
from contracts.publication import WithdrawalGround
from services.chassis.access import Ask
from services.chassis.decider import Command
from services.chassis.problems import Invalid
from services.chassis.texts import Prose as Texts
from services.chassis.web import Body
from services.chassis.wording import _
from services.publication.domain.entry import ApproveEntry, ReturnEntry, SubmitEntry, TakeOver, WithdrawEntry
from services.publication.domain.entry.commands import Publishing
from services.publication.queries.desk import publishing

STEPS: Mapping[str, type[Command]] = {
    "submit": SubmitEntry,
    "approve": ApproveEntry,
    "return": ReturnEntry,
    "take-over": TakeOver,
    "withdraw": WithdrawEntry,
}
ROLES = dict.fromkeys(STEPS, "approver") | {"submit": "editor"}
ON_WHAT_WAS_SEEN = ("approve", "return", "withdraw")
"""Steps over the API that name the version that the person saw."""
WITH_REASON = {
    "return": ("reason", _("Schrijf op wat er beter moet. De redacteur leest dit.")),
    "withdraw": ("ground", _("Kies waarom de vermelding niet openbaar had mogen zijn. Iedereen leest dit.")),
}
"""Steps that are not taken without a reason or a ground, and what is said when there is none."""
Step = Annotated[str, OneOf(*STEPS)]


class NextStep(Body):
    """A step on the way to the public register, or off it; `ground`: why it should not have been public."""

    step: Step
    reason: Prose | None = None
    ground: WithdrawalGround | None = None


def reason_for(asked: NextStep, texts: Texts) -> dict[str, Any]:
    """The reason or the ground as the step's command takes it; raises Invalid when it must be there and is not."""
    name, sentence = WITH_REASON.get(asked.step, ("", ""))
    if name and getattr(asked, name) is None:
        raise Invalid({f"/{name}": sentence})
    if name == "reason":
        return {"reason": texts.refer(asked.reason)}
    return {"ground": asked.ground} if name else {}


async def command_of(tx: AsyncConnection, ask: Ask, id: str, step: str, reason: Mapping[str, Any]) -> Command:
    """The command of a step, with what a public record holds beside the entry itself where it makes one."""
    kind = STEPS[step]
    public = await publishing(tx, ask.tenant, id) if issubclass(kind, Publishing) else {}
    return ask.command(kind, **reason, **public)
