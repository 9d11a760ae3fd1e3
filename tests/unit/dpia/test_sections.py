"""The parts of a case at the left of its pages."""

from services.chassis.decider import fold
from services.dpia.domain import case
from services.dpia.pages.questions import NEXT
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


def test_each_page_of_questions_leads_on_to_the_part_below_it() -> None:
    keys = [part["key"] for part in sections("/dpia", "", fold(case, logged(READY)))]
    own = [group if group == "risks" else f"questions/{group}" for group in NEXT]
    assert list(NEXT.values()) == [keys[keys.index(key) + 1] for key in own]
