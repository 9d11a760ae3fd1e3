"""The road of a system: what is done, where it stands now, what comes."""

import re

import pytest

from tests.component.inventory.browsing import HERE, registered
from tests.component.inventory.noting import note
from tests.installation import Installation

PURPOSE = "Legt een aanvraag op een stapel."
STEP = re.compile(r"<b>([^<]+)<span class=\"visually-hidden\">: (klaar|nu hier|komt nog)</span>")


async def road(helder: Installation, id: str) -> dict[str, str]:
    answer = await helder.browser("axel", "auditor").get(f"{HERE}/systems/{id}")
    return dict(STEP.findall(answer.text))


@pytest.mark.parametrize(
    ("known", "standing", "expected"),
    [
        ({}, None, "now todo todo todo todo"),
        ({"purpose": PURPOSE}, None, "done now todo todo todo"),
        ({"purpose": PURPOSE}, "approved", "done done now todo todo"),
        ({"foundAs": "in-use"}, "in-progress", "done now done done todo"),
        ({"foundAs": "in-use"}, "approved", "done done done now todo"),
        ({"foundAs": "retired"}, None, "done todo done done todo"),
    ],
)
async def test_the_road_shows_what_is_done_and_one_place_where_it_stands(
    helder: Installation, known: dict[str, str], standing: str | None, expected: str
) -> None:
    id = await registered(helder, **known)
    if standing:
        await note(helder, id, standing, 1)
    words = {"now": "nu hier", "done": "klaar", "todo": "komt nog"}
    titles = ("Idee of inkoop", "DPIA", "Bouw of proef", "In gebruik", "Evaluatie")
    assert await road(helder, id) == dict(zip(titles, map(words.get, expected.split()), strict=True))
