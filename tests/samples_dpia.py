"""Example facts of dpia: the case of "Voorsorteren aanvragen bijstand" in Eskerwold.

Femke (process owner) writes and submits, Farid is the FG, Dirk decides.
"""

from contracts.dpia import (
    AdviceAnswered,
    AdviceGiven,
    AdvicePoint,
    AnswersRecorded,
    AssessmentNotRequired,
    AssessmentRequired,
    CaseOpened,
    CaseReopened,
    CaseResumed,
    CaseSuspended,
    CaseWithdrawn,
    Condition,
    ConditionMet,
    ConditionReported,
    DecisionTaken,
    EvidenceRefused,
    ExemptionProposed,
    MeasureAgreed,
    MeasureRemoved,
    PriorConsultationAnswered,
    PriorConsultationExtended,
    PriorConsultationLapsed,
    PriorConsultationSubmitted,
    ResidualWeighed,
    RiskRecorded,
    RiskRemoved,
    Screening,
    ScreeningCompleted,
    SummaryReleased,
    SummaryWritten,
    UseContinued,
    VersionReturned,
    VersionSubmitted,
)
from contracts.envelope import TextReference
from contracts.inventory import OpenCondition
from services.dpia.domain.questions import FORM, NEEDED
from services.dpia.domain.screening import screen


def text(number: int) -> TextReference:
    """A text in the erasable store, told apart by its number."""
    return TextReference(id=f"0192f0c4-9b20-7d11-8a00-{number:012x}", commitment=f"{number:064x}")


WELFARE = Screening(
    new_law=False,
    ordinary=("contact",),
    sensitive=("financial",),
    people=("citizens", "vulnerable"),
    ten_thousand=True,
    frequency="monthly",
    retention="years",
    ap_list=("financial-situation",),
    base_registers=("BRP",),
    high_risk_ai=True,
    impactful=True,
)
"""Sorting applications for welfare: income of residents, many of them vulnerable, every month, kept for years."""

RISK, MEASURE, ADVICE, POINT = "risk-1", "measure-1", "advice-1", "point-1"

OPENED = CaseOpened(assessment_version=1, written_by="femke")
SCREENED = ScreeningCompleted(screening=WELFARE, result=screen(WELFARE), policy_version=2)
REQUIRED = AssessmentRequired(ground="screening", assessment_version=1, system_version=3)
ANSWERED = tuple(
    AnswersRecorded(question=question, form=FORM, answer=text(number)) for number, question in enumerate(NEEDED)
)
RISK_RECORDED = RiskRecorded(risk_id=RISK, text=text(50), likelihood="middle", impact="high", level="high")
MEASURE_AGREED = MeasureAgreed(
    measure_id=MEASURE, risks=(RISK,), text=text(51), owner_role="teamleider Inkomen", due="2026-12-04"
)
RISK_REMOVED, MEASURE_REMOVED = RiskRemoved(risk_id=RISK), MeasureRemoved(measure_id=MEASURE)
WEIGHED = ResidualWeighed(risk_id=RISK, likelihood="middle", impact="middle", level="middle", reason=text(52))
SUBMITTED = VersionSubmitted(number=1, hash="9c" * 32, assessment_version=1, system_version=4)
ADVISED = AdviceGiven(
    advice_id=ADVICE,
    adviser="fg",
    opinion="positive-with-points",
    text=text(60),
    points=(AdvicePoint(id=POINT, text=text(61)),),
)
ADOPTED = AdviceAnswered(advice_id=ADVICE, point=POINT, adopted=True)
APPROVED = DecisionTaken(
    outcome="approved",
    reason=text(70),
    hash=SUBMITTED.hash,
    assessment_version=1,
    system_version=4,
    decided_on="2026-11-24",
)

# an approval with conditions

TRAINED = Condition(id="condition-1", text=text(71), owner_role="teamleider Inkomen", due="2026-12-18", blocks_use=True)
MEASURED = Condition(id="condition-2", text=text(72), owner_role="datateam", due="2027-03-01", blocks_use=False)
CONDITIONAL = APPROVED.model_copy(update={"conditions": (TRAINED, MEASURED)})
AWAITED = (OpenCondition(owner_role="teamleider Inkomen", due="2026-12-18"),)
REPORTED = ConditionReported(condition_id="condition-1", evidence=text(73))
REFUSED = EvidenceRefused(condition_id="condition-1", reason=text(74))
MET = ConditionMet(condition_id="condition-1", decided_on="2026-11-24", assessment_version=1, system_version=4)

# a risk that stays high

STAYS_HIGH = WEIGHED.model_copy(update={"impact": "high", "level": "high"})
CONSULTED = PriorConsultationSubmitted(
    reason=text(75), submitted_on="2026-11-24", until="2027-01-19", assessment_version=1, system_version=4
)
EXTENDED = PriorConsultationExtended(reason=text(76), until="2027-03-02")
REPLIED = PriorConsultationAnswered(outcome="advice", reason=text(77), answered_on="2026-11-24")
LAPSED = PriorConsultationLapsed(reason=text(78), lapsed_on="2027-01-20")

# the side ways

NO_DATA = Screening(
    new_law=False, ten_thousand=False, frequency="once", retention="under-day", high_risk_ai=False, impactful=False
)
"""A pre-scan in which no personal data is named."""

SCREENED_EMPTY = ScreeningCompleted(screening=NO_DATA, result=screen(NO_DATA))
RETURNED = VersionReturned(number=1, reason=text(80), assessment_version=1, system_version=4)
PROPOSED = ExemptionProposed(kind="no-personal-data", reason=text(81))
EXEMPTED = AssessmentNotRequired(
    kind="no-personal-data", assessment_version=1, system_version=4, confirmed_on="2026-11-24", policy_version=2
)
REOPENED = CaseReopened(occasion="request", reason=text(82), assessment_version=1, system_version=4)
SUSPENDED = CaseSuspended(reason=text(83), assessment_version=1, system_version=4)
RESUMED = CaseResumed(reason=text(84), assessment_version=1, system_version=4, decided_on="2026-11-24")
WITHDRAWN = CaseWithdrawn(reason=text(85), assessment_version=1, system_version=4)
CONTINUED = UseContinued(setback="suspended", reason=text(86))

# the summary for everyone

SUMMARY = "Een medewerker kijkt elke week mee."
SUMMARISED = SummaryWritten(text=text(87), left_out=("security",))
RELEASED = SummaryReleased(text=SUMMARY, left_out=("security",), decided_on="2026-11-24", released_on="2026-11-24")
