"""Which tenant each organisation of a register file is: the one of that name, or a new one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from services.chassis.register_files import folded
from services.command.client import Client, part, side_by_side
from services.command.register.organisations import Identity, identify, municipalities

ORGANISATIONS = "/inventory/v1/organisations"
Json = dict[str, Any]


@dataclass(frozen=True)
class Tenants:
    """Ids of tenants by folded name; `fresh`: the names of those that are new, whether they were made or not."""

    ids: Mapping[str, str]
    fresh: frozenset[str] = field(default_factory=frozenset)

    def of(self, organisation: str | None) -> str | None:
        """The tenant of an organisation, if it is one."""
        return self.ids.get(folded(organisation or ""))

    def is_fresh(self, organisation: str | None) -> bool:
        """Is this organisation new here?"""
        return folded(organisation or "") in self.fresh


def one(client: Client, id: str) -> Tenants:
    """The tenant with this id; raises Refused when there is none that this person may see."""
    known = client.ask("GET", f"{ORGANISATIONS}/{part(id)}").json()
    return Tenants({folded(known["name"]): id})


def every(client: Client) -> list[Json]:
    """All tenants, for an operator."""
    return list(client.pages(ORGANISATIONS, limit=100))


def present(client: Client, names: Iterable[str]) -> Tenants:
    """The tenants that have one of these names."""
    wanted = {folded(name) for name in names}
    ids = {folded(known["name"]): known["id"] for known in every(client)}
    return Tenants({name: id for name, id in ids.items() if name in wanted})


def onboarded(client: Client, names: Iterable[str], dry_run: bool = False) -> Tenants:
    """A tenant for each of these names: those that lack are made, unless it is a rehearsal."""
    known = every(client)
    ids = {folded(tenant["name"]): tenant["id"] for tenant in known}
    new = {folded(name): name for name in names if folded(name) not in ids}
    slugs, oins = ids.values(), [tenant["oin"] for tenant in known]
    made = identify(new.values(), municipalities(), slugs=list(slugs), oins=oins)
    if not dry_run:
        for identity, _ in side_by_side(lambda identity: _onboard(client, identity), made.values()):
            ids[folded(identity.name)] = identity.slug
    return Tenants(ids, frozenset(new))


def _onboard(client: Client, identity: Identity) -> None:
    codes = {"cbsCode": identity.cbs_code, "tooiCode": identity.tooi_code}
    body = {"id": identity.slug, "name": identity.name, "oin": identity.oin}
    client.ask("POST", ORGANISATIONS, json=body | {name: code for name, code in codes.items() if code})
