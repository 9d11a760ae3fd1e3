"""A small service that hears inventory: it counts what it heard, and two policies ask it to act."""

from typing import ClassVar

from fastapi import APIRouter
from sqlalchemy import Column, Integer, MetaData, String, Table
from sqlalchemy.ext.asyncio import AsyncConnection

from contracts import topics
from contracts.dpia import CaseOpened
from contracts.envelope import Envelope, Event
from contracts.inventory import SystemDescribed, SystemRegistered
from services.chassis.decider import Command, Rejected, Stamp
from services.chassis.due import because_of
from services.chassis.rows import change
from services.chassis.service import Handlers, Policy, Service

AGGREGATE = "case"
heard = Table(
    "heard",
    MetaData(),
    Column("tenant", String, primary_key=True),
    Column("id", String, primary_key=True),
    Column("name", String, nullable=False),
    Column("times", Integer, nullable=False),
)
POISON = "vergif"
TROUBLE: dict[str, bool] = {}
"""Switched on by a test: the name of what goes wrong."""


class Open(Command):
    """Open a case, each time anew."""

    CREATES: ClassVar[bool] = True

    name: str


def initial() -> int:
    """No case yet."""
    return 0


def decide(command: Command, state: int) -> list[Event]:
    """One fact for each command, numbered by how many there were."""
    assert isinstance(command, Open)
    if command.name == "nee":
        raise Rejected("no", "Dit mag niet.")
    if TROUBLE.get("decide"):
        raise RuntimeError("broken rule")
    return [CaseOpened(assessment_version=state + 1, written_by=command.name)]


def evolve(event: Event, state: int, stamp: Stamp) -> int:
    """One more."""
    return state + 1


async def project_heard(tx: AsyncConnection, envelope: Envelope, event: Event) -> None:
    """One row for each system, changed by each description."""
    key = {"tenant": envelope.tenant, "id": envelope.subject_id}
    match event:
        case SystemRegistered():
            _check(event.description.name)
            await tx.execute(heard.insert().values(**key, name=event.description.name, times=1))
        case SystemDescribed():
            _check(event.description.name)
            await change(tx, heard, key, {"name": event.description.name, "times": heard.c.times + 1})


def _check(name: str) -> None:
    if name == POISON and not TROUBLE.get("healed"):
        raise ValueError(name)


def _react(policy: str) -> "Policy":
    def react(envelope: Envelope, event: Event) -> Command | None:
        if isinstance(event, SystemRegistered | SystemDescribed):
            return Open(**because_of(policy, envelope, event) | {"written_by": None}, name=event.description.name)
        return None

    return Policy(policy, __import__(__name__, fromlist=["decide"]), Open, react)


FIRST, SECOND = _react("first"), _react("second")
LISTENER = Service(
    "listener",
    (topics.DPIA,),
    APIRouter(),
    {},
    Handlers(),
    {topics.INVENTORY: Handlers((project_heard,), (FIRST, SECOND))},
    (heard,),
)
