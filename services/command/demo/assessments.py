"""The DPIA of a system, taken as far as its data say."""

from typing import Any

from services.command.demo.http import Json, Person, seen
from services.command.demo.place import Story


async def assess(story: Story) -> None:
    """From the screening to the decision and what comes after it, or to the confirmation that none is needed."""
    wanted = story.told.get("assessment")
    if wanted is None:
        return
    address = story.at("dpia", "cases")
    known = await story.owner.get(address)
    if not known.get("submission") and not known.get("exemption"):
        await _write(story, address, known)
    if "exemption" in wanted:
        await _exempt(story, address, known)
    if "advices" in wanted:
        await _judge(story, address, known)


async def _write(story: Story, address: str, known: Json) -> None:
    wanted, owner = story.told["assessment"], story.owner
    if not known.get("screening"):
        await owner.put(f"{address}/screening", wanted["screening"])
    common = story.place.of.told["answers"] if "advices" in wanted else {}
    there = {answer["question"] for answer in known["answers"]}
    answers = {
        question: words if isinstance(words, dict) else {"text": words}
        for question, words in {**common, **wanted.get("answers", {})}.items()
        if question not in there
    }
    if answers:
        await owner.post(f"{address}/answers", {"answers": answers})
    for risk in wanted.get("risks", ()):
        await _weigh(owner, address, known, risk)


async def _weigh(owner: Person, address: str, known: Json, wanted: Json) -> None:
    """A risk, what is done against it, and what is left then."""
    of = next((risk for risk in known["risks"] if risk.get("text") == wanted["text"]), None)
    risk = {name: value for name, value in wanted.items() if name not in ("measure", "left")}
    id = of["id"] if of else (await owner.post(f"{address}/risks", risk))["id"]
    if not any(id in measure["risks"] for measure in known["measures"]):
        await owner.post(f"{address}/measures", {**wanted["measure"], "risks": [id]})
    if not (of and of.get("residual")):
        await owner.put(f"{address}/risks/{id}/residual", wanted["left"])


async def _exempt(story: Story, address: str, known: Json) -> None:
    """The process owner says why none is needed, the decision maker confirms it."""
    if not known.get("exemption"):
        await story.owner.post(f"{address}/exemptions", story.told["assessment"]["exemption"])
    if not known.get("exemption", {}).get("confirmedOn"):
        version = (await story.owner.get(address))["version"]
        decider = story.place.who("decision-maker")
        await decider.post(f"{address}/exemptions/confirmations", {}, If_Match=seen(version))


async def _judge(story: Story, address: str, known: Json) -> None:
    """Submitted, advised, each point answered, decided."""
    wanted, owner = story.told["assessment"], story.owner
    if not known.get("submission"):
        await owner.post(f"{address}/steps", {"step": "submit"})
    given = {advice["adviser"] for advice in known["advices"]}
    for advice in wanted["advices"]:
        if advice["adviser"] not in given:
            await story.place.who(advice["adviser"]).post(f"{address}/advices", _without(advice, "replies"))
    known = await owner.get(address)
    for advice, wish in zip(known["advices"], wanted["advices"], strict=True):
        for point, reply in zip(advice["points"], wish.get("replies", ()), strict=True):
            if not point.get("answer"):
                await owner.post(f"{address}/advices/{advice['id']}/answers", {"point": point["id"], **reply})
    if "decision" in wanted:
        await _decide(story, address, known)


async def _decide(story: Story, address: str, known: Json) -> None:
    decision, decider = story.told["assessment"]["decision"], story.place.who("decision-maker")
    if not known.get("decision"):
        conditions = [_without(condition, "evidence") for condition in decision.get("conditions", ())]
        version = (await decider.get(address))["version"]
        body = {**decision, "conditions": conditions}
        await decider.post(f"{address}/decisions", body, If_Match=seen(version))
    await _report(story, address)
    if "summary" in story.told["assessment"] and not known.get("summary"):
        await story.owner.put(f"{address}/summary", story.told["assessment"]["summary"])
    if "summary" in story.told["assessment"] and not known.get("released"):
        version = (await decider.get(address))["version"]
        await decider.post(f"{address}/summary/releases", {}, If_Match=seen(version))


async def _report(story: Story, address: str) -> None:
    """The process owner says which conditions are met; another person is to look."""
    wanted = story.told["assessment"]["decision"].get("conditions", ())
    if not any("evidence" in condition for condition in wanted):
        return
    known = await story.owner.get(address)
    for condition, wish in zip(known["decision"]["conditions"], wanted, strict=True):
        if "evidence" in wish and not condition.get("reportedOn"):
            at = f"{address}/conditions/{condition['id']}/reports"
            await story.owner.post(at, {"evidence": wish["evidence"]})


def _without(given: Json, name: str) -> dict[str, Any]:
    return {key: value for key, value in given.items() if key != name}
