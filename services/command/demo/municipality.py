"""Eskerwold itself: who it is, its policy, and who may act in which role."""

from typing import Any

from services.command.demo.http import TENANT, People
from services.command.demo.people import NAMES, ROLES

ORGANISATIONS = "/inventory/v1/organisations"
HERE = f"{ORGANISATIONS}/{TENANT}"
IDENTITY = {
    "id": TENANT,
    "name": "Gemeente Eskerwold",
    "oin": "00000099000000001000",
    "contact": "algoritmes@eskerwold.example",
}
POLICY: dict[str, Any] = {
    "principles": [
        "Een besluit over een inwoner neemt altijd een mens.",
        "Wij gebruiken niet meer gegevens dan nodig is, en zeggen welke.",
        "Iedereen kan lezen welke algoritmes wij gebruiken, en vragen wat er met zijn zaak gebeurde.",
        "Wij meten of een systeem voor elke groep inwoners even goed werkt.",
    ],
    "oversight": "De coördinator houdt het overzicht. De FG ziet toe en rapporteert elk jaar aan de raad.",
    "assessment": "every-system",
    "adoptedOn": "2026-03-17",
    "adoptedBy": "college van burgemeester en wethouders",
    "nextReview": "2028-03-17",
}


async def found(people: People) -> None:
    """Makes Eskerwold a tenant with its people and its policy; the same again changes nothing."""
    await people.operator.post(ORGANISATIONS, IDENTITY)
    for person, roles in ROLES.items():
        member = (await people[person].get(f"{HERE}/members/me"))["member"]
        for role in roles:
            await people.operator.put(f"{HERE}/roles/{role}/members/{member}", {"name": NAMES[person]})
    await people["anna"].put(f"{HERE}/policy", POLICY)
