"""What the issuer of a region says: OpenID Connect's authorization code flow with PKCE (OIDC Core 1.0, RFC 7636)."""

import base64
import hashlib
import hmac
import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

import httpx2 as httpx
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet
from pydantic import BaseModel, ValidationError

from services.chassis.access import Person
from services.chassis.settings import Settings

ALGORITHMS = ["RS256", "PS256", "ES256", "Ed25519", "EdDSA"]
KINDS = {"RSA", "EC", "OKP"}
"""Kinds of public keys; a token that is signed with a shared secret is refused."""
KEPT = 3600
"""Seconds that what the issuer says of itself is kept."""
LONGEST = 255
"""Characters of an id (OpenID Connect Core, section 2) and of a name that is shown."""
LEEWAY = 60
"""Seconds that the issuer's clock may differ from ours."""


class Unreachable(Exception):
    """The issuer does not answer, or not as an issuer does."""


class Refused(Exception):
    """The issuer lets nobody in, or what it says is not right."""


@dataclass(frozen=True)
class Attempt:
    """One attempt to sign in: kept by the browser while its person is at the issuer."""

    state: str
    nonce: str
    verifier: str
    next: str

    @classmethod
    def begin(cls, following: str) -> "Attempt":
        """A new one, that will go on at this address."""
        state, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(3))
        return cls(state, nonce, verifier, following)


class Metadata(BaseModel):
    """What an issuer says of itself (OpenID Connect Discovery 1.0, section 3)."""

    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str
    end_session_endpoint: str | None = None
    token_endpoint_auth_methods_supported: list[str] = ["client_secret_basic"]


class Issuer:
    """The issuer that the settings name."""

    def __init__(self, settings: Settings) -> None:
        self.name = (settings.oidc_issuer or "").rstrip("/")
        self.client_id, self.client_secret = settings.oidc_client_id, settings.oidc_client_secret
        self.back = settings.base_url.rstrip("/") + "/sign-in/callback"
        self.home = settings.base_url.rstrip("/") + "/register/"
        self._metadata: tuple[float, Metadata] | None = None
        if not _safe(self.name):
            raise ValueError("HELDER_OIDC_ISSUER must begin with https:// (http:// only on this machine)")

    async def address(self, attempt: Attempt) -> str:
        """Where the browser goes to sign in; raises Unreachable."""
        asked = {
            "response_type": "code",
            "scope": "openid profile",
            "client_id": self.client_id,
            "redirect_uri": self.back,
            "state": attempt.state,
            "nonce": attempt.nonce,
            "code_challenge": _challenge(attempt.verifier),
            "code_challenge_method": "S256",
        }
        return _with((await self.metadata()).authorization_endpoint, asked)

    async def farewell(self) -> str | None:
        """Where a person also leaves the issuer, if it can be left (RP-Initiated Logout 1.0); raises Unreachable."""
        place = (await self.metadata()).end_session_endpoint
        return place and _with(place, {"client_id": self.client_id, "post_logout_redirect_uri": self.home})

    async def person(self, attempt: Attempt, answer: Mapping[str, str]) -> Person:
        """Who came back: the issuer's `sub`, and the name for the person's own pages; raises Refused, Unreachable."""
        if not hmac.compare_digest(answer.get("state", "").encode(), attempt.state.encode()):
            raise Refused("state")
        if answer.get("iss", self.name).rstrip("/") != self.name:  # RFC 9207
            raise Refused("iss")
        if "code" not in answer:
            raise Refused(answer.get("error", "code")[:80])
        token = await self._token(answer["code"], attempt.verifier)
        metadata = await self.metadata()
        keys = await _asked("GET", metadata.jwks_uri)
        return person_of(token, keys, Expected(metadata.issuer, self.client_id, attempt.nonce))

    async def metadata(self) -> Metadata:
        """What the issuer says of itself; raises Unreachable."""
        if not self._metadata or self._metadata[0] < time.monotonic() - KEPT:
            said = await _asked("GET", self.name + "/.well-known/openid-configuration")
            try:
                found = Metadata.model_validate(said)
            except ValidationError as error:
                raise Unreachable("metadata") from error
            if found.issuer.rstrip("/") != self.name:
                raise Unreachable("another issuer")
            self._metadata = time.monotonic(), found
        return self._metadata[1]

    async def _token(self, code: str, verifier: str) -> str:
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": self.back,
            "client_id": self.client_id,
            "code_verifier": verifier,
        }
        metadata, auth = await self.metadata(), None
        if self.client_secret and "client_secret_basic" in metadata.token_endpoint_auth_methods_supported:
            auth = httpx.BasicAuth(quote(self.client_id, safe=""), quote(self.client_secret, safe=""))
        elif self.client_secret:
            form["client_secret"] = self.client_secret
        said = await _asked("POST", metadata.token_endpoint, data=form, auth=auth)
        token = said.get("id_token")
        if not isinstance(token, str):
            raise Refused("id_token")
        return token


@dataclass(frozen=True)
class Expected:
    """What an ID token must say."""

    issuer: str
    client_id: str
    nonce: str


def person_of(token: str, keys: Mapping[str, Any], expected: Expected) -> Person:
    """Whom an ID token names, once all of OpenID Connect Core 3.1.3.7 holds; `keys` is a JWK set; raises Refused."""
    rules = jwt.JWTClaimsRegistry(
        leeway=LEEWAY,
        iss={"essential": True, "value": expected.issuer},
        aud={"essential": True, "value": expected.client_id},
        exp={"essential": True},
        nonce={"essential": True, "value": expected.nonce},
        sub={"essential": True},
        azp={"value": expected.client_id},
    )
    try:
        usable = KeySet.import_key_set({"keys": [key for key in keys.get("keys", []) if _signs(key)]})
        claims = jwt.decode(token, usable, algorithms=ALGORITHMS).claims
        rules.validate(claims)
    except (JoseError, ValueError, TypeError) as error:
        raise Refused(type(error).__name__) from error
    subject, name = claims["sub"], claims.get("name") or claims.get("preferred_username")
    if not isinstance(subject, str) or not 0 < len(subject) <= LONGEST:
        raise Refused("sub")
    return Person(subject, name=name[:LONGEST] if isinstance(name, str) else "")


async def _asked(method: str, address: str, **options: Any) -> dict[str, Any]:
    """The object that an endpoint of the issuer answers; raises Refused when it says no, Unreachable when nothing."""
    if not _safe(address):
        raise Unreachable("not https")
    try:
        async with httpx.AsyncClient(timeout=10) as client:
            answer = await client.request(method, address, headers={"accept": "application/json"}, **options)
        said = answer.json()
    except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
        raise Unreachable(type(error).__name__) from error
    if not isinstance(said, dict):
        raise Unreachable("no object")
    if answer.status_code in (400, 401, 403):
        raise Refused(str(said.get("error", answer.status_code))[:80])
    if answer.status_code != 200:
        raise Unreachable(str(answer.status_code))
    return said


def _signs(key: Any) -> bool:
    return isinstance(key, dict) and key.get("kty") in KINDS and key.get("use", "sig") == "sig"


def _safe(address: str) -> bool:
    """Whether nobody on the way can read along."""
    parts = urlsplit(address)
    return parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in ("localhost", "127.0.0.1", "::1"))


def _challenge(verifier: str) -> str:
    """RFC 7636, section 4.2."""
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()


def _with(address: str, asked: Mapping[str, str]) -> str:
    return address + ("&" if "?" in address else "?") + urlencode(asked)
