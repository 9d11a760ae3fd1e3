"""Audit over the real cluster: what was relayed holds and agrees with the database; what is done there is found."""

import asyncio
import json

import pytest
from typer.testing import CliRunner

from contracts import topics
from contracts.asyncapi import SERVICES
from services.chassis.audit import agreement
from services.chassis.audit.from_kafka import read_topics, verify_topics
from services.chassis.audit.keys import public_key
from services.chassis.audit.verify import Trust
from services.command.audit import audit_app
from tests.backends.cluster import Topics, settings_of
from tests.backends.log_book import EVENTS as N
from tests.backends.log_book import SEED, SOURCE, TENANT, TOPIC, LogBook
from tests.kafka import Cluster

pytestmark = [pytest.mark.kafka, pytest.mark.parametrize("backend", ["postgresql"], indirect=True)]
TRUST = Trust(public_key(SEED))


@pytest.fixture
async def cluster(kafka_server: Cluster, kafka_prefix: str, book: LogBook) -> Topics:
    """The log of the book and its checkpoints, relayed; the topics of the other services are empty."""
    made = Topics(settings_of(kafka_server, kafka_prefix))
    await made.create(*SERVICES)
    assert await made.relay(book.running(book.worker)) == N + 2
    return made


async def test_what_was_relayed_holds_from_kafka_alone_and_agrees_with_the_database(
    cluster: Topics, book: LogBook
) -> None:
    logs = await read_topics(cluster.read, Trust(public_key(SEED), book.kept))
    assert [(verdict.source, verdict.ok, verdict.events, verdict.unsigned) for verdict in logs.verdicts(None)] == [
        (topics.checkpoints_source("inventory", SOURCE.split(":")[3]), True, 2, 0),
        (SOURCE, True, N, 0),
    ]
    compared = await agreement.compare({"inventory": book.worker}, logs)
    assert [(one.database, one.kafka, one.ok) for one in compared] == [(2, 2, True), (N, N, True)]


async def test_records_carry_the_bytes_of_the_log_under_the_key_of_their_tenant(cluster: Topics, book: LogBook) -> None:
    records = await cluster.records(TOPIC)
    assert [record.value for record in records] == [row["bytes"] for row in await book.rows()]
    assert {(record.key, len({record.partition for record in records})) for record in records} == {(TENANT.encode(), 1)}
    content_type = ("content-type", b"application/cloudevents+json; charset=UTF-8")
    assert all(content_type in record.headers for record in records)


async def test_a_relay_that_began_anew_leaves_duplicates_that_change_nothing(cluster: Topics, book: LogBook) -> None:
    again = [(record.key, record.value) for record in (await cluster.records(TOPIC))[4:]]
    await cluster.send(TOPIC, *again)
    verdicts = await verify_topics(cluster.read, TRUST)
    assert [(verdict.ok, verdict.events) for verdict in verdicts] == [(True, 2), (True, N)]


async def test_a_second_history_on_the_topic_is_found(cluster: Topics) -> None:
    key, raw = (await cluster.records(TOPIC))[3].key, (await cluster.records(TOPIC))[3].value or b""
    await cluster.send(TOPIC, (key, raw.replace(b"Systeem", b"Sisteem")), (key, b"{"))
    found = [finding.kind for verdict in await verify_topics(cluster.read, TRUST) for finding in verdict.findings]
    assert found == ["inserted", "inserted"]


def test_the_command_verifies_kafka_alone(kafka_server: Cluster, kafka_prefix: str, cluster: Topics) -> None:
    words = ["verify", "--kafka", kafka_server.address, "--prefix", kafka_prefix, "--key", public_key(SEED), "--json"]
    result = CliRunner().invoke(audit_app, words)
    answer = json.loads(result.stdout)
    assert (result.exit_code, answer["ok"], set(answer)) == (0, True, {"ok", "sources"})
    assert [source["events"] for source in answer["sources"]] == [2, N]


def test_the_command_verifies_database_and_kafka_and_says_whether_they_agree(
    kafka_server: Cluster, kafka_prefix: str, cluster: Topics, book: LogBook
) -> None:
    words = ["verify", "--database-url", f"inventory={book.worker.url}", "--key", public_key(SEED)]
    words += ["--kafka", kafka_server.address, "--prefix", kafka_prefix]
    result = CliRunner().invoke(audit_app, [*words, "--json"])
    answer = json.loads(result.stdout)
    assert (result.exit_code, answer["ok"]) == (0, True)
    assert [len(answer[part]) for part in ("sources", "kafka", "agreement")] == [2, 2, 2]
    said = CliRunner().invoke(audit_app, words).stdout
    assert f"gelijk  {SOURCE}  {N} in de database, {N} op Kafka" in said


async def test_the_command_names_a_hole_in_a_topic_and_that_the_database_has_what_lacks(
    kafka_server: Cluster, kafka_prefix: str, cluster: Topics, book: LogBook
) -> None:
    with_a_hole = Topics(settings_of(kafka_server, f"{kafka_prefix}hole-"))
    await with_a_hole.create(*SERVICES)
    for topic, lost in ((TOPIC, 5), (topics.CHECKPOINTS, 0)):
        records = enumerate(await cluster.records(topic), 1)
        await with_a_hole.send(topic, *((record.key, record.value) for place, record in records if place != lost))
    words = ["verify", "--database-url", f"inventory={book.worker.url}", "--key", public_key(SEED), "--json"]
    words += ["--kafka", kafka_server.address, "--prefix", with_a_hole.settings.kafka_prefix]
    result = await asyncio.to_thread(CliRunner().invoke, audit_app, words)
    answer = json.loads(result.stdout)
    assert (result.exit_code, answer["ok"], [log["ok"] for log in answer["sources"]]) == (1, False, [True, True])
    found = [(finding["kind"], finding["sequence"]) for log in answer["kafka"] for finding in log["findings"]]
    assert found == [("missing", 5)]
    differing = [(one["database"], one["kafka"]) for one in answer["agreement"] if not one["ok"]]
    assert differing == [(N, N - 1)]
