"""Who asks, for which organisation, in which role."""

import base64
import hashlib
import hmac
import os
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any, TypeVar

from fastapi import Depends, Request
from fastapi import Path as InPath
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import OKPKey

from services.chassis import days, tenants
from services.chassis.decider import Command
from services.chassis.execute import Done, NotFound, Order, Origin, execute
from services.chassis.service import Running
from services.chassis.telemetry import trace

C = TypeVar("C", bound=Command)

ISSUER = "helder-embedded"
SEED = 32
"""Bytes of a secret seed."""
SEEN = 10_000
"""Tokens that are remembered at most."""
EVERYWHERE = "*"
OPERATOR = "operator"
COOKIE = "helder"
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
SLUG = r"^[a-z][a-z0-9-]{2,79}$"


class Unauthenticated(Exception):
    """Nobody is signed in, or the token is not valid."""


class KeyLost(Exception):
    """A key of an installation that has data is gone or damaged: put it back from the backup."""


class NotEnrolled(NotFound):
    """The organisation is not known here; `reference`: by which it will know who asks, once it is."""

    def __init__(self, organisation: str, reference: str) -> None:
        super().__init__(f"organisation/{organisation}")
        self.reference = reference


class Forbidden(Exception):
    """Who asks may not do this; `roles` may."""

    def __init__(self, *roles: str) -> None:
        super().__init__(", ".join(roles))
        self.roles = roles


@dataclass(frozen=True)
class Keys:
    """The built-in issuer's signing key, the key that makes member references, and the seed that signs the logs."""

    issuer: OKPKey
    member: bytes
    audit: bytes
    _seen: dict[str, tuple["Person", float]] = field(default_factory=dict, repr=False, compare=False)
    """Tokens whose signature was found right, with when they expire: who is busy sends the same one all the time."""

    @classmethod
    def open(cls, folder: Path) -> "Keys":
        """Reads the keys from a data folder, making them at the first start."""
        folder.mkdir(parents=True, exist_ok=True)
        issuer = _secret(folder / "issuer.key", lambda: OKPKey.generate_key("Ed25519").as_pem(private=True))
        seeds = [_secret(folder / name, lambda: secrets.token_bytes(SEED)) for name in ("member.key", "audit.key")]
        for name, seed in zip(("member.key", "audit.key"), seeds, strict=True):
            if len(seed) != SEED:
                raise KeyLost(f"{folder / name} is damaged")
        member, audit = seeds
        return cls(OKPKey.import_key(issuer), member, audit)

    @classmethod
    def read(cls, folder: Path) -> "Keys":
        """Reads the keys that the installation has already; raises KeyLost."""
        missing = [name for name in ("issuer.key", "member.key", "audit.key") if not (folder / name).exists()]
        if missing:
            raise KeyLost(f"{', '.join(missing)} not in {folder}")
        return cls.open(folder)

    def member_of(self, tenant: str, person: str) -> str:
        """The reference of a person within one organisation: the same in every service, another in every tenant."""
        digest = hmac.new(self.member, f"{tenant}\0{person}".encode(), hashlib.sha256).digest()
        return base64.b32encode(digest).decode().lower()[:26]

    def token(self, person: str, roles: dict[str, list[str]], hours: float, name: str = "") -> tuple[str, int]:
        """A signed token of the built-in issuer, and when it expires (seconds since 1970)."""
        expires = int(time.time()) + int(hours * 3600)
        return self.sign(ISSUER, {"sub": person, "exp": expires, "roles": roles, "name": name}), expires

    def sign(self, purpose: str, claims: dict[str, Any]) -> str:
        """A signed statement of this installation to itself; what was made for another purpose says nothing."""
        whole = {"iss": purpose, "iat": int(time.time()), **claims}
        return jwt.encode({"alg": "Ed25519"}, whole, self.issuer, algorithms=["Ed25519"])

    def signed(self, purpose: str, token: str) -> dict[str, Any]:
        """The claims of a statement that was made for this purpose; raises Unauthenticated."""
        try:
            claims = jwt.decode(token, self.issuer, algorithms=["Ed25519"]).claims
        except (JoseError, ValueError) as error:
            raise Unauthenticated from error
        if claims.get("iss") != purpose:
            raise Unauthenticated
        return claims

    def person(self, token: str) -> "Person":
        """Who the token says it is; raises Unauthenticated."""
        person, expires = self._seen.get(token) or self._read(token)
        if expires <= time.time():
            self._seen.pop(token, None)
            raise Unauthenticated
        return person

    def _read(self, token: str) -> tuple["Person", float]:
        claims = self.signed(ISSUER, token)
        if not claims.get("sub"):
            raise Unauthenticated
        if len(self._seen) >= SEEN:
            self._seen.clear()
        found = self._seen[token] = (
            Person(claims["sub"], claims.get("roles") or {}, claims.get("name") or ""),
            claims.get("exp", 0),
        )
        return found


