"""The class under the AI Act: one person gives it, another confirms it."""

import pytest

from contracts.inventory import SystemClassified
from services.inventory.domain.system import ClassifySystem, ConfirmClassification
from tests import samples
from tests.samples import REASON, REGISTERED
from tests.spec import by
from tests.unit.inventory.system_commands import CLASSIFIED, CONFIRMED, ask, given

POINT = "bijlage III, punt 5(a)"


def test_a_system_gets_a_class():
    command = ask(ClassifySystem, ai_act_class="high-risk", legal_point=POINT, reason=REASON)
    given(REGISTERED).when(command).then(samples.CLASSIFIED)


def test_another_person_confirms_the_class():
    given(REGISTERED, CLASSIFIED).when(ask(ConfirmClassification, who="petra")).then(samples.CONFIRMED)


def test_who_gave_the_class_does_not_confirm_it():
    given(REGISTERED, CLASSIFIED).when(ask(ConfirmClassification, who="anna")).rejected("four-eyes")


def test_who_gave_the_class_does_not_confirm_it_through_a_policy():
    through = ask(ConfirmClassification, who="system:any", written_by="anna")
    given(REGISTERED, CLASSIFIED).when(through).rejected("four-eyes")


@pytest.mark.parametrize("roles", [("fg",), ("coordinator", "fg")])
def test_the_fg_advises_and_never_confirms(roles):
    given(REGISTERED, CLASSIFIED).when(ask(ConfirmClassification, who="petra", roles=roles)).rejected("fg-advises")


def test_who_gave_an_earlier_class_may_confirm_what_another_person_made_of_it():
    corrected = by("petra", SystemClassified(ai_act_class="minimal", reason=REASON))
    history = REGISTERED, CLASSIFIED, corrected
    given(*history).when(ask(ConfirmClassification, who="anna")).then(samples.CONFIRMED)
    given(*history).when(ask(ConfirmClassification, who="petra")).rejected("four-eyes")


@pytest.mark.parametrize("history", [(), (SystemClassified(ai_act_class="unknown", reason=REASON),)])
def test_without_a_class_there_is_nothing_to_confirm(history):
    given(REGISTERED, *history).when(ask(ConfirmClassification, who="petra")).rejected("classification-missing")


def test_a_class_is_confirmed_once():
    confirm = ask(ConfirmClassification, who="dirk")
    given(REGISTERED, CLASSIFIED, CONFIRMED).when(confirm).rejected("already-confirmed")


def test_the_same_class_given_anew_has_to_be_confirmed_anew():
    anew = ask(ClassifySystem, who="petra", ai_act_class="high-risk", legal_point=POINT, reason=REASON)
    given(REGISTERED, CLASSIFIED, CONFIRMED).when(anew).then(samples.CLASSIFIED)
    history = REGISTERED, CLASSIFIED, CONFIRMED, by("petra", samples.CLASSIFIED)
    given(*history).when(ask(ConfirmClassification, who="anna")).then(samples.CONFIRMED)
