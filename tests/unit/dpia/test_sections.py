"""The parts of a case at the left of its pages."""

from services.chassis.decider import fold
from services.dpia.domain import case
from services.dpia.pages.road import sections
from tests.samples_dpia import CONDITIONAL
from tests.spec import by, logged
from tests.unit.dpia.case_commands import READY


def test_they_stand_in_the_order_in_which_one_works() -> None:
    state = fold(case, logged((*READY, by("dirk", CONDITIONAL))))
    assert [part["key"] for part in sections("/dpia", "", state)] == [
        "screening", "questions/description", "questions/lawfulness", "questions/rights", "risks", "submission",
        "advice", "decision", "conditions", "summary", "steps",
    ]  # fmt: skip
