"""Organisations of the national register get an id, their codes and a test OIN."""

import csv
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from services.chassis.register_files import organisations
from services.command.register import organisations as register_organisations
from services.command.register.organisations import RESERVED, SLUG, cbs_code, identify, municipalities, slug_of
from tests import machine

KNOWN = municipalities()


def real(name: str) -> Path:
    return machine.reference(f"register/{name}")


def test_the_codes_are_the_official_ones() -> None:
    with real("organisations/Gemeenten.csv").open(encoding="utf-8-sig") as lines:
        rows = list(csv.DictReader(lines, delimiter=";"))
    assert len(rows) == len(KNOWN) == 342
    assert {row["name"]: row["identifier"] for row in rows} == {
        row["name"]: cbs_code(row["name"], KNOWN) for row in rows
    }


def test_all_real_organisations_are_told_apart() -> None:
    names = organisations(real("real-entries/algoritmes-2026-08-08.json"))
    found = identify(names, KNOWN)
    assert len(found) == len({one.slug for one in found.values()}) == len({one.oin for one in found.values()}) == 336
    assert sum(one.cbs_code is None for one in found.values()) == 132
    assert all((one.cbs_code is not None) == one.name.startswith("Gemeente ") for one in found.values())
    assert all(SLUG.fullmatch(one.slug) for one in found.values())


@pytest.mark.parametrize(("name", "code"), [
    ("Gemeente Westerkwartier", "GM1969"), ("Gemeente Noardeast Fryslân", "GM1970"), ("Gemeente Bergen (L)", "GM0893"),
    ("Gemeente Bergen (NH)", "GM0373"), ("Gemeente Nuenen, Gerwen en Nederwetten", "GM0820"),
    ("Gemeente Reusel-de Mierden", "GM1667"), ("Gemeente 's-Gravenhage", "GM0518"), ("Gemeente Den Haag", "GM0518"),
    ("Gemeente Bergen", None), ("Provincie Utrecht", None), ("Utrecht", None), ("OVER-gemeenten", None), ("", None),
])  # fmt: skip
def test_a_municipality_is_known_by_its_names(name: str, code: str | None) -> None:
    assert cbs_code(name, KNOWN) == code


@pytest.mark.parametrize(("name", "slug"), [
    ("Gemeente Westerkwartier", "westerkwartier"), ("Gemeente Súdwest-Fryslân", "sudwest-fryslan"),
    ("Provincie Utrecht", "provincie-utrecht"), ("Public", "organisatie-public"), ("Sign in", "organisatie-sign-in"),
    ("IZ", "organisatie-iz"), ("4U", "organisatie-4u"), ("Gemeente 's-Hertogenbosch", "s-hertogenbosch"),
])  # fmt: skip
def test_a_slug_reads_like_the_name(name: str, slug: str) -> None:
    assert slug_of(name) == slug


def test_the_codes_go_together() -> None:
    one = identify(["Gemeente Westerkwartier"], KNOWN)["Gemeente Westerkwartier"]
    assert (one.cbs_code, one.tooi_code) == ("GM1969", "gm1969")


@given(st.lists(st.text() | st.sampled_from(["A b c", "a-b-c", "Á B C", "Gemeente a b c", "", "x" * 300, "x" * 301])))
@example(["A b c", "a-b-c", "x" * 300, "x" * 301, "", "日本", "public", "-", "Gemeente "])
def test_slugs_and_oins_are_unique_of_the_right_form_and_the_same_in_any_order(names: list[str]) -> None:
    found = identify(names, KNOWN)
    assert found == identify(reversed(names), KNOWN)
    assert len({one.slug for one in found.values()}) == len({one.oin for one in found.values()}) == len(set(names))
    for one in found.values():
        assert SLUG.fullmatch(one.slug)
        assert one.slug not in RESERVED
        assert one.oin.startswith("00000099")
        assert len(one.oin) == 20
        assert one.oin.isdecimal()


def test_what_is_in_use_already_is_not_given_again() -> None:
    first = identify(["Gemeente Utrecht"], KNOWN)["Gemeente Utrecht"]
    second = identify(["Gemeente Utrecht"], KNOWN, slugs={first.slug}, oins={first.oin})["Gemeente Utrecht"]
    assert second.slug != first.slug
    assert second.slug.startswith("utrecht-")
    assert second.oin != first.oin


def test_two_names_with_the_same_test_oin_get_two(monkeypatch: pytest.MonkeyPatch) -> None:
    real_digest = register_organisations._digest
    monkeypatch.setattr(register_organisations, "_digest", lambda name, attempt: real_digest("", attempt))
    assert len({one.oin for one in identify(["Een", "Twee", "Drie"], KNOWN).values()}) == 3
