"""The common frame: every macro on one page, what it escapes, and how an error is tied to its field."""

import re
from html.parser import HTMLParser
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from jinja2 import ChoiceLoader, Environment, FileSystemLoader

from services.chassis import pages
from services.chassis.pages import Form
from services.chassis.pictures import Infographic, Kind, Station
from services.chassis.style import FOLDER, PARTS, SCRIPTS, script, stylesheet
from tests.component.chassis.sample_data import CONDITIONS, STEPS

SYSTEM = "Voorsorteren <aanvragen> bijstand"
FIELDS = ("name", "purpose", "team", "role", "data", "since", "review")
VOID = {"meta", "link", "input", "br", "hr"}


class Page(HTMLParser):
    """Elements with their attributes, by id too; fails on a tag that is not closed."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(html)
        assert not self.open, f"not closed: {self.open}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag, f"</{tag}> at {self.getpos()}"

    def ids(self) -> list[str]:
        return [attributes["id"] or "" for _, attributes in self.elements if "id" in attributes]

    def named(self, name: str) -> list[dict[str, str | None]]:
        return [attributes for _, attributes in self.elements if attributes.get("name") == name]


def environment() -> Environment:
    """The one that pages use, and the sample page beside this test."""
    own = pages.environment("chassis")
    return own.overlay(
        loader=ChoiceLoader([own.loader or FileSystemLoader([]), FileSystemLoader(Path(__file__).parent)])
    )


def desk(**other: Any) -> SimpleNamespace:
    organisations = [("eskerwold", "Gemeente Eskerwold"), ("duinrand", "Gemeente Duinrand")]
    known = {"organisation": "eskerwold", "organisation_name": "Gemeente Eskerwold", "section": "systems", "path": "/"}
    return SimpleNamespace(**{**known, "person": "Femke", "organisations": organisations, "error": False, **other})


def drawing(line: str = "Leest elke aanvraag.") -> Infographic:
    stations = [
        Station(Kind.PERSON, "U vraagt bijstand aan", "U vult het formulier in en stuurt bewijs mee."),
        Station(Kind.DATA, "Uw gegevens", "Formulier, bewijs, gezin, woning en inkomen."),
        Station(Kind.COMPUTER, "Computer sorteert", "‘Compleet’ of ‘nog vragen’. Beslist niet."),
        Station(Kind.DECISION, "Een mens beslist", line),
        Station(Kind.LETTER, "U krijgt een brief", "Binnen 8 weken, met de reden."),
    ]
    return Infographic("weg", "Van aanvraag naar besluit", "Een medewerker beslist.", stations)


def refused() -> Form:
    return Form(
        values={
            "name": '"><script>x</script>',
            "purpose": "\neerste regel",
            "team": "or",
            "role": "decides",
            "data": ["income"],
        }
        | {"since": "maart 2027", "review": "2026-11-24", "version": "3"},
        errors={name: f"Verbeter {name}: <b>" for name in FIELDS},
        message="Iemand anders moet dit bevestigen.",
        missing=[
            "Het besluit over de DPIA",
            ("/dpia/eskerwold/cases/1", "Vraag het besluit"),
            {"text": "Toezicht", "link": "/t"},
        ],
    )


def sample(form: Form | None = None, frame: str = "desk.html", **other: Any) -> str:
    rows = [SimpleNamespace(name="Routes voor <b>afval</b>", team="Openbare Ruimte", state="in-use", people=12400)]
    context = {
        "form": form,
        "steps": STEPS,
        "conditions": CONDITIONS,
        "rows": rows,
        "system": SYSTEM,
        "drawing": drawing(),
    }
    return environment().get_template("sample_page.html").render(**({"frame": frame, "page": desk()} | context | other))


@pytest.mark.parametrize("form", [None, Form(), refused()])
@pytest.mark.parametrize("frame", ["desk.html", "public.html"])
def test_a_page_with_every_part_is_well_formed_and_has_each_id_once(frame: str, form: Form | None) -> None:
    page = Page(sample(form, frame))
    assert len(page.ids()) == len(set(page.ids()))
    assert [tag for tag, _ in page.elements].count("h1") == 1


def test_a_page_has_no_script_in_it_no_inline_style_and_nothing_from_elsewhere() -> None:
    html = sample(refused())
    for tag, attributes in Page(html).elements:
        assert tag not in {"style", "iframe"}
        assert tag != "script" or re.fullmatch(r"/static/people-[0-9a-f]{8}\.js", attributes["src"] or "")
        assert not [name for name in attributes if name == "style" or name.startswith("on")]
        assert not [v for k, v in attributes.items() if k in {"src", "href"} and v and re.match(r"[a-z]+:|//", v)]


def test_what_people_typed_and_named_is_shown_as_text() -> None:
    html = sample(refused())
    assert "<script>" not in html
    assert "Voorsorteren &lt;aanvragen&gt; bijstand</h1>" in html
    assert "<b>afval" not in html
    assert "Verbeter name: &lt;b&gt;" in html


@pytest.mark.parametrize("name", FIELDS)
def test_the_error_of_a_field_is_tied_to_it_and_the_summary_leads_there(name: str) -> None:
    page = Page(sample(refused()))
    inputs = page.named(name)
    assert inputs
    for attributes in inputs:
        assert attributes["aria-invalid"] == "true"
        assert f"field-{name}-error" in (attributes["aria-describedby"] or "").split()
    assert f"field-{name}-error" in page.ids()
    assert inputs[0]["id"] == f"field-{name}"
    assert [a for tag, a in page.elements if tag == "a" and a.get("href") == f"#field-{name}"]


def test_everything_that_describes_a_field_exists() -> None:
    page = Page(sample(refused()))
    told = [i for _, a in page.elements for i in (a.get("aria-describedby") or "").split()]
    assert told
    assert set(told) <= set(page.ids())


def test_the_error_stands_between_hint_and_input() -> None:
    html = sample(refused())
    assert html.index('id="field-name-hint"') < html.index('id="field-name-error"') < html.index('id="field-name"')


def test_a_refused_form_comes_back_as_it_was_filled_in() -> None:
    html = sample(refused())
    page = Page(html)
    assert page.named("name")[0]["value"] == '"><script>x</script>'
    assert ">\n\neerste regel</textarea>" in html
    assert '<option value="or" selected>' in html
    assert [a["value"] for a in page.named("role") if "checked" in a] == ["decides"]
    assert [a["value"] for a in page.named("data") if "checked" in a] == ["income"]
    assert page.named("version")[0]["value"] == "3"


def test_a_month_that_is_none_stays_readable_and_a_good_date_gets_its_picker() -> None:
    page = Page(sample(refused()))
    assert (page.named("since")[0]["type"], page.named("since")[0]["value"]) == ("text", "maart 2027")
    assert (page.named("review")[0]["type"], page.named("review")[0]["value"]) == ("date", "2026-11-24")
    assert Page(sample(Form({"since": "2027-03"}))).named("since")[0]["type"] == "month"


def test_an_optional_choice_can_be_left_unknown_and_a_required_one_not() -> None:
    html = sample()
    assert html.count("Weet ik nog niet") == 2
    required = '{% import "fields.html" as f %}{{ f.radios(none, "a", "A", [("b", "B")], required=True) }}'
    assert "Weet ik nog niet" not in environment().from_string(required).render()


def test_an_unknown_answer_that_was_chosen_stays_chosen() -> None:
    inputs = Page(sample(Form({"role": ""}))).named("role")
    assert [a["value"] for a in inputs if "checked" in a] == [""]
    assert not [a for a in Page(sample(Form())).named("role") if "checked" in a]


def test_a_refusal_names_its_reason_and_links_to_what_is_missing() -> None:
    html = sample(Form(message="Dit mag nog niet.", missing=["Toezicht", ("/dpia", "Het besluit")]))
    assert "Dit mag nog niet." in html
    assert '<a href="/dpia">Het besluit</a>' in html
    assert "Verbeter" not in html


def test_the_menu_marks_where_the_reader_is_and_the_switcher_stays_in_that_section() -> None:
    html = environment().get_template("desk.html").render(page=desk(section="cases"))
    assert '<a href="/dpia/eskerwold/cases" aria-current="page">' in html
    assert 'href="/dpia/duinrand/cases"' in html
    assert '<form method="post" action="/sign-out">' in html


def test_the_menu_begins_with_my_work_and_so_does_the_name_of_the_product() -> None:
    html = environment().get_template("desk.html").render(page=desk(section="work"))
    assert re.findall(r'<li><a href="([^"]*)" aria-current="page">', html) == ["/inventory/eskerwold/work"]
    assert re.findall(r'<ul class="nav"><li><a href="([^"]*)"', html) == ["/inventory/eskerwold/work"]
    assert '<a class="wordmark" href="/inventory/eskerwold/work">' in html


def test_who_has_one_organisation_sees_no_switcher() -> None:
    html = (
        environment().get_template("desk.html").render(page=desk(organisations=[("eskerwold", "Gemeente Eskerwold")]))
    )
    assert "<details" not in html
    assert "Gemeente Eskerwold" in html


@pytest.mark.parametrize(("frame", "given"), [("desk.html", "page"), ("public.html", "site")])
def test_the_title_of_a_refused_page_says_so_first(frame: str, given: str) -> None:
    render = environment().get_template(frame).render
    assert "<title>Fout: " in render(**{given: desk(error=True)})
    assert "<title>Fout:" not in render(**{given: desk()})


def test_the_public_frame_of_the_region_and_of_one_organisation_lead_to_their_own_lists() -> None:
    template = environment().get_template("public.html")
    region = template.render(site=SimpleNamespace(organisation=None, organisation_name=None))
    assert 'href="/register/entries"' in region
    own = template.render(site=SimpleNamespace(organisation="eskerwold", organisation_name="Gemeente Eskerwold"))
    assert 'href="/register/entries?organisation=eskerwold"' in own
    assert 'href="/register/eskerwold/"' in own


@pytest.mark.parametrize("status", [400, 401, 403, 404, 409, 412, 413, 500])
@pytest.mark.parametrize("frame", [{}, {"page": desk()}])
def test_every_error_page_says_what_to_do_next(status: int, frame: dict[str, Any]) -> None:
    html = (
        environment().get_template("problem.html").render(status=status, title="Dit lukt niet", detail="<i>", **frame)
    )
    advice = re.search(r"<h2>Wat kunt u doen\?</h2>\s*<p>([^<]+)</p>", html)
    assert advice
    assert "&lt;i&gt;" in html
    Page(html)


def test_signing_in_is_a_button_for_each_person() -> None:
    people = [
        SimpleNamespace(id="femke", name="Femke", role="Proceseigenaar"),
        SimpleNamespace(id="omar", name="Omar", role="FG"),
    ]
    places = [("Gemeente Eskerwold", people[:1]), ("Gemeente Zandveen", people[1:])]
    html = environment().get_template("sign-in.html").render(places=places, next="/inventory/eskerwold/systems")
    page = Page(html)
    assert [a["value"] for a in page.named("person")] == ["femke", "omar"]
    assert re.findall(r'<h2 id="plaats-\d">([^<]+)</h2>', html) == ["Gemeente Eskerwold", "Gemeente Zandveen"]
    assert page.named("next")[0]["value"] == "/inventory/eskerwold/systems"


def test_every_status_has_its_own_word_and_an_unknown_one_is_shown_as_it_is() -> None:
    render = environment().from_string('{% import "parts.html" as p %}{{ p.status(kind) }}').render
    kinds = (
        "development pilot in-use suspended retired decided in-progress none rejected not-needed high limited minimal"
    )
    words = [
        render(kind=kind)
        for kind in (kinds + " unknown public draft submitted received accepted refused answered").split()
    ]
    assert len(set(words)) == len(words)
    assert "nieuwe-stand" in render(kind="nieuwe-stand")


def test_the_script_is_named_after_its_content() -> None:
    for named in SCRIPTS:
        name, content = script(named)
        assert re.fullmatch(rf"{named}-[0-9a-f]{{8}}\.js", name)
        assert b"http" not in content


def test_every_shape_that_a_page_uses_is_drawn_on_it() -> None:
    html = sample(refused())
    assert set(re.findall(r'<use href="#([a-z-]+)"', html)) <= set(Page(html).ids())


def test_every_class_of_the_templates_is_in_the_stylesheet() -> None:
    css = stylesheet()[1].decode()
    html = sample(refused()) + environment().get_template("sign-in.html").render(
        places=[("P", [SimpleNamespace(id="a", name="A", role="R")])]
    )
    used = {name for _, a in Page(html).elements for name in (a.get("class") or "").split()}
    assert {name for name in used if f".{name}" not in css} == set()


def test_the_stylesheet_holds_every_part_once_and_is_named_after_its_content() -> None:
    name, content = stylesheet()
    assert re.fullmatch(r"helder-[0-9a-f]{8}\.css", name)
    assert sorted(PARTS) == sorted(path.stem for path in FOLDER.glob("*.css"))
    assert content.count(b"{") == content.count(b"}")
    assert b"url(" not in content
    assert b"@import" not in content
