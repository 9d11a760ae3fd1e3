"""A municipality itself: who it is, its policy, and who may act in which role."""

from services.command.demo.place import Place

ORGANISATIONS = "/inventory/v1/organisations"


async def found(place: Place) -> None:
    """Makes it a tenant with its people and its policy; the same again changes nothing."""
    operator, here = place.people.operator, f"{ORGANISATIONS}/{place.of.id}"
    await operator.post(ORGANISATIONS, {"id": place.of.id, **place.of.told["organisation"]})
    for person in place.of.people:
        member = (await place.people[person["id"]].get(f"{here}/members/me"))["member"]
        for role in person["roles"]:
            await operator.put(f"{here}/roles/{role}/members/{member}", {"name": person["name"]})
    await place.who("coordinator").put(f"{here}/policy", place.of.told["policy"])
