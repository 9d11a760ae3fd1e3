"""Sends the figures over OTLP/HTTP: imported only when the environment says where metrics go."""

import asyncio
import time
from collections import defaultdict
from collections.abc import Awaitable, Callable, Sequence

from opentelemetry.exporter.otlp.proto.http.metric_exporter import OTLPMetricExporter
from opentelemetry.sdk.metrics import export
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.util.instrumentation import InstrumentationScope

from services.chassis.telemetry.metrics import Figure
from services.chassis.telemetry.timing import BOUNDS, Histogram, Labels, Timings

EVERY = 15.0
Point = export.NumberDataPoint
Read = Callable[[], Awaitable[tuple[list[Figure], Sequence[Timings]]]]


async def run(service: str, read: Read, seconds: float = EVERY) -> None:
    """Sends again and again, until cancelled; a receiver that does not answer loses a moment, not the whole."""
    exporter, began = OTLPMetricExporter(), time.time_ns()
    try:
        while True:
            await asyncio.sleep(seconds)
            data = measured(service, *await read(), began)
            await asyncio.to_thread(exporter.export, data)
    finally:
        await asyncio.to_thread(exporter.shutdown)


def measured(service: str, found: list[Figure], timings: Sequence[Timings], began: int) -> export.MetricsData:
    """The figures as OpenTelemetry carries them; `began`: since when is counted, nanoseconds since 1970."""
    now = time.time_ns()
    metrics = [_metric(name, points, began, now) for name, points in _by_name(found).items()]
    histograms = defaultdict[str, list[export.HistogramDataPoint]](list)
    for each in timings:
        for (name, labels), histogram in each.histograms.items():
            histograms[name].append(_point(labels, histogram, began, now))
    cumulative = export.AggregationTemporality.CUMULATIVE
    metrics += [export.Metric(n, "", "s", export.Histogram(points, cumulative)) for n, points in histograms.items()]
    scope = export.ScopeMetrics(InstrumentationScope("helder"), metrics, "")
    resource = Resource.create({"service.name": f"helder-{service}", "service.namespace": "helder"})
    return export.MetricsData([export.ResourceMetrics(resource, [scope], "")])


def _by_name(found: list[Figure]) -> dict[str, list[Figure]]:
    named = defaultdict[str, list[Figure]](list)
    for figure in found:
        named[figure.name].append(figure)
    return named


def _metric(name: str, found: list[Figure], began: int, now: int) -> export.Metric:
    points = [Point(dict(figure.labels), began, now, float(figure.value)) for figure in found]
    if name.endswith("_total"):
        cumulative = export.AggregationTemporality.CUMULATIVE
        return export.Metric(name, "", "1", export.Sum(points, cumulative, is_monotonic=True))
    return export.Metric(name, "", "s" if name.endswith("_seconds") else "1", export.Gauge(points))


def _point(labels: Labels, histogram: Histogram, began: int, now: int) -> export.HistogramDataPoint:
    return export.HistogramDataPoint(
        attributes=dict(labels),
        start_time_unix_nano=began,
        time_unix_nano=now,
        count=sum(histogram.counts),
        sum=histogram.seconds,
        bucket_counts=histogram.counts,
        explicit_bounds=BOUNDS,
        min=0.0,
        max=0.0,
    )
