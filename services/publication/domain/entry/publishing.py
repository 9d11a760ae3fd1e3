"""How an entry becomes public: submitted and approved by another person, or taken over as it stood elsewhere."""

from contracts.envelope import Event
from contracts.inventory import Provenance
from contracts.publication import (
    AlgorithmChanged,
    AlgorithmPublished,
    EntryChanged,
    EntryPublished,
    EntryReturned,
    EntrySubmitted,
    PublicRecord,
    TakenOver,
)  # fmt: skip
from services.chassis.decider import Rejected
from services.chassis.wording import _
from services.publication.domain.entry.commands import ApproveEntry, Publishing, ReturnEntry, SubmitEntry, TakeOver
from services.publication.domain.entry.decision import decide, need_draft
from services.publication.domain.entry.state import Draft, Entry, Record, looked_at, public_extension, public_record
from services.publication.domain.record import EDITED, check, missing


@decide.register
def submit(command: SubmitEntry, state: Entry) -> list[Event]:
    """What the standard requires is asked for here."""
    draft = need_draft(state)
    if draft.submitted:
        raise Rejected("already-submitted", _("Deze vermelding is al ingediend. Een goedkeurder kijkt ernaar."))
    _need_complete(draft.record)
    return [EntrySubmitted()]


@decide.register
def approve(command: ApproveEntry, state: Entry) -> list[Event]:
    """Nobody approves what they wrote in this revision: described or imported it, edited it or submitted it."""
    draft = _need_submitted(state)
    if command.by in draft.written_by | draft.persons:
        raise Rejected("own-work", _("U schreef aan deze vermelding of diende haar in. Vraag een andere goedkeurder."))
    _need_complete(draft.record)
    record = public_record(state, draft.record, state.found or {}, command.organisation_name)
    return public_facts(command, state, record)


@decide.register
def send_back(command: ReturnEntry, state: Entry) -> list[Event]:
    """By who could have approved it: writers change it themselves, which also ends the submission."""
    draft = _need_submitted(state)
    if command.by in draft.written_by | draft.persons:
        raise Rejected(
            "own-work", _("U schreef hier zelf aan mee. Wijzig de vermelding, of vraag een andere goedkeurder.")
        )
    return [EntryReturned(reason=command.reason)]


@decide.register
def take_over(command: TakeOver, state: Entry) -> list[Event]:
    """What the standard requires may lack: the page says that it is not known yet."""
    draft = need_draft(state)
    if state.register is None or not state.imported_only:
        raise Rejected(
            "not-imported", _("Dit is niet meer wat er in het andere register stond. Dien de vermelding in.")
        )
    if command.by in draft.written_by | draft.persons:
        raise Rejected("own-work", _("U haalde deze vermelding zelf binnen. Vraag een andere goedkeurder."))
    taken_over = TakenOver(
        register=state.register, on=command.today.isoformat(), provenance=state.provenance or Provenance()
    )
    record = public_record(state, draft.record, draft.record, command.organisation_name)
    return public_facts(command, state, record, taken_over)


def public_facts(
    command: Publishing,
    state: Entry,
    record: Record,
    taken_over: TakenOver | None = None,
    written_by: str | None = None,
) -> list[Event]:
    """The next version of the public record: our own fact, and the one for outsiders.

    `written_by` is given for what a policy changes without approval: it leaves an open draft as it is.
    """
    number, read = state.number + 1, state if written_by else looked_at(state, record)
    public = PublicRecord(
        organisation=command.organisation, uri=command.uri, version=number, published_at=command.published_at,
        record=dict(record), extension=public_extension(read, taken_over),
    )  # fmt: skip
    if state.published is None:
        first = EntryPublished(number=number, record=dict(record), taken_over=taken_over)
        return [first, AlgorithmPublished(version=number, public=public)]
    changed = EntryChanged(number=number, record=dict(record), taken_over=taken_over, written_by=written_by)
    return [changed, AlgorithmChanged(version=number, public=public)]


def _need_submitted(state: Entry) -> Draft:
    draft = need_draft(state)
    if not draft.submitted:
        raise Rejected("not-submitted", _("Deze vermelding is nog niet ingediend. Dien haar eerst in."))
    return draft


def _need_complete(record: Record) -> None:
    """Of the required keys people fill in some; the others follow from the tenant and the life cycle."""
    if lacking := [key for key in missing(record) if key in EDITED]:
        raise Rejected("incomplete", _("Deze vermelding is nog niet compleet. Vul eerst in wat er ontbreekt."), lacking)
    if unfit := sorted({problem.key for problem in check(record) if problem.key in EDITED}):
        raise Rejected("unfit", _("Niet alles past in de publicatiestandaard. Verbeter eerst deze velden."), unfit)
