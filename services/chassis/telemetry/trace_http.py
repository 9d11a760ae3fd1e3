"""Traces of requests: named by the template of the route, because an address may hold a secret."""

from collections.abc import Sequence
from typing import Any

from opentelemetry import trace as otel
from opentelemetry.context import Context
from opentelemetry.trace import NonRecordingSpan, Span, SpanKind, StatusCode
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from services.chassis.service import Running
from services.chassis.telemetry import trace

METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
UNSEEN = ("/health/", "/metrics", "/static/")
"""Machines ask for these all the time: no traces of that."""


def traced(app: ASGIApp, services: Sequence[Running]) -> ASGIApp:
    """The application with a span around each request; the application itself when nothing is traced."""
    return Traced(app, services) if trace.start(services) else app


class Traced:
    """ASGI middleware. Nothing of the address, the headers or the visitor's network enters a span."""

    def __init__(self, app: ASGIApp, services: Sequence[Running]) -> None:
        self.app, self.first = app, services[0].service.name
        self.owners = {prefix: r.service.name for r in services for prefix in (f"/{r.service.name}", *r.service.pages)}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes the request on, inside the span of the service that answers it."""
        tracer = trace.tracer_of(self._owner(scope)) if _seen(scope) else None
        if tracer is None:
            await self.app(scope, receive, send)
            return
        with tracer.start_as_current_span(
            _method(scope), _parent(scope), SpanKind.SERVER, record_exception=False, set_status_on_exception=False
        ) as span:
            try:
                with trace.failing(span):
                    await self.app(scope, receive, _watched(span, send))
            finally:
                _name(span, scope)

    def _owner(self, scope: Scope) -> str:
        return self.owners.get("/" + scope["path"].split("/")[1], self.first)


def _seen(scope: Scope) -> bool:
    return scope["type"] == "http" and not scope["path"].startswith(UNSEEN)


def _method(scope: Scope) -> str:
    return scope["method"] if scope["method"] in METHODS else "_OTHER"


def _parent(scope: Scope) -> Context | None:
    """The caller's span, when it names one."""
    received = next((value.decode("latin-1") for name, value in scope["headers"] if name == b"traceparent"), None)
    context = trace.context_of(received)
    return otel.set_span_in_context(NonRecordingSpan(context)) if context else None


def _watched(span: Span, send: Send) -> Send:
    async def watched(message: Message) -> None:
        if message["type"] == "http.response.start":
            span.set_attribute("http.response.status_code", message["status"])
            if message["status"] >= 500:
                span.set_status(StatusCode.ERROR)
        await send(message)

    return watched


def _name(span: Span, scope: Scope) -> None:
    """Once the request was answered its route is known: mounts have their place in `root_path`."""
    template = getattr(scope.get("route"), "path", None)
    about: dict[str, Any] = {"http.request.method": _method(scope), "url.scheme": scope["scheme"]}
    if template:
        route = _mounted(scope, template)
        about |= {"http.route": route, "url.path": route}
        span.update_name(f"{_method(scope)} {route}")
    span.set_attributes(about)


def _mounted(scope: Scope, template: str) -> str:
    mount: str = scope.get("root_path", "")
    return template if template == mount else mount + template
