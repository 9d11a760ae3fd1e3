"""What dpia would have told: noted on a system, without dpia."""

from datetime import date

from services.chassis.execute import Order, Origin, execute
from services.inventory.domain import system
from services.inventory.domain.system import NoteAssessment
from tests.installation import Installation

POLICY = "system:note-assessment"


DECIDED = ("approved", "rejected", "not-required", "no-personal-data")


async def note(helder: Installation, id: str, standing: str, version: int, seen: int = 1) -> None:
    """The assessment stands so, according to this version of the case, which saw that version of the system."""
    command = NoteAssessment(
        by=POLICY,
        today=date(2026, 11, 24),
        standing=standing,
        decided_on="2026-11-24" if standing in DECIDED else None,
        assessment_version=1,
        system_version=seen,
        noted_version=version,
        written_by="a" * 26,
    )
    await execute(helder.services["inventory"], Origin("eskerwold", POLICY), Order(system, id, command))
