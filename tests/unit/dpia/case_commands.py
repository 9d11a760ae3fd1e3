"""Commands on the case of the story, and its history up to each stage."""

from datetime import date
from typing import Any

from contracts.envelope import Event
from services.dpia.domain import case
from services.dpia.domain.case import (
    AgreeMeasure,
    Answer,
    AnswerAdvice,
    AnswerConsultation,
    AnswerQuestions,
    AskConsultation,
    ChangeMeasure,
    ChangeRisk,
    ChooseAssessment,
    ConfirmExemption,
    ContinueUse,
    Decide,
    Exempt,
    ExtendConsultation,
    GiveAdvice,
    JudgeEvidence,
    LapseConsultation,
    NoteChange,
    RecordRisk,
    ReleaseSummary,
    RemoveMeasure,
    RemoveRisk,
    Reopen,
    ReportCondition,
    Resume,
    Return,
    Screen,
    Submit,
    Suspend,
    WeighResidual,
    Withdraw,
    WriteSummary,
)
from tests.samples_dpia import (
    ADOPTED,
    ADVICE,
    ADVISED,
    ANSWERED,
    MEASURE,
    MEASURE_AGREED,
    OPENED,
    POINT,
    PROPOSED,
    REQUIRED,
    RISK,
    RISK_RECORDED,
    SCREENED,
    SCREENED_EMPTY,
    SUBMITTED,
    SUMMARY,
    WEIGHED,
    WELFARE,
    text,
)
from tests.spec import Fact, by, spec

given = spec(case)
TODAY = date(2026, 11, 24)
FEMKE: dict[str, Any] = {"by": "femke", "roles": ("process-owner",), "today": TODAY}
FARID: dict[str, Any] = {"by": "farid", "roles": ("fg",), "today": TODAY}
PETRA: dict[str, Any] = {"by": "petra", "roles": ("privacy-officer",), "today": TODAY}
DIRK: dict[str, Any] = {"by": "dirk", "roles": ("decision-maker",), "today": TODAY}
SEEN: dict[str, Any] = {"assessment_version": 1, "system_version": 4}

DRAFTED: tuple[Event | Fact, ...] = (OPENED, SCREENED, REQUIRED)
COMPLETE: tuple[Event | Fact, ...] = (*DRAFTED, *ANSWERED, RISK_RECORDED, MEASURE_AGREED, WEIGHED)
SENT: tuple[Event | Fact, ...] = (*COMPLETE, by("femke", SUBMITTED))
READY: tuple[Event | Fact, ...] = (*SENT, by("farid", ADVISED), by("femke", ADOPTED))

SCREEN = Screen(**FEMKE, screening=WELFARE, policy_version=2, assessment_version=1, system_version=3)
ANSWER = AnswerQuestions(**FEMKE, answers=(Answer(question="1", answer=text(0)),))
RECORD = RecordRisk(**FEMKE, risk_id=RISK, text=text(50), likelihood="middle", impact="high")
AGREE = AgreeMeasure(
    **FEMKE, measure_id=MEASURE, risks=(RISK,), text=text(51), owner_role="teamleider Inkomen", due="2026-12-04"
)
CHANGE_RISK = ChangeRisk(**FEMKE, risk_id=RISK, text=text(53), likelihood="low", impact="high")
REMOVE_RISK = RemoveRisk(**FEMKE, risk_id=RISK)
CHANGE_MEASURE = ChangeMeasure(**FEMKE, measure_id=MEASURE, risks=(RISK,), text=text(54))
REMOVE_MEASURE = RemoveMeasure(**FEMKE, measure_id=MEASURE)
REVISING = (CHANGE_RISK, REMOVE_RISK, CHANGE_MEASURE, REMOVE_MEASURE)
WEIGH = WeighResidual(**FEMKE, risk_id=RISK, likelihood="middle", impact="middle", reason=text(52))
SUBMIT = Submit(**FEMKE, **SEEN)
ADVISE = GiveAdvice(
    **FARID, advice_id=ADVICE, adviser="fg", opinion="positive-with-points", text=text(60), points=ADVISED.points
)
ADOPT = AnswerAdvice(**FEMKE, advice_id=ADVICE, point=POINT, adopted=True)
APPROVE = Decide(**DIRK, outcome="approved", reason=text(70))

EMPTY: tuple[Event | Fact, ...] = (OPENED, by("femke", SCREENED_EMPTY))
UNCONFIRMED: tuple[Event | Fact, ...] = (*EMPTY, by("femke", PROPOSED))
RETURN = Return(**FARID, reason=text(80))
EXEMPT = Exempt(**FEMKE, kind="no-personal-data", reason=text(81))
CONFIRM = ConfirmExemption(**DIRK, **SEEN, policy_version=2)
CHOOSE = ChooseAssessment(**DIRK, **SEEN)
REOPEN = Reopen(**FEMKE, **SEEN, reason=text(82))
NOTE = NoteChange(**FEMKE, assessment_version=2, system_version=6)
SUSPEND = Suspend(**DIRK, reason=text(83))
RESUME = Resume(**DIRK, reason=text(84))
WITHDRAW = Withdraw(**FEMKE, **SEEN, reason=text(85))
CONTINUE = ContinueUse(**FEMKE, reason=text(86), stage="in-use")
WRITE = WriteSummary(**FEMKE, text=text(87), left_out=("security",))
RELEASE = ReleaseSummary(**DIRK, words=SUMMARY)
REPORT = ReportCondition(**FEMKE, condition="condition-1", evidence=text(73))
JUDGE = JudgeEvidence(**DIRK, condition="condition-1", met=True)
CONSULT = AskConsultation(**DIRK, reason=text(75))
EXTEND = ExtendConsultation(**PETRA, reason=text(76))
REPLY = AnswerConsultation(**PETRA, outcome="advice", reason=text(77))
LAPSE = LapseConsultation(**PETRA | {"today": date(2027, 1, 20)}, reason=text(78))
CONSULTING = (CONSULT, EXTEND, REPLY, LAPSE)
ASIDE = (
    RETURN,
    EXEMPT,
    CONFIRM,
    CHOOSE,
    REOPEN,
    NOTE,
    SUSPEND,
    RESUME,
    WITHDRAW,
    CONTINUE,
    REPORT,
    JUDGE,
    *CONSULTING,
    WRITE,
    RELEASE,
)
