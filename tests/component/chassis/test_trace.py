"""Traces: one flow from a request to what other services made of it, and nothing in it that names a person."""

import json
import shutil
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from services.chassis.telemetry import trace
from tests.collector import Collector, Seen, collecting
from tests.installation import Installation, installed

SYSTEMS = "/inventory/v1/organisations/eskerwold/systems"
REGISTER = "POST /inventory/v1/organisations/{organisation}/systems"
SECRET = "k3yThatOpensOneRemark"
FLOW = f"00-{'a' * 32}-{'b' * 16}-01"


@pytest.fixture
def collector(monkeypatch: pytest.MonkeyPatch) -> Iterator[Collector]:
    with collecting() as found:
        monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", found.address)
        yield found
        trace.stop()


@pytest.fixture
async def traced(collector: Collector, tmp_path: Path, empty: Path) -> AsyncIterator[Installation]:
    shutil.copytree(empty, tmp_path / "data")
    async with installed(tmp_path / "data") as installation:
        await installation.onboard()
        yield installation


async def register(helder: Installation, **headers: str) -> None:
    body = {"name": "Voorsorteren aanvragen bijstand"}
    answer = await helder.client("anna", "coordinator").post(SYSTEMS, json=body, headers=headers)
    assert answer.status_code == 201, answer.text
    await helder.settle()


async def flow(helder: Installation, service: str = "inventory") -> str:
    """The trace and the span that the last fact of a service names."""
    return str(json.loads((await helder.log(service))[-1].bytes)["traceparent"])[3:-3]


def request_of(collector: Collector) -> Seen:
    (found,) = collector.named(REGISTER)
    return found


async def test_a_request_has_one_span_with_its_statements_and_its_fact_below(
    traced: Installation, collector: Collector
) -> None:
    await register(traced)
    trace.stop()
    request = request_of(collector)
    assert (request.service, request.kind, request.parent) == ("helder-inventory", "server", "")
    assert request.attributes == {
        "http.request.method": "POST",
        "http.route": "/inventory/v1/organisations/{organisation}/systems",
        "url.path": "/inventory/v1/organisations/{organisation}/systems",
        "url.scheme": "http",
        "http.response.status_code": 201,
    }
    below = [span for span in collector.under(request) if span.kind != "consumer"]
    assert {span.name for span in below} == {"BEGIN", "SELECT", "INSERT", "create helder.inventory"}
    (created,) = [span for span in below if span.kind == "producer"]
    assert "INSERT" in {span.name for span in collector.under(created)}
    assert {"/v1/traces"} == set(collector.requests)


async def test_the_fact_carries_the_request_and_what_follows_in_other_services_links_to_it(
    traced: Installation, collector: Collector
) -> None:
    await register(traced)
    fact = await flow(traced)
    trace.stop()
    request = request_of(collector)
    assert fact == request.flow
    linked = [span for span in collector.spans if request.flow in span.links]
    assert {(span.service, span.name) for span in linked} >= {
        ("helder-dpia", "process helder.inventory"),
        ("helder-publication", "process helder.inventory"),
        ("helder-publication", "process due draft-entry"),
    }
    assert {(span.kind, span.parent, span.trace) for span in linked} == {("consumer", request.id, request.trace)}


async def test_what_is_heard_long_after_its_flow_only_links_to_it(
    traced: Installation, collector: Collector, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trace, "FRESH", timedelta(0))
    await register(traced)
    trace.stop()
    request = request_of(collector)
    linked = [span for span in collector.spans if request.flow in span.links]
    assert {(span.kind, span.parent) for span in linked} == {("consumer", "")}
    assert request.trace not in {span.trace for span in linked}


async def test_what_a_policy_makes_belongs_to_the_same_flow(traced: Installation, collector: Collector) -> None:
    await register(traced)
    fact = await flow(traced, "publication")
    trace.stop()
    assert fact == request_of(collector).flow
    (carried_out,) = collector.named("process due draft-entry")
    assert "create helder.publication" in {span.name for span in collector.under(carried_out)}


