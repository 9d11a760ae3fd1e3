"""What another service told of a system is not a change that a person made."""

from tests.component.inventory.browsing import NAME, SYSTEMS, registered
from tests.component.inventory.noting import note
from tests.installation import Installation


async def test_a_noted_assessment_does_not_change_the_etag(helder: Installation) -> None:
    id, anna = await registered(helder), helder.client("anna", "coordinator")
    await note(helder, id, "in-progress", 1)
    before = (await anna.get(f"{SYSTEMS}/{id}")).headers["etag"]
    answer = await anna.put(f"{SYSTEMS}/{id}", json={"name": f"{NAME} 2"}, headers={"if-match": before})
    assert (before, answer.status_code) == ('"1"', 200)


async def test_a_system_of_which_something_was_noted_before_it_is_known_is_not_listed(helder: Installation) -> None:
    await note(helder, "nog-niet", "in-progress", 1, seen=0)
    assert (await helder.client("anna", "coordinator").get(SYSTEMS)).json()["items"] == []
