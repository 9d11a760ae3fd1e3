"""Traces of requests and of events: nothing at all until OTEL_EXPORTER_OTLP_ENDPOINT says where they go (OTLP/HTTP)."""

import contextlib
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from opentelemetry import trace
from opentelemetry.context import Context
from opentelemetry.trace import Link, Span, SpanContext, SpanKind, StatusCode, TraceFlags, Tracer

from contracts.envelope import Envelope
from services.chassis.service import Running

WHERE = ("OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT")
FRESH = timedelta(hours=1)
"""How long what follows from a request belongs to the same trace."""
_TRACEPARENT = re.compile("00-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})")

_CARRIED = re.compile(rb'"traceparent":"([0-9a-f-]{55})"')

_NOTHING = contextlib.nullcontext()
_by_service: dict[str, Tracer] = {}
_by_topic: dict[str, Tracer] = {}


def start(services: Sequence[Running]) -> bool:
    """Begins to trace these services, when the environment says where traces go; only then the SDK is loaded."""
    if not any(map(os.environ.get, WHERE)) or os.environ.get("OTEL_SDK_DISABLED", "").lower() == "true":
        return False
    from services.chassis.telemetry import trace_export

    for running in services:
        tracer = trace_export.tracer(running.service.name, running.db.engines)
        _by_service[running.service.name] = tracer
        _by_topic.update(dict.fromkeys(running.service.topics, tracer))
    return True


def stop() -> None:
    """Sends what was not sent yet and traces no longer."""
    if _by_service:
        from services.chassis.telemetry import trace_export

        trace_export.stop()
        _by_service.clear()
        _by_topic.clear()


def tracer_of(service: str) -> Tracer | None:
    """The tracer of a service; None when nothing is traced."""
    return _by_service.get(service)


def traceparent(received: str | None) -> str | None:
    """The W3C context that the facts of this request carry: of its own span, else the one that came with it."""
    context = trace.get_current_span().get_span_context()
    if context.is_valid:
        return f"00-{context.trace_id:032x}-{context.span_id:016x}-{context.trace_flags:02x}"
    return received if received and _TRACEPARENT.fullmatch(received) else None


@contextlib.contextmanager
def create(topic: str, envelopes: Sequence[Envelope]) -> Iterator[None]:
    """The span in which facts are put on a topic."""
    if tracer := _by_topic.get(topic):
        about = _message(envelopes[0]) if len(envelopes) == 1 else {"messaging.batch.message_count": len(envelopes)}
        with _span(tracer, f"create {topic}", _messaging("create", topic) | about):
            yield
    else:
        yield


@contextlib.contextmanager
def send(topic: str, event: bytes) -> Iterator[list[tuple[str, bytes]]]:
    """The span in which the relay sends an event, within the flow that it belongs to; yields the record's headers."""
    tracer, carried = _by_topic.get(topic), _CARRIED.search(event, event.rfind(b'"sequence":"'))
    flow = carried[1].decode() if carried else None
    if tracer is None:
        yield _headers(flow)
    else:
        about = _messaging("send", topic) | {"messaging.system": "kafka"}
        span = tracer.start_span(f"send {topic}", _within_flow(flow), SpanKind.PRODUCER, about)
        with _current(span):
            yield _headers(traceparent(flow))


def _headers(flow: str | None) -> list[tuple[str, bytes]]:
    return [("traceparent", flow.encode())] if flow else []


def hear(
    service: str, topic: str, envelope: Envelope, sent: str | None = None
) -> contextlib.AbstractContextManager[None]:
    """The span in which a service hears an event: linked to the span that sent it, else to the flow.

    It belongs to the flow's trace while that is fresh; what is heard years later begins a trace of its own.
    """
    tracer = _by_service.get(service)
    if tracer is None:
        return _NOTHING
    system = {"messaging.system": "kafka"} if sent else {}
    about = _messaging("process", topic) | _message(envelope) | {"messaging.consumer.group.name": service}
    flow = _within_flow(envelope.traceparent) if _fresh(envelope.time) else Context()
    return _span(tracer, f"process {topic}", about | system, flow, _links(sent or envelope.traceparent))


@contextlib.contextmanager
def carry_out(service: str, policy: str, flow: str | None, since: datetime) -> Iterator[None]:
    """The span in which a policy's command is carried out; `since`: when the policy asked for it, `flow`: why."""
    if tracer := _by_service.get(service):
        about = _messaging("process", "due") | {"helder.policy": policy}
        within = _within_flow(flow) if _fresh(since) else Context()
        with _span(tracer, f"process due {policy}", about, within, _links(flow)):
            yield
    else:
        yield


def _fresh(time: datetime) -> bool:
    return datetime.now(UTC) - time < FRESH


def _within_flow(flow: str | None) -> Context:
    """The context of the span that the flow names, whatever is current now; an empty one begins a new trace."""
    context = context_of(flow)
    return trace.set_span_in_context(trace.NonRecordingSpan(context), Context()) if context else Context()


def _messaging(operation: str, destination: str) -> dict[str, Any]:
    """OpenTelemetry's semantic conventions for messaging: the log itself is the messaging system."""
    names = ("messaging.operation.name", "messaging.operation.type")
    return {
        "messaging.system": "helder",
        "messaging.destination.name": destination,
        **dict.fromkeys(names, operation),
    }


def _message(envelope: Envelope) -> dict[str, Any]:
    flow = {"messaging.message.conversation_id": envelope.correlationid} if envelope.correlationid else {}
    event = {"cloudevents.event_id": envelope.id, "cloudevents.event_type": envelope.type}
    return {"messaging.message.id": envelope.id, "cloudevents.event_source": envelope.source, **event, **flow}


def _links(flow: str | None) -> list[Link]:
    context = context_of(flow)
    return [Link(context)] if context else []


def context_of(text: str | None) -> SpanContext | None:
    """The span that a traceparent names; None when it is none."""
    found = _TRACEPARENT.fullmatch(text or "")
    if found is None:
        return None
    trace_id, span_id, flags = (int(part, 16) for part in found.groups())
    return SpanContext(trace_id, span_id, is_remote=True, trace_flags=TraceFlags(flags))


def _span(
    tracer: Tracer, name: str, about: Mapping[str, Any], within: Context | None = None, links: Sequence[Link] = ()
) -> contextlib.AbstractContextManager[None]:
    kind = SpanKind.PRODUCER if within is None else SpanKind.CONSUMER
    return _current(tracer.start_span(name, within, kind, about, links))


@contextlib.contextmanager
def _current(span: Span) -> Iterator[None]:
    quiet = {"record_exception": False, "set_status_on_exception": False}
    with trace.use_span(span, end_on_exit=True, **quiet) as current, failing(current):
        yield


@contextlib.contextmanager
def failing(span: Span) -> Iterator[None]:
    """A failure is told by its class alone: a message may quote what somebody typed."""
    try:
        yield
    except Exception as error:
        span.set_status(StatusCode.ERROR)
        span.set_attribute("error.type", type(error).__qualname__)
        raise
