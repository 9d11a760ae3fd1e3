"""How an entry leaves the public site: only what should not have been public, and for good."""

from contracts.envelope import Event
from contracts.publication import AlgorithmWithdrawn, EntryWithdrawn, Tombstone
from services.chassis.decider import Rejected
from services.chassis.wording import _
from services.publication.domain.entry.commands import WithdrawEntry
from services.publication.domain.entry.decision import decide, need_open
from services.publication.domain.entry.state import Entry, Record

NAMELESS = frozenset({"personal-data", "confidential"})
"""Grounds on which the name, too, may be what should not have been public."""


@decide.register
def withdraw(command: WithdrawEntry, state: Entry) -> list[Event]:
    """By one approver, also of own work: what harms people can go at once."""
    need_open(state)
    if state.published is None:
        raise Rejected("not-public", _("Deze vermelding staat niet op de publieke site. Er is niets weg te halen."))
    number = state.number + 1
    left = Tombstone(
        organisation=command.organisation, uri=command.uri, version=number, withdrawn_at=command.published_at,
        ground=command.ground, name=_name(command.ground, state.published),
    )  # fmt: skip
    return [EntryWithdrawn(number=number, ground=command.ground), AlgorithmWithdrawn(version=number, public=left)]


def _name(ground: str, record: Record) -> str | None:
    return str(record["name"]) if ground not in NAMELESS and record.get("name") else None
