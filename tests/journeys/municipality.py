"""Eskerwold as it begins: made by the operator, with a coordinator. The rest its people do in a browser."""

from collections.abc import Mapping, Sequence

from tests.journeys.running import Up
from tests.journeys.walking import Walker

ID = "eskerwold"
ORGANISATION = {
    "id": ID,
    "name": "Gemeente Eskerwold",
    "oin": "00000099000000001000",
    "contact": "algoritmes@eskerwold.example",
}
INVENTORY, DPIA = f"/inventory/{ID}", f"/dpia/{ID}/cases"
ENTRIES, REMARKS = f"/publication/{ID}/entries", f"/feedback/{ID}/remarks"
ANNA, FEMKE, PIM, FARID = "Anna Visser", "Femke de Boer", "Pim Jansen", "Farid Amrani"
DIRK, ELS, BRAM, MILA = "Dirk Postma", "Els Mulder", "Bram Dijkstra", "Mila Bos"


def begin(server: Up) -> None:
    """What no page does: the operator makes the organisation, and Anna its coordinator."""
    with server.client(server.token("beheerder", "operator")) as operator, server.client(server.token("anna")) as anna:
        assert operator.post("/inventory/v1/organisations", json=ORGANISATION).status_code == 201
        here = f"/inventory/v1/organisations/{ID}"
        member = anna.get(f"{here}/members/me").json()["member"]
        given = operator.put(f"{here}/roles/coordinator/members/{member}", json={"name": ANNA})
        assert given.is_success, given.text


async def tells_who_they_are(desk: Walker, *names: str) -> dict[str, str]:
    """Each signs in and passes on the own reference; who has no role is led to it. The FG has that of the region."""
    found = {}
    for name in names:
        await desk.becomes(name)
        led = await desk.page.get_by_role("link", name="Bekijk uw eigen kenmerk").count()
        assert bool(led) == (name != FARID)
        await desk.follows("Bekijk uw eigen kenmerk" if led else "Organisatie")
        found[name] = await desk.page.locator("#kenmerk .secret").inner_text()
    return found


async def gives_roles(anna: Walker, members: Mapping[str, str], roles: Mapping[str, Sequence[str]]) -> None:
    """The coordinator, one role at a time."""
    await anna.follows("Organisatie")
    for name, words in roles.items():
        for role in words:
            await anna.follows("Geef iemand een rol")
            member = members.get(name) or await own_reference(anna)
            await anna.sends("Geef deze rol", {"Kenmerk van uw collega": member, "Naam": name, "Rol": role})


async def own_reference(anna: Walker) -> str:
    """What the coordinator fills in for a role of their own."""
    await anna.opens(f"{INVENTORY}/organisation")
    reference = await anna.page.locator("#kenmerk .secret").inner_text()
    await anna.follows("Geef iemand een rol")
    return reference


async def sets_the_policy(anna: Walker) -> None:
    """As the board decided."""
    await anna.opens(f"{INVENTORY}/organisation")
    await anna.follows("Leg het beleid vast")
    await anna.sends(
        "Leg het beleid vast",
        {
            "Uitgangspunten": [
                "Een besluit over een inwoner neemt altijd een mens.",
                "Wij gebruiken zo weinig mogelijk gegevens.",
            ],
            "Hoe houden mensen toezicht?": "De coördinator houdt overzicht. De FG schrijft elk jaar aan de raad.",
            "Wanneer is een DPIA nodig?": "Voor elk systeem een DPIA",
            "Vastgesteld op": "2026-03-17",
            "Vastgesteld door": "college van burgemeester en wethouders",
            "Opnieuw bekijken op": "2028-03-17",
        },
    )
