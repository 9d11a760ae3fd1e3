"""Whether a correction request is right, as who watches over the system found it."""

import pytest

from contracts.envelope import Event
from contracts.feedback import CorrectionResolved, FeedbackReceived, PersonalDataErased
from services.feedback.domain import remark
from services.feedback.domain.remark import EraseWords, ResolveCorrection
from tests.samples_feedback import (
    ACCEPTED,
    ANSWERED_PRIVATELY,
    CLOSED,
    ENTRY,
    FORWARDED,
    PRIVATE_WORDS,
    RECEIVED,
    REFUSED,
    REOPENED,
    WORDS,
)
from tests.spec import WHEN, spec

given = spec(remark)
ASKED = FeedbackReceived(entry=ENTRY, field="goal", kind="correction-request", text=WORDS)
RIGHT = CorrectionResolved(entry=ENTRY, upheld=True, reason=PRIVATE_WORDS)


def resolving(upheld: bool = True, privacy: bool = False) -> ResolveCorrection:
    return ResolveCorrection(by="femke", today=WHEN.date(), upheld=upheld, privacy=privacy, reason=PRIVATE_WORDS)


@pytest.mark.parametrize("before", [(), (ACCEPTED,), (REFUSED,), (ANSWERED_PRIVATELY,)])
def test_a_correction_request_is_found_right_or_not_whatever_all_may_see(before: tuple[Event, ...]) -> None:
    given(ASKED, *before).when(resolving()).then(RIGHT)
    given(ASKED, *before).when(resolving(privacy=True)).then(RIGHT.model_copy(update={"privacy": True}))
    given(ASKED, *before).when(resolving(upheld=False)).then(RIGHT.model_copy(update={"upheld": False}))


def test_what_is_not_right_is_no_fault_with_personal_data() -> None:
    given(ASKED).when(resolving(upheld=False, privacy=True)).rejected("privacy-not-upheld")


def test_it_is_decided_once_until_it_is_opened_again() -> None:
    given(ASKED, RIGHT).when(resolving()).rejected("already-resolved")
    given(ASKED, RIGHT, ANSWERED_PRIVATELY, REOPENED).when(resolving()).then(RIGHT)


def test_another_remark_asks_for_no_such_decision() -> None:
    given(RECEIVED).when(resolving()).rejected("no-correction")
    given().when(resolving()).rejected("unknown")


@pytest.mark.parametrize(
    ("after", "code"),
    [
        ((FORWARDED,), "already-forwarded"),
        ((ANSWERED_PRIVATELY, CLOSED), "already-closed"),
        ((REFUSED, PersonalDataErased(scope="everything", texts=(WORDS.id,))), "erased"),
    ],
)
def test_what_is_gone_or_another_answers_is_not_decided_here(after: tuple[Event, ...], code: str) -> None:
    given(ASKED, *after).when(resolving()).rejected(code)


def test_the_reason_is_erased_with_everything() -> None:
    gone = PersonalDataErased(scope="everything", texts=(WORDS.id, PRIVATE_WORDS.id))
    erase = EraseWords(by="mo", today=WHEN.date(), scope="everything")
    given(ASKED, REFUSED, RIGHT).when(erase).then(gone)
