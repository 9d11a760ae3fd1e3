"""What is known of an entry, and what the public would read of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from contracts.envelope import TextReference
from contracts.inventory import Month, Provenance
from contracts.publication import (
    PublicAssessment,
    PublicExtension,
    PublicLag,
    PublicRedress,
    PublicSummary,
    TakenOver,
)  # fmt: skip
from services.publication.domain.record import EDITED, KEYS, STATUSES, is_known, status_of
from services.publication.domain.redress import REDRESS, redress_in

Record = Mapping[str, Any]

IN_DEVELOPMENT, _, OUT_OF_USE = STATUSES
DESCRIPTION = ("name", "goal", "category", "publication_category", "provider")
OVERSIGHT = ("human_intervention", *REDRESS)
SOURCES = ("source_data", "source_data_grouping")
DESCRIBED = (*DESCRIPTION, *OVERSIGHT, *SOURCES)
"""What the inventory says of an entry, in keys of the standard and of redress: description, oversight, data sources."""


@dataclass(frozen=True)
class Draft:
    """What is not public yet: the first draft, or a draft revision of a public entry."""

    record: Record
    origin: str
    extension: Mapping[str, Any] | None = None
    edited: bool = False
    """A person replaced it; a later import leaves that so."""
    submitted: bool = False
    persons: frozenset[str] = frozenset()
    """Who edited or submitted it: they do not approve it."""
    written_by: frozenset[str] = frozenset()
    """Everyone behind it, also who imported or described: they do not take it over."""
    description: Record | None = None
    """How the inventory described the system when the draft was last looked at: written, or submitted."""
    returned: TextReference | None = None
    """Why it was sent back, until it is submitted again."""


@dataclass(frozen=True)
class Withdrawal:
    """Why and since when the entry is off the public site."""

    ground: str
    on: date


@dataclass(frozen=True)
class Entry:
    """The state of an entry; `version` of a fact is its `noted_version`."""

    draft: Draft | None = None
    published: Record | None = None
    extension: Mapping[str, Any] | None = None
    number: int = 0
    public_found: Record | None = None
    """`found` when the public record was last approved or taken over; a later one waits for approval."""
    taken_over: TakenOver | None = None
    found: Record | None = None
    """The record as an import found it last, but for the fields in `edited` and `described`."""
    register: str | None = None
    provenance: Provenance | None = None
    edited: frozenset[str] = frozenset()
    """Keys that a person ever changed here: inventory and imports leave them alone."""
    described: frozenset[str] = frozenset()
    """Keys that the inventory changed after the first draft: imports leave them alone."""
    description: Record | None = None
    """How the inventory describes the system now, in the keys of the standard and of redress that it knows."""
    description_on: str | None = None
    """The day of that description, where it was noted apart."""
    public_description: Record | None = None
    """How it did when the public record was last looked at."""
    outdated_since: str | None = None
    system_version: int = 0
    life_cycle: str | None = None
    life_cycle_version: int = 0
    used: bool = False
    """It was in use at some time; `began` is the first month of that, when known."""
    began: Month | None = None
    ended: Month | None = None
    assessment: PublicAssessment = field(default_factory=lambda: PublicAssessment(standing="none"))
    assessment_version: int = 0
    summary: PublicSummary | None = None
    """What dpia released of the assessment for everyone."""
    summary_version: int = 0
    withdrawn: Withdrawal | None = None

    @property
    def exists(self) -> bool:
        """Is there an entry, or were only facts of other services noted?"""
        return self.draft is not None or self.published is not None or self.withdrawn is not None

    @property
    def content(self) -> dict[str, Any]:
        """What people fill in, as the newest draft or else the public record has it."""
        return editable(self.draft.record if self.draft else self.published or {})

    @property
    def beside(self) -> dict[str, Any] | None:
        """What stands beside the official keys, as the newest draft or else the public entry has it."""
        extension = self.draft.extension if self.draft else self.extension
        return None if extension is None else dict(extension)

    @property
    def whole(self) -> dict[str, Any]:
        """The same, with what a resident can do: keys of the standard and of redress side by side."""
        return self.content | redress_in(self.beside)

    @property
    def untouched(self) -> bool:
        """Was there nothing in it so far but what the inventory says?"""
        return self.published is None and self.register is None and not self.edited

    @property
    def outdated(self) -> tuple[str, ...]:
        """The public fields that the inventory describes anew since they were looked at, and not as they read."""
        if self.published is None or self.description is None or self.public_description is None:
            return ()
        now, then, read = self.description, self.public_description, {**self.published, **redress_in(self.extension)}
        return tuple(key for key in DESCRIBED if now.get(key) not in (then.get(key), read.get(key)))

    @property
    def imported_only(self) -> bool:
        """Is the draft what the other register says, and nothing else?"""
        if self.draft is None or self.register is None or self.draft.edited:
            return False
        return not (self.edited | self.described)


def described_anew(state: Entry, description: Record, on: str) -> Entry:
    """The state when the inventory describes the system so; what is public is outdated from the first day on."""
    after = replace(state, description=description, description_on=on)
    return replace(after, outdated_since=(state.outdated_since or on) if after.outdated else None)


def looked_at(state: Entry, record: Record) -> Entry:
    """The state once the draft is public as `record`: what was described after someone looked is still to do."""
    seen = state.draft.description if state.draft else state.description
    after = replace(state, published=record, public_description=seen, extension=state.beside)
    since = state.outdated_since or state.description_on
    return replace(after, outdated_since=since if after.outdated else None)


def lag_of(state: Entry) -> PublicLag | None:
    """What the public reads of that."""
    return PublicLag(since=state.outdated_since, keys=state.outdated) if state.outdated_since else None


def editable(record: Record) -> dict[str, Any]:
    """Only the keys that people fill in, where known."""
    return {key: record[key] for key in EDITED if is_known(record.get(key))}


def official(record: Record) -> dict[str, Any]:
    """Only the standard's keys, where known."""
    return {key: record[key] for key in KEYS if is_known(record.get(key))}


def public_record(state: Entry, record: Record, rest: Record, organisation_name: str) -> dict[str, Any]:
    """The official keys of a public record: what people fill in from `record`, and the keys that nobody edits.

    `rest` is the record of another register, if any: it says what these are where no fact does.
    """
    status = _status(state, rest)
    follows = {
        "organization": organisation_name,
        "status": status,
        "begin_date": state.began or rest.get("begin_date"),
        "end_date": (state.ended or rest.get("end_date")) if status == OUT_OF_USE else None,
        "lang": "nld",
        "standard_version": "1.0",
        "lars": rest.get("lars"),
        "publication_dt": rest.get("publication_dt"),
    }
    return official({**editable(record), **follows})


def public_extension(state: Entry, taken_over: TakenOver | None) -> PublicExtension:
    """What the public reads beside the official keys."""
    suspended = True if state.life_cycle == "suspended" else None
    redress = redress_in(state.extension)
    return PublicExtension(
        assessment=state.assessment, taken_over=taken_over, suspended=suspended, summary=state.summary,
        outdated=lag_of(state), redress=PublicRedress.model_validate(redress) if redress else None,
    )  # fmt: skip


def _status(state: Entry, rest: Record) -> str:
    if state.life_cycle is not None:
        return status_of(state.life_cycle)
    status = rest.get("status")
    return status if isinstance(status, str) and status in STATUSES else IN_DEVELOPMENT
