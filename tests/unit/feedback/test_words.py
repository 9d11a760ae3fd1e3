"""What residents may write, and the warning about a citizen number."""

import pytest
from hypothesis import given, strategies
from pydantic import ValidationError

from services.feedback.domain.words import Said, has_citizen_number, personal_in

VALID = "111222333"
digits = strategies.text("0123456789", min_size=8, max_size=8)
separators = strategies.lists(strategies.sampled_from(["", " ", ".", "-"]), min_size=8, max_size=8)
prose = strategies.text(strategies.characters(exclude_categories=["N", "Cs"]))


def checked(first: str) -> str | None:
    """Eight digits with the ninth that the eleven-test wants; None when there is no such number."""
    last = sum(weight * int(digit) for weight, digit in zip(range(9, 1, -1), first, strict=True)) % 11
    return None if last == 10 or not int(first) else f"{first}{last}"


@given(digits, separators, prose, prose)
def test_a_citizen_number_is_found_wherever_and_however_it_stands(
    first: str, between: list[str], before: str, after: str
) -> None:
    number = checked(first)
    if number:
        written = number[0] + "".join(gap + digit for gap, digit in zip(between, number[1:], strict=True))
        assert has_citizen_number(f"{before} {written} {after}")


@given(digits, strategies.integers(0, 8), strategies.integers(1, 9))
def test_a_number_with_one_digit_wrong_is_none(first: str, place: int, more: int) -> None:
    number = checked(first)
    if number:
        wrong = str((int(number[place]) + more) % 10)
        assert not has_citizen_number(number[:place] + wrong + number[place + 1 :])


@given(digits, strategies.text("0123456789", min_size=1, max_size=3))
def test_a_longer_number_is_none(first: str, more: str) -> None:
    number = checked(first) or VALID
    assert not has_citizen_number(number + more)
    assert not has_citizen_number(more + number)


@pytest.mark.parametrize(
    "text",
    ["", "06 12345678", "06-12 34 56 78", "0000 - 12 34 56", "NL91 ABNA 0417 1643 00", "000000000", "2027-03-01"],
)
def test_other_numbers_are_none(text: str) -> None:
    assert not has_citizen_number(text)


@given(strategies.from_regex(r"(0|\+31 ?|0031 ?)[1-9]([ -]?[0-9]){8}", fullmatch=True, alphabet="0123456789+ -"))
def test_a_phone_number_is_found_however_it_is_written(number: str) -> None:
    assert "phone" in personal_in(f"Bel mij: {number}, liefst na zessen")


@pytest.mark.parametrize("text", ["Dorpsstraat 4", "Ik woon op de lange laan, kerkweg 12b", "9751 AB", "9751AB Haren"])
def test_an_address_is_found(text: str) -> None:
    assert personal_in(text) == ("address",)


@pytest.mark.parametrize(
    "text",
    ["", "In 2027 SA en SS", "Wet van 1995", "op 2027-03-01 om 19.30", "artikel 22 AVG", "de straat is 4 km", "0800"],
)
def test_other_texts_are_about_nobody(text: str) -> None:
    assert personal_in(text) == ()


def test_everything_that_is_found_is_named() -> None:
    assert personal_in(f"{VALID}, Dorpsstraat 4, 06-12345678") == ("citizen-number", "phone", "address")


def test_a_house_number_before_it_does_not_hide_it() -> None:
    assert has_citizen_number(f"Dorpsstraat 4 {VALID}")


def test_blanks_around_the_words_go_and_line_ends_become_one_character() -> None:
    said = Said.model_validate(
        {"kind": "remark", "text": "  Een\r\ntwee\rdrie\n\n", "contact": " nora@voorbeeld.example "}
    )
    assert (said.text, said.contact) == ("Een\ntwee\ndrie", "nora@voorbeeld.example")


@pytest.mark.parametrize("text", ["a\0b", "a\x1bb", "a\x85b", "a\ud800b", " ", "x" * 5001])
def test_words_that_nobody_can_read_are_refused(text: str) -> None:
    with pytest.raises(ValidationError):
        Said.model_validate({"kind": "remark", "text": text})
