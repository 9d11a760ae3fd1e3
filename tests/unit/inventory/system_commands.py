"""What the people of Eskerwold ask of a system, and facts that these tests share."""

from typing import Any, TypeVar

from contracts import inventory
from services.chassis.decider import Command
from services.inventory.domain import system
from tests import samples
from tests.spec import by, spec

Asked = TypeVar("Asked", bound=Command)
given = spec(system)


def ask(command: type[Asked], who: str = "anna", **fields: Any) -> Asked:
    """The command as this person gives it today."""
    return command(by=who, today=samples.TODAY, **fields)


def noted(
    standing: str, seen: int, version: int = 1, noted_version: int = 12, **more: Any
) -> inventory.AssessmentNoted:
    """The note of an assessment that has seen this version of the system."""
    return inventory.AssessmentNoted(
        standing=standing, system_version=seen, assessment_version=version, noted_version=noted_version, **more
    )


RENAMED = samples.SORTING.model_copy(update={"name": "Voorsorteren bijstand"})
DESCRIBED = inventory.SystemDescribed(description=RENAMED, assessment_version=1)
CLASSIFIED = by("anna", samples.CLASSIFIED)
CONFIRMED = by("petra", samples.CONFIRMED)
READY = (samples.REGISTERED, samples.OVERSIGHT_ARRANGED, CLASSIFIED, CONFIRMED, samples.APPROVED)
"""Five facts after which the gate is open; the assessment has seen version 10 and what comes before."""
