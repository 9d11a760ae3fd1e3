"""An organisation becomes a tenant and adopts its policy."""

from contracts.inventory import OrganisationChanged
from services.inventory.domain import organisation
from services.inventory.domain.organisation import AdoptPolicy, ChangeOrganisation, OnboardOrganisation
from tests.samples import ADOPTED, ESKERWOLD, ONBOARDED, POLICY, TODAY
from tests.spec import spec

given = spec(organisation)
ONBOARD = OnboardOrganisation(by="olga", today=TODAY, organisation=ESKERWOLD)
ADOPT = AdoptPolicy(by="carla", today=TODAY, policy=POLICY)


def test_an_organisation_is_onboarded():
    given().when(ONBOARD).then(ONBOARDED)


def test_onboarding_the_same_organisation_twice_changes_nothing():
    given(ONBOARDED).when(ONBOARD).then()


def test_another_organisation_under_the_same_address_is_refused():
    other = ESKERWOLD.model_copy(update={"name": "Gemeente Ooldermark"})
    given(ONBOARDED).when(ONBOARD.model_copy(update={"organisation": other})).rejected("exists")


RENAMED = ESKERWOLD.model_copy(update={"name": "Gemeente Eskerwold-Zuid", "contact": "post@eskerwold.example"})
RENAME = ChangeOrganisation(by="carla", today=TODAY, organisation=RENAMED)
CHANGED = OrganisationChanged(**RENAMED.model_dump())


def test_who_an_organisation_is_can_be_said_anew():
    given(ONBOARDED, ADOPTED).when(RENAME).then(CHANGED)
    state = given(ONBOARDED, ADOPTED, CHANGED).state
    assert (state.organisation, state.policy) == (RENAMED, POLICY)


def test_saying_what_is_known_already_changes_nothing():
    given(ONBOARDED, CHANGED).when(RENAME).then()


def test_the_oin_stays_as_it_is():
    other = RENAMED.model_copy(update={"oin": "00000099000000009000"})
    given(ONBOARDED).when(RENAME.model_copy(update={"organisation": other})).rejected("oin-fixed")


def test_an_organisation_that_is_not_known_has_nothing_to_change():
    given().when(RENAME).rejected("unknown")


def test_a_policy_is_adopted():
    given(ONBOARDED).when(ADOPT).then(ADOPTED)


def test_adopting_the_policy_that_holds_changes_nothing():
    given(ONBOARDED, ADOPTED).when(ADOPT).then()


def test_another_policy_replaces_the_one_that_holds():
    looser = POLICY.model_copy(update={"assessment": "when-required"})
    replaced = ADOPTED.model_copy(update={"assessment": "when-required"})
    given(ONBOARDED, ADOPTED).when(ADOPT.model_copy(update={"policy": looser})).then(replaced)
    assert given(ONBOARDED, ADOPTED, replaced).state.policy == looser


def test_a_policy_is_looked_at_again_after_it_was_adopted():
    hasty = POLICY.model_copy(update={"next_review": POLICY.adopted_on})
    given(ONBOARDED).when(ADOPT.model_copy(update={"policy": hasty})).rejected("review-before-adoption")


def test_an_organisation_that_is_not_known_adopts_nothing():
    given().when(ADOPT).rejected("unknown")


def test_a_rule_that_a_later_release_adds_can_be_read():
    later = type(ADOPTED).read(ADOPTED.data() | {"assessment": "by-risk"})
    assert given(ONBOARDED, later).state.policy.assessment == "by-risk"
