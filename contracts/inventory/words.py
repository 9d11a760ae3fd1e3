"""The words and the forms of values that inventory's facts use."""

import re
from datetime import date
from typing import Annotated

from pydantic import AfterValidator, Field

from contracts.envelope import OneOf

_ILLEGIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def _on_the_calendar(day: str) -> str:
    """The pattern lets 2026-02-30 through, the calendar does not."""
    try:
        date.fromisoformat(day)
    except ValueError as error:
        raise ValueError("no such day") from error
    return day


def legible(text: str) -> str:
    """Blanks say nothing, and signs that steer a terminal or a printer are no text."""
    if not text.strip():
        raise ValueError("nothing but blanks")
    if _ILLEGIBLE.search(text):
        raise ValueError("illegible signs")
    return text


Month = Annotated[str, Field(pattern=r"^[1-9][0-9]{3}-(0[1-9]|1[0-2])$")]
Day = Annotated[
    str,
    Field(pattern=r"^[1-9][0-9]{3}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"),
    AfterValidator(_on_the_calendar),
]
Line = Annotated[str, Field(min_length=1, max_length=300), AfterValidator(legible)]
Prose = Annotated[str, Field(min_length=1, max_length=5000), AfterValidator(legible)]
PublicationCategory = Annotated[str, OneOf("high-risk", "impactful", "other")]
Technique = Annotated[str, OneOf("rules", "statistics", "machine-learning", "generative", "other")]
RoleInDecisions = Annotated[str, OneOf("none", "informs", "advises", "decides")]
FoundAs = Annotated[str, OneOf("development", "in-use", "retired")]
Change = Annotated[str, OneOf("correction", "minor", "substantial")]
AiActClass = Annotated[str, OneOf("prohibited", "high-risk", "transparency", "minimal", "not-ai", "unknown")]
SourceKind = Annotated[str, OneOf("base-register", "own-register", "supplier", "sensor", "open-data", "resident")]
PersonalDataKind = Annotated[str, OneOf("ordinary", "sensitive", "special", "criminal", "national-number")]
Use = Annotated[str, OneOf("training", "operation")]
ConsultedParty = Annotated[str, OneOf("client-council", "works-council", "residents", "council", "experts", "other")]
"""Whom an organisation asks about a system before it decides."""
AssessmentRule = Annotated[str, OneOf("every-system", "when-required")]
Standing = Annotated[
    str,
    OneOf(
        "in-progress", "submitted", "not-required", "no-personal-data", "approved", "rejected", "suspended", "withdrawn"
    ),
]  # fmt: skip
"""How an assessment stands, as dpia decided it and others note it."""
Role = Annotated[
    str,
    OneOf(
        "coordinator", "process-owner", "editor", "approver", "privacy-officer", "fg", "ciso", "decision-maker",
        "moderator", "trainer", "auditor",
    ),
]  # fmt: skip
