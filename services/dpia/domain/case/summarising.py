"""The summary for everyone: one person writes it, another releases it."""

from contracts.dpia import SummaryReleased, SummaryWritten
from contracts.envelope import Event
from services.chassis.decider import Rejected
from services.chassis.wording import _
from services.dpia.domain.case.commands import ReleaseSummary, WriteSummary
from services.dpia.domain.case.deciding import must_not_be_fg, rule
from services.dpia.domain.case.state import Case


@rule.register
def write_summary(command: WriteSummary, state: Case) -> list[Event]:
    """The newest holds; the same again changes nothing."""
    written = state.summary
    if written and (written.text, written.left_out) == (command.text, command.left_out):
        return []
    return [SummaryWritten(text=command.text, left_out=command.left_out)]


@rule.register
def release_summary(command: ReleaseSummary, state: Case) -> list[Event]:
    """By someone who did not write it and is not the FG."""
    if state.decision is None:
        raise AssertionError("the table lets nobody release a summary before the decision")
    if state.summary is None or command.words is None:
        raise Rejected("summary-missing", _("Er is nog geen samenvatting. Schrijf haar eerst."), ["summary"])
    if state.summary.released:
        raise Rejected(
            "summary-released", _("Deze samenvatting is al openbaar. Schrijf een nieuwe als er iets verandert.")
        )
    must_not_be_fg(command)
    if command.by in state.summary.writers:
        raise Rejected(
            "four-eyes", _("U schreef zelf aan deze samenvatting. Vraag iemand anders om haar vrij te geven.")
        )
    return [
        SummaryReleased(
            text=command.words,
            left_out=state.summary.left_out,
            decided_on=state.decision.decided_on,
            released_on=command.today.isoformat(),
        )
    ]
