"""The example's road to its end in a real browser: decided, in use, public, and a resident who says something."""

from collections.abc import Callable, Iterator

import pytest
from playwright.async_api import Browser

from tests.journeys.everywhere import everywhere
from tests.journeys.running import Up
from tests.journeys.visiting import NARROW, Visitor

NAME = "Voorsorteren aanvragen bijstand"


@pytest.fixture
async def visitor(browser: Browser, up: Callable[..., Up]) -> Visitor:
    server = up("--example").greets()
    return Visitor(await browser.new_page(), server.url)


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Up]:
    """The example as it first stands, for tests that change nothing in it."""
    server = Up(tmp_path_factory.mktemp("example") / "data", "--example")
    yield server.greets()
    server.kill()


@pytest.fixture
async def reader(browser: Browser, example: Up) -> Visitor:
    """Someone who looks at the example and changes nothing."""
    return Visitor(await browser.new_page(), example.url)


async def decide(visitor: Visitor) -> str:
    """The decision maker decides on the DPIA; the id of the system."""
    page = visitor.page
    await visitor.signs_in("Dirk Postma")
    await visitor.opens("/dpia/eskerwold/cases")
    await visitor.goes(page.get_by_role("link", name=NAME))
    id = page.url.rstrip("/").rsplit("/", 1)[1]
    await visitor.looks()
    await visitor.until(f"/dpia/eskerwold/cases/{id}/decision", "Wat besluit u?")
    await visitor.looks()
    await page.get_by_role("radio").first.check()
    await page.locator("textarea[name=reason]").fill("Het belang weegt zwaarder dan het risico dat overblijft.")
    await visitor.goes(page.locator("main form button[type=submit]").last)
    await visitor.looks()
    return id


async def take_into_use(visitor: Visitor, id: str) -> None:
    """The process owner passes the gate."""
    await visitor.signs_in("Femke de Boer")
    await visitor.until(f"/inventory/eskerwold/systems/{id}", "5 van 5 klaar")
    await visitor.looks()
    await visitor.opens(f"/inventory/eskerwold/systems/{id}/steps")
    await visitor.page.locator("input[name=step][value='in-use']").check()
    await visitor.presses("Zet deze stap")
    await visitor.sees("In gebruik")


async def publish(visitor: Visitor, id: str) -> None:
    """The editor writes, in words of any length, and another person approves."""
    page, entry = visitor.page, f"/publication/eskerwold/entries/{id}"
    await visitor.signs_in("Els Mulder")
    await visitor.until(entry, NAME)
    await visitor.looks()
    await page.locator("[name=description_short]").fill(f"Legt een {'bijstandsaanvraag' * 12} op een stapel.")
    await page.locator("[name=contact_email]").fill("algoritmes@eskerwold.example")
    await visitor.goes(page.get_by_role("button", name="goedkeuring"))
    await visitor.looks()
    await visitor.signs_in("Bram Dijkstra")
    await visitor.opens(entry)
    await visitor.presses("Keur goed en maak openbaar")
    await page.context.clear_cookies()


async def find(visitor: Visitor) -> None:
    """A resident finds the entry."""
    await visitor.opens("/register/")
    await visitor.opens("/register/entries?q=bijstand")
    await visitor.goes(visitor.page.get_by_role("link", name=NAME))
    await visitor.looks()
    await visitor.sees("In gebruik")


async def say(visitor: Visitor, id: str, words: str) -> None:
    """A resident says something, and gets a receipt."""
    await visitor.until(f"/feedback/public/entries/{id}", NAME)
    await visitor.looks()
    await visitor.page.locator("textarea[name=text]").fill(words)
    await visitor.page.get_by_role("radio").first.check()
    await visitor.goes(visitor.page.locator("main form button[type=submit]").last)
    await visitor.looks()
    await visitor.sees(words)


@everywhere("up", pytest.mark.long)
@pytest.mark.slow
@pytest.mark.timeout(900)
async def test_the_example_goes_to_the_end_of_its_road(visitor: Visitor) -> None:
    words = "Wie leest mijn aanvraag als eerste? " + "Arbeidsongeschiktheidsverzekering" * 6
    id = await decide(visitor)
    await take_into_use(visitor, id)
    await publish(visitor, id)
    await find(visitor)
    await say(visitor, id, words)
    await visitor.signs_in("Mila Bos")
    await visitor.opens("/feedback/eskerwold/remarks")
    await visitor.goes(visitor.page.locator("main a[href*='/remarks/']").first)
    await visitor.looks()
    await visitor.sees(words)


