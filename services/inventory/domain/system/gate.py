"""The gate before use: the one definition of what must be in order, and what is missing now."""

from collections.abc import Callable

from services.inventory.domain.system.classification import UNKNOWN
from services.inventory.domain.system.state import Classification, System


def guarded(step: str, personal_data: bool = False) -> bool:
    """Does the gate stand before this step? Before development only when it uses real personal data."""
    return step in ("pilot", "in-use") or (step == "development" and personal_data)


def readiness(
    state: System, step: str, assessment_rule: str = "every-system", personal_data: bool = False
) -> tuple[str, ...]:
    """Codes of everything that is missing for a step, in a fixed order; empty when the gate is open.

    `assessment-missing` holds for every assessment that does not let through: none, under way, rejected, suspended or
    withdrawn.
    """
    if not guarded(step, personal_data):
        return ()
    return tuple(code for code, is_missing in CHECKS if is_missing(state, assessment_rule))


def _decided(state: System, rule: str) -> bool:
    standing = state.assessment.standing if state.assessment else None
    return standing in ("approved", "no-personal-data") or (standing == "not-required" and rule == "when-required")


def _outdated(state: System, rule: str) -> bool:
    noted = state.assessment
    return noted is not None and _decided(state, rule) and noted.assessment_version != state.assessment_version


def _condition_open(state: System) -> bool:
    return state.assessment is not None and state.assessment.open_conditions > 0


def _given(state: System) -> Classification | None:
    given = state.classification
    return None if given is None or given.ai_act_class == UNKNOWN else given


def _unconfirmed(state: System) -> bool:
    given = _given(state)
    return given is not None and not given.confirmed


def _prohibited(state: System) -> bool:
    given = _given(state)
    return given is not None and given.ai_act_class == "prohibited"


CHECKS: tuple[tuple[str, Callable[[System, str], bool]], ...] = (
    ("assessment-missing", lambda state, rule: not _decided(state, rule)),
    ("assessment-outdated", _outdated),
    ("change-unclassified", lambda state, rule: bool(state.open_changes)),
    ("condition-open", lambda state, rule: _condition_open(state)),
    ("oversight-missing", lambda state, rule: state.oversight is None),
    ("classification-missing", lambda state, rule: _given(state) is None),
    ("classification-unconfirmed", lambda state, rule: _unconfirmed(state)),
    ("prohibited", lambda state, rule: _prohibited(state)),
)
