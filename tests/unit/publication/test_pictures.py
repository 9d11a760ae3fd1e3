"""The picture of an entry: drawn from what its record says, and what it does not say stands in it too."""

from typing import Any

import pytest

from services.chassis.pictures import Kind
from services.publication.pages.pictures import drawing

KNOWN: dict[str, Any] = {
    "description_short": "Legt aanvragen op volgorde. Een medewerker beslist.",
    "source_data": "<p>Het formulier en bewijsstukken.</p>",
    "human_intervention": "Een medewerker leest elke aanvraag.",
    "goal": "Aanvragen die compleet zijn, komen eerder bij een medewerker.",
}
FADED = 'stroke-dasharray="6 5"'


def test_all_that_is_known_stands_in_the_order_of_the_work() -> None:
    made = drawing(KNOWN | {"category": ["Sociale zekerheid", "Werk"]})
    assert made is not None
    assert [station.kind for station in made.stations] == [
        Kind.PERSON, Kind.DATA, Kind.COMPUTER, Kind.PERSON, Kind.LETTER,
    ]  # fmt: skip
    assert [station.line for station in made.stations] == [
        "Inwoners die hiermee te maken krijgen. Thema: Sociale zekerheid, Werk.",
        "Het formulier en bewijsstukken.",
        "Legt aanvragen op volgorde.",
        "Een medewerker leest elke aanvraag.",
        "Aanvragen die compleet zijn, komen eerder bij een medewerker.",
    ]
    assert FADED not in made.wide() + made.tall()
    assert not made.decides


@pytest.mark.parametrize("unknown", KNOWN)
def test_what_is_not_known_says_so_and_is_dashed(unknown: str) -> None:
    made = drawing({key: value for key, value in KNOWN.items() if key != unknown})
    assert made is not None
    assert len(made.stations) == 4
    assert [station.line for station in made.stations if not station.known] == ["Nog niet bekend."]
    assert (made.wide().count(FADED), made.tall().count(FADED)) == (1, 1)
    assert "Nog niet bekend" in made.description


@pytest.mark.parametrize("only", KNOWN)
def test_one_thing_known_is_no_picture(only: str) -> None:
    assert drawing({only: KNOWN[only], "category": ["Werk"]}) is None


def test_themes_that_are_no_list_are_left_out() -> None:
    made = drawing(KNOWN | {"category": "geen lijst"})
    assert made is not None
    assert [station.kind for station in made.stations] == [Kind.DATA, Kind.COMPUTER, Kind.PERSON, Kind.LETTER]


@pytest.mark.parametrize(
    ("told", "line"),
    [
        ("- Het formulier: inkomen.\n- Bewijsstukken: loonstrook.", "Het formulier, Bewijsstukken"),
        ("- Aanvragen", "Aanvragen"),
        ("Wij gebruiken:\n- het formulier", "Wij gebruiken: - het formulier"),
        (
            "- Hoe vol de containers zijn: x.\n- Passen waarmee containers opengaan: y.\n- Adressen bij de passen: z."
            "\n- Waar de wagens rijden: w.",
            "Hoe vol de containers zijn, Passen waarmee containers opengaan, Adressen bij de passen …",
        ),
    ],
)
def test_of_a_list_of_data_the_names_are_told_that_fit(told: str, line: str) -> None:
    made = drawing(KNOWN | {"source_data": told, "source_data_grouping": [{"title": "BRP", "link": "https://brp.nl"}]})
    assert made is not None
    assert made.stations[0].line == (line if told.startswith("- ") else "BRP")
    made = drawing(KNOWN | {"source_data": told})
    assert made is not None
    assert made.stations[0].line == line
