"""Where the example is at work: one municipality, and in it one system."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from services.command.demo.http import People, Person
from services.command.demo.region import Municipality


@dataclass(frozen=True)
class Place:
    """One municipality with its people; `ids`: of the systems that are registered, by the names of their files."""

    people: People
    of: Municipality
    ids: dict[str, str] = field(default_factory=dict)

    def who(self, role: str) -> Person:
        """Who acts in this role."""
        return self.people[self.of.holder(role)]

    def at(self, service: str, rest: str) -> str:
        """The address of something of this municipality in the API."""
        return f"/{service}/v1/organisations/{self.of.id}/{rest}"


@dataclass(frozen=True)
class Story:
    """One system: how far it is on its road is what stands in `told`."""

    place: Place
    name: str
    """Of its file."""

    @property
    def told(self) -> Mapping[str, Any]:
        """What is to be."""
        return self.place.of.systems[self.name]

    @property
    def owner(self) -> Person:
        """The process owner."""
        return self.place.people[self.told.get("owner") or self.place.of.holder("process-owner")]

    def at(self, service: str, kind: str) -> str:
        """The address of this system, its case or its entry."""
        return self.place.at(service, f"{kind}/{self.place.ids[self.name]}")
