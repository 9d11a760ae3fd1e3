"""What holds of an entry whatever happens to it, in any order."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from hypothesis import given as for_all
from hypothesis import strategies as st

from contracts.envelope import Event
from contracts.publication import (
    AlgorithmChanged,
    AlgorithmPublished,
    EntryChanged,
    EntryDrafted,
    EntryPublished,
    EntryRevised,
    EntrySubmitted,
    EntryWithdrawn,
)
from services.chassis.decider import Command, Rejected, Stamp
from services.publication.domain import entry
from services.publication.domain.entry import (
    ApproveEntry,
    DraftEntry,
    EditEntry,
    NoteAssessment,
    NoteLifeCycle,
    ReturnEntry,
    SubmitEntry,
    TakeOver,
    TakeUpDescription,
    TakeUpOversight,
    TakeUpSources,
    WithdrawEntry,
)
from services.publication.domain.grounds import GROUNDS
from services.publication.domain.record import EDITED
from tests.samples import APPLICATIONS, OVERSIGHT
from tests.samples_publication import (
    COMPLETE,
    DESCRIPTION,
    FOUND,
    ORGANISATION,
    ORGANISATION_NAME,
    PUBLISHED_AT,
    REASON,
    URI,
)
from tests.spec import WHEN

PEOPLE = ("anna", "bram", "cora")
TODAY = date(2026, 11, 24)
OUTSIDE: dict[str, Any] = {"organisation": ORGANISATION, "organisation_name": ORGANISATION_NAME, "uri": URI,
                           "published_at": PUBLISHED_AT, "today": TODAY}  # fmt: skip
BIRTH = (EntryDrafted, EntryRevised)
PUBLIC = (EntryPublished, EntryChanged)

Check = Callable[[Command, list[Event], list[tuple[Event, str]]], None]


def walk(commands: Sequence[Command], check: Check | None = None) -> list[tuple[Event, str]]:
    """Each command in turn, what is refused left out; `check` sees its facts, and those before with their authors."""
    state, past = entry.initial(), list[tuple[Event, str]]()
    for command in commands:
        try:
            facts = entry.decide(command, state)
        except Rejected:
            continue
        if check is not None:
            check(command, facts, past)
        for fact in facts:
            who = command.written_by or command.by
            if fact.AGGREGATE == "entry":
                state = entry.evolve(fact, state, Stamp(by=who, version=len(past) + 1, at=WHEN))
            past.append((fact, who))
    return past


def policy(who: str) -> dict[str, Any]:
    return {"by": "system:policy", "written_by": who, "today": TODAY}


@st.composite
def commands(draw: st.DrawFn) -> Command:
    """Any command by any of three people, or by a policy behind which one of them stands."""
    who, version = draw(st.sampled_from(PEOPLE)), draw(st.integers(1, 30))
    goal = draw(st.sampled_from(("Sneller helpen.", "Eerlijker helpen.")))
    record = FOUND.model_copy(update={"record": FOUND.record | {"goal": goal}})
    noted = policy(who) | OUTSIDE | {"noted_version": version}
    made: Sequence[Callable[[], Command]] = (
        lambda: DraftEntry(description=DESCRIPTION, noted_version=1, **policy(who)),
        lambda: DraftEntry(description=DESCRIPTION, found_record=record, noted_version=1, **policy(who)),
        lambda: TakeUpDescription(description=DESCRIPTION.model_copy(update={"purpose": goal}), **noted),
        lambda: TakeUpDescription(description=DESCRIPTION, found_record=record, **noted),
        lambda: TakeUpSources(system="s", sources=(APPLICATIONS,) * draw(st.integers(0, 2)), **noted),
        lambda: TakeUpOversight(oversight=OVERSIGHT.model_copy(update={"checks": goal}), **noted),
        lambda: EditEntry(record=COMPLETE | {"goal": goal}, by=who, today=TODAY),
        lambda: SubmitEntry(by=who, today=TODAY),
        lambda: ApproveEntry(by=who, **OUTSIDE),
        lambda: ReturnEntry(by=who, today=TODAY, reason=REASON),
        lambda: TakeOver(by=who, **OUTSIDE),
        lambda: WithdrawEntry(by=who, ground=draw(st.sampled_from(sorted(GROUNDS))), **OUTSIDE),
        lambda: NoteLifeCycle(
            state=draw(st.sampled_from(("in-use", "suspended", "retired"))), month="2027-01", **noted
        ),
        lambda: NoteAssessment(standing=draw(st.sampled_from(("submitted", "approved"))), **noted),
    )
    return draw(st.sampled_from(made))()


ANY_WALK = st.one_of(
    st.lists(commands(), max_size=25),
    st.lists(commands(), max_size=25).map(lambda more: [*_road("anna", "bram"), *more]),
    st.lists(commands(), max_size=25).map(lambda more: [_import("cora"), TakeOver(by="anna", **OUTSIDE), *more]),
)


def _import(who: str) -> DraftEntry:
    return DraftEntry(description=DESCRIPTION, found_record=FOUND, noted_version=1, **policy(who))


def _road(writer: str, approver: str) -> list[Command]:
    return [
        DraftEntry(description=DESCRIPTION, noted_version=1, **policy("cora")),
        EditEntry(record=COMPLETE, by=writer, today=TODAY),
        SubmitEntry(by=writer, today=TODAY),
        ApproveEntry(by=approver, **OUTSIDE),
    ]


def _writers(past: list[tuple[Event, str]], *, imports: bool) -> set[str]:
    """Who is behind the facts since an approval or a taking over made the entry public."""
    since = [
        n for n, (fact, _) in enumerate(past) if isinstance(fact, PUBLIC) and not getattr(fact, "written_by", None)
    ]
    revision = past[since[-1] + 1 :] if since else past
    return {who for fact, who in revision if isinstance(fact, EntrySubmitted) or _wrote(fact, imports=imports)}


def _wrote(fact: Event, *, imports: bool) -> bool:
    return isinstance(fact, BIRTH) and (imports or fact.origin == "person")


@for_all(ANY_WALK)
def test_nobody_makes_public_what_they_wrote(steps: list[Command]) -> None:
    def check(command: Command, facts: list[Event], past: list[tuple[Event, str]]) -> None:
        if any(isinstance(fact, PUBLIC) for fact in facts) and isinstance(command, ApproveEntry | TakeOver):
            assert command.by not in _writers(past, imports=isinstance(command, TakeOver))

    walk(steps, check)


@for_all(ANY_WALK)
def test_a_note_changes_nothing_that_people_fill_in(steps: list[Command]) -> None:
    def typed(fact: Any) -> dict[str, Any]:
        return {key: fact.record[key] for key in EDITED if key in fact.record}

    def check(command: Command, facts: list[Event], past: list[tuple[Event, str]]) -> None:
        if not isinstance(command, NoteLifeCycle | NoteAssessment):
            return
        public = [fact for fact, _ in past if isinstance(fact, PUBLIC)]
        for fact in facts:
            assert not isinstance(fact, PUBLIC) or typed(fact) == typed(public[-1])

    walk(steps, check)


@for_all(ANY_WALK)
def test_the_public_record_is_numbered_from_one_without_a_gap(steps: list[Command]) -> None:
    facts = [fact for fact, _ in walk(steps)]
    ours = [fact for fact in facts if isinstance(fact, PUBLIC)]
    theirs = [fact for fact in facts if isinstance(fact, AlgorithmPublished | AlgorithmChanged)]
    assert [fact.number for fact in ours] == list(range(1, len(ours) + 1))
    assert [fact.version for fact in theirs] == [fact.public.version for fact in theirs] == [f.number for f in ours]
    assert [fact.public.record for fact in theirs] == [fact.record for fact in ours]
    assert [isinstance(fact, AlgorithmPublished) for fact in theirs] == [
        number == 1 for number in range(1, len(ours) + 1)
    ]


@for_all(ANY_WALK)
def test_nothing_becomes_public_or_is_drafted_after_it_was_taken_off(steps: list[Command]) -> None:
    facts = [fact for fact, _ in walk([*steps, WithdrawEntry(by="anna", ground="duplicate", **OUTSIDE), *steps])]
    gone = [n for n, fact in enumerate(facts) if isinstance(fact, EntryWithdrawn)]
    assert len(gone) <= 1
    for n in gone:
        assert facts[n].number == facts[n + 1].version == 1 + len([f for f in facts if isinstance(f, PUBLIC)])
        assert not any(isinstance(fact, (*PUBLIC, *BIRTH, EntrySubmitted)) for fact in facts[n:])


@for_all(ANY_WALK)
def test_facts_fold_to_the_same_state_as_they_were_decided_on(steps: list[Command]) -> None:
    """A fact that is read back from its JSON means the same."""
    state = again = entry.initial()
    for version, (fact, who) in enumerate(walk(steps), 1):
        stamp = Stamp(by=who, version=version, at=WHEN)
        state, again = entry.evolve(fact, state, stamp), entry.evolve(type(fact).read(fact.data()), again, stamp)
    assert state == again


@st.composite
def noted_facts(draw: st.DrawFn) -> tuple[list[Command], list[Command]]:
    """What inventory and dpia may tell, each in its own order."""
    months = st.one_of(st.none(), st.sampled_from(("2026-12", "2027-01", "2028-06")))
    states = draw(
        st.lists(st.tuples(st.sampled_from(("development", "in-use", "suspended", "retired")), months), max_size=5)
    )
    standings = draw(st.lists(st.sampled_from(("in-progress", "submitted", "approved", "rejected")), max_size=4))
    life = [
        NoteLifeCycle(state=state, month=month, noted_version=n, **policy("cora"), **_outside())
        for n, (state, month) in enumerate(states, 2)
    ]
    case = [
        NoteAssessment(standing=standing, decided_on="2026-11-20", noted_version=n, **policy("cora"), **_outside())
        for n, standing in enumerate(standings, 1)
    ]
    return list(life), list(case)


def _outside() -> dict[str, Any]:
    return {key: value for key, value in OUTSIDE.items() if key != "today"}


def _mixed(draw: st.DrawFn, *streams: list[Command]) -> list[Command]:
    """Each stream in its own order, mixed at will, and now and then something that was told before."""
    waiting, told = [list(stream) for stream in streams], list[Command]()
    while open_ := [stream for stream in waiting if stream]:
        told.append(draw(st.sampled_from(open_)).pop(0))
        if draw(st.booleans()):
            told.append(
                draw(st.sampled_from([c for c in told if isinstance(c, NoteLifeCycle | NoteAssessment)] or told))
            )
    return told


def _read(steps: Sequence[Command]) -> tuple[Any, Any]:
    public = [fact.public for fact, _ in walk(steps) if isinstance(fact, AlgorithmPublished | AlgorithmChanged)]
    return public[-1].record, public[-1].extension


@for_all(st.data(), noted_facts(), st.booleans())
def test_noted_facts_in_any_order_and_repeated_give_the_same_public_record(
    data: st.DataObject, noted: tuple[list[Command], list[Command]], imported: bool
) -> None:
    road = [_import("cora"), TakeOver(by="anna", **OUTSIDE)] if imported else _road("anna", "bram")
    life, case = noted
    mixed = _mixed(data.draw, list(road), life, case)
    assert _read(mixed) == _read([*life, *case, *road])


@for_all(st.data(), noted_facts())
def test_of_noted_facts_in_disorder_the_newest_counts(
    data: st.DataObject, noted: tuple[list[Command], list[Command]]
) -> None:
    life, case = noted
    record, extension = _read([*_road("anna", "bram"), *data.draw(st.permutations([*life, *case]))])
    expected, same = _read([*life, *case, *_road("anna", "bram")])
    assert (record["status"], extension) == (expected["status"], same)
