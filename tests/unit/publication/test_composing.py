"""What the inventory knows as residents read it: short, whole, and without the name of anyone."""

import pytest

from contracts.envelope import READING
from contracts.inventory import DataSource, PersonalData
from services.publication.domain.entry.composing import of_oversight, of_sources
from services.publication.domain.record import check
from tests.samples import APPLICATIONS, OVERSIGHT

PASSES = DataSource(
    name="Passen waarmee containers opengaan", kind="sensor", origin="het slot van de container",
    personal_data=(
        PersonalData(kind="ordinary", what="nummer van de pas"), PersonalData(kind="sensitive", what="plaats"),
        PersonalData(kind="ordinary", what="dag en dagdeel"),
    ),
    use=("operation",), original_purpose="containers openen", retention="1 week",
)  # fmt: skip


def test_each_source_is_a_line() -> None:
    assert of_sources([PASSES, APPLICATIONS]) == {
        "source_data": "- Passen waarmee containers opengaan: gewone persoonsgegevens (nummer van de pas, dag en "
        "dagdeel), gevoelige gegevens (plaats). Van een sensor of camera (het slot van de container). Nodig bij het "
        "gebruik. Eerst verzameld voor: containers openen. Bewaartermijn: 1 week.\n"
        "- Aanvragen van de afgelopen vijf jaar: gevoelige gegevens (inkomen en vermogen). Uit een eigen "
        "administratie. Nodig bij het maken."
    }  # fmt: skip


def test_of_a_source_without_more_is_said_what_is_known() -> None:
    told = of_sources([DataSource(name="Weer", kind="open-data", use=("training", "operation"))])["source_data"]
    assert told == "- Weer: geen persoonsgegevens genoemd. Uit open data. Nodig bij het maken en bij het gebruik."
    words = {"name": "Lucht", "kind": "a-later-word", "origin": "een satelliet", "use": ["another"]}
    later = DataSource.model_validate(words, context=dict(READING))
    assert of_sources([later])["source_data"] == "- Lucht: geen persoonsgegevens genoemd. een satelliet."


def test_a_source_that_is_described_elsewhere_is_a_reference_too() -> None:
    linked = PASSES.model_copy(update={"link": "https://eskerwold.example/passen"})
    broken = PASSES.model_copy(update={"link": "https://<eskerwold>"})
    references = [{"title": PASSES.name, "link": "https://eskerwold.example/passen"}]
    assert of_sources([broken, linked, APPLICATIONS])["source_data_grouping"] == references


def test_no_sources_say_nothing() -> None:
    assert of_sources([]) == {}


def test_oversight_is_who_looks_at_what_and_how_it_stops() -> None:
    assert of_oversight(OVERSIGHT) == {
        "human_intervention": "Wie kijkt naar de uitkomst: Senior consulent.\n\n"
        "Wat zij controleren: Leest elke week twintig aanvragen die onderop liggen.\n\n"
        "Hoe zij ervan afwijken of het stoppen: Zet de sortering uit met een knop.",
        "explanation": OVERSIGHT.explanation,
        "correction": OVERSIGHT.correction,
        "objection": OVERSIGHT.objection,
    }


@pytest.mark.parametrize("left_out", ["contact", "competence"])
def test_where_a_resident_turns_to_is_left_out(left_out: str) -> None:
    told = of_oversight(OVERSIGHT.model_copy(update={left_out: "J. de Vries, 0591-123456"}))
    assert told == of_oversight(OVERSIGHT)


def test_it_fits_in_the_standard() -> None:
    eight = [PASSES.model_copy(update={"name": f"Bron {n}\nop een rij", "link": "https://x.example"}) for n in range(8)]
    official = {"human_intervention": of_oversight(OVERSIGHT)["human_intervention"]}
    assert check(of_sources(eight) | official) == []
    assert len(of_sources(eight)["source_data"].splitlines()) == len(eight)
