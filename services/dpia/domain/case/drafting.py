"""Before a version is submitted: the case opens, the pre-scan is answered, then questions, risks and measures."""

from contracts.dpia import (
    AnswersRecorded,
    AssessmentRequired,
    CaseOpened,
    MeasureAgreed,
    ResidualWeighed,
    RiskRecorded,
    ScreeningCompleted,
)
from contracts.envelope import Event
from services.chassis.decider import Rejected
from services.chassis.wording import _
from services.dpia.domain.case.commands import (
    AgreeMeasure,
    AnswerQuestions,
    OpenCase,
    RecordRisk,
    Screen,
    WeighResidual,
)
from services.dpia.domain.case.deciding import rule
from services.dpia.domain.case.state import Case
from services.dpia.domain.questions import FORM, QUESTIONS
from services.dpia.domain.risks import level
from services.dpia.domain.screening import screen


@rule.register
def open_case(command: OpenCase, state: Case) -> list[Event]:
    """Every system has one case, but one that was found as retired has none."""
    if command.found_as == "retired":
        return []
    return [CaseOpened(assessment_version=command.assessment_version, written_by=command.written_by)]


@rule.register
def complete_screening(command: Screen, state: Case) -> list[Event]:
    """The rules give the outcome; an assessment is required by them, or by the policy that asks one of every system."""
    result = screen(command.screening)
    completed = ScreeningCompleted(screening=command.screening, result=result, policy_version=command.policy_version)
    facts: list[Event] = [] if state.screened == completed else [completed]
    ground = "screening" if result.outcome == "required" else "policy"
    if state.required or (ground == "policy" and command.assessment_rule != "every-system"):
        return facts
    return [
        *facts,
        AssessmentRequired(
            ground=ground, assessment_version=command.assessment_version, system_version=command.system_version
        ),
    ]


@rule.register
def answer_questions(command: AnswerQuestions, state: Case) -> list[Event]:
    """Answers, or the reasons why questions do not apply; the newest holds."""
    if unknown := [one.question for one in command.answers if one.question not in QUESTIONS]:
        sentence = _("Deze vraag staat niet in het formulier. Kies een vraag uit de lijst.")
        raise Rejected("unknown-question", sentence, unknown)
    if unsaid := [one.question for one in command.answers if (one.answer is None) == (one.not_applicable is None)]:
        sentence = _("Geef een antwoord, of zeg waarom de vraag niet van toepassing is.")
        raise Rejected("answer-or-reason", sentence, unsaid)
    recorded = [AnswersRecorded(form=FORM, **dict(one)) for one in command.answers]
    return [fact for fact in recorded if state.answers.get(fact.question) != fact]


@rule.register
def record_risk(command: RecordRisk, state: Case) -> list[Event]:
    """The level follows from likelihood and impact."""
    return [] if command.risk_id in state.risks else [recorded(command)]


def recorded(command: RecordRisk) -> RiskRecorded:
    """The risk as the command says it, with the level that follows."""
    return RiskRecorded(
        risk_id=command.risk_id,
        text=command.text,
        likelihood=command.likelihood,
        impact=command.impact,
        level=level(command.likelihood, command.impact),
        reason=command.reason,
    )


@rule.register
def agree_measure(command: AgreeMeasure, state: Case) -> list[Event]:
    """A measure is against risks of this case, and is done on a day that is not over yet."""
    return [] if command.measure_id in state.measures else [agreed(command, state)]


def agreed(command: AgreeMeasure, state: Case) -> MeasureAgreed:
    """The measure as the command says it; raises Rejected. A day that stood there already may be over."""
    unknown = [risk for risk in command.risks if risk not in state.risks]
    if unknown or not command.risks:
        raise Rejected(
            "unknown-risk", _("Kies een of meer risico’s van deze DPIA waar de maatregel tegen helpt."), unknown
        )
    before = state.measures.get(command.measure_id)
    stood = before.due if before else None
    if command.due and command.due != stood and command.due < command.today.isoformat():
        raise Rejected("due-past", _("Deze datum is al voorbij. Kies wanneer het klaar moet zijn."))
    return MeasureAgreed(
        measure_id=command.measure_id,
        risks=command.risks,
        text=command.text,
        owner_role=command.owner_role,
        due=command.due,
    )


@rule.register
def weigh_residual(command: WeighResidual, state: Case) -> list[Event]:
    """The level follows from the same matrix; without a measure a risk stays what it was."""
    risk = state.risks.get(command.risk_id)
    if risk is None:
        raise Rejected("unknown-risk", _("Dit risico staat niet in deze DPIA. Kies een risico uit de lijst."))
    is_met = any(command.risk_id in measure.risks for measure in state.measures.values())
    if not is_met and (command.likelihood, command.impact) != (risk.likelihood, risk.impact):
        raise Rejected(
            "measure-missing",
            _("Tegen dit risico is geen maatregel afgesproken. Doe dat eerst, of laat kans en gevolg zoals ze waren."),
        )
    weighed = ResidualWeighed(
        risk_id=command.risk_id,
        likelihood=command.likelihood,
        impact=command.impact,
        level=level(command.likelihood, command.impact),
        reason=command.reason,
    )
    return [] if state.residuals.get(command.risk_id) == weighed else [weighed]
