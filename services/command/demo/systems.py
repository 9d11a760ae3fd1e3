"""A system in the inventory: registered, described, classified, and moved on in its life."""

from collections.abc import Sequence

from services.command.demo.http import Json, seen
from services.command.demo.place import Story


async def describe(story: Story) -> None:
    """Registers it with everything that the gate asks of the inventory, and begins its development."""
    first = story.place.who("coordinator") if "foundAs" in story.told["description"] else story.owner
    key = f"{story.place.of.id}-{story.name}"
    made = await first.post(story.place.at("inventory", "systems"), story.told["description"], Idempotency_Key=key)
    story.place.ids[story.name] = made["id"]
    address = story.at("inventory", "systems")
    known = await story.owner.get(address)
    await _take(story, [step for step in _left(story, known) if step["step"] == "development"])
    there = {source["name"] for source in known["dataSources"]}
    for source in story.told.get("sources", ()):
        if source["name"] not in there:
            await story.owner.post(f"{address}/data-sources", source)
    if "oversight" in story.told and not known.get("oversight"):
        await story.owner.put(f"{address}/oversight", _oversight(story))
    if "classification" in story.told:
        await _classify(story, address, known)


def _oversight(story: Story) -> Json:
    """What is the same for every system of the municipality, and what is said of this one."""
    return {**story.place.of.told["oversight"], **story.told["oversight"]}


async def _classify(story: Story, address: str, known: Json) -> None:
    """The coordinator says which class, the privacy officer confirms it."""
    given, anna, pim = known.get("classification"), story.place.who("coordinator"), story.place.who("privacy-officer")
    if not given:
        await anna.put(f"{address}/classification", story.told["classification"])
    if not given or not given["confirmed"]:
        version = (await pim.get(address))["version"]
        await pim.post(f"{address}/classification/confirmations", {}, If_Match=seen(version))


async def live(story: Story) -> None:
    """Takes the steps of its life that were not taken yet."""
    if "life" in story.told:
        await _take(story, _left(story, await story.owner.get(story.at("inventory", "systems"))))


def _left(story: Story, known: Json) -> Sequence[Json]:
    """The steps after the one that it is at; all of them when it is where it began."""
    life: Sequence[Json] = story.told.get("life", ())
    stages = [step["step"] for step in life]
    return life[stages.index(known["stage"]) + 1 :] if known["stage"] in stages else life


async def _take(story: Story, steps: Sequence[Json]) -> None:
    for step in steps:
        await story.owner.post(f"{story.at('inventory', 'systems')}/life-cycle-steps", step)


async def change(story: Story) -> None:
    """Describes it otherwise than when its entry became public; the same again changes nothing."""
    if "change" in story.told:
        address = story.at("inventory", "systems")
        version = (await story.owner.get(address))["version"]
        now = {name: value for name, value in story.told["description"].items() if name not in ("foundAs", "since")}
        await story.owner.put(address, now | story.told["change"], If_Match=seen(version))
