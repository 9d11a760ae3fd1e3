"""The DPIA of the system: screened, answered, submitted, advised by the FG, the advice answered. No decision yet."""

from typing import Any

from services.command.demo.answers import ANSWERS
from services.command.demo.http import TENANT, Json, People, Person

SCREENING: dict[str, Any] = {
    "newLaw": False,
    "ordinary": ["contact", "demographic"],
    "sensitive": ["financial", "vulnerable-groups", "national-number"],
    "people": ["citizens", "vulnerable"],
    "tenThousand": False,
    "frequency": "continuous",
    "retention": "years",
    "transfer": {"storage": "inside-eea", "support": "inside-eea"},
    "apList": ["financial-situation"],
    "edpbList": ["combining", "evaluation", "vulnerable-people"],
    "baseRegisters": ["BRP"],
    "highRiskAi": True,
    "impactful": True,
}
RISKS: tuple[tuple[dict[str, str], dict[str, str], dict[str, str]], ...] = (
    (
        {
            "text": "Een groep inwoners komt vaker op de stapel ‘nog vragen’ en moet daardoor langer wachten.",
            "likelihood": "middle",
            "impact": "high",
            "reason": "Wie wisselend werk heeft, staat vaker onvolledig in het inkomensregister.",
        },
        {
            "text": "Elk half jaar meten. Bij meer dan 5 procentpunt verschil gaat het systeem uit.",
            "ownerRole": "data-analist",
            "due": "2027-02-01",
        },
        {"likelihood": "low", "impact": "high", "reason": "Een verschil valt binnen een half jaar op."},
    ),
    (
        {
            "text": "Een medewerker volgt het advies van de computer zonder zelf te lezen.",
            "likelihood": "middle",
            "impact": "high",
            "reason": "Bij drukte is het verleidelijk om de stapel te geloven.",
        },
        {
            "text": "Elke week 20 aanvragen opnieuw bekijken, zonder het advies te zien.",
            "ownerRole": "teamleider Inkomen",
        },
        {"likelihood": "middle", "impact": "middle", "reason": "Wat elke week opvalt, wordt snel hersteld."},
    ),
    (
        {"text": "Een inwoner weet niet dat er gesorteerd wordt.", "likelihood": "middle", "impact": "middle"},
        {
            "text": "Een alinea met een verwijzing naar het register in elke brief.",
            "ownerRole": "communicatieadviseur",
            "due": "2027-01-15",
        },
        {"likelihood": "low", "impact": "middle"},
    ),
)
"""Each risk with the measure against it, and what is left then."""
ADVICE: dict[str, Any] = {
    "adviser": "fg",
    "opinion": "positive-with-points",
    "text": "De DPIA is zorgvuldig gemaakt. De noodzaak is goed onderbouwd. Twee punten vragen nog aandacht.",
    "points": [
        "Meet in het eerste jaar elk half jaar of groepen gelijk worden behandeld.",
        "Vertel het in elke brief, niet alleen op de website.",
    ],
}
REPLIES: tuple[dict[str, Any], ...] = (
    {"adopted": True},
    {"adopted": False, "reason": "De oude brieven verdwijnen in juli. Tot dan staat het in de ontvangstbevestiging."},
)


async def assess(people: People, id: str) -> None:
    """Takes the case to the point where it waits for a decision."""
    femke, address = people["femke"], f"/dpia/v1/organisations/{TENANT}/cases/{id}"
    known = await femke.patiently(address)
    if not known.get("submission"):
        await _write(femke, address, known)
        await femke.post(f"{address}/steps", {"step": "submit"})
    if not known["advices"]:
        await people["farid"].post(f"{address}/advices", ADVICE)
    await _reply(femke, address)


async def _write(femke: Person, address: str, known: Json) -> None:
    if not known.get("screening"):
        await femke.put(f"{address}/screening", SCREENING)
    answered = {answer["question"] for answer in known["answers"]}
    for question, text in ANSWERS.items():
        if question not in answered:
            await femke.put(f"{address}/answers/{question}", {"text": text})
    risks = {risk.get("text"): risk["id"] for risk in known["risks"]}
    measures = {measure.get("text") for measure in known["measures"]}
    weighed = {risk["id"] for risk in known["risks"] if risk.get("residual")}
    for risk, measure, left in RISKS:
        of = risks.get(risk["text"]) or (await femke.post(f"{address}/risks", risk))["id"]
        if measure["text"] not in measures:
            await femke.post(f"{address}/measures", measure | {"risks": [of]})
        if of not in weighed:
            await femke.put(f"{address}/risks/{of}/residual", left)


async def _reply(femke: Person, address: str) -> None:
    """One point is adopted, one is not: comply or explain."""
    (advice,) = (await femke.get(address))["advices"]
    for point, reply in zip(advice["points"], REPLIES, strict=True):
        if not point.get("answer"):
            await femke.post(f"{address}/advices/{advice['id']}/answers", {"point": point["id"], **reply})
