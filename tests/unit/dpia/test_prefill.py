"""What the pre-scan begins with is what the inventory knows."""

import pytest

from services.dpia.pages.prefill import screening


def registers(name: str, kind: str = "base-register") -> list[str] | None:
    row = {"description": {}, "ai_act_class": None, "sources": {"1": {"name": name, "kind": kind, "personalData": []}}}
    found: list[str] | None = screening(row).get("baseRegisters")  # type: ignore[arg-type]
    return found


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("BRP", "BRP"), ("Personen (BRP)", "BRP"), ("Basisregistratie Personen", "BRP"),
        ("Basisregistratie adressen en gebouwen", "BAG"), ("Handelsregister", "HR"), ("Kadaster", "BRK"),
    ],
)  # fmt: skip
def test_a_source_that_names_a_base_register_ticks_it(name: str, code: str) -> None:
    assert registers(name) == [code]


@pytest.mark.parametrize("name", ["Adressen die bij de passen horen", "Inkomensregister", "Personeel"])
def test_a_word_that_looks_like_one_ticks_nothing(name: str) -> None:
    assert registers(name) is None


def test_only_a_source_of_that_kind_counts() -> None:
    assert registers("Basisregistratie Personen", "supplier") is None
