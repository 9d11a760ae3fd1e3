"""The OpenTelemetry SDK behind `trace`: imported only when traces are wanted."""

from collections.abc import Iterable, Sequence
from threading import Timer

from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.instrumentation.sqlalchemy.engine import EngineTracer
from opentelemetry.metrics import NoOpMeterProvider
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor, SpanExporter, SpanExportResult
from opentelemetry.trace import SpanKind, Status, Tracer
from sqlalchemy.ext.asyncio import AsyncEngine

TOLD = frozenset({
    "cloudevents.event_id", "cloudevents.event_source", "cloudevents.event_type", "db.query.text", "db.statement",
    "db.system", "db.system.name", "error.type", "helder.policy", "http.request.method", "http.response.status_code",
    "http.route", "messaging.batch.message_count", "messaging.consumer.group.name", "messaging.destination.name",
    "messaging.message.conversation_id", "messaging.message.id", "messaging.operation.name",
    "messaging.operation.type", "messaging.system", "url.path", "url.scheme",
})  # fmt: skip
"""The only attributes that leave the house. Statements have placeholders; their parameters are never recorded."""

SECONDS = 2.0
"""How long stopping waits for a receiver that does not answer."""

_sending: list[tuple[BatchSpanProcessor, "Discreet"]] = []


class Discreet(SpanExporter):
    """Before the exporter: takes away what might name a person, and statements outside any span (polls)."""

    def __init__(self, exporter: SpanExporter) -> None:
        self.exporter = exporter

    def export(self, spans: Sequence[ReadableSpan]) -> SpanExportResult:
        """Sends what is left."""
        told = [_told(span) for span in spans if span.parent or span.kind is not SpanKind.CLIENT]
        return self.exporter.export(told) if told else SpanExportResult.SUCCESS

    def shutdown(self) -> None:
        """Lets go of the connection."""
        self.exporter.shutdown()

    def force_flush(self, timeout_millis: int = 30_000) -> bool:
        """Nothing is kept here."""
        return self.exporter.force_flush(timeout_millis)


def _told(span: ReadableSpan) -> ReadableSpan:
    """Without events and messages of errors, which may quote values; a statement is named by its first word."""
    return ReadableSpan(
        span.name.partition(" ")[0].upper() if span.kind is SpanKind.CLIENT else span.name,
        span.context,
        span.parent,
        span.resource,
        {name: value for name, value in (span.attributes or {}).items() if name in TOLD},
        links=span.links,
        kind=span.kind,
        status=Status(span.status.status_code),
        start_time=span.start_time,
        end_time=span.end_time,
        instrumentation_scope=span.instrumentation_scope,
    )


def tracer(service: str, engines: Iterable[AsyncEngine]) -> Tracer:
    """A tracer that names this service, also behind every statement on these engines."""
    if not _sending:
        exporter = Discreet(OTLPSpanExporter())
        _sending.append((BatchSpanProcessor(exporter), exporter))
    resource = Resource.create({"service.name": f"helder-{service}", "service.namespace": "helder"})
    provider = TracerProvider(resource=resource, shutdown_on_exit=False)
    provider.add_span_processor(_sending[0][0])
    found = provider.get_tracer("helder")
    unused = NoOpMeterProvider().get_meter("helder").create_up_down_counter("connections")
    for engine in engines:
        EngineTracer(found, engine.sync_engine, unused)  # type: ignore[no-untyped-call]
    return found


def stop() -> None:
    """Sends the rest and leaves the engines alone."""
    EngineTracer.remove_all_event_listeners()  # type: ignore[no-untyped-call]
    while _sending:
        processor, exporter = _sending.pop()
        hurry = Timer(SECONDS, exporter.shutdown)
        hurry.start()
        processor.shutdown()  # type: ignore[no-untyped-call]
        hurry.cancel()
