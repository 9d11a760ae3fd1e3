"""Whose advice is asked, and that the FG and the CISO are different people."""

from typing import Any

import pytest

from contracts.dpia import AdviceGiven, VersionSubmitted
from services.chassis.decider import fold
from services.dpia.domain import case
from services.dpia.domain.case import Case
from services.dpia.domain.case.advisers import why_ciso
from tests.samples_dpia import (
    ADOPTED,
    ADVISED,
    ANSWERED,
    APPROVED,
    MEASURE_AGREED,
    OPENED,
    REQUIRED,
    RETURNED,
    RISK_RECORDED,
    SCREENED,
    STAYS_HIGH,
    SUBMITTED,
    WEIGHED,
    text,
)
from tests.spec import by, logged
from tests.unit.dpia.case_commands import ADOPT, ADVISE, APPROVE, COMPLETE, RETURN, SENT, SUBMIT, given
from tests.unit.dpia.prescan_answers import NOTHING, answers, transfer

BOTH = SUBMITTED.model_copy(update={"advisers": ("fg", "ciso")})
ASKED = (*COMPLETE, by("femke", BOTH))
SECURE = AdviceGiven(advice_id="advice-2", adviser="ciso", opinion="positive")
AS_CISO = ADVISE.model_copy(
    update={
        "by": "cees", "roles": ("ciso",), "advice_id": "advice-2", "adviser": "ciso", "opinion": "positive",
        "text": None, "points": (),
    }
)  # fmt: skip


def drafted(screening: Any, left: Any = WEIGHED) -> Case:
    screened = SCREENED.model_copy(update={"screening": screening})
    facts = (OPENED, screened, REQUIRED, *ANSWERED, RISK_RECORDED, MEASURE_AGREED, left)
    state: Case = fold(case, logged(facts))
    return state


@pytest.mark.parametrize(
    ("screening", "left", "why"),
    [
        (NOTHING, WEIGHED, ()),
        (answers(special=("health",)), WEIGHED, ("special-data",)),
        (answers(transfer=transfer(special=True)), WEIGHED, ("special-data",)),
        (answers(transfer=transfer()), WEIGHED, ()),
        (answers(transfer=transfer(storage="outside-eea")), WEIGHED, ("outside-eea",)),
        (answers(transfer=transfer(support="outside-eea")), WEIGHED, ("outside-eea",)),
        (NOTHING, STAYS_HIGH, ("high-risk",)),
        (answers(special=("union",)), STAYS_HIGH, ("special-data", "high-risk")),
    ],
)
def test_the_ciso_is_asked_for_special_data_for_data_outside_the_eea_and_for_a_risk_that_stays_high(
    screening: Any, left: Any, why: tuple[str, ...]
) -> None:
    state = drafted(screening, left)
    assert why_ciso(state) == why
    fact = case.decide(SUBMIT, state)[-1]
    assert isinstance(fact, VersionSubmitted)
    assert fact.advisers == (("fg", "ciso") if why else ("fg",))


def test_a_decision_waits_for_each_advice_that_is_asked() -> None:
    given(*ASKED, by("farid", ADVISED), by("femke", ADOPTED)).when(APPROVE).rejected("advice-missing", ["advice-ciso"])
    given(*ASKED).when(APPROVE).rejected("advice-missing", ["advice-fg", "advice-ciso"])


@pytest.mark.parametrize("first", ["fg", "ciso"])
def test_the_ciso_advises_before_or_after_the_fg(first: str) -> None:
    given_first, given_last = (ADVISED, SECURE) if first == "fg" else (SECURE, ADVISED)
    given(*ASKED, by("farid", ADVISED)).when(AS_CISO).then(SECURE)
    history = (*ASKED, by(first, given_first), by("the other", given_last), by("femke", ADOPTED))
    given(*history).when(APPROVE).then(APPROVED)


def test_a_point_of_the_ciso_is_answered_like_one_of_the_fg() -> None:
    pointed = SECURE.model_copy(update={"points": ADVISED.points, "opinion": "negative"})
    waiting = (*SENT, by("farid", ADVISED.model_copy(update={"points": ()})), by("cees", pointed))
    given(*waiting).when(APPROVE).rejected("points-open")
    reply = ADOPT.model_copy(update={"advice_id": "advice-2", "adopted": False, "reason": text(62)})
    given(*waiting).when(reply).then(
        ADOPTED.model_copy(update={"advice_id": "advice-2", "adopted": False, "reason": text(62)})
    )


@pytest.mark.parametrize("command", [ADVISE, AS_CISO])
def test_who_is_fg_and_ciso_advises_as_neither(command: Any) -> None:
    given(*ASKED).when(command.model_copy(update={"roles": ("fg", "ciso")})).rejected("fg-and-ciso")


def test_who_advised_in_one_role_does_not_advise_in_the_other() -> None:
    changed = AS_CISO.model_copy(update={"by": "farid"})
    given(*ASKED, by("farid", ADVISED)).when(changed).rejected("fg-and-ciso")
    given(*ASKED, by("farid", ADVISED), RETURNED, by("femke", BOTH)).when(changed).then(SECURE)


def test_the_ciso_may_send_a_version_back() -> None:
    assert "ciso" in case.who(type(RETURN))
    given(*ASKED).when(RETURN.model_copy(update={"by": "cees", "roles": ("ciso",)})).then(RETURNED)


def test_a_version_from_before_that_was_recorded_asks_the_fg() -> None:
    data = {name: value for name, value in SUBMITTED.data().items() if name != "advisers"}
    assert VersionSubmitted.read(data).advisers == ("fg",)
