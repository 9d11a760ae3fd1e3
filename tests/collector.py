"""A receiver of traces and figures for tests: OTLP over HTTP, everything kept in memory."""

import gzip
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from opentelemetry.proto.collector.metrics.v1.metrics_service_pb2 import ExportMetricsServiceRequest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from opentelemetry.proto.trace.v1.trace_pb2 import Span


@dataclass(frozen=True)
class Seen:
    """One span as it arrived."""

    service: str
    name: str
    kind: str
    id: str
    trace: str
    parent: str
    links: tuple[str, ...]
    attributes: dict[str, Any]
    raw: str

    @classmethod
    def of(cls, service: str, span: Any) -> "Seen":
        """`links` and `flow` are traces and spans as a traceparent names them."""
        links = tuple(f"{link.trace_id.hex()}-{link.span_id.hex()}" for link in span.links)
        attributes = {a.key: getattr(a.value, str(a.value.WhichOneof("value"))) for a in span.attributes}
        kind = Span.SpanKind.Name(span.kind).removeprefix("SPAN_KIND_").lower()
        ids = (span.span_id.hex(), span.trace_id.hex(), span.parent_span_id.hex())
        return cls(service, span.name, kind, *ids, links, attributes, str(span))

    @property
    def flow(self) -> str:
        """This span as a link to it names it."""
        return f"{self.trace}-{self.id}"


@dataclass
class Collector:
    """Where to send traces, and what came."""

    address: str = ""
    spans: list[Seen] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)
    metrics: list[Any] = field(default_factory=list)

    def receive(self, path: str, body: bytes) -> None:
        self.requests.append(path)
        if path.endswith("/metrics"):
            for of_service in ExportMetricsServiceRequest.FromString(body).resource_metrics:
                self.metrics += [metric for scope in of_service.scope_metrics for metric in scope.metrics]
            return
        for resource in ExportTraceServiceRequest.FromString(body).resource_spans:
            named = {a.key: a.value.string_value for a in resource.resource.attributes}
            spans = [span for scope in resource.scope_spans for span in scope.spans]
            self.spans += [Seen.of(named["service.name"], span) for span in spans]

    def named(self, name: str) -> list[Seen]:
        return [span for span in self.spans if span.name == name]

    def under(self, parent: Seen) -> list[Seen]:
        return [span for span in self.spans if span.parent == parent.id]


@contextmanager
def collecting() -> Iterator[Collector]:
    """A receiver on a free port while the block lasts."""
    collector = Collector()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            collector.receive(self.path, gzip.decompress(body) if self.headers["content-encoding"] == "gzip" else body)
            self.send_response(200)
            self.send_header("content-length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    collector.address = f"http://127.0.0.1:{server.server_port}"
    try:
        yield collector
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
