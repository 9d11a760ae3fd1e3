"""The months in which use began and ended, corrected afterwards: a slip in the record, and no change of the system."""

from contracts.envelope import Event
from contracts.inventory import MonthCorrected
from services.chassis.decider import Rejected
from services.chassis.wording import _
from services.inventory.domain.system.commands import CorrectMonth
from services.inventory.domain.system.deciding import decide
from services.inventory.domain.system.life_cycle import EARLIEST
from services.inventory.domain.system.state import System, described


def known_months(state: System) -> dict[str, str | None]:
    """The steps that were taken, `in-use` and `retired`, each with its month; None when that is not known."""
    began = {"in-use": state.began} if state.used else {}
    return began | ({"retired": state.ended} if state.stage == "retired" else {})


@decide.register
def correct(command: CorrectMonth, state: System) -> list[Event]:
    """Of what happened only, to a month that can be; use does not end before it began."""
    described(state)
    known = known_months(state)
    if command.step not in known:
        raise Rejected("not-begun", _("Dit is nog niet gebeurd. Zet de stap als het zover is."))
    if not EARLIEST <= command.since <= command.today.strftime("%Y-%m"):
        raise Rejected("since-unlikely", _("Deze maand ligt in de toekomst, of voor 1970. Kijk het jaartal na."))
    after = known | {command.step: command.since}
    began, ended = after.get("in-use"), after.get("retired")
    if began and ended and began > ended:
        raise Rejected("months-turned", _("Het gebruik kan niet eindigen voordat het begon. Kijk beide maanden na."))
    if after == known:
        return []
    before = known[command.step]
    return [MonthCorrected(step=command.step, since=command.since, before=before, reason=command.reason)]
