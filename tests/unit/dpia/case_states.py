"""A history that leads to each state of a case, and a command of each kind that is complete in itself."""

from contracts.dpia import DecisionTaken
from contracts.envelope import Event
from services.chassis.decider import Command
from services.dpia.domain.case import Answer, OpenCase, WeighResidual
from tests.samples_dpia import (
    ADVISED,
    APPROVED,
    CONDITIONAL,
    CONSULTED,
    EXEMPTED,
    OPENED,
    PROPOSED,
    REOPENED,
    REPORTED,
    SUMMARISED,
    SUSPENDED,
    WITHDRAWN,
    text,
)
from tests.spec import Fact, by
from tests.unit.dpia.case_commands import (
    ADOPT,
    ADVISE,
    AGREE,
    ANSWER,
    APPROVE,
    ASIDE,
    COMPLETE,
    CONTINUE,
    EMPTY,
    EXEMPT,
    NOTE,
    READY,
    RECORD,
    RELEASE,
    REVISING,
    SCREEN,
    SENT,
    SUBMIT,
    TODAY,
    UNCONFIRMED,
    WEIGH,
)

REJECTED = DecisionTaken.model_validate(APPROVED.model_dump() | {"outcome": "rejected"})
HISTORIES: dict[str, tuple[Event | Fact, ...]] = {
    "unopened": (),
    "screening": (OPENED,),
    "drafting": COMPLETE,
    "advising": SENT,
    "answering": (*SENT, by("farid", ADVISED)),
    "deciding": READY,
    "consulting": (*READY, by("dirk", CONSULTED)),
    "approved": (*READY, by("dirk", APPROVED)),
    "rejected": (*READY, by("dirk", REJECTED)),
    "conditional": (*READY, by("dirk", CONDITIONAL)),
    "verifying": (*READY, by("dirk", CONDITIONAL), by("femke", REPORTED)),
    "unconfirmed": UNCONFIRMED,
    "not-required": (*UNCONFIRMED, by("dirk", EXEMPTED)),
    "suspended": (*READY, by("dirk", APPROVED), by("dirk", SUSPENDED)),
    "withdrawn": (*COMPLETE, by("femke", WITHDRAWN)),
}
AGAIN: tuple[Event | Fact, ...] = (*READY, by("dirk", APPROVED), by("femke", REOPENED))
BEFORE: dict[tuple[str, type[Command]], tuple[Event | Fact, ...]] = {
    ("drafting", type(EXEMPT)): EMPTY,
    ("drafting", type(NOTE)): AGAIN,
    ("screening", type(CONTINUE)): (OPENED, by("femke", WITHDRAWN), by("femke", REOPENED)),
    **{
        (state, type(RELEASE)): (*HISTORIES[state], by("femke", SUMMARISED))
        for state in ("approved", "conditional", "verifying", "rejected")
    },
    ("unconfirmed", type(CONTINUE)): (*AGAIN, by("femke", PROPOSED)),
    **{
        (state, type(CONTINUE)): (*AGAIN, *HISTORIES[state][len(COMPLETE) :])
        for state in ("drafting", "advising", "answering", "deciding", "consulting")
    },
}
"""Commands that need another history in a state where they are allowed."""
OPEN = OpenCase(by="anna", today=TODAY, assessment_version=1)
SAMPLES: dict[type[Command], Command] = {
    OpenCase: OPEN,
    **{type(c): c for c in (SCREEN, ANSWER, RECORD, AGREE, *REVISING, WEIGH, SUBMIT, ADVISE, ADOPT, APPROVE, *ASIDE)},
}
"""Whoever asks is not stopped for who they are."""

NEW = {
    "answers": (Answer(question="2", answer=text(0)),),
    "risk_id": "risk-2", "measure_id": "measure-2", "advice_id": "advice-2", "policy_version": 3,
}  # fmt: skip


def anew(command: Command, state: str) -> Command:
    """The command said in other words where the history holds it already, so that it changes something."""
    if state in ("answering", "deciding") and "adviser" in type(command).model_fields:
        return command.model_copy(update={"advice_id": "advice-2", "adviser": "ciso", "by": "cees", "roles": ("ciso",)})
    if command in REVISING:
        return command
    fresh = {name: value for name, value in NEW.items() if name in type(command).model_fields}
    if isinstance(command, WeighResidual):
        return command.model_copy(update={"likelihood": "low"})
    if state == "verifying" and "evidence" in type(command).model_fields:
        return command.model_copy(update={"condition": "condition-2"})
    is_reply = "adopted" in type(command).model_fields
    return command if is_reply or state == "screening" else command.model_copy(update=fresh)
