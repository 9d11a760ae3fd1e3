"""Facts of dpia: the case of one system, from screening to decision."""

from typing import Annotated, ClassVar

from pydantic import Field

from contracts import topics
from contracts.envelope import Event, OneOf, Part, TextReference, YesNo
from contracts.inventory import Day, Line

Level = Annotated[str, OneOf("low", "middle", "high")]
Adviser = Annotated[str, OneOf("fg", "ciso")]
Opinion = Annotated[str, OneOf("positive", "positive-with-points", "negative")]
DecisionOutcome = Annotated[str, OneOf("approved", "rejected")]
ScreeningOutcome = Annotated[str, OneOf("required", "recommended", "not-required")]
Ground = Annotated[str, OneOf("screening", "policy", "choice")]

Ordinary = Annotated[
    str,
    OneOf("device", "content", "demographic", "diagnostic", "website", "helpdesk", "logging", "contact", "other"),
]
Special = Annotated[str, OneOf("biometric", "sexual", "health", "genetic", "union", "political", "ethnic", "religious")]
Sensitive = Annotated[
    str,
    OneOf(
        "browsing", "financial", "fraud-usable", "vulnerable-groups", "credentials", "communication-location",
        "national-number", "criminal", "stigma",
    ),
]  # fmt: skip
People = Annotated[str, OneOf("staff", "citizens", "children", "vulnerable", "other")]
Frequency = Annotated[str, OneOf("continuous", "more-than-monthly", "monthly", "yearly", "irregular", "once")]
Retention = Annotated[str, OneOf("years", "year", "under-month", "under-week", "under-day")]
Place = Annotated[str, OneOf("inside-eea", "outside-eea")]
Mechanism = Annotated[
    str,
    OneOf("adequacy", "scc", "bcr", "certification", "code-of-conduct", "instrument", "article-49", "other"),
]
BaseRegister = Annotated[str, OneOf("BGT", "BRI", "BRK", "BRO", "BRP", "BRT", "BRV", "WOZ", "HR", "BAG")]
ApItem = Annotated[
    str,
    OneOf(
        "biometric", "camera", "communication", "worker-monitoring", "credit-scores", "financial-situation",
        "flexible-camera", "fraud-control", "genetic", "health", "covert-research", "internet-of-things", "profiling",
        "behaviour", "location", "cooperation", "blacklists",
    ),
]  # fmt: skip
EdpbItem = Annotated[
    str,
    OneOf(
        "sensitive-data", "blocks-service", "automated-decisions", "new-technology", "large-scale", "combining",
        "evaluation", "monitoring", "vulnerable-people",
    ),
]  # fmt: skip


class Transfer(Part):
    """Whether data leaves the European Economic Area, and on which mechanism."""

    storage: Place
    support: Place
    mechanism: Mechanism | None = None
    special: YesNo = False


class DigitalService(Part):
    """A service on a screen: is it aimed at minors, and is it shown that only adults use it?"""

    for_minors: YesNo
    proven_adults_only: YesNo = False


class Screening(Part):
    """The answers of the pre-scan, by their codes."""

    new_law: YesNo
    ordinary: tuple[Ordinary, ...] = ()
    special: tuple[Special, ...] = ()
    sensitive: tuple[Sensitive, ...] = ()
    people: tuple[People, ...] = ()
    ten_thousand: YesNo
    frequency: Frequency
    retention: Retention
    transfer: Transfer | None = None
    ap_list: tuple[ApItem, ...] = ()
    edpb_list: tuple[EdpbItem, ...] = ()
    base_registers: tuple[BaseRegister, ...] = ()
    high_risk_ai: YesNo
    impactful: YesNo
    digital_service: DigitalService | None = None


class Score(Part):
    """One score of the pre-scan and why it is so."""

    score: int
    reason: str


class Rule(Part):
    """One rule of the pre-scan: is it met, and why."""

    rule: str
    met: bool
    reason: str