@pytest.mark.slow
async def test_an_operator_sees_how_every_service_is(reader: Visitor) -> None:
    await reader.signs_in("Beheerder")
    for service in ("inventory", "dpia", "publication", "feedback"):
        await reader.opens(f"/{service}/health")
        await reader.sees(f"Gezondheid van {service}")
        await reader.sees("Gemeente Eskerwold")


WORK = "/inventory/eskerwold/work"
TO_DECIDE = "Lees waar u voor tekent en beslis."


@pytest.mark.slow
async def test_my_work_is_one_list_of_all_services_oldest_first(reader: Visitor) -> None:
    await reader.signs_in("Dirk Postma")
    assert reader.page.url == reader.url + WORK
    await reader.page.get_by_text(TO_DECIDE).wait_for()
    await reader.looks()
    assert await reader.page.locator(".button--primary").count() == 1
    await reader.goes(reader.page.get_by_role("link", name="Naar het besluit"))
    await reader.sees("Wat besluit u?")
    await reader.signs_in("Femke de Boer")
    await reader.page.get_by_text("Besluit over de DPIA").wait_for()
    since = await reader.page.locator("[data-tasks] > li").evaluate_all("rows => rows.map(row => row.dataset.since)")
    assert since == sorted(since)


@pytest.mark.slow
async def test_a_service_that_does_not_answer_is_named_with_a_way_to_try_again(reader: Visitor) -> None:
    await reader.page.route("**/dpia/eskerwold/work-part", lambda route: route.fulfill(status=503))
    await reader.signs_in("Dirk Postma")
    await reader.page.get_by_text("Dit onderdeel antwoordt nu niet.").first.wait_for()
    await reader.looks()
    assert not await reader.page.get_by_role("heading", name="Er wacht niets op u").is_visible()
    await reader.page.unroute("**/dpia/eskerwold/work-part")
    await reader.goes(reader.page.get_by_role("link", name="Probeer het opnieuw"))
    await reader.page.get_by_text(TO_DECIDE).wait_for()


@pytest.mark.slow
async def test_who_has_nothing_to_do_is_told_so_once_every_service_has_answered(reader: Visitor) -> None:
    await reader.signs_in("Ravi Kalloe")
    await reader.page.get_by_role("heading", name="Er wacht niets op u").wait_for()
    await reader.looks()


@pytest.mark.slow
async def test_without_javascript_my_work_leads_to_that_of_each_service(browser: Browser, example: Up) -> None:
    context = await browser.new_context(java_script_enabled=False, viewport=NARROW)
    visitor = Visitor(await context.new_page(), example.url)
    await visitor.page.goto(f"{example.url}/sign-in")
    await visitor.goes(visitor.page.get_by_role("button", name="Ga verder als Dirk Postma"))
    await visitor.goes(visitor.page.get_by_role("main").get_by_role("link", name="DPIA’s"))
    assert visitor.page.url == f"{example.url}/dpia/eskerwold/work"
    await visitor.sees(TO_DECIDE)


async def submission(visitor: Visitor) -> str:
    """The page that says who submitted the DPIA of the example."""
    await visitor.page.goto(f"{visitor.url}/sign-in")
    await visitor.goes(visitor.page.get_by_role("button", name="Ga verder als Dirk Postma"))
    await visitor.page.goto(f"{visitor.url}/dpia/eskerwold/cases")
    await visitor.goes(visitor.page.get_by_role("link", name=NAME))
    return f"{visitor.page.url.removeprefix(visitor.url)}/submission"


@pytest.mark.slow
async def test_a_page_of_another_service_names_who_acted(reader: Visitor) -> None:
    await reader.opens(await submission(reader))
    await reader.page.get_by_text("door Femke de Boer").wait_for()
    await reader.looks()


@pytest.mark.slow
async def test_without_javascript_or_names_the_role_of_who_acted_stays(browser: Browser, example: Up) -> None:
    context = await browser.new_context(java_script_enabled=False, viewport=NARROW)
    visitor = Visitor(await context.new_page(), example.url)
    await visitor.page.goto(example.url + await submission(visitor))
    await visitor.sees("door de proceseigenaar")
    away = Visitor(await (await browser.new_context()).new_page(), example.url)
    await away.page.route("**/members", lambda route: route.fulfill(status=503))
    await away.opens(await submission(away))
    await away.sees("door de proceseigenaar")


@pytest.mark.slow
async def test_the_public_site_needs_no_javascript(browser: Browser, example: Up) -> None:
    context = await browser.new_context(java_script_enabled=False, viewport=NARROW)
    page = await context.new_page()
    await page.goto(f"{example.url}/register/")
    await page.get_by_role("searchbox").fill("bijstand")
    await page.get_by_role("button", name="Zoek").click()
    assert "/register/entries" in page.url
    assert await page.get_by_role("heading", level=1).count() == 1
