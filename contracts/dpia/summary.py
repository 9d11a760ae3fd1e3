"""The public summary of an assessment: written inside, and public once another person released it."""

from typing import Annotated, ClassVar

from pydantic import AfterValidator, Field

from contracts.dpia.case import DpiaFact
from contracts.envelope import OneOf, TextReference
from contracts.inventory import Day
from contracts.inventory.words import legible

LeftOut = Annotated[str, OneOf("business", "privacy", "security", "opinions")]
"""Why something is not in a summary, by the Woo: art. 5.1(1)(c), 5.1(2)(e), 5.1(2)(h) and 5.2."""
SummaryText = Annotated[str, Field(min_length=1, max_length=2400), AfterValidator(legible)]
"""For everyone. Publication standard 1.0 has room for 2,499 characters about assessments."""


class SummaryWritten(DpiaFact):
    """A summary for everyone was written, or written anew; its words stay inside until they are released."""

    TYPE: ClassVar[str] = "nl.algoritmes.dpia.summary-written.v1"

    text: TextReference
    left_out: tuple[LeftOut, ...] = ()


class SummaryReleased(DpiaFact):
    """Another person released the summary: its words are public. `decided_on`: of the decision that it is about."""

    TYPE: ClassVar[str] = "nl.algoritmes.dpia.summary-released.v1"

    text: SummaryText
    left_out: tuple[LeftOut, ...] = ()
    decided_on: Day
    released_on: Day
