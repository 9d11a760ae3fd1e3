"""The pre-scan: its answers by their codes, and what the rules make of them."""

from typing import Annotated

from contracts.envelope import OneOf, Part, YesNo

ScreeningOutcome = Annotated[str, OneOf("required", "recommended", "not-required")]

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
