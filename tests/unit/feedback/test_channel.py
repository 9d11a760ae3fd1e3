"""When residents can say something about an entry."""

from datetime import date, timedelta

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from contracts.feedback import ChannelOpened
from services.chassis.decider import Command, Stamp
from services.feedback.domain import channel
from services.feedback.domain.channel import CloseChannel, OpenChannel
from tests.samples_feedback import CHANNEL_CLOSED, CHANNEL_OPENED, RECEIVED
from tests.spec import WHEN, spec

given = spec(channel)


def opening(version: int = 1, written_by: str | None = None) -> OpenChannel:
    return OpenChannel(by="system:open-channel", today=date(2026, 11, 24), noted_version=version, written_by=written_by)


def test_a_channel_opens_when_the_entry_becomes_public() -> None:
    given().when(opening()).then(CHANNEL_OPENED)


def test_an_entry_may_be_heard_of_first_in_a_later_version() -> None:
    given().when(opening(4)).then(ChannelOpened(noted_version=4))


def test_the_person_behind_the_publication_is_kept_where_known() -> None:
    given().when(opening(written_by="anna")).then(ChannelOpened(noted_version=1, written_by="anna"))


@for_all(st.integers(min_value=1, max_value=50))
def test_opening_an_open_channel_changes_nothing(version: int) -> None:
    given(CHANNEL_OPENED).when(opening(version)).then()


def closing() -> CloseChannel:
    return CloseChannel(by="system:close-channel", today=date(2026, 11, 24), noted_version=2)


def test_a_channel_closes_when_the_entry_is_taken_off() -> None:
    given(CHANNEL_OPENED).when(closing()).then(CHANNEL_CLOSED)
    assert not given(CHANNEL_OPENED, CHANNEL_CLOSED).state.open


def test_closing_a_closed_channel_changes_nothing() -> None:
    given(CHANNEL_OPENED, CHANNEL_CLOSED).when(closing()).then()


@pytest.mark.parametrize("before", [(), (CHANNEL_OPENED,)])
def test_a_closed_channel_never_opens_again(before: tuple[ChannelOpened, ...]) -> None:
    given(*before, CHANNEL_CLOSED).when(opening(3)).then()


@pytest.mark.parametrize(
    ("ended", "today", "open"),
    [
        (None, date(2099, 1, 1), True),
        ("", date(2099, 1, 1), True),
        ("onbekend", date(2099, 1, 1), True),
        ("2025-11", date(2026, 11, 30), True),
        ("2025-11", date(2026, 12, 1), False),
        ("2025-11-03", date(2026, 12, 1), False),
        ("2027-02", date(2026, 12, 1), True),
        ("2025-12", date(2027, 1, 1), False),
    ],
)
def test_an_entry_that_ended_takes_remarks_for_another_year(ended: str | None, today: date, open: bool) -> None:
    assert channel.takes_remarks(ended, today) is open


@for_all(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(0, 3000))
def test_a_channel_that_closed_stays_closed(day: date, later: int) -> None:
    if not channel.takes_remarks("2024-05", day):
        assert not channel.takes_remarks("2024-05", day + timedelta(days=later))


def test_opening_may_make_the_channel() -> None:
    assert OpenChannel.CREATES


def test_closing_may_come_before_opening() -> None:
    assert CloseChannel.CREATES
    given().when(closing()).then(CHANNEL_CLOSED)


def test_a_fact_of_another_subject_changes_nothing() -> None:
    stamp = Stamp(by="someone", version=1, at=WHEN)
    assert channel.evolve(RECEIVED, channel.initial(), stamp) == channel.initial()


def test_a_command_without_a_rule_is_a_mistake_in_the_program() -> None:
    with pytest.raises(TypeError):
        channel.decide(Command(by="anna", today=date(2026, 11, 24)), channel.initial())
