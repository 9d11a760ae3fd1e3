"""When the inventory describes a system anew, its public text lags behind until someone looked at it."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from contracts.envelope import Event
from contracts.inventory import DataSource, SystemDescription
from contracts.publication import AlgorithmChanged, EntryChanged, EntryRevised, PublicExtension, PublicLag
from services.chassis.decider import Rejected
from services.publication.domain import entry
from services.publication.domain.entry import (
    ApproveEntry,
    EditEntry,
    SubmitEntry,
    TakeOver,
    TakeUpDescription,
    TakeUpSources,
)
from tests.samples import APPLICATIONS
from tests.samples_publication import (
    ALGORITHM_PUBLISHED,
    COMPLETE,
    DESCRIPTION,
    DRAFTED,
    EDITED,
    FOUND,
    FOUND_DESCRIPTION,
    IMPORTED,
    ORGANISATION,
    ORGANISATION_NAME,
    PUBLIC,
    PUBLISHED,
    PUBLISHED_AT,
    RENAMED_NOTED,
    SUBMITTED,
    URI,
)
from tests.spec import Fact, by, spec

given = spec(entry)
OUTSIDE: dict[str, Any] = {"organisation": ORGANISATION, "organisation_name": ORGANISATION_NAME, "uri": URI,
                           "published_at": PUBLISHED_AT}  # fmt: skip
DAY = date(2026, 11, 24)
ONLINE: tuple[Event | Fact, ...] = (DRAFTED, by("anna", EDITED), by("anna", SUBMITTED), PUBLISHED)
REVISED = EntryRevised(
    record=COMPLETE | {"name": "Aanvragen op volgorde"}, origin="inventory", noted_version=2, written_by="cora"
)
LAG = PublicLag(since="2026-11-24", keys=("name",))
EDIT = EditEntry(record=COMPLETE, by="anna", today=DAY)
APPROVE = ApproveEntry(by="bram", today=DAY, **OUTSIDE)


def described(version: int = 2, day: date = DAY, **changed: Any) -> TakeUpDescription:
    description = DESCRIPTION.model_copy(update=changed)
    return TakeUpDescription(
        description=description, noted_version=version, by="system:x", written_by="cora", today=day, **OUTSIDE
    )


def sourced(version: int, *sources: DataSource) -> TakeUpSources:
    return TakeUpSources(
        system="s", sources=sources, noted_version=version, by="system:x", written_by="cora", today=DAY, **OUTSIDE
    )


def shown(number: int, extension: PublicExtension) -> tuple[EntryChanged, AlgorithmChanged]:
    public = ALGORITHM_PUBLISHED.public.model_copy(update={"version": number, "extension": extension})
    changed = EntryChanged(number=number, record=PUBLIC, written_by="cora")
    return changed, AlgorithmChanged(version=number, public=public)


def after(*commands: Any, history: tuple[Event | Fact, ...] = ONLINE) -> Any:
    """The state once these commands were carried out, by who gave them."""
    facts = list(history)
    for command in commands:
        made = entry.decide(command, given(*facts).state)
        facts += [by(command.written_by or command.by, fact) for fact in made if fact.AGGREGATE == "entry"]
    return given(*facts).state


def test_the_public_record_says_since_when_and_in_which_fields() -> None:
    facts = (RENAMED_NOTED, REVISED, *shown(2, PublicExtension(outdated=LAG)))
    given(*ONLINE).when(described(name="Aanvragen op volgorde")).then(*facts)


def test_a_field_whose_words_a_person_chose_lags_behind_too() -> None:
    own = COMPLETE | {"goal": "In onze eigen woorden."}
    public = PUBLISHED.model_copy(update={"record": PUBLIC | own})
    history = (DRAFTED, by("anna", EntryRevised(record=own, origin="person")), by("anna", SUBMITTED), public)
    state = after(described(purpose="Iets heel anders."), history=history)
    assert (state.outdated, state.outdated_since, state.draft) == (("goal",), "2026-11-24", None)


def test_what_the_public_does_not_read_of_a_description_changes_nothing() -> None:
    given(*ONLINE).when(described(owner_role="Teamleider", product="Sorteerder 4")).then()


def test_what_the_public_text_says_already_is_not_outdated() -> None:
    public = PUBLISHED.model_copy(update={"record": PUBLIC | {"provider": "Nieuwe BV"}})
    ahead = EntryRevised(record=COMPLETE | {"provider": "Nieuwe BV"}, origin="person")
    history = (DRAFTED, by("anna", ahead), by("anna", SUBMITTED), public)
    assert after(described(supplier="Nieuwe BV"), history=history).outdated == ()


def test_the_first_day_counts() -> None:
    state = after(described(name="Een"), described(3, date(2026, 12, 1), name="Twee"))
    assert (state.outdated, state.outdated_since) == (("name",), "2026-11-24")


def test_who_describes_it_as_it_was_takes_the_mark_away() -> None:
    state = after(described(name="Een"), described(3))
    assert (state.outdated, state.outdated_since) == ((), None)


def test_an_approved_revision_takes_the_mark_away() -> None:
    state = after(described(name="Een"), SubmitEntry(by="anna", today=DAY))
    _, algorithm = entry.decide(APPROVE, state)
    assert algorithm.public.extension.outdated is None
    assert algorithm.public.record["name"] == "Een"
    assert after(described(name="Een"), SubmitEntry(by="anna", today=DAY), APPROVE).outdated_since is None


def test_so_does_an_approved_revision_that_leaves_the_text_as_it_is() -> None:
    steps = (described(purpose="Anders."), EDIT, SubmitEntry(by="anna", today=DAY))
    own = COMPLETE | {"goal": "In onze eigen woorden."}
    public = PUBLISHED.model_copy(update={"record": PUBLIC | own})
    history = (DRAFTED, by("anna", EntryRevised(record=own, origin="person")), by("anna", SUBMITTED), public)
    same = EDIT.model_copy(update={"record": own})
    state = after(steps[0], same, steps[2], APPROVE, history=history)
    assert (state.outdated, state.published["goal"], state.number) == ((), "In onze eigen woorden.", 3)


def test_what_changed_after_it_was_submitted_is_still_to_do() -> None:
    steps = (EDIT.model_copy(update={"record": COMPLETE | {"goal": "Beter."}}), SubmitEntry(by="anna", today=DAY))
    state = after(*steps, described(2, date(2026, 12, 1), supplier="Nieuwe BV"))
    assert state.outdated == ("provider",)
    _, algorithm = entry.decide(APPROVE, state)
    assert algorithm.public.extension.outdated == PublicLag(since="2026-12-01", keys=("provider",))
    done = after(*steps, described(2, date(2026, 12, 1), supplier="Nieuwe BV"), APPROVE)
    assert (done.outdated, done.outdated_since) == (("provider",), "2026-12-01")


def test_so_is_what_changed_while_the_first_version_waited_for_approval() -> None:
    waiting = (DRAFTED, by("anna", EDITED), by("anna", SUBMITTED))
    state = after(described(supplier="Nieuwe BV"), history=waiting)
    _, algorithm = entry.decide(APPROVE, state)
    assert algorithm.public.extension.outdated == PublicLag(since="2026-11-24", keys=("provider",))


def test_what_was_described_before_it_was_submitted_is_not_outdated() -> None:
    edited = (DRAFTED, by("anna", EDITED))
    state = after(described(supplier="Nieuwe BV"), SubmitEntry(by="anna", today=DAY), APPROVE, history=edited)
    assert (state.outdated, state.outdated_since) == ((), None)


def test_what_was_taken_over_lags_behind_what_is_found_later() -> None:
    over = TakeOver(by="anna", today=DAY, **OUTSIDE)
    found = FOUND.model_copy(update={"record": FOUND.record | {"goal": "Geen slagbomen meer."}})
    description = SystemDescription(name=FOUND_DESCRIPTION.name, purpose="Geen slagbomen meer.")
    later = described().model_copy(update={"description": description, "found_record": found})
    state = after(over, later, history=(IMPORTED,))
    assert (state.outdated, state.draft is not None) == (("goal",), True)
    assert after(over, later, over, history=(IMPORTED,)).outdated == ()


def test_an_entry_that_is_not_outdated_is_not_revised_by_saving_it_as_it_is() -> None:
    given(*ONLINE).when(EDIT).then()


names = st.sampled_from(["Een", "Twee", DESCRIPTION.name])


@st.composite
def steps(draw: st.DrawFn) -> list[Any]:
    """Descriptions, edits, submissions and approvals in any order."""
    made, version = list[Any](), 1
    for kind in draw(st.lists(st.sampled_from(["describe", "source", "edit", "submit", "approve"]), max_size=14)):
        version += 1
        made.append(
            {
                "describe": lambda version=version: described(version, name=draw(names)),
                "source": lambda version=version: sourced(version, *[APPLICATIONS] * draw(st.integers(0, 2))),
                "edit": lambda: EDIT.model_copy(update={"record": COMPLETE | {"name": draw(names)}}),
                "submit": lambda: SubmitEntry(by="anna", today=DAY),
                "approve": lambda: APPROVE,
            }[kind]()
        )
    return made


@for_all(steps())
def test_whatever_happens_the_public_record_is_marked_exactly_while_it_lags(commands: list[Any]) -> None:
    facts, told = list(ONLINE), None
    for command in commands:
        try:
            made = entry.decide(command, given(*facts).state)
        except Rejected:
            continue
        facts += [by(command.written_by or command.by, fact) for fact in made if fact.AGGREGATE == "entry"]
        told = next((fact.public.extension.outdated for fact in made if isinstance(fact, AlgorithmChanged)), told)
        state = given(*facts).state
        assert (state.outdated_since is not None) == bool(state.outdated)
        assert (told.keys if told else ()) == state.outdated
        if state.outdated:
            assert all(state.description.get(key) != state.published.get(key) for key in state.outdated)


@pytest.mark.parametrize("history", [(DRAFTED,), (DRAFTED, by("anna", EDITED))])
def test_what_is_not_public_is_never_outdated(history: tuple[Event | Fact, ...]) -> None:
    assert after(described(name="Een"), history=history).outdated == ()
