"""The keys of an installation: made once, and never silently made anew beside data."""

from pathlib import Path

import pytest

from services.chassis import access
from services.chassis.access import KeyLost, Keys, Unauthenticated


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


def test_a_token_that_was_right_is_refused_once_it_has_expired(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keys = Keys.open(tmp_path)
    token, expires = keys.token("anna", {}, 1)
    assert [keys.person(token).id, keys.person(token).id] == ["anna", "anna"]
    monkeypatch.setattr(access.time, "time", lambda: float(expires))
    for _ in range(2):
        with pytest.raises(Unauthenticated):
            keys.person(token)


def test_no_more_tokens_are_remembered_than_the_bound(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(access, "SEEN", 3)
    keys = Keys.open(tmp_path)
    for number in range(10):
        assert keys.person(keys.token(f"anna-{number}", {}, 1)[0]).id == f"anna-{number}"
        assert len(keys._seen) <= 3
