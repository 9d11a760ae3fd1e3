"""The region of a first start: there after a start that was killed halfway, in every state, and there once."""

from collections.abc import Iterator
from itertools import product
from typing import Any

import httpx2 as httpx
import pytest
from playwright.async_api import Browser

from services.chassis import days
from services.chassis.access import OPERATOR
from services.chassis.roles import ROLES
from tests.journeys.crawling import Map, pages
from tests.journeys.running import Up
from tests.journeys.visiting import NARROW, WIDE, Visitor

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]
SYSTEMS = {"eskerwold": 8, "zandveen": 5, "lindermeer": 9}
SERVICES = ("inventory", "dpia", "publication", "feedback")
PATIENCE = 400
"""Seconds for a first start on a machine that does other things too; by itself it takes a quarter of a minute."""


class Region(Up):
    """The region with someone who may read everything in it."""

    reader = ""

    def all(self, service: str, kind: str) -> dict[str, list[dict[str, Any]]]:
        """The list of a service, of each municipality."""
        return {
            tenant: self.get(self.reader, f"/{service}/v1/organisations/{tenant}/{kind}?limit=100")["items"]
            for tenant in SYSTEMS
        }

    def logged(self) -> dict[tuple[str, str], dict[str, int]]:
        """How many facts each service logged for each municipality; signing the logs goes on and is left out."""
        read = {
            (service, tenant): self.get(self.reader, f"/{service}/v1/organisations/{tenant}/positions")["own"]
            for service in SERVICES
            for tenant in SYSTEMS
        }
        return {
            place: {topic: n for topic, n in own.items() if "checkpoints" not in topic} for place, own in read.items()
        }


def halfway(server: Region) -> bool:
    """The first DPIAs are being written."""
    known = server.get(server.reader, "/dpia/v1/organisations/eskerwold/positions")
    return bool(known.get("own", {}).get("helder.dpia", 0) > 75)


@pytest.fixture(scope="module")
def region(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Region]:
    """Filled by two starts: the first was killed halfway."""
    data = tmp_path_factory.mktemp("region") / "data"
    first = Region(data, "--demo").answers(PATIENCE)
    assert isinstance(first, Region)
    Region.reader = first.token("reader", "coordinator", "moderator", "editor", "auditor", "operator")
    first.until(lambda: halfway(first), PATIENCE)
    first.kill()
    assert (data / "example.busy").exists()
    server = Region(data, "--demo")
    try:
        server.greets(PATIENCE)
        yield server
    finally:
        if server.process.poll() is None:
            server.kill()


def values(found: dict[str, list[dict[str, Any]]], name: str) -> set[Any]:
    return {row.get(name) for rows in found.values() for row in rows}


def test_what_was_cut_off_is_completed_and_nothing_is_there_twice(region: Region) -> None:
    found = region.all("inventory", "systems")
    assert {tenant: len(systems) for tenant, systems in found.items()} == SYSTEMS
    assert len({system["name"] for systems in found.values() for system in systems}) == sum(SYSTEMS.values())
    id = id_of(region, "Route afvalwagens")
    case = region.get(region.reader, f"/dpia/v1/organisations/eskerwold/cases/{id}")
    system = region.get(region.reader, f"/inventory/v1/organisations/eskerwold/systems/{id}")
    assert (len(case["risks"]), len(case["measures"]), len(system["dataSources"])) == (2, 2, 4)
    assert not (region.data / "example.busy").exists()


def id_of(region: Region, name: str, tenant: str = "eskerwold") -> str:
    systems = region.all("inventory", "systems")[tenant]
    return next(str(system["id"]) for system in systems if system["name"] == name)


def test_systems_are_in_every_stage_and_their_dpias_at_every_point(region: Region) -> None:
    found = region.all("inventory", "systems")
    assert values(found, "stage") == {"idea", "development", "pilot", "in-use", "suspended", "retired"}
    assert values(found, "standing") >= {
        None, "in-progress", "submitted", "approved", "rejected", "not-required", "no-personal-data",
    }  # fmt: skip
    undecided = {"in-progress", None}
    assert any(s["stage"] == "in-use" and s.get("standing") in undecided for s in found["eskerwold"])
    id = id_of(region, "Planning huishoudelijke hulp", "lindermeer")
    case = region.get(region.reader, f"/dpia/v1/organisations/lindermeer/cases/{id}")
    assert (case["state"], len(case["decision"]["conditions"])) == ("verifying", 2)


def test_one_system_waits_for_the_newcomers_decision(region: Region) -> None:
    cases = region.get(region.reader, "/dpia/v1/organisations/eskerwold/cases?turn=decision-maker")["items"]
    assert [case["name"] for case in cases] == ["Voorsorteren aanvragen bijstand"]


