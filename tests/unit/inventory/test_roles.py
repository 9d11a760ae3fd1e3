"""Who holds which role, and when; FG and CISO are two people."""

import pytest

from contracts.inventory import NameErased, RoleEnded, RoleGranted
from services.inventory.domain import roles
from services.inventory.domain.roles import EndRole, EraseName, GrantRole
from tests.samples import TODAY
from tests.spec import spec

given = spec(roles)


def granted(role: str, member: str = "fatima", **dates: str) -> RoleGranted:
    return RoleGranted(member=member, role=role, **dates)


def grant(role: str, member: str = "fatima", **dates: str) -> GrantRole:
    return GrantRole(by="olga", today=TODAY, member=member, role=role, **dates)


def end(role: str, member: str = "fatima") -> EndRole:
    return EndRole(by="olga", today=TODAY, member=member, role=role)


def test_a_role_is_granted():
    given().when(grant("fg")).then(granted("fg"))


def test_a_role_is_granted_from_and_until_a_day():
    dates = {"valid_from": "2026-12-01", "until": "2027-02-28"}
    given().when(grant("fg", **dates)).then(granted("fg", **dates))


def test_granting_what_is_held_with_the_same_dates_changes_nothing():
    given(granted("fg", until="2027-02-28")).when(grant("fg", until="2027-02-28")).then()


def test_granting_what_is_held_with_other_dates_replaces_the_dates():
    given(granted("fg")).when(grant("fg", until="2027-02-28")).then(granted("fg", until="2027-02-28"))


def test_one_person_may_hold_many_roles():
    given(granted("coordinator"), granted("editor")).when(grant("decision-maker")).then(granted("decision-maker"))


def test_a_role_that_ends_before_it_starts_is_refused():
    given().when(grant("editor", valid_from="2027-01-02", until="2027-01-01")).rejected("until-before-from")


def test_a_role_may_last_one_day():
    day = {"valid_from": "2027-01-01", "until": "2027-01-01"}
    given().when(grant("editor", **day)).then(granted("editor", **day))


@pytest.mark.parametrize(("held", "wanted"), [("fg", "ciso"), ("ciso", "fg")])
def test_fg_and_ciso_are_different_people(held, wanted):
    given(granted(held)).when(grant(wanted)).rejected("fg-and-ciso")


def test_a_role_is_not_given_until_a_day_that_is_over():
    given().when(grant("editor", until="2026-11-23")).rejected("until-in-past")
    given(granted("editor")).when(grant("editor", until="2026-11-23")).rejected("until-in-past")
    given().when(grant("editor", until=TODAY.isoformat())).then(granted("editor", until=TODAY.isoformat()))


def test_two_people_can_be_fg_and_ciso():
    given(granted("fg")).when(grant("ciso", member="cor")).then(granted("ciso", member="cor"))


def test_who_was_fg_can_become_ciso_the_day_after():
    held = granted("fg", until="2026-12-31")
    given(held).when(grant("ciso", valid_from="2027-01-01")).then(granted("ciso", valid_from="2027-01-01"))
    given(held).when(grant("ciso", valid_from="2026-12-31")).rejected("fg-and-ciso")


def test_who_will_be_fg_can_be_ciso_until_the_day_before():
    held = granted("fg", valid_from="2027-01-01")
    given(held).when(grant("ciso", until="2026-12-31")).then(granted("ciso", until="2026-12-31"))
    given(held).when(grant("ciso", until="2027-01-01")).rejected("fg-and-ciso")
    given(held).when(grant("ciso")).rejected("fg-and-ciso")


def test_a_term_that_ran_out_before_today_is_no_obstacle():
    given(granted("fg", until="2026-11-23")).when(grant("ciso")).then(granted("ciso"))
    given(granted("fg", until=TODAY.isoformat())).when(grant("ciso")).rejected("fg-and-ciso")


def test_a_longer_term_may_not_run_into_the_other_role():
    facts = granted("fg", until="2026-12-31"), granted("ciso", valid_from="2027-01-01")
    given(*facts).when(grant("fg", until="2027-01-31")).rejected("fg-and-ciso")


def test_a_role_ends():
    given(granted("fg")).when(end("fg")).then(RoleEnded(member="fatima", role="fg"))


def test_whose_role_as_fg_ended_can_become_ciso():
    given(granted("fg"), RoleEnded(member="fatima", role="fg")).when(grant("ciso")).then(granted("ciso"))


def test_a_role_that_is_not_held_cannot_end():
    given(granted("fg")).when(end("editor")).rejected("not-held")
    given(granted("fg"), RoleEnded(member="fatima", role="fg")).when(end("fg")).rejected("not-held")


def test_ending_one_role_leaves_the_others():
    after = given(granted("fg"), granted("editor"), RoleEnded(member="fatima", role="fg"))
    after.when(grant("editor")).then()


ERASE, ERASED = EraseName(by="olga", today=TODAY, member="fatima"), NameErased(member="fatima")
ENDED = RoleEnded(member="fatima", role="fg")


def test_the_name_of_who_left_is_erased_once():
    given(granted("fg"), ENDED).when(ERASE).then(ERASED)
    given(granted("fg"), ENDED, ERASED).when(ERASE).rejected("unknown")


def test_nobody_erases_the_name_of_who_was_never_here():
    given(granted("fg", "olga")).when(ERASE).rejected("unknown")


@pytest.mark.parametrize("dates", [{}, {"until": TODAY.isoformat()}, {"valid_from": "2030-01-01"}])
def test_who_has_a_role_or_will_have_one_keeps_a_name(dates: dict[str, str]):
    given(granted("fg"), ENDED, granted("editor", **dates)).when(ERASE).rejected("holds-role")


def test_a_role_that_has_run_out_is_none():
    given(granted("fg", until="2026-01-01")).when(ERASE).then(ERASED)


def test_who_comes_back_has_a_name_again_that_can_be_erased():
    back = granted("editor", until="2026-01-01")
    given(granted("fg"), ENDED, ERASED, back).when(ERASE).then(ERASED)
    last = TODAY.isoformat()
    given(granted("fg", until=last), ERASED).when(grant("fg", until=last)).then(granted("fg", until=last))
