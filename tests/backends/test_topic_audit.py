"""Audit from the topics alone: what was relayed holds; whatever is done to it there is found and called by its name."""

from dataclasses import replace

import pytest

from contracts import topics
from services.chassis.audit.from_kafka import verify_topics
from services.chassis.audit.keys import public_key
from services.chassis.audit.merkle import AuditError
from services.chassis.audit.verify import Trust
from services.chassis.topic import Placed
from tests.backends.log_book import EVENTS as N
from tests.backends.log_book import OIN, OTHER_SEED, SEED, SOURCE, TENANT, LogBook
from tests.backends.relayed import Relayed, edited, numbered


@pytest.fixture
async def relayed(book: LogBook) -> Relayed:
    made = Relayed(book)
    await made.relay()
    return made


async def test_what_was_relayed_holds(relayed: Relayed) -> None:
    apart, log = await relayed.verify(outside=True)
    assert (log.ok, log.source, log.events, log.unsigned) == (True, SOURCE, N, 0)
    assert (log.service, log.organisation) == ("inventory", TENANT)
    assert (apart.ok, apart.source, apart.events, apart.unsigned) == (
        True, topics.checkpoints_source("inventory", OIN), 2, 0,
    )  # fmt: skip


async def test_what_no_checkpoint_covers_yet_is_counted(relayed: Relayed) -> None:
    await relayed.book.write(3)
    await relayed.relay()
    assert [(verdict.events, verdict.unsigned) for verdict in await relayed.verify()] == [(2, 0), (N + 3, 3)]


async def test_every_organisation_has_a_log_of_its_own_wherever_its_records_lie(relayed: Relayed) -> None:
    await relayed.book.open("zandveen", "00000099000000002000")
    await relayed.book.write(2, "zandveen")
    await relayed.relay()
    first = [record for record in relayed.log if record.key == TENANT.encode()]
    second = [record for record in relayed.log if record.key != TENANT.encode()]
    relayed.put(first[0], second[0], *first[1:4], second[1], *first[4:])
    verdicts = await relayed.verify()
    assert {(v.organisation, v.events, v.ok) for v in verdicts} == {
        (TENANT, 2, True), (TENANT, N, True), ("zandveen", 2, True),
    }  # fmt: skip
    assert {v.organisation for v in await verify_topics(relayed.read, Trust(public_key(SEED)), "zandveen")} == {
        "zandveen"
    }


async def test_records_that_came_twice_to_the_byte_are_one(relayed: Relayed) -> None:
    relayed.put(*relayed.log[:5], *relayed.log[2:7], *relayed.log[4:], *relayed.log[:2])
    assert await relayed.found(outside=True) == []


async def test_a_second_event_with_the_same_number_is_found(relayed: Relayed) -> None:
    relayed.put(*relayed.log[:5], edited(relayed.log[2], b"Systeem", b"Sisteem"), *relayed.log[5:])
    assert await relayed.found() == [("inserted", 3)]


async def test_a_changed_event_is_found_as_narrowly_as_the_checkpoints_allow(relayed: Relayed) -> None:
    relayed.put(*relayed.log[:8], edited(relayed.log[8], b"Systeem", b"Sisteem"))
    assert await relayed.found() == [("changed", N)]


async def test_a_changed_event_is_found_between_the_checkpoints_around_it(relayed: Relayed) -> None:
    relayed.put(*relayed.log[:2], edited(relayed.log[2], b"Systeem", b"Sisteem"), *relayed.log[3:])
    assert await relayed.found() == [("changed", 1)]
    assert "tussen gebeurtenis 1 en 4" in (await relayed.verify())[1].findings[0].detail


async def test_a_missing_event_is_found(relayed: Relayed) -> None:
    relayed.put(*relayed.log[:4], *relayed.log[5:])
    assert await relayed.found() == [("missing", 5)]


async def test_a_lost_beginning_is_found(relayed: Relayed) -> None:
    relayed.put(*relayed.log[6:])
    assert await relayed.found() == [("missing", 1)]
    assert "1 tot en met 6" in (await relayed.verify())[1].findings[0].detail


async def test_a_missing_event_is_found_when_all_later_ones_are_numbered_again(relayed: Relayed) -> None:
    later = [numbered(record, place) for place, record in enumerate(relayed.log[3:], 3)]
    relayed.put(*relayed.log[:2], *later)
    assert await relayed.found() == [("changed", 1), ("truncated", N)]


async def test_a_lost_tail_is_found_by_the_published_checkpoint(relayed: Relayed) -> None:
    relayed.put(*relayed.log[:6])
    assert await relayed.found() == [("truncated", 7)]


async def test_a_lost_tail_with_its_checkpoint_needs_one_that_was_kept_outside(relayed: Relayed) -> None:
    relayed.put(*relayed.log[:6])
    relayed.topics[topics.CHECKPOINTS].pop()
    assert await relayed.found() == []
    assert await relayed.found(outside=True) == [("truncated", 7)]


async def test_a_topic_that_is_gone_is_missed_by_its_checkpoints(relayed: Relayed) -> None:
    del relayed.topics[topics.INVENTORY]
    assert await relayed.found() == [("truncated", 1)]


