"""Submitting freezes a version: what must be there, and the hash over everything that it says."""

from contracts.dpia import AssessmentRequired, VersionSubmitted
from contracts.envelope import Event
from services.chassis.decider import Rejected
from services.chassis.wording import _
from services.dpia.domain.case.advisers import advisers
from services.dpia.domain.case.commands import Submit
from services.dpia.domain.case.deciding import rule
from services.dpia.domain.case.lacking import to_submit
from services.dpia.domain.case.state import Case
from services.dpia.domain.content_hash import content_hash
from services.dpia.domain.risks import MATRIX_VERSION


@rule.register
def submit(command: Submit, state: Case) -> list[Event]:
    """A complete version is frozen and advice asked; one that no rule asked for is an assessment by choice."""
    if missing := to_submit(state):
        raise Rejected("incomplete", _("Deze DPIA is nog niet compleet. Vul eerst aan wat ontbreekt."), missing)
    seen = {"assessment_version": command.assessment_version, "system_version": command.system_version}
    chosen: list[Event] = [] if state.required else [AssessmentRequired(ground="choice", **seen)]
    frozen = {"number": state.number + 1, "hash": version_hash(state, command), "advisers": advisers(state)}
    return [*chosen, VersionSubmitted.model_validate(frozen | seen)]


def version_hash(state: Case, command: Submit) -> str:
    """Hex SHA-256 over the version. Of a text it covers the commitment, so it stays checkable when a text is erased."""
    left = [state.residuals[risk].data() for risk in state.risks if risk in state.residuals]
    weighed = {"residuals": left} if left else {}
    return content_hash(
        weighed
        | {
            "screening": state.screened.data() if state.screened else None,
            "answers": [state.answers[question].data() for question in sorted(state.answers)],
            "risks": [risk.data() for risk in state.risks.values()],
            "measures": [measure.data() for measure in state.measures.values()],
            "matrix": MATRIX_VERSION.model_dump(),
            "assessmentVersion": command.assessment_version,
            "systemVersion": command.system_version,
        }
    )
