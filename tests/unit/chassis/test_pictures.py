"""Infographics: two layouts, their words, and long words."""

import re

import pytest

from services.chassis.pictures import Infographic, Kind, Station


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
    assert made.words()[3] == "Een mens beslist. Leest <elke> aanvraag."


def test_a_long_word_in_an_infographic_is_broken_and_never_leaves_its_column() -> None:
    long = "Leerlingenvervoerkostenvergoedingsberekeningsprogramma"
    tall = Infographic("k", "t", "d", [Station(Kind.COMPUTER, long, long)]).tall()
    spans = re.findall(r"<tspan[^>]*>([^<]*)</tspan>", tall)
    assert len(spans) > 2
    assert "".join(span.rstrip("-") for span in spans) == long * 2


def test_an_infographic_of_six_stations_is_refused() -> None:
    with pytest.raises(ValueError, match="1 to 5"):
        Infographic("k", "t", "d", [Station(Kind.DATA, "x")] * 6)
