"""How often a visitor may send something."""

import pytest

from services.chassis.rate_limit import RateLimit, TooMany, network, sign_ins


class Clock:
    """Seconds that pass when the test says so."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def test_who_sent_too_often_waits_until_the_first_is_old(clock: Clock) -> None:
    limit = RateLimit(2, 600, clock)
    limit.admit("192.0.2.1")
    clock.now = 100
    limit.admit("192.0.2.1")
    with pytest.raises(TooMany) as refused:
        limit.admit("192.0.2.1")
    assert refused.value.seconds == 500
    clock.now = 600
    limit.admit("192.0.2.1")


def test_a_refused_attempt_does_not_count(clock: Clock) -> None:
    limit = RateLimit(1, 600, clock)
    limit.admit("192.0.2.1")
    clock.now = 599
    with pytest.raises(TooMany):
        limit.admit("192.0.2.1")
    clock.now = 600
    limit.admit("192.0.2.1")


def test_visitors_do_not_count_for_each_other(clock: Clock) -> None:
    limit = RateLimit(1, 600, clock)
    limit.admit("192.0.2.1")
    limit.admit("192.0.2.2")


def test_one_household_is_one_visitor() -> None:
    assert network("2001:db8:1:2::1") == network("2001:db8:1:2:ffff::9") != network("2001:db8:1:3::1")
    assert network("192.0.2.1") != network("192.0.2.2")
    assert network("unix") == "unix"


def test_who_sent_nothing_lately_is_forgotten(clock: Clock) -> None:
    limit = RateLimit(1, 600, clock)
    for number in range(100):
        limit.admit(f"192.0.2.{number}")
    clock.now = 700
    limit.admit("198.51.100.1")
    assert len(limit) == 1


def test_what_is_said_names_what_there_was_too_much_of(clock: Clock) -> None:
    limit = RateLimit(1, 600, clock, why="Vaak ingelogd.")
    limit.admit("192.0.2.1")
    with pytest.raises(TooMany) as refused:
        limit.admit("192.0.2.1")
    assert refused.value.sentence == "Vaak ingelogd. Probeer het over 10 minuten opnieuw."


def test_a_whole_town_hall_behind_one_address_comes_in_of_a_morning() -> None:
    limit = sign_ins()
    for _ in range(50):
        limit.admit("192.0.2.1")
        limit.admit("192.0.2.1")


@pytest.mark.parametrize(("seconds", "told"), [(1, "1 minuut"), (61, "2 minuten")])
def test_who_is_refused_reads_when_to_try_again(seconds: int, told: str) -> None:
    assert told in TooMany(seconds).sentence
