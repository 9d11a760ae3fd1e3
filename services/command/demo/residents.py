"""What residents say about systems and what they are answered, and the dialogues with them."""

from collections.abc import Mapping
from typing import Any

from services.command.demo.http import Json
from services.command.demo.place import Place, Story

BEHIND = {
    "accept": ("accepted", "answered", "forwarded", "closed"),
    "refuse": ("refused", "closed"),
    "answer": ("answered", "closed"),
    "forward": ("forwarded", "closed"),
    "close": ("closed",),
}
"""Step -> the states of a remark that has it behind it."""


async def talk(story: Story) -> None:
    """Sends the remarks on the entry of a system, and takes the steps on each that were not taken yet.

    The answer to sending one tells no state yet.
    """
    if not story.told.get("remarks"):
        return
    id, moderator = story.place.ids[story.name], story.place.who("moderator")
    sent = (await moderator.get(story.place.at("feedback", f"remarks?entry={id}&limit=100")))["items"]
    known = {remark.get("text"): remark for remark in sent}
    for wanted in story.told["remarks"]:
        await _handle(story, wanted, known.get(wanted["text"]) or await _send(story, wanted))


async def _send(story: Story, wanted: Json) -> Json:
    said = {name: value for name, value in wanted.items() if name not in ("steps", "correction")}
    body = {"entry": story.place.ids[story.name], **said}
    return await story.place.people[None].post("/feedback/v1/public/remarks", body)


async def _handle(story: Story, wanted: Json, known: Json) -> None:
    address, moderator = story.place.at("feedback", f"remarks/{known['id']}"), story.place.who("moderator")
    if "correction" in wanted and "resolution" not in await story.owner.get(f"{address}/correction"):
        await story.owner.post(f"{address}/correction", wanted["correction"])
    for step in wanted.get("steps", ()):
        if known.get("state") not in BEHIND[step["step"]]:
            await moderator.post(f"{address}/steps", step)


async def meet(place: Place) -> None:
    """Plans the dialogues, and holds or cancels those of which the data say so."""
    moderator, address = place.who("moderator"), place.at("feedback", "dialogues")
    there = {one["title"]: one["id"] for one in (await moderator.get(f"{address}?limit=100"))["items"]}
    for wanted in place.of.dialogues:
        plan = {**wanted["plan"]}
        if "entry" in plan:
            plan["entry"] = place.ids[plan["entry"]]
        id = there.get(plan["title"]) or (await moderator.post(address, plan))["id"]
        await _go_through(place, f"{address}/{id}", wanted)


async def _go_through(place: Place, address: str, wanted: Mapping[str, Any]) -> None:
    moderator = place.who("moderator")
    known = await moderator.get(address)
    if known["state"] == "planned" and not wanted.get("unpublished"):
        await moderator.post(f"{address}/publication", {})
    for step, state in (("cancellation", "cancelled"), ("report", "held")):
        if step in wanted and known["state"] != state:
            await moderator.post(f"{address}/{step}", wanted[step])
    there = {outcome["said"] for outcome in known["outcomes"]}
    for outcome in wanted.get("outcomes", ()):
        if outcome["said"] not in there:
            await moderator.post(f"{address}/outcomes", await _promise(place, outcome))
    await _follow_up(place, address, wanted)


async def _promise(place: Place, outcome: Mapping[str, Any]) -> Json:
    """What is promised; `to` is the person who sees to it."""
    promise = {name: outcome[name] for name in outcome if name not in ("follow", "to")}
    if "to" in outcome:
        who = place.people[outcome["to"]]
        promise["ownerMember"] = (await who.get(place.at("inventory", "members/me")))["member"]
    return promise


async def _follow_up(place: Place, address: str, wanted: Mapping[str, Any]) -> None:
    """What was done with each outcome: you said, we did."""
    follow = {outcome["said"]: outcome["follow"] for outcome in wanted.get("outcomes", ()) if "follow" in outcome}
    if not follow:
        return
    for outcome in (await place.who("moderator").get(address))["outcomes"]:
        if outcome["said"] in follow and "did" not in outcome:
            body = {"outcome": outcome["id"], **follow[outcome["said"]]}
            await place.who("moderator").post(f"{address}/follow-ups", body)
