"""No assessment: one person proposes it with a reason, another confirms it; or an assessment anyway."""

from contracts.dpia import AssessmentNotRequired, AssessmentRequired, ExemptionProposed
from contracts.envelope import Event
from services.chassis.decider import Rejected
from services.chassis.wording import _
from services.dpia.domain.case.commands import ChooseAssessment, ConfirmExemption, Exempt
from services.dpia.domain.case.deciding import must_keep_apart, rule
from services.dpia.domain.case.state import Case

NAMES_DATA = ("ordinary", "special", "sensitive", "people")
"""Answers of the pre-scan that say that there is personal data."""


@rule.register
def exempt(command: Exempt, state: Case) -> list[Event]:
    """Only where the pre-scan does not ask for an assessment; then policy and data decide which ground holds."""
    _must_hold(command.kind, command.assessment_rule, state)
    return [ExemptionProposed(kind=command.kind, reason=command.reason)]


@rule.register
def confirm(command: ConfirmExemption, state: Case) -> list[Event]:
    """By someone who did not screen, write or propose, and is not the FG."""
    if state.exemption is None:
        raise AssertionError("the table lets nobody confirm what was not proposed")
    must_keep_apart(command, state)
    _must_hold(state.exemption.kind, command.assessment_rule, state)
    return [
        AssessmentNotRequired(
            kind=state.exemption.kind,
            assessment_version=command.assessment_version,
            system_version=command.system_version,
            confirmed_on=command.today.isoformat(),
            policy_version=command.policy_version,
        )
    ]


@rule.register
def choose(command: ChooseAssessment, state: Case) -> list[Event]:
    """An assessment is always possible."""
    return [
        AssessmentRequired(
            ground="choice", assessment_version=command.assessment_version, system_version=command.system_version
        )
    ]


def _must_hold(kind: str, assessment_rule: str, state: Case) -> None:
    if state.screened is None:
        raise AssertionError("the table lets nobody propose this before the pre-scan")
    if state.screened.result.outcome == "required":
        raise Rejected(
            "screening-requires",
            _("De regels van de toets vragen om een DPIA. Beantwoord de vragen, of verbeter de toets."),
        )
    if kind == "no-personal-data":
        _must_name_no_data(state.screened.screening.model_dump())
    elif assessment_rule == "every-system":
        raise Rejected(
            "policy-requires",
            _(
                "Het beleid van uw organisatie vraagt een DPIA voor elk systeem. Beantwoord de vragen; alleen zonder"
                " persoonsgegevens hoeft het niet."
            ),
        )


def _must_name_no_data(given: dict[str, object]) -> None:
    if named := [name for name in NAMES_DATA if given[name]]:
        raise Rejected(
            "personal-data-named",
            _("In de toets staat dat er wel persoonsgegevens zijn. Verbeter eerst de toets als dat niet klopt."),
            named,
        )
