"""What only looks like yes, or like a number: JSON has both, so a client that sends something else made a mistake."""

import functools
import operator
from typing import Any

import pytest

from tests.component.bodies import body_of
from tests.component.chassis.test_bad_input import WITH_BODY, Client, explained, leaves, spoiled
from tests.component.marked import Marked

ORGANISATION = "/v1/organisations/{organisation}"
FULLER: dict[str, dict[str, Any]] = {
    f"POST /inventory{ORGANISATION}/systems": {"selfLearning": False, "peoplePerYear": 10},
    f"POST /inventory{ORGANISATION}/systems/{{id}}/life-cycle-steps": {"personalData": True},
    f"POST /inventory{ORGANISATION}/imports": {"dryRun": True},
    f"POST /feedback{ORGANISATION}/remarks/{{id}}/steps": {"step": "answer", "public": True, "text": "tekst"},
}
"""Fields that a body may also have."""
NEARLY = {"yes": "yes", "text true": "true", "one": 1, "text number": "12", "a truth": True, "whole fraction": 12.0}


@pytest.mark.parametrize("wrong", NEARLY.values(), ids=NEARLY)
async def test_what_only_looks_like_yes_or_like_a_number_is_refused(marked: Marked, wrong: Any) -> None:
    client, tried = Client(marked), 0
    for route in WITH_BODY:
        body = body_of(route) | FULLER.get(str(route), {})
        for path in leaves(body):
            value = functools.reduce(operator.getitem, path, body)
            if type(value) in {bool, int} and type(wrong) is not type(value):
                tried += 1
                explained(await client.send(route, spoiled(body, path, wrong)), 400)
    assert tried


async def test_a_row_of_an_import_whose_number_is_a_text_is_refused(marked: Marked) -> None:
    row = {"row": "5", "sourceId": "5", "foundAs": "in-use", "record": {"name": "Naam"}}
    anna, imports = marked.helder.client("anna", "coordinator"), "/inventory/v1/organisations/eskerwold/imports"
    answer = await anna.post(imports, json={"register": "algoritmes", "rows": [row]})
    assert [(one["result"], one["field"]) for one in answer.json()["rows"]] == [("refused", "row")]
