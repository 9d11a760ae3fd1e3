"""Verifies logs from Kafka alone: the records, the checkpoints among them, and what an auditor kept outside."""

import base64
import re
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError

from contracts import topics
from contracts.checkpoints import CheckpointPublished
from services.chassis.audit.findings import Verdict
from services.chassis.audit.kept import TOPICS, Kept, service_of
from services.chassis.audit.keys import verifier
from services.chassis.audit.merkle import AuditError
from services.chassis.audit.scan import Log
from services.chassis.audit.signatures import Signed
from services.chassis.audit.topic_log import TopicLog, event_in
from services.chassis.audit.verify import Progress, Trust, judge
from services.chassis.topic import Placed

Read = Callable[[str], AsyncIterator[Placed]]
"""Every record that lies on a topic now, each partition in its order (`broker.read_topic`)."""
_SOURCE = re.compile(r"urn:nld:oin:[0-9]{20}:systeem:helder-(?P<name>[a-z]+)(?P<checkpoints>-checkpoints)?")


async def verify_topics(
    read: Read, trust: Trust, organisation: str | None = None, progress: Progress = lambda done: None
) -> list[Verdict]:
    """Every log on the topics, of one organisation or of all; raises NoteError for a wrong key."""
    return (await read_topics(read, trust, progress)).verdicts(organisation)


async def read_topics(read: Read, trust: Trust, progress: Progress = lambda done: None) -> "TopicLogs":
    """All logs on the topics. Checkpoints are read first: a log that grows meanwhile has at least what they count."""
    logs = TopicLogs(trust)
    for topic in (topics.CHECKPOINTS, *TOPICS):
        async for record in read(topic):
            logs.add(topic, record)
            progress(1)
    return logs


@dataclass
class TopicLogs:
    """All logs on the topics, by topic, tenant and service; feed them the checkpoints first."""

    trust: Trust
    found: dict[tuple[str, str, str], TopicLog] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._kept = Kept.of(self.trust.outside)

    def add(self, topic: str, record: Placed) -> None:
        """The next record of a topic."""
        event, tenant = event_in(record) or {}, (record.key or b"").decode(errors="replace")
        place = topic, tenant, _service(topic, event)
        log = self.found.get(place)
        if log is None:
            empty = Log(place[2], tenant, topic, _source(topic, event), 0)
            log = self.found[place] = TopicLog(self._kept.joined(empty), verifier(empty.source, self.trust.key))
        if log.add(record) and topic == topics.CHECKPOINTS and event.get("type") == CheckpointPublished.TYPE:
            self._keep(log, event)

    def verdicts(self, organisation: str | None) -> list[Verdict]:
        """What is wrong with each log, and with those of which only checkpoints are left."""
        logs = [log for log in self.found.values() if organisation in (None, log.log.organisation)]
        if organisation is not None and not logs:
            raise AuditError(f"De organisatie {organisation} staat niet op deze topics.")
        numbers = {log.log.source.split(":")[3] for log in logs}
        gone = [log for log in self._kept.left() if organisation is None or log.source.split(":")[3] in numbers]
        return [*(log.verdict() for log in logs), *(judge(log, self.trust) for log in gone)]

    def _keep(self, log: TopicLog, event: dict[str, Any]) -> None:
        """Takes what a checkpoint says; who signed it is judged with the log that it is about."""
        try:
            fact = CheckpointPublished.read(event["data"])
            root, *edge = (base64.b64decode(text, validate=True) for text in (fact.root, *fact.edge))
        except (KeyError, ValidationError, ValueError):
            log.unfit(event, "De gebeurtenis is geen ijkpunt meer.")
            return
        self._kept.by_source.setdefault(fact.log, []).append(Signed(fact.size, root, fact.note, b"".join(edge)))


def _service(topic: str, event: dict[str, Any]) -> str:
    if topic != topics.CHECKPOINTS:
        return service_of(topic)
    named = _SOURCE.fullmatch(str(event.get("source")))
    return named["name"] if named and named["checkpoints"] else ""


def _source(topic: str, event: dict[str, Any]) -> str:
    """The source of a log as its first event names it; one without an owner when that says nothing of use."""
    named = _SOURCE.fullmatch(str(event.get("source")))
    return named[0] if named else topics.source(topic, "0" * 20)