def test_entries_remarks_and_dialogues_are_in_every_state(region: Region) -> None:
    entries = region.all("publication", "entries")
    assert values(entries, "state") == {"draft", "submitted", "public", "withdrawn"}
    assert [row["name"] for row in entries["zandveen"] if "outdatedSince" in row] == [
        "Meldingen openbare ruimte verdelen"
    ]
    remarks = region.all("feedback", "remarks")
    assert values(remarks, "state") >= {"received", "accepted", "answered", "forwarded", "closed"}
    assert values(remarks, "outcome") == {"accepted", "refused", None}
    assert values(region.all("feedback", "dialogues"), "state") == {"planned", "published", "held", "cancelled"}


def test_a_resident_sees_how_the_dpia_of_each_stands_and_what_came_of_a_dialogue(region: Region) -> None:
    with httpx.Client(base_url=region.url, timeout=30, follow_redirects=True) as visitor:
        page = visitor.get("/register/entries").text
        assert "15 systemen" in page
        for words in ("DPIA besloten op", "DPIA afgekeurd op", "DPIA: loopt", "DPIA: nog geen"):
            assert words in page
        for name in ("Gemeente Eskerwold", "Gemeente Zandveen", "Gemeente Lindermeer"):
            assert name in page
        held = next(d for d in region.all("feedback", "dialogues")["eskerwold"] if d["state"] == "held")
        told = visitor.get(f"/feedback/public/agenda/eskerwold/{held['id']}").text
        for words in ("U zei, wij deden", "wie controleert dat?", "staat sinds deze middag op de website"):
            assert words in told


def test_who_can_sign_in_stands_by_where_they_work(region: Region) -> None:
    page = httpx.get(f"{region.url}/sign-in").text
    places = ["Gemeente Eskerwold", "Gemeente Zandveen", "Gemeente Lindermeer", "Alle drie de gemeenten"]
    where = [page.index(f">{place}</h2>") for place in places]
    assert where == sorted(where)
    assert where[3] < page.index("Farid Amrani")
    assert page.count("Farid Amrani</b>") == 1


EVERY_ROLE = (*(set(ROLES) - {OPERATOR}), OPERATOR)
UNREACHED = (
    "/inventory/{organisation}/systems/{id}/consultations/{consultation}",
    "/inventory/{organisation}/organisation/people/{member}/erase",
    "/feedback/public/remarks/{secret}",
    "/feedback/public/seats/{secret}",
    "/feedback/{organisation}/outcomes/{outcome}",
)
"""Nobody was consulted and nobody left yet, secret links stand in no page, and no promise waits for who reads."""


@pytest.mark.parametrize("thorough", [False, pytest.param(True, marks=pytest.mark.long)])
async def test_every_page_can_be_reached_and_none_has_a_barrier(
    region: Region, browser: Browser, thorough: bool
) -> None:
    """Of each kind one on a phone in Dutch and one on a screen in English; or all that were found, in each way."""
    with region.client(region.token("reader", *EVERY_ROLE)) as client:
        found = Map(client).walk(*starts(region)).found
        assert pages() - set(found) <= set(UNREACHED)
        for size, language in product((NARROW, WIDE), ("", "/en")):
            if thorough or (size == WIDE) == bool(language):
                looked = [path for kind in found.values() for path in (kind if thorough else kind[-1:])]
                visitor = await someone(browser, region, size, dict(client.headers))
                for path in looked:
                    await visitor.page.goto(f"{region.url}{language}{path}")
                    await visitor.looks_at(size)


def starts(region: Region) -> list[str]:
    """Where one begins, a DPIA that is being written, and two pages to which the region has no reason to lead."""
    system = f"/inventory/eskerwold/systems/{id_of(region, 'Route afvalwagens')}"
    written = f"/dpia/eskerwold/cases/{id_of(region, 'Scanauto voor parkeren')}/risks"
    searches = [f"/{service}/eskerwold/search" for service in SERVICES]
    return [
        "/",
        written,
        "/inventory/eskerwold/work",
        "/register/",
        "/help",
        f"{system}/changes",
        f"{system}/evaluation",
        *searches,
    ]


async def someone(browser: Browser, region: Region, size: Any, headers: dict[str, str]) -> Visitor:
    """Who is signed in, with a screen of this size."""
    context = await browser.new_context(viewport=size, extra_http_headers={"Authorization": headers["authorization"]})
    return Visitor(await context.new_page(), region.url)


def test_the_whole_road_walked_again_adds_nothing(region: Region) -> None:
    """As after a start that was killed at the very end; whatever was done is met on the way."""
    before = region.logged()
    assert region.stop() == 0
    (region.data / "example.busy").write_text(days.today().isoformat())
    again = Region(region.data, "--demo")
    try:
        again.greets(PATIENCE)
        assert again.logged() == before
    finally:
        again.kill()
