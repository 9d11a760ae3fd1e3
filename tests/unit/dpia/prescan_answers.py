"""Answers to the pre-scan with names from the story."""

from contracts.dpia import Screening

NOTHING = Screening(
    new_law=False, ten_thousand=False, frequency="once", retention="under-day", high_risk_ai=False, impactful=False
)
"""The quietest answers that can be given."""

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


def answers(**changed: object) -> Screening:
    """The quietest answers with some changed."""
    return Screening.model_validate({**NOTHING.model_dump(), **changed})


def transfer(storage: str = "inside-eea", support: str = "inside-eea", **more: object) -> dict[str, object]:
    """A transfer on an adequacy decision, with some changed."""
    return {"storage": storage, "support": support, "mechanism": "adequacy", "special": False, **more}
