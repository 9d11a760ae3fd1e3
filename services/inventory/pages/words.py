"""The words that people read for what the contracts say in English."""

from collections.abc import Iterable, Mapping, Sequence

from services.chassis import roles
from services.chassis.wording import _, joined

Options = Sequence[tuple[str, ...]]
"""(value, label) or (value, label, explanation)."""

ROLES = roles.ROLES
ROLE_DUTIES: Mapping[str, str] = {
    "coordinator": _("Houdt de lijst van systemen bij, stelt het beleid in en geeft rollen."),
    "process-owner": _("Is verantwoordelijk voor het werk waarin het systeem helpt, en zet de stappen."),
    "editor": _("Schrijft de vermelding in het openbare register."),
    "approver": _("Keurt een vermelding goed die een ander schreef."),
    "privacy-officer": _("Helpt bij de DPIA en deelt systemen in."),
    "fg": _("Functionaris gegevensbescherming: adviseert en houdt toezicht, beslist nooit."),
    "ciso": _("Adviseert over informatiebeveiliging."),
    "decision-maker": _("Beslist over de DPIA."),
    "moderator": _("Leest en beantwoordt opmerkingen van inwoners."),
    "trainer": _("Houdt bij wie welke training volgde."),
    "auditor": _("Mag alles nakijken en verandert niets."),
}
STAGES: Options = (
    ("idea", _("Idee")),
    ("development", _("In ontwikkeling")),
    ("pilot", _("Proef")),
    ("in-use", _("In gebruik")),
    ("suspended", _("Stilgelegd")),
    ("retired", _("Buiten gebruik")),
)
STANDINGS: Options = (
    ("none", _("Nog geen")),
    ("in-progress", _("Loopt")),
    ("submitted", _("Wacht op besluit")),
    ("approved", _("Besloten")),
    ("rejected", _("Afgekeurd")),
    ("not-required", _("Niet nodig")),
    ("no-personal-data", _("Geen persoonsgegevens")),
    ("suspended", _("Opgeschort")),
    ("withdrawn", _("Ingetrokken")),
)
CATEGORIES: Options = (
    ("high-risk", _("Hoog-risico AI-systeem"), _("De AI-verordening noemt dit soort gebruik.")),
    ("impactful", _("Impactvol algoritme"), _("Heeft gevolgen voor mensen, maar is geen hoog risico volgens de wet.")),
    ("other", _("Overig"), _("Heeft weinig of geen gevolgen voor mensen.")),
)
TECHNIQUES: Options = (
    ("rules", _("Vaste regels"), _("Als dit, dan dat. Iemand schreef de regels op.")),
    ("statistics", _("Statistiek"), _("Een formule of score, berekend uit cijfers.")),
    ("machine-learning", _("Machinaal leren"), _("Leerde zelf patronen uit voorbeelden.")),
    ("generative", _("Generatieve AI"), _("Maakt zelf tekst, beeld of geluid.")),
    ("other", _("Iets anders")),
)
ROLES_IN_DECISIONS: Options = (
    ("none", _("Geen"), _("Er hangt geen besluit van af.")),
    ("informs", _("Geeft informatie"), _("Een medewerker leest het en beslist zelf.")),
    ("advises", _("Adviseert"), _("Het systeem stelt iets voor. Een medewerker beslist.")),
    ("decides", _("Beslist"), _("Er kijkt geen mens naar voordat het besluit valt.")),
)
FOUND_AS: Options = (
    ("", _("Nee, dit is nieuw")),
    ("in-use", _("Ja, het is in gebruik"), _("Het komt in de lijst als ‘in gebruik, zonder besluit’.")),
    ("development", _("Er wordt al aan gebouwd")),
    ("retired", _("Het was in gebruik en is gestopt")),
)
SOURCE_KINDS: Options = (
    ("resident", _("Van de inwoner zelf")),
    ("own-register", _("Uit een eigen administratie")),
    ("base-register", _("Uit een basisregistratie"), _("Bijvoorbeeld BRP, BAG of BRK.")),
    ("supplier", _("Van een leverancier of andere organisatie")),
    ("sensor", _("Van een sensor of camera")),
    ("open-data", _("Open data")),
)
USES: Options = (
    ("operation", _("Bij het gebruik"), _("Het systeem rekent ermee als het draait.")),
    ("training", _("Bij het maken"), _("Het systeem leerde ervan of is ermee getest.")),
)
PERSONAL_DATA: Options = (
    ("ordinary", _("Gewone persoonsgegevens"), _("Bijvoorbeeld naam, adres, leeftijd.")),
    ("sensitive", _("Gevoelige gegevens"), _("Bijvoorbeeld inkomen, schulden, locatie.")),
    ("special", _("Bijzondere gegevens"), _("Bijvoorbeeld gezondheid, geloof, afkomst.")),
    ("criminal", _("Strafrechtelijke gegevens"), _("Bijvoorbeeld een verdenking of een veroordeling.")),
    ("national-number", _("Nationaal nummer"), _("Het burgerservicenummer (BSN).")),
)
CLASSES: Options = (
    ("prohibited", _("Verboden"), _("De wet verbiedt dit gebruik (artikel 5).")),
    ("high-risk", _("Hoog risico"), _("Het gebruik staat in artikel 6 of bijlage III, bijvoorbeeld bij uitkeringen.")),
    ("transparency", _("Beperkt risico"), _("Mensen moeten weten dat het AI is (artikel 50).")),
    ("minimal", _("Minimaal risico"), _("Het is AI, maar de wet stelt geen extra eisen.")),
    ("not-ai", _("Geen AI"), _("Het valt buiten de AI-verordening, bijvoorbeeld een gewone berekening.")),
    ("unknown", _("Weet ik nog niet"), _("Het systeem mag zo niet in gebruik. Kom hier later terug.")),
)
PARTIES: Options = (
    ("client-council", _("Cliëntenraad"), _("Vertegenwoordigt mensen met een uitkering of voorziening.")),
    ("works-council", _("Ondernemingsraad"), _("Over systemen die medewerkers volgen of hun werk veranderen.")),
    ("residents", _("Inwoners"), _("Bijvoorbeeld een panel, een wijk of een belangengroep.")),
    ("council", _("Gemeenteraad")),
    ("experts", _("Deskundigen"), _("Van buiten de organisatie.")),
    ("other", _("Anderen")),
)
CHANGES: Options = (
    ("correction", _("Verbetering van een fout"), _("Het systeem zelf is niet veranderd, alleen wat hier staat.")),
    ("minor", _("Kleine wijziging"), _("Voor inwoners verandert er niets van belang.")),
    ("substantial", _("Wezenlijke wijziging"), _("Er is een nieuwe DPIA nodig.")),
)
STEPS: Options = (
    ("development", _("Begin met bouwen of inkopen"), _("Testen met verzonnen gegevens mag altijd.")),
    ("pilot", _("Begin met een proef"), _("Met echte gevallen.")),
    ("in-use", _("Neem het in gebruik"), _("Het doet mee in het gewone werk.")),
    ("suspended", _("Leg het stil"), _("Tijdelijk. Daarna moet het opnieuw langs deze poort.")),
    (
        "retired",
        _("Stop ermee"),
        _("Voorgoed: hierna kunt u met dit systeem niets meer doen. Het blijft wel zichtbaar."),
    ),
)
ASSESSMENT_RULES: Options = (
    ("every-system", _("Voor elk systeem een DPIA"), _("Ook als de wet het niet verplicht.")),
    ("when-required", _("Alleen als de vooraf-toets zegt dat het moet")),
)


def word(options: Options, value: str | None) -> str:
    """The label of a value; the value itself when a later release knows more; empty when there is none."""
    return next((option[1] for option in options if option[0] == value), value or "")


def some(roles: Iterable[str]) -> str:
    """The roles as a sentence names them: a, b of c."""
    *first, last = [ROLES.get(role, role) for role in roles]
    return _("{first} of {last}", first=joined(", ", first), last=last) if first else last
