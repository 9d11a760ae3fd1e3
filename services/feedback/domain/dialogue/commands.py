"""What someone can want of a dialogue."""

from typing import ClassVar

from contracts.envelope import TextReference, YesNo
from contracts.feedback import DialoguePlan, Number
from contracts.inventory.words import Day, Prose, Role
from services.chassis.decider import Command


class PlanDialogue(Command):
    """Plan an information evening or a dialogue table."""

    CREATES: ClassVar[bool] = True

    plan: DialoguePlan
    entry_known: bool
    """There is a public entry of this organisation with the id in the plan, or the plan names none."""


class ChangeDialogue(PlanDialogue):
    """Plan it otherwise."""

    CREATES: ClassVar[bool] = False


class PublishDialogue(Command):
    """Put it in the public agenda."""


class SignUp(Command):
    """A resident will come."""

    sign_up: str
    name: TextReference
    email: TextReference


class EraseSignUp(Command):
    """Who signed up wants to be forgotten, and will not come."""

    sign_up: str


class CancelDialogue(Command):
    """Say that it will not take place, and why."""

    published_reason: Prose


class HoldDialogue(Command):
    """Say that it took place, and what was talked about."""

    published_report: Prose
    attendance: Number | None = None


class RecordOutcome(Command):
    """Promise something about what was said."""

    outcome: str
    said: Prose
    promise: Prose
    owner: Role
    owner_member: str | None = None
    """Reference of who sees to it; None when that is everyone in the role."""
    owner_known: bool
    """That person holds the role today, or nobody in particular is meant."""
    due: Day


class FollowUpOutcome(Command):
    """Say what was done with it."""

    outcome: str
    did: Prose
    done: YesNo
