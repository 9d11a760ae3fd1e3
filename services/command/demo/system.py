"""The system that sorts applications for social assistance: what it is, its data, who watches over it, its class."""

from typing import Any

from services.command.demo.http import Json, People, Person
from services.command.demo.municipality import HERE

SYSTEMS = f"{HERE}/systems"
KEY = "eskerwold-voorbeeld"
"""The system is made once, however often the request is sent."""

DESCRIPTION: dict[str, Any] = {
    "name": "Voorsorteren aanvragen bijstand",
    "purpose": "Legt een aanvraag voor bijstand op de stapel ‘compleet’ of ‘nog vragen’, zodat complete aanvragen niet"
    " hoeven te wachten. Een medewerker leest elke aanvraag en beslist.",
    "ownerRole": "teammanager Werk en Inkomen",
    "process": "Aanvraag bijstand behandelen",
    "department": "Werk en Inkomen",
    "themes": ["Sociale zekerheid", "Werk"],
    "publicationCategory": "high-risk",
    "supplier": "Voorbeeldsoft BV",
    "product": "Voorsorteerder",
    "productVersion": "2.3",
    "technique": "machine-learning",
    "selfLearning": False,
    "roleInDecisions": "advises",
    "affectedGroups": ["inwoners die bijstand aanvragen", "hun partners en kinderen"],
    "peoplePerYear": 410,
}
SOURCES: tuple[dict[str, Any], ...] = (
    {
        "name": "Aanvraagformulier en bewijsstukken",
        "kind": "resident",
        "personalData": [
            {"kind": "ordinary", "what": "naam, adres, huurcontract"},
            {"kind": "sensitive", "what": "inkomen, schulden en bankafschriften"},
        ],
        "use": ["operation"],
        "origin": "de aanvrager zelf",
        "legalBasis": "Participatiewet, artikel 17",
        "retention": "5 jaar na het einde van de uitkering",
    },
    {
        "name": "Basisregistratie Personen",
        "kind": "base-register",
        "personalData": [
            {"kind": "ordinary", "what": "adres en gezin"},
            {"kind": "national-number", "what": "burgerservicenummer"},
        ],
        "use": ["operation"],
        "origin": "gemeente, elke dag bijgewerkt",
        "legalBasis": "Wet basisregistratie personen",
        "originalPurpose": "uitvoering van publieke taken",
        "retention": "wordt in dit systeem niet bewaard",
    },
    {
        "name": "Landelijk inkomensregister",
        "kind": "supplier",
        "personalData": [{"kind": "sensitive", "what": "loon en uitkering van de laatste drie maanden"}],
        "use": ["operation"],
        "origin": "elke maand bijgewerkt",
        "legalBasis": "Wet SUWI",
        "originalPurpose": "vaststellen van loon en uitkeringen",
        "retention": "wordt in dit systeem niet bewaard",
        "knownBias": "Wie wisselend werk heeft, staat er vaker onvolledig in.",
    },
)
OVERSIGHT = {
    "role": "consulent Werk en Inkomen",
    "checks": "Of de stapel klopt met de stukken. Elke week worden 20 aanvragen opnieuw bekeken, zonder het advies te"
    " zien.",
    "stop": "Per aanvraag met één klik. De teamleider of de proceseigenaar kan het systeem als geheel stilleggen.",
    "explanation": "Een inwoner krijgt binnen 4 weken uitleg over wat het programma met zijn aanvraag deed.",
    "correction": "Een andere medewerker kijkt binnen 5 werkdagen opnieuw naar de aanvraag.",
    "objection": "Bezwaar tegen het besluit kan binnen 6 weken na de datum op de brief.",
    "contact": "algoritmes@eskerwold.example",
    "competence": "Consulenten volgen eerst de training ‘Werken met een voorsorteerder’.",
    "term": "5 werkdagen",
}
CLASSIFICATION = {
    "class": "high-risk",
    "legalPoint": "bijlage III, punt 5 onder a",
    "reason": "Het systeem weegt mee bij de toegang tot een uitkering. Dat een mens beslist, maakt dat niet anders.",
}


async def describe(people: People) -> str:
    """Registers the system and everything that the gate asks of the inventory; its id."""
    femke, pim = people["femke"], people["pim"]
    id: str = (await femke.post(SYSTEMS, DESCRIPTION, Idempotency_Key=KEY))["id"]
    address = f"{SYSTEMS}/{id}"
    known = await femke.get(address)
    if known["stage"] == "idea":
        await femke.post(f"{address}/life-cycle-steps", {"step": "development"})
    await _document(femke, address, known)
    await femke.put(f"{address}/oversight", OVERSIGHT)
    await _classify(people["anna"], pim, address, known)
    return id


async def _document(femke: Person, address: str, known: Json) -> None:
    there = {source["name"] for source in known["dataSources"]}
    for source in SOURCES:
        if source["name"] not in there:
            await femke.post(f"{address}/data-sources", source)


async def _classify(anna: Person, pim: Person, address: str, known: Json) -> None:
    """The coordinator says which class, the privacy officer confirms it."""
    given = known.get("classification")
    if not given:
        await anna.put(f"{address}/classification", CLASSIFICATION)
    if not given or not given["confirmed"]:
        version = (await pim.get(address))["version"]
        await pim.post(f"{address}/classification/confirmations", {}, If_Match=f'"{version}"')
