"""The level of a risk."""

from collections.abc import Callable
from itertools import product
from pathlib import Path

import pytest
import yaml

from services.dpia.domain.risks import LEVELS, MATRIX, MATRIX_VERSION, is_grave, level


@pytest.mark.parametrize(
    ("likelihood", "impact", "expected"),
    [
        ("low", "low", "low"),
        ("low", "middle", "low"),
        ("low", "high", "low"),
        ("middle", "low", "low"),
        ("middle", "middle", "middle"),
        ("middle", "high", "high"),
        ("high", "low", "low"),
        ("high", "middle", "high"),
        ("high", "high", "high"),
    ],
)
def test_likelihood_and_impact_give_the_level_of_the_official_matrix(
    likelihood: str, impact: str, expected: str
) -> None:
    assert level(likelihood, impact) == expected


def test_the_matrix_has_a_level_for_every_pair_and_nothing_else() -> None:
    assert {(a, b) for a in MATRIX for b in MATRIX[a]} == set(product(LEVELS, repeat=2))
    assert {value for row in MATRIX.values() for value in row.values()} <= set(LEVELS)


def test_a_higher_likelihood_or_impact_never_gives_a_lower_level() -> None:
    rank = {name: number for number, name in enumerate(LEVELS)}
    for (a, b), (c, d) in product(product(LEVELS, repeat=2), repeat=2):
        if rank[a] <= rank[c] and rank[b] <= rank[d]:
            assert rank[level(a, b)] <= rank[level(c, d)]


@pytest.mark.parametrize("likelihood", LEVELS)
def test_a_grave_impact_is_flagged_also_when_the_level_is_low(likelihood: str) -> None:
    assert is_grave("high")
    assert level("low", "high") == "low"
    assert not any(is_grave(impact) for impact in ("low", "middle"))


def test_the_axes_have_the_official_number_of_steps(reference: Callable[[str], Path]) -> None:
    text = reference("dpia/MinBZK_par-dpia-form/sources/dpia.yaml").read_text(encoding="utf-8")
    risks = next(task for task in yaml.safe_load(text)["tasks"] if task["id"] == "16")["tasks"][0]["tasks"]
    axes = {task["id"]: [option["value"] for option in task["options"]] for task in risks if "options" in task}
    assert {tuple(value.lower() for value in axes[axis]) for axis in ("16.1.3", "16.1.5", "16.1.7")} == {
        ("laag", "midden", "hoog")
    }


def test_a_matrix_that_changed_has_a_new_version() -> None:
    """Who changes the matrix raises the version, and then this line."""
    assert (MATRIX_VERSION.version, MATRIX_VERSION.hash[:16]) == ("3.0", "2a03d87d2e768d89")
