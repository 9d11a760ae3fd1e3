"""ID tokens: given one that is signed, when anything about it is not as agreed, then nobody comes in."""

import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from joserfc import jwt
from joserfc.jwk import ECKey, KeySet, OctKey, OKPKey, RSAKey

from services.chassis.oidc import Expected, Refused, person_of

EXPECTED = Expected("https://inloggen.example", "helder", "n-1")
EC, ED, OTHER = (
    ECKey.generate_key("P-256", {"kid": "1"}),
    OKPKey.generate_key("Ed25519", {"kid": "2"}),
    ECKey.generate_key("P-256", {"kid": "1"}),
)
RSA = RSAKey.generate_key(2048, {"kid": "3"})
PUBLISHED: dict[str, Any] = KeySet([EC, ED, RSA]).as_dict(private=False)  # type: ignore[assignment]


def claims(**changed: Any) -> dict[str, Any]:
    now = int(time.time())
    whole = {"iss": "https://inloggen.example", "aud": "helder", "sub": "anna", "nonce": "n-1", "iat": now}
    return {name: value for name, value in (whole | {"exp": now + 60} | changed).items() if value is not None}


def signed(said: dict[str, Any], key: Any = EC, algorithm: str = "ES256") -> str:
    header = {"alg": algorithm, "kid": key.kid}
    return jwt.encode(header, said, key, algorithms=[algorithm])


@pytest.mark.parametrize(("key", "algorithm"), [(EC, "ES256"), (ED, "Ed25519"), (RSA, "RS256"), (RSA, "PS256")])
def test_a_right_token_names_its_person(key: Any, algorithm: str) -> None:
    person = person_of(signed(claims(name="Anna de Vries"), key, algorithm), PUBLISHED, EXPECTED)
    assert (person.id, person.name, person.roles) == ("anna", "Anna de Vries", {})


@pytest.mark.parametrize(
    "changed",
    [
        {"iss": "https://elders.example"}, {"iss": None}, {"aud": "anders"}, {"aud": None}, {"aud": []},
        {"nonce": "n-2"}, {"nonce": None}, {"sub": None}, {"sub": ""}, {"sub": 7}, {"sub": "a" * 256},
        {"exp": int(time.time()) - 3600},
        {"exp": None}, {"azp": "anders"}, {"nbf": int(time.time()) + 3600},
    ],
    ids=lambda changed: next(iter(changed)),
)  # fmt: skip
def test_a_token_that_says_something_else_is_refused(changed: dict[str, Any]) -> None:
    with pytest.raises(Refused):
        person_of(signed(claims(**changed)), PUBLISHED, EXPECTED)


def test_a_token_of_another_key_is_refused() -> None:
    with pytest.raises(Refused):
        person_of(signed(claims(), OTHER), PUBLISHED, EXPECTED)


def test_a_token_that_is_signed_with_a_shared_secret_is_refused() -> None:
    """Also when that secret is the public key itself, and when the issuer lists it."""
    secret = OctKey.import_key("geheim-geheim-geheim-geheim-geheim", {"kid": "1"})
    listed = {"keys": [*PUBLISHED["keys"], secret.as_dict()]}
    for keys in (PUBLISHED, listed):
        with pytest.raises(Refused):
            person_of(signed(claims(), secret, "HS256"), keys, EXPECTED)


def test_a_token_without_a_signature_is_refused() -> None:
    head, body, _ = signed(claims()).split(".")
    none = "eyJhbGciOiJub25lIn0"
    for token in (f"{none}.{body}.", f"{head}.{body}.", f"{head}.{body}"):
        with pytest.raises(Refused):
            person_of(token, PUBLISHED, EXPECTED)


@given(st.text() | st.binary().map(lambda raw: raw.decode("latin-1")))
def test_rubbish_is_refused(token: str) -> None:
    with pytest.raises(Refused):
        person_of(token, PUBLISHED, EXPECTED)


@pytest.mark.parametrize("keys", [{}, {"keys": []}, {"keys": [None, 1, {}]}, {"keys": [{"kty": "RSA"}]}], ids=str)
def test_an_issuer_without_a_usable_key_lets_nobody_in(keys: dict[str, Any]) -> None:
    with pytest.raises(Refused):
        person_of(signed(claims()), keys, EXPECTED)


def test_a_key_for_encryption_signs_nothing() -> None:
    keys = {"keys": [key | {"use": "enc"} for key in PUBLISHED["keys"]]}
    with pytest.raises(Refused):
        person_of(signed(claims()), keys, EXPECTED)


def test_a_name_of_another_kind_is_no_name() -> None:
    assert person_of(signed(claims(name=["Anna"])), PUBLISHED, EXPECTED).name == ""
    assert len(person_of(signed(claims(name="a" * 5000)), PUBLISHED, EXPECTED).name) == 255
