"""The heat map of risks: the official matrix as a picture, told in words too."""

import re

from services.dpia.domain.risks import LEVELS, MATRIX
from services.dpia.pages.heat_map import Placed, heat_map


def marks(picture: str) -> list[str]:
    return re.findall(r'text-anchor="middle">([+\d]+)</text>', picture)


def test_each_cell_says_the_level_that_the_matrix_gives() -> None:
    words = re.findall(r">(laag|midden|hoog)</text>", heat_map([], "Risico’s"))
    assert words == [
        {"low": "laag", "middle": "midden", "high": "hoog"}[MATRIX[likelihood][impact]]
        for likelihood in reversed(LEVELS)
        for impact in LEVELS
    ]


def test_without_risks_it_says_so() -> None:
    picture = heat_map([], "Risico’s")
    assert "Nog geen risico’s." in picture
    assert marks(picture) == []


def test_each_risk_stands_in_the_cell_of_its_likelihood_and_impact() -> None:
    picture = heat_map([Placed(1, "high", "low"), Placed(2, "low", "high")], "Risico’s")
    places = re.findall(r'<circle class="f-ink" cx="(\d+)" cy="(\d+)"', picture)
    (x1, y1), (x2, y2) = [(int(x), int(y)) for x, y in places]
    assert 84 < x1 < 84 + 88 < x2
    assert 10 < y1 < 10 + 88 < y2
    assert "Risico 1: kans groot, gevolg klein, laag. Risico 2: kans klein, gevolg groot, laag." in picture


def test_a_full_cell_counts_what_it_cannot_show() -> None:
    six = heat_map([Placed(number, "low", "low") for number in range(1, 7)], "Risico’s")
    nine = heat_map([Placed(number, "low", "low") for number in range(1, 10)], "Risico’s")
    assert marks(six) == ["1", "2", "3", "4", "5", "6"]
    assert marks(nine) == ["1", "2", "3", "4", "5", "+4"]


def test_a_title_is_escaped() -> None:
    assert "<script>" not in heat_map([], "<script>")
