"""Figures for operators: counted, open to operators only, and without contents."""

from opentelemetry.exporter.otlp.proto.http.metric_exporter import OTLPMetricExporter

from services.chassis.telemetry import metrics, metrics_export
from tests.collector import collecting
from tests.installation import Installation

SYSTEMS = "/inventory/v1/organisations/eskerwold/systems"


async def test_an_operator_reads_requests_lag_due_and_parked(helder: Installation) -> None:
    for name in ("Geheime naam", "Sorteren"):
        await helder.client("anna", "coordinator").post(SYSTEMS, json={"name": name})
    await helder.client().get("/feedback/public/remarks/een-geheim")
    await helder.client().get("/elders/waar")
    text = (await helder.operator().get("/metrics")).text
    assert 'helder_requests_total{area="inventory",method="POST",status="201"} 2' in text
    assert 'helder_requests_total{area="other",method="GET",status="404"} 1' in text
    assert 'helder_lag_events{service="dpia",topic="helder.inventory"} 2' in text
    assert 'helder_due_rows{service="dpia"} 0' in text
    assert 'helder_parked_rows{service="feedback"} 0' in text
    assert 'helder_request_seconds_count{area="inventory"} 2' in text
    assert 'helder_append_seconds_bucket{service="inventory",le="+Inf"} 2' in text
    assert not [word for word in ("Geheime", "geheim", "eskerwold", "elders") if word in text]


async def test_methods_that_visitors_make_up_count_as_one(helder: Installation) -> None:
    for number in range(20):
        await helder.client().request(f"NEP{number}", "/register/")
    text = (await helder.operator().get("/metrics")).text
    assert 'helder_requests_total{area="register",method="other",status="405"} 20' in text
    assert "NEP" not in text


async def test_what_is_heard_is_timed_by_topic(helder: Installation) -> None:
    for name in ("Sorteren", "Tellen"):
        await helder.client("anna", "coordinator").post(SYSTEMS, json={"name": name})
    await helder.settle()
    text = (await helder.operator().get("/metrics")).text
    heard = next(line for line in text.splitlines() if line.startswith('helder_handler_seconds_count{service="dpia",'))
    assert heard == 'helder_handler_seconds_count{service="dpia",topic="helder.inventory"} 2'


async def test_figures_go_out_over_otlp_as_they_stand_in_the_text(helder: Installation) -> None:
    for name in ("Sorteren", "Tellen"):
        await helder.client("anna", "coordinator").post(SYSTEMS, json={"name": name})
    await helder.settle()
    running = helder.services["inventory"]
    running.alarms["gap"] = 3
    with collecting() as collector:
        exporter = OTLPMetricExporter(endpoint=f"{collector.address}/v1/metrics")
        exporter.export(metrics_export.measured("inventory", *await metrics.read([running]), began=1))
        exporter.shutdown()
    sent = {metric.name: metric for metric in collector.metrics}
    assert collector.requests == ["/v1/metrics"]
    alarm = sent["helder_alarms_total"].sum
    assert (alarm.is_monotonic, alarm.data_points[0].as_double) == (True, 3.0)
    assert sent["helder_due_rows"].gauge.data_points[0].as_double == 0.0
    append = sent["helder_append_seconds"].histogram.data_points[0]
    assert (append.count, len(append.bucket_counts)) == (2, len(append.explicit_bounds) + 1)


async def test_an_operator_sees_each_organisation_on_a_page_without_contents(helder: Installation) -> None:
    await helder.client("anna", "coordinator").post(SYSTEMS, json={"name": "Geheime naam"})
    await helder.settle()
    for service in ("inventory", "dpia", "publication", "feedback"):
        page = await helder.operator().get(f"/{service}/health")
        assert page.status_code == 200, page.text
        assert "Gemeente Eskerwold" in page.text
        assert "Geheime" not in page.text
        assert "Uitloggen" in page.text
        assert 'href="/inventory//' not in page.text
    assert "inventory:&nbsp;2" in page.text
    assert (await helder.client("anna", "coordinator").get("/dpia/health")).status_code == 403


async def test_nobody_else_reads_figures(helder: Installation) -> None:
    assert (await helder.client().get("/metrics")).status_code == 401
    assert (await helder.client("anna", "coordinator").get("/metrics")).status_code == 403
