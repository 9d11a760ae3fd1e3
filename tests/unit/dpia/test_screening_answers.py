"""Which answers to the pre-scan are taken at all."""

import pytest
from pydantic import ValidationError

from contracts.dpia import Screening
from tests.unit.dpia.prescan_answers import NOTHING, transfer


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("ordinary", ["shoes"]), ("special", ["contact"]), ("sensitive", ["contact"]), ("people", ["pets"]),
        ("apList", ["combining"]), ("edpbList", ["camera"]), ("baseRegisters", ["brp"]), ("frequency", "weekly"),
        ("retention", "forever"),
    ],
)  # fmt: skip
def test_an_unknown_code_is_refused_and_its_field_named(field: str, value: object) -> None:
    body = NOTHING.model_dump(by_alias=True) | {field: value}
    with pytest.raises(ValidationError) as refusal:
        Screening.model_validate(body)
    assert {error["loc"][0] for error in refusal.value.errors()} == {field}


@pytest.mark.parametrize(
    ("part", "field"), [("transfer", "mechanism"), ("transfer", "storage"), ("transfer", "support")]
)
def test_an_unknown_code_of_a_transfer_is_refused_and_its_field_named(part: str, field: str) -> None:
    body = NOTHING.model_dump(by_alias=True) | {part: transfer() | {field: "moon"}}
    with pytest.raises(ValidationError) as refusal:
        Screening.model_validate(body)
    assert [error["loc"] for error in refusal.value.errors()] == [(part, field)]
