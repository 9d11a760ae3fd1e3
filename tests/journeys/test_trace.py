"""One trace from a person's click to the last projection in another service, over Kafka."""

from pathlib import Path

import pytest

from tests.collector import Collector, Seen, collecting
from tests.journeys.regional import regional

pytestmark = [pytest.mark.slow, pytest.mark.kafka, pytest.mark.timeout(600)]
SYSTEMS = "/inventory/v1/organisations/eskerwold/systems"


def one(collector: Collector, service: str, name: str, trace: str) -> Seen:
    """The span of this service with this name in this trace; there must be exactly one."""
    found = [s for s in collector.named(name) if (s.service, s.trace) == (f"helder-{service}", trace)]
    assert len(found) == 1, [(s.service, s.name, s.kind) for s in collector.spans if s.trace == trace]
    return found[0]


async def click(folder: Path, collector: Collector) -> Seen:
    """Somebody adds a system in a region that is traced, and everything that follows from it happens."""
    settings = {"OTEL_EXPORTER_OTLP_ENDPOINT": collector.address, "OTEL_METRIC_EXPORT_INTERVAL": "1000"}
    async with regional(folder, settings) as helder:
        await helder.onboard()
        answer = await helder.client("anna", "coordinator").post(SYSTEMS, json={"name": "Sorteren"})
        assert answer.status_code == 201, answer.text
        await helder.settle()
    (clicked,) = collector.named("POST /inventory/v1/organisations/{organisation}/systems")
    return clicked


async def test_a_click_is_followed_to_the_last_row_in_another_service(region_folder: Path) -> None:
    with collecting() as collector:
        clicked = await click(region_folder, collector)

    def span(service: str, name: str) -> Seen:
        return one(collector, service, name, clicked.trace)

    created, sent = span("inventory", "create helder.inventory"), span("inventory", "send helder.inventory")
    assert (created.kind, created.parent) == ("producer", clicked.id)
    assert (sent.kind, sent.parent, sent.attributes["messaging.system"]) == ("producer", clicked.id, "kafka")

    heard = span("dpia", "process helder.inventory")
    assert (heard.kind, heard.parent, heard.links) == ("consumer", clicked.id, (sent.flow,))
    assert heard.attributes["messaging.system"] == "kafka"

    carried_out = span("dpia", "process due open-case")
    assert (carried_out.kind, carried_out.parent) == ("consumer", clicked.id)
    assert span("dpia", "create helder.dpia").parent == carried_out.id
    onward = span("dpia", "send helder.dpia")
    assert (onward.kind, onward.parent) == ("producer", clicked.id)

    for service in ("inventory", "publication"):
        last = span(service, "process helder.dpia")
        assert (last.kind, last.links) == ("consumer", (onward.flow,))
        below = {s.name for s in collector.under(last)}
        assert below >= {"SELECT"} or below == set(), "what it wrote stands below it"
