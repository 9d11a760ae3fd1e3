"""The register entry of a system, written by one person and made public by another, as far as its data say."""

from services.command.demo.http import Json, seen
from services.command.demo.place import Story

STEPS = {
    "draft": (),
    "submitted": ("submit",),
    "returned": ("submit", "return"),
    "published": ("submit", "approve"),
    "withdrawn": ("submit", "approve", "withdraw"),
}
"""What is wanted of an entry -> the steps that lead there."""
DONE = {"draft": 0, "submitted": 1, "public": 2, "withdrawn": 3}
"""State of an entry -> how many of the steps were taken."""


async def publish(story: Story) -> None:
    """Writes the entry and takes its steps; a start that goes on takes those that are left."""
    wanted = story.told.get("entry")
    if wanted is None:
        return
    address, editor = story.at("publication", "entries"), story.place.who("editor")
    known = await editor.get(address)
    if "returned" in known:
        return
    version, taken = known["version"], _taken(known)
    if taken == 0:
        version = (await editor.put(address, {"record": _record(story, known)}, If_Match=seen(version)))["version"]
    for step in STEPS[wanted["state"]][taken:]:
        who = editor if step == "submit" else story.place.who("approver")
        why = {name: wanted[name] for name in ("reason", "ground") if name in wanted and step in ("return", "withdraw")}
        version = (await who.post(f"{address}/steps", {"step": step, **why}, If_Match=seen(version)))["version"]


def _taken(known: Json) -> int:
    """How many steps are behind the entry; what was public once is so also while its text is written anew."""
    return max(DONE[known["state"]], DONE["public"] if "number" in known else 0)


def _record(story: Story, known: Json) -> Json:
    """What the inventory knows, what is the same for every entry of the municipality, and what is written of this."""
    common: Json = story.place.of.told["record"]
    return {**known["record"], **common, **story.told["entry"]["record"]}