async def test_messages_are_described_by_the_semantic_conventions(traced: Installation, collector: Collector) -> None:
    await register(traced)
    fact = json.loads((await traced.log("inventory"))[-1].bytes)
    trace.stop()
    heard = next(s for s in collector.named("process helder.inventory") if s.service == "helder-dpia" and s.links
                 and s.attributes["messaging.message.id"] == fact["id"])  # fmt: skip
    assert heard.attributes == {
        "messaging.system": "helder",
        "messaging.operation.name": "process",
        "messaging.operation.type": "process",
        "messaging.destination.name": "helder.inventory",
        "messaging.consumer.group.name": "dpia",
        "messaging.message.id": fact["id"],
        "messaging.message.conversation_id": fact["correlationid"],
        "cloudevents.event_id": fact["id"],
        "cloudevents.event_source": fact["source"],
        "cloudevents.event_type": fact["type"],
    }


async def test_a_span_of_the_caller_is_the_parent(traced: Installation, collector: Collector) -> None:
    await register(traced, traceparent=FLOW)
    trace.stop()
    request = request_of(collector)
    assert (request.trace, request.parent) == ("a" * 32, "b" * 16)


async def test_no_span_holds_an_address_a_search_a_person_or_a_value(
    traced: Installation, collector: Collector
) -> None:
    anna = traced.client("anna", "coordinator")
    await register(traced)
    await anna.get(SYSTEMS, params={"q": "zoekwoord"})
    for address in (f"/feedback/v1/public/remarks/{SECRET}", f"/nowhere/{SECRET}", f"/inventory/v1/nowhere/{SECRET}"):
        assert (await traced.client().get(address)).status_code == 404
    await anna.post(f"/register/{SECRET}")
    member = traced.services["inventory"].keys.member_of("eskerwold", "anna")
    trace.stop()
    told = "\n".join(span.raw for span in collector.spans)
    for hidden in (
        SECRET,
        "zoekwoord",
        "anna",
        member,
        "Voorsorteren",
        str(traced.services["inventory"].settings.data),
    ):
        assert hidden not in told
    assert {span.service for span in collector.named("GET /inventory/v1")} == {"helder-inventory"}


async def test_a_failure_is_told_by_its_class_alone(traced: Installation, collector: Collector) -> None:
    async with traced.services["inventory"].db.session() as tx:
        await tx.execute(text("drop table systems"))
    with pytest.raises(OperationalError, match="no such table"):
        await traced.client("anna", "coordinator").get(SYSTEMS)
    trace.stop()
    (request,) = collector.named("GET /inventory/v1/organisations/{organisation}/systems")
    assert request.attributes["error.type"] == "OperationalError"
    assert "no such table" not in "\n".join(span.raw for span in collector.spans)


async def test_polling_leaves_no_traces(traced: Installation, collector: Collector) -> None:
    await traced.settle()
    await traced.client().get("/health/ready")
    trace.stop()
    assert {span.name for span in collector.spans if not span.parent} <= {
        "POST /inventory/v1/organisations", "process helder.inventory",
    }  # fmt: skip


async def test_without_an_endpoint_nothing_is_sent_and_a_callers_flow_is_kept(helder: Installation) -> None:
    await register(helder, traceparent=FLOW)
    assert await flow(helder) == await flow(helder, "publication") == FLOW[3:-3]


@pytest.mark.parametrize(
    "nonsense", ["x", FLOW.upper(), f"00-{'0' * 32}-{'b' * 16}-01", f"00-{'a' * 32}-{'0' * 16}-01", FLOW + "-x"]
)
async def test_a_traceparent_that_is_none_does_not_enter_the_log(helder: Installation, nonsense: str) -> None:
    await register(helder, traceparent=nonsense)
    assert "traceparent" not in json.loads((await helder.log("inventory"))[-1].bytes)


def test_without_an_endpoint_the_sdk_is_not_even_imported(tmp_path: Path) -> None:
    program = (
        "import asyncio, pathlib, sys\n"
        "from services import embedded\n"
        "from services.chassis.settings import Settings\n"
        f"services = asyncio.run(embedded.prepare(Settings(data=pathlib.Path({str(tmp_path)!r}))))\n"
        "embedded.application(services)\n"
        "print([name for name in sys.modules if name.startswith(('opentelemetry.sdk', 'opentelemetry.exporter'))])\n"
    )
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, env={})
    assert ran.stdout.strip() == "[]"
