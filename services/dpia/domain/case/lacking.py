"""What a version still lacks before it can be submitted."""

from services.dpia.domain.case.state import Case
from services.dpia.domain.questions import unanswered


def to_submit(state: Case) -> tuple[str, ...]:
    """Codes of what a version still lacks: `screening`, `answer-<question>`, `risk`, `residual-<risk>`."""
    lacking = () if state.screened else ("screening",)
    answers = tuple(f"answer-{question}" for question in unanswered(state.answers))
    residuals = tuple(f"residual-{risk}" for risk in state.risks if risk not in state.residuals)
    return (*lacking, *answers, *(() if state.risks else ("risk",)), *residuals)
