"""The steps of an entry to and from the public register, as API and pages take them: whose, and with what beside it."""

from collections.abc import Mapping
from typing import Annotated, Any

from sqlalchemy.ext.asyncio import AsyncConnection

from contracts.envelope import OneOf
from contracts.inventory import Prose
from services.chassis.access import Ask
from services.chassis.decider import Command
from services.chassis.problems import Invalid
from services.chassis.texts import Prose as Texts
from services.chassis.web import Body
from services.publication.domain.entry import ApproveEntry, ReturnEntry, SubmitEntry, TakeOver
from services.publication.domain.entry.commands import Publishing
from services.publication.queries.desk import publishing

STEPS: Mapping[str, type[Command]] = {
    "submit": SubmitEntry,
    "approve": ApproveEntry,
    "return": ReturnEntry,
    "take-over": TakeOver,
}
ROLES = {"submit": "editor", "approve": "approver", "return": "approver", "take-over": "approver"}
ON_WHAT_WAS_SEEN = ("approve", "return")
"""Steps over the API that name the version that the person saw."""
WITH_REASON = {"return": "Schrijf op wat er beter moet. De redacteur leest dit."}
"""Steps that are not taken without a reason, and what is said when there is none."""
Step = Annotated[str, OneOf(*STEPS)]


class NextStep(Body):
    """A step on the way to the public register."""

    step: Step
    reason: Prose | None = None


def reason_for(asked: NextStep, texts: Texts) -> dict[str, Any]:
    """The reason as the step's command takes it; raises Invalid when it must be there and is not."""
    if asked.reason is None and asked.step in WITH_REASON:
        raise Invalid({"/reason": WITH_REASON[asked.step]})
    said = texts.refer(asked.reason)
    return {"reason": said} if asked.step in WITH_REASON else {}


async def command_of(tx: AsyncConnection, ask: Ask, id: str, step: str, reason: Mapping[str, Any]) -> Command:
    """The command of a step, with what a public record holds beside the entry itself where it makes one."""
    kind = STEPS[step]
    public = await publishing(tx, ask.tenant, id) if issubclass(kind, Publishing) else {}
    return ask.command(kind, **reason, **public)