def _secret(path: Path, make: Callable[[], bytes]) -> bytes:
    """The key in the file, made when the installation is new: another one would make everyone a stranger."""
    if not path.exists():
        if any(path.parent.glob("*.db")):
            raise KeyLost(f"{path} is missing, though there are databases beside it")
        part = path.with_suffix(".part")
        with part.open("wb") as file:
            part.chmod(0o600)
            file.write(make())
            file.flush()
            os.fsync(file.fileno())
        part.rename(path)
    return path.read_bytes()


@dataclass(frozen=True)
class Person:
    """Someone who is signed in; `roles` are those that the built-in issuer added, by tenant or `*`.

    `name` is how the issuer calls the person, for the person's own pages alone.
    """

    id: str
    roles: dict[str, list[str]] = field(default_factory=dict)
    name: str = field(default="", repr=False)

    def claimed(self, tenant: str) -> frozenset[str]:
        """The roles in the token that count for this tenant."""
        return frozenset(self.roles.get(tenant, [])) | frozenset(self.roles.get(EVERYWHERE, []))


@dataclass(frozen=True)
class Ask:
    """One request: who asks what of which organisation, and the service that answers."""

    running: Running
    tenant: str
    member: str
    roles: frozenset[str]
    origin: Origin
    person: Person | None = None

    def common(self) -> dict[str, Any]:
        """The common fields of a command: who asks, in which roles, on which day."""
        return {"by": self.member, "roles": tuple(sorted(self.roles)), "today": days.today()}

    def command(self, kind: type[C], /, **fields: Any) -> C:
        """A command of this person."""
        return kind(**self.common(), **fields)

    async def execute(self, order: Order) -> Done:
        """Carries out the order for this person."""
        return await execute(self.running, self.origin, order)


def running_of(request: Request) -> Running:
    """The service that answers this request."""
    running: Running = request.app.state.running
    return running


def person_of(request: Request) -> Person | None:
    """Who is signed in; None for a visitor. A cookie only counts on a write that comes from our own pages."""
    keys: Keys = running_of(request).keys
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        return keys.person(token)
    cookie = request.cookies.get(COOKIE)
    if not cookie:
        return None
    check_same_site(request)
    return keys.person(cookie)


def check_same_site(request: Request) -> None:
    """Refuses a write that another site's page sends along with our cookie."""
    if request.method not in SAFE and not is_same_site(request):
        raise Forbidden


def is_same_site(request: Request) -> bool:
    """Whether the browser says that one of our own pages sent this."""
    _, _, origin = request.headers.get("origin", "").partition("://")
    return bool(origin) and origin == request.headers.get("host")


def signed_in(request: Request) -> Person:
    """Who is signed in; raises Unauthenticated for a visitor."""
    person = person_of(request)
    if person is None:
        raise Unauthenticated
    return person


Organisation = Annotated[str, InPath(pattern=SLUG, description="the id of the organisation")]


class Needs:
    """Lets in who holds one of the roles in this organisation; without roles: anyone who holds any role in it.

    `operator` is a role of the installation, not of an organisation: operators see health, not contents. They come in
    where their role is named, or where any role will do and `operators` is true.
    """

    def __init__(self, *roles: str, operators: bool = False) -> None:
        self.roles, self.operators = roles, operators

    async def __call__(self, request: Request, organisation: Organisation) -> Ask:
        """The request, once its person is known and allowed."""
        person = signed_in(request)
        ask = await ask_of(request, person, organisation)
        of_it = ask.roles if self.operators else ask.roles - {OPERATOR}
        if not (ask.roles.intersection(self.roles) if self.roles else of_it):
            raise Forbidden(*self.roles)
        return ask


def needs(*roles: str, operators: bool = False) -> Any:
    """Dependency of a route: see Needs."""
    return Depends(Needs(*roles, operators=operators))


def operator(request: Request) -> Person:
    """Only an operator of the installation; raises Unauthenticated, Forbidden."""
    person = signed_in(request)
    if OPERATOR not in person.claimed(EVERYWHERE):
        raise Forbidden(OPERATOR)
    return person


operator.roles = (OPERATOR,)  # type: ignore[attr-defined]
Operator = Annotated[Person, Depends(operator)]
"""Dependency of a route for operators of the installation only."""


async def ask_of(request: Request, person: Person, organisation: str) -> Ask:
    """What a person asks of an organisation; raises NotFound when the organisation is not known here."""
    running = running_of(request)
    member = running.keys.member_of(organisation, person.id)
    async with running.db.glance() as tx:
        granted = await tenants.roles_of(tx, organisation, member, days.today())
    if granted is None:
        raise NotEnrolled(organisation, member)
    held = granted | person.claimed(organisation)
    return Ask(running, organisation, member, held, origin_of(request, organisation, member), person)


def origin_of(request: Request, tenant: str, member: str | None) -> Origin:
    """Where the facts of this request come from: the request itself is their cause."""
    request_id = request.scope.get("helder.request")
    return Origin(tenant, member, request_id, request_id, trace.traceparent(request.headers.get("traceparent")))
