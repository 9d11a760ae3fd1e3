"""The keys of an installation: made once, and never silently made anew beside data."""

from pathlib import Path

import pytest

from services.chassis.access import KeyLost, Keys


def test_the_same_person_keeps_the_same_reference(tmp_path: Path) -> None:
    first, again = Keys.open(tmp_path), Keys.open(tmp_path)
    assert first.member_of("eskerwold", "anna") == again.member_of("eskerwold", "anna")
    assert first.member_of("eskerwold", "anna") != first.member_of("zandveen", "anna")


@pytest.mark.parametrize("name", ["issuer.key", "member.key", "audit.key"])
def test_a_key_that_is_gone_beside_databases_is_not_replaced(tmp_path: Path, name: str) -> None:
    Keys.open(tmp_path)
    (tmp_path / "inventory.db").touch()
    (tmp_path / name).unlink()
    with pytest.raises(KeyLost, match=name):
        Keys.open(tmp_path)
    assert not (tmp_path / name).exists()


@pytest.mark.parametrize("name", ["member.key", "audit.key"])
def test_a_damaged_key_is_refused(tmp_path: Path, name: str) -> None:
    Keys.open(tmp_path)
    (tmp_path / name).write_bytes(b"")
    with pytest.raises(KeyLost, match=name):
        Keys.open(tmp_path)
