"""Answers to the pre-scan with names from the story."""

from contracts.dpia import Screening

NOTHING = Screening(
    new_law=False, ten_thousand=False, frequency="once", retention="under-day", high_risk_ai=False, impactful=False
)
"""The quietest answers that can be given."""


def answers(**changed: object) -> Screening:
    """The quietest answers with some changed."""
    return Screening.model_validate({**NOTHING.model_dump(), **changed})


def transfer(storage: str = "inside-eea", support: str = "inside-eea", **more: object) -> dict[str, object]:
    """A transfer on an adequacy decision, with some changed."""
    return {"storage": storage, "support": support, "mechanism": "adequacy", "special": False, **more}
