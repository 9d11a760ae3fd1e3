"""Infographics: two layouts, their words, and long words."""

import re
from itertools import pairwise

import pytest

from services.chassis.pictures import Flow, Infographic, Kind, Station


def drawing(line: str = "Leest elke aanvraag.") -> Infographic:
    stations = [
        Station(Kind.PERSON, "U vraagt bijstand aan", "U vult het formulier in en stuurt bewijs mee."),
        Station(Kind.DATA, "Uw gegevens", "Formulier, bewijs, gezin, woning en inkomen."),
        Station(Kind.COMPUTER, "Computer sorteert", "‘Compleet’ of ‘nog vragen’. Beslist niet."),
        Station(Kind.DECISION, "Een mens beslist", line),
        Station(Kind.LETTER, "U krijgt een brief", "Binnen 8 weken, met de reden."),
    ]
    return Infographic("weg", "Van aanvraag naar besluit", "Een medewerker beslist.", stations)


def test_an_infographic_has_two_layouts_a_description_and_its_words() -> None:
    made = drawing("Leest <elke> aanvraag")
    for layout in (made.wide(), made.tall()):
        assert all(name.startswith("weg-") for name in re.findall(r' id="([^"]+)"', layout))
        assert "Een medewerker beslist.</desc>" in layout
        assert "<elke>" not in layout
        assert layout.count('class="f-person-tint') == 1
    assert made.words()[3] == "Een mens beslist. Leest &lt;elke&gt; aanvraag."


def test_a_long_word_in_an_infographic_is_broken_and_never_leaves_its_column() -> None:
    long = "Leerlingenvervoerkostenvergoedingsberekeningsprogramma"
    tall = Infographic("k", "t", "d", [Station(Kind.COMPUTER, long, long)]).tall()
    spans = re.findall(r"<tspan[^>]*>([^<]*)</tspan>", tall)
    assert len(spans) > 2
    assert "".join(span.rstrip("-") for span in spans) == long * 2


def lines(picture: Infographic) -> list[str]:
    return re.findall(r"<tspan[^>]*>([^<]*)</tspan>", picture.wide())


def test_a_long_word_in_a_picture_is_broken_where_a_syllable_begins() -> None:
    labels = ("Aanvraagformulieren", "Bedrijfsvoeringsgegevens", "M" * 20, "Kort", "Kort")
    shown = lines(Infographic("k", "t", "d", [Station(Kind.DATA, label) for label in labels]))
    assert shown[:4] == ["Aanvraag-", "formulieren", "Bedrijfsvoe-", "ringsgegevens"]
    assert shown[4:7] == ["MMMMMMM-", "MMMMMMM-", "MMMMMM"]


def test_words_without_end_in_a_picture_end_in_dots() -> None:
    shown = lines(Infographic("k", "t", "d", [Station(Kind.DATA, "Gegevens", "woord" * 200)]))
    assert len(shown) == 9
    assert shown[-1].endswith("…")


def test_an_infographic_of_six_stations_is_refused() -> None:
    with pytest.raises(ValueError, match="1 to 5"):
        Infographic("k", "t", "d", [Station(Kind.DATA, "x")] * 6)


def flow(sources: int = 3, after: int = 3) -> Flow:
    first = [Station(Kind.DATA, f"Bron <{number}>", "Adres en gezin.") for number in range(sources)]
    return Flow("stroom", "Van bron tot besluit", "Drie bronnen.", first, [Station(Kind.DECISION, "Een mens")] * after)


def test_every_source_of_a_flow_has_its_own_line_to_what_follows() -> None:
    heads = [flow(sources).wide().count("z") for sources in (1, 2, 3, 4)]
    steps = [after - before for before, after in pairwise(heads)]
    assert len(set(steps)) == 1
    assert steps[0] > 0
    assert flow(3).tall().count('class="f-person-tint') == 3


def test_sources_that_stand_below_each_other_do_not_follow_from_each_other() -> None:
    arrow = 'stroke-width="2.5" d="M48 '
    assert (flow(1).tall().count(arrow), flow(4).tall().count(arrow)) == (3, 3)


def test_a_flow_escapes_its_words_and_tells_them_in_order() -> None:
    assert "Bron &lt;0&gt;" in flow().wide()
    assert flow(1, 1).words() == ["Bron &lt;0&gt;. Adres en gezin.", "Een mens."]


@pytest.mark.parametrize(("sources", "after"), [(0, 1), (5, 1), (1, 0), (1, 4)])
def test_a_flow_that_does_not_fit_is_refused(sources: int, after: int) -> None:
    with pytest.raises(ValueError, match="1 to 4 sources"):
        flow(sources, after)


def test_a_picture_knows_whether_a_person_decides_in_it() -> None:
    assert drawing().decides
    assert flow().decides
    assert not Infographic("k", "t", "d", [Station(Kind.PERSON, "Leest mee")]).decides
