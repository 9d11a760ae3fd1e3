"""A DPIA in the browser, page by page, as the guide tells it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from services.dpia.domain.questions import GROUPS
from tests.journeys.municipality import DIRK, DPIA, FARID
from tests.journeys.visiting import Answers
from tests.journeys.walking import Walker


@dataclass(frozen=True)
class Risk:
    """What can go wrong, what is done against it, and what is left then."""

    text: str
    before: tuple[str, str]
    measure: str
    owner: str
    left: tuple[str, str]


async def screens(owner: Walker, id: str, screening: Answers, outcome: str) -> None:
    """The pre-scan says whether a DPIA is needed, and why."""
    await owner.finds(f"{DPIA}/{id}/screening", "Uw antwoorden")
    await owner.sends("Bewaar en toon de uitkomst", screening)
    await owner.sees(outcome)


async def answers(owner: Walker, id: str, given: Mapping[str, str]) -> None:
    """Every question of the form, group by group."""
    await owner.opens(f"{DPIA}/{id}/questions/{GROUPS[0].key}")
    for group in GROUPS:
        if not owner.path.endswith(f"questions/{group.key}"):
            await owner.opens(f"{DPIA}/{id}/questions/{group.key}")
        typed = {question.text: given[question.id] for question in group.questions if question.id in given}
        await owner.sends("Bewaar en ga verder", typed)


async def weighs(owner: Walker, id: str, risks: Sequence[Risk]) -> None:
    """Risks, measures against them, and what is left."""
    await owner.opens(f"{DPIA}/{id}/risks")
    for risk in risks:
        likelihood, impact = risk.before
        await owner.sends("Voeg het risico toe", {
            "Wat kan er misgaan, en voor wie?": risk.text,
            "Hoe groot is de kans?": likelihood,
            "Hoe groot is het gevolg voor de mensen?": impact,
        })  # fmt: skip
    for number, risk in enumerate(risks, 1):
        await owner.sends("Voeg de maatregel toe", {
            "Tegen welk risico?": [f"{number}. {risk.text}"],
            "Wat gaat u doen?": risk.measure,
            "Wie doet het?": risk.owner,
            "Wanneer is het klaar?": "2099-02-01",
        })  # fmt: skip
    other = owner.page.get_by_role("textbox", name="Wat gaat u doen?")
    await other.fill("Nog een maatregel, half opgeschreven.")
    for risk in risks:
        likelihood, impact = risk.left
        await owner.sends("Leg vast wat overblijft", {
            "Hoe groot is de kans dan nog?": likelihood,
            "Hoe groot is het gevolg dan nog?": impact,
            "Waarom schat u dat zo in?": "De maatregel werkt elke dag, en iemand kijkt of dat zo blijft.",
        })  # fmt: skip
        assert await other.input_value() == ("Nog een maatregel, half opgeschreven." if owner.story.script else "")


async def submits(owner: Walker, id: str) -> None:
    """From here on the text stands fast."""
    await owner.opens(f"{DPIA}/{id}/submission")
    await owner.presses("Dien in")
    await owner.sees("Deze versie is ingediend")


async def advises(fg: Walker, id: str, *points: str) -> None:
    """The FG reads and advises, with points that ask for an answer."""
    await fg.becomes(FARID)
    await fg.finds(f"{DPIA}/{id}/advice", "Uw advies als FG")
    await fg.sends("Geef dit advies", {
        "Wat is uw oordeel?": "Positief, met punten",
        "Uw advies": "De noodzaak is goed onderbouwd. Deze punten vragen nog aandacht.",
        "Punten waarop u een antwoord wilt": list(points),
    })  # fmt: skip


async def replies(owner: Walker, id: str, *adopted: bool) -> None:
    """Adopts a point, or says why not."""
    await owner.opens(f"{DPIA}/{id}/advice")
    for yes in adopted:
        await owner.sends("Leg vast", {
            "Neemt u dit punt over?": "Ja" if yes else "Nee, om deze reden",
            "Wat doet u ermee, of waarom niet?": "Wij doen dit vanaf de eerste dag." if yes else "Dat kan pas in juli.",
        })  # fmt: skip


async def decides(decider: Walker, id: str, name: str = DIRK) -> None:
    """Reads what the signature is for, and decides."""
    await decider.becomes(name)
    await decider.finds(f"{DPIA}/{id}/decision", "Waar u voor tekent")
    await decider.shows("besluit", "section:has(> h2:text-is('Waar u voor tekent'))")
    await decider.sends("Leg het besluit vast", {
        "Wat besluit u?": "Akkoord",
        "Waarom besluit u dit?": "Het belang weegt zwaarder dan het risico dat overblijft.",
    })  # fmt: skip
    await decider.sees("Het besluit")


async def summarises(writer: Walker, id: str, text: str) -> None:
    """What everyone may read of it, until another person releases it."""
    await writer.finds(f"{DPIA}/{id}/summary", "Schrijf de samenvatting")
    await writer.sends("Bewaar en vraag vrijgave", {"Wat mag iedereen over deze DPIA lezen?": text})
