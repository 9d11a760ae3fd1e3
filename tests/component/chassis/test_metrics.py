"""Figures for operators: counted, open to operators only, and without contents."""

from tests.installation import Installation


async def test_an_operator_reads_requests_lag_due_and_parked(helder: Installation) -> None:
    await helder.client("anna", "coordinator").post(
        "/inventory/v1/organisations/eskerwold/systems", json={"name": "Geheime naam"}
    )
    await helder.client().get("/feedback/public/remarks/een-geheim")
    await helder.client().get("/elders/waar")
    text = (await helder.operator().get("/metrics")).text
    assert 'helder_requests_total{area="inventory",method="POST",status="201"} 2' in text
    assert 'helder_requests_total{area="other",method="GET",status="404"} 1' in text
    assert 'helder_lag_events{service="dpia",topic="helder.inventory"} 1' in text
    assert 'helder_due_rows{service="dpia"} 0' in text
    assert 'helder_parked_rows{service="feedback"} 0' in text
    assert not [word for word in ("Geheime", "geheim", "eskerwold", "elders") if word in text]


async def test_methods_that_visitors_make_up_count_as_one(helder: Installation) -> None:
    for number in range(20):
        await helder.client().request(f"NEP{number}", "/register/")
    text = (await helder.operator().get("/metrics")).text
    assert 'helder_requests_total{area="register",method="other",status="405"} 20' in text
    assert "NEP" not in text


async def test_nobody_else_reads_figures(helder: Installation) -> None:
    assert (await helder.client().get("/metrics")).status_code == 401
    assert (await helder.client("anna", "coordinator").get("/metrics")).status_code == 403
