"""Submitting freezes a version: what must be there, and the hash over everything that it says."""

from typing import Any

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

REOPENED = _(
    "Deze DPIA is heropend en daarna niet veranderd. Pas aan wat nu anders is, of schrijf op waarom alles nog klopt."
)
AGAIN = _(
    "Het systeem is na de heropening nog eens wezenlijk veranderd, en daarna veranderde er niets in deze DPIA. Pas aan"
    " wat nu anders is, of schrijf op waarom alles nog klopt."
)


@rule.register
def submit(command: Submit, state: Case) -> list[Event]:
    """A complete version is frozen and advice asked; one that no rule asked for is an assessment by choice."""
    if missing := to_submit(state):
        raise Rejected("incomplete", _("Deze DPIA is nog niet compleet. Vul eerst aan wat ontbreekt."), missing)
    _must_say_what_changed(command, state)
    seen = {"assessment_version": command.assessment_version, "system_version": command.system_version}
    chosen: list[Event] = [] if state.required else [AssessmentRequired(ground="choice", **seen)]
    frozen = {"number": state.number + 1, "hash": version_hash(state, command), "advisers": advisers(state)}
    return [*chosen, VersionSubmitted.model_validate(frozen | seen | {"unchanged": command.unchanged})]


def _must_say_what_changed(command: Submit, state: Case) -> None:
    """What was reopened is not advised and decided on again as it was, unless the writer says why it still holds."""
    if state.untouched and command.unchanged is None:
        raise Rejected("unchanged", AGAIN if state.changed_again else REOPENED, ["change"])
    if command.unchanged is not None and not state.untouched:
        sentence = _(
            "Deze uitleg is voor een DPIA die na haar heropening niet is veranderd. Dien deze in zonder uitleg."
        )
        raise Rejected("changed", sentence)


def version_hash(state: Case, command: Submit) -> str:
    """Hex SHA-256 over the version. Of a text it covers the commitment, so it stays checkable when a text is erased."""
    left = [state.residuals[risk].data() for risk in state.risks if risk in state.residuals]
    later: dict[str, Any] = {"residuals": left} if left else {}
    later |= {"unchanged": command.unchanged.model_dump()} if command.unchanged else {}
    return content_hash(
        later
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