async def test_an_event_after_the_last_with_the_number_of_another_is_found(relayed: Relayed) -> None:
    extra = edited(numbered(relayed.log[0], N), b"Systeem", b"Sisteem")
    relayed.put(*relayed.log, extra)
    assert await relayed.found() == [("inserted", N)]


async def test_swapped_events_are_found(relayed: Relayed) -> None:
    log = relayed.log
    relayed.put(*log[:5], log[6], log[5], *log[7:])
    assert await relayed.found() == [("out-of-order", 6)]


@pytest.mark.parametrize(
    "value", [None, b"", b"{", b"[1]", b'{"sequence":"7"}', b'{"sequence":"00000000000000000000"}']
)
async def test_what_is_no_event_is_found(relayed: Relayed, value: bytes | None) -> None:
    relayed.put(*relayed.log[:3], replace(relayed.log[3], value=value), *relayed.log[3:])
    assert await relayed.found() == [("inserted", 4)]


async def test_an_event_of_another_organisation_under_this_key_is_found(relayed: Relayed) -> None:
    await relayed.book.write(1)
    await relayed.relay()
    relayed.put(*relayed.log[:N], edited(relayed.log[N], OIN.encode(), b"00000099000000009999"))
    assert await relayed.found() == [("changed", N + 1)]


async def test_an_event_that_names_another_tenant_than_its_key_is_found(relayed: Relayed) -> None:
    await relayed.book.write(1)
    await relayed.relay()
    relayed.put(*relayed.log[:N], edited(relayed.log[N], b'"tenant":"eskerwold"', b'"tenant":"zandveen"'))
    assert await relayed.found() == [("changed", N + 1)]


async def test_a_log_that_moved_to_another_partition_is_found(relayed: Relayed) -> None:
    relayed.put(*relayed.log[:8], replace(relayed.log[8], partition=5))
    assert await relayed.found() == [("out-of-order", N)]


async def test_a_record_without_a_key_is_found(relayed: Relayed) -> None:
    relayed.put(*relayed.log, replace(relayed.log[0], key=None))
    bad = [verdict for verdict in await relayed.verify() if not verdict.ok]
    assert [(verdict.organisation, verdict.findings[0].kind) for verdict in bad] == [("", "changed")]


async def test_a_published_checkpoint_that_was_touched_is_found(relayed: Relayed) -> None:
    lying = relayed.topics[topics.CHECKPOINTS]
    lying[0] = edited(lying[0], b'"size":4', b'"size":3')
    assert await relayed.found() == [("changed", 3)]


async def test_a_published_checkpoint_that_is_none_any_more_is_found(relayed: Relayed) -> None:
    lying = relayed.topics[topics.CHECKPOINTS]
    lying[1] = edited(lying[1], b'"note":', b'"nope":')
    apart, log = await relayed.verify()
    assert ([finding.kind for finding in apart.findings], log.ok, log.unsigned) == (["changed"], True, N - 4)


async def test_a_missing_checkpoint_is_found(relayed: Relayed) -> None:
    del relayed.topics[topics.CHECKPOINTS][0]
    apart, log = await relayed.verify()
    assert [(finding.kind, finding.sequence) for finding in apart.findings] == [("missing", 1)]
    assert log.ok


async def test_another_key_is_found(relayed: Relayed) -> None:
    kinds = {finding.kind for verdict in await relayed.verify(seed=OTHER_SEED) for finding in verdict.findings}
    assert kinds == {"key-replaced"}


async def test_an_organisation_that_is_not_there_is_said(relayed: Relayed) -> None:
    with pytest.raises(AuditError, match="onbekend"):
        await verify_topics(relayed.read, Trust(public_key(SEED)), "onbekend")


async def test_database_and_topics_agree_on_every_log(relayed: Relayed) -> None:
    compared = await relayed.compare()
    assert [(one.database, one.kafka, one.ok) for one in compared] == [(2, 2, True), (N, N, True)]


async def test_what_is_not_relayed_yet_is_a_difference_of_length_only(relayed: Relayed) -> None:
    relayed.put(*relayed.log[:7])
    one = await relayed.agreed()
    assert (one.database, one.kafka, one.differs, one.ok) == (N, 7, None, False)


async def test_where_database_and_topic_differ_is_told_exactly(relayed: Relayed) -> None:
    relayed.put(*relayed.log[:6], edited(relayed.log[6], b"Systeem", b"Sisteem"), *relayed.log[7:])
    one = await relayed.agreed()
    assert (one.database, one.kafka, one.differs, one.ok) == (N, N, 7, False)


async def test_a_log_that_only_the_topic_has_is_a_difference(relayed: Relayed) -> None:
    relayed.topics[topics.INVENTORY].append(
        Placed(1, N, b"zandveen", edited(relayed.log[0], OIN.encode(), b"00000099000000002000").value)
    )
    extra = [one for one in await relayed.compare() if one.organisation == "zandveen"]
    assert [(one.database, one.kafka, one.ok) for one in extra] == [(0, 1, False)]