class ScreeningResult(Part):
    """What the rules make of the answers; `rule_set` names the rules by version and content hash."""

    outcome: ScreeningOutcome
    total: int
    scores: dict[str, Score]
    rules: tuple[Rule, ...]
    rule_set: str


class Form(Part):
    """The form that a question stands in: id, version and content hash."""

    id: str
    version: str
    hash: str


class AdvicePoint(Part):
    """One point of an advice; the words stand in the texts store."""

    id: str
    text: TextReference


class _Dpia(Event):
    TOPIC: ClassVar[str] = topics.DPIA
    AGGREGATE: ClassVar[str] = "case"


class CaseOpened(_Dpia):
    """A case opened for a system that was registered."""

    TYPE: ClassVar[str] = "nl.algoritmes.dpia.case-opened.v1"

    assessment_version: int
    written_by: str | None = None


class ScreeningCompleted(_Dpia):
    """The pre-scan was answered and its rules applied."""

    TYPE: ClassVar[str] = "nl.algoritmes.dpia.screening-completed.v1"

    screening: Screening
    result: ScreeningResult
    policy_version: int | None = None
    """Version of the organisation's subject whose policy was followed; absent when there is none yet."""


class AssessmentRequired(_Dpia):
    """An assessment must be made (by the rules or by policy), or was chosen."""

    TYPE: ClassVar[str] = "nl.algoritmes.dpia.assessment-required.v1"

    ground: Ground
    assessment_version: int
    system_version: int


class AnswersRecorded(_Dpia):
    """A question was answered, or does not apply and why."""

    TYPE: ClassVar[str] = "nl.algoritmes.dpia.answers-recorded.v1"

    question: str
    form: Form
    answer: TextReference | None = None
    not_applicable: TextReference | None = None


class RiskRecorded(_Dpia):
    """A risk with its likelihood, its impact and the level that follows from them."""

    TYPE: ClassVar[str] = "nl.algoritmes.dpia.risk-recorded.v1"

    risk_id: str
    text: TextReference
    likelihood: Level
    impact: Level
    level: Level
    reason: TextReference | None = None


class MeasureAgreed(_Dpia):
    """A measure against one or more risks."""

    TYPE: ClassVar[str] = "nl.algoritmes.dpia.measure-agreed.v1"

    measure_id: str
    risks: tuple[str, ...]
    text: TextReference
    owner_role: Line | None = None
    due: Day | None = None


class VersionSubmitted(_Dpia):
    """A version was frozen and sent for advice; `hash` covers everything it says."""

    TYPE: ClassVar[str] = "nl.algoritmes.dpia.version-submitted.v1"

    number: int
    hash: str
    assessment_version: int
    system_version: int


class AdviceGiven(_Dpia):
    """An adviser gave an opinion on the submitted version."""

    TYPE: ClassVar[str] = "nl.algoritmes.dpia.advice-given.v1"

    advice_id: str
    adviser: Adviser
    opinion: Opinion
    text: TextReference | None = None
    points: tuple[AdvicePoint, ...] = ()


class AdviceAnswered(_Dpia):
    """A point of an advice was adopted, or not and why."""

    TYPE: ClassVar[str] = "nl.algoritmes.dpia.advice-answered.v1"

    advice_id: str
    point: str
    adopted: bool
    reason: TextReference | None = None


class DecisionTaken(_Dpia):
    """The decision maker approved or rejected the submitted version."""

    TYPE: ClassVar[str] = "nl.algoritmes.dpia.decision-taken.v1"

    outcome: DecisionOutcome
    reason: TextReference
    hash: str
    assessment_version: int
    system_version: int
    decided_on: Annotated[Day, Field(description="the day of the decision")]


EVENTS: tuple[type[Event], ...] = (
    CaseOpened, ScreeningCompleted, AssessmentRequired, AnswersRecorded, RiskRecorded, MeasureAgreed,
    VersionSubmitted, AdviceGiven, AdviceAnswered, DecisionTaken,
)  # fmt: skip
