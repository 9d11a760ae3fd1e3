"""How much a change matters: it belongs to the assessment that is being made, or someone weighs it."""

from contracts.envelope import Event
from contracts.inventory import ChangeClassified, SystemDescription
from services.chassis.decider import Rejected
from services.chassis.wording import _
from services.inventory.domain.system.commands import ChangingCommand, ClassifyChange
from services.inventory.domain.system.deciding import decide
from services.inventory.domain.system.state import System, described

SUBSTANTIAL = ("purpose", "technique", "role_in_decisions", "affected_groups")
"""Fields of the description of which a change is probably substantial; so are a source's personal data."""


def suggested_change(before: SystemDescription, after: SystemDescription) -> str:
    """What a form may suggest: `substantial`, or `minor`; the person decides."""
    return "substantial" if any(getattr(before, name) != getattr(after, name) for name in SUBSTANTIAL) else "minor"


def version_after(state: System, change: str | None) -> int:
    """The assessment version after a change: only a substantial one asks for a new assessment."""
    return state.assessment_version + (change == "substantial")


def weighed(command: ChangingCommand, state: System) -> dict[str, object]:
    """The change, reason and assessment version that a fact carries.

    Before the first submission nothing is weighed, whatever the command says: the change belongs to the coming version,
    and counts as unclassified should that version turn out not to have seen it.
    """
    if not state.submitted:
        return {"assessment_version": state.assessment_version}
    if missing := [name for name in ("change", "reason") if getattr(command, name) is None]:
        raise Rejected(
            "change-required",
            _(
                "Voor dit systeem is al een DPIA ingediend. Kies hoe groot de wijziging is en schrijf op waarom: een"
                " verbetering van een fout, een kleine wijziging, of een wezenlijke wijziging. Na een wezenlijke"
                " wijziging is een nieuwe DPIA nodig."
            ),
            missing,
        )
    version = version_after(state, command.change)
    return {"change": command.change, "reason": command.reason, "assessment_version": version}


@decide.register
def classify_change(command: ClassifyChange, state: System) -> list[Event]:
    """Settles the open changes up to and including `up_to`."""
    described(state)
    if command.up_to > state.version:
        raise Rejected("version-unknown", _("Deze versie van het systeem bestaat nog niet. Laad de pagina opnieuw."))
    if not any(version <= command.up_to for version in state.open_changes):
        raise Rejected("nothing-to-classify", _("Er is geen wijziging waarvan u nog moet zeggen hoe groot zij is."))
    version = version_after(state, command.change)
    return [
        ChangeClassified(up_to=command.up_to, change=command.change, reason=command.reason, assessment_version=version)
    ]
