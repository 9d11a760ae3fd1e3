"""The Dutch words for what the contracts say in English; templates pass them through gettext."""

from collections.abc import Iterable, Mapping, Sequence

from services.chassis import work

Options = Sequence[tuple[str, ...]]
"""(value, label) or (value, label, explanation)."""

ROLES = work.ROLES
ROLE_DUTIES: Mapping[str, str] = {
    "coordinator": "Houdt de lijst van systemen bij, stelt het beleid in en geeft rollen.",
    "process-owner": "Is verantwoordelijk voor het werk waarin het systeem helpt, en zet de stappen.",
    "editor": "Schrijft de vermelding in het openbare register.",
    "approver": "Keurt een vermelding goed die een ander schreef.",
    "privacy-officer": "Helpt bij de DPIA en deelt systemen in.",
    "fg": "Functionaris gegevensbescherming: adviseert en houdt toezicht, beslist nooit.",
    "ciso": "Adviseert over informatiebeveiliging.",
    "decision-maker": "Beslist over de DPIA.",
    "moderator": "Leest en beantwoordt opmerkingen van inwoners.",
    "trainer": "Houdt bij wie welke training volgde.",
    "auditor": "Mag alles nakijken en verandert niets.",
}
STAGES: Options = (
    ("idea", "Idee"),
    ("development", "In ontwikkeling"),
    ("pilot", "Proef"),
    ("in-use", "In gebruik"),
    ("suspended", "Stilgelegd"),
    ("retired", "Buiten gebruik"),
)
STANDINGS: Options = (
    ("none", "Nog geen"),
    ("in-progress", "Loopt"),
    ("submitted", "Wacht op besluit"),
    ("approved", "Besloten"),
    ("rejected", "Afgekeurd"),
    ("not-required", "Niet nodig"),
    ("no-personal-data", "Geen persoonsgegevens"),
    ("suspended", "Opgeschort"),
    ("withdrawn", "Ingetrokken"),
)
CATEGORIES: Options = (
    ("high-risk", "Hoog-risico AI-systeem", "De AI-verordening noemt dit soort gebruik."),
    ("impactful", "Impactvol algoritme", "Heeft gevolgen voor mensen, maar is geen hoog risico volgens de wet."),
    ("other", "Overig", "Heeft weinig of geen gevolgen voor mensen."),
)
TECHNIQUES: Options = (
    ("rules", "Vaste regels", "Als dit, dan dat. Iemand schreef de regels op."),
    ("statistics", "Statistiek", "Een formule of score, berekend uit cijfers."),
    ("machine-learning", "Machinaal leren", "Leerde zelf patronen uit voorbeelden."),
    ("generative", "Generatieve AI", "Maakt zelf tekst, beeld of geluid."),
    ("other", "Iets anders"),
)
ROLES_IN_DECISIONS: Options = (
    ("none", "Geen", "Er hangt geen besluit van af."),
    ("informs", "Geeft informatie", "Een medewerker leest het en beslist zelf."),
    ("advises", "Adviseert", "Het systeem stelt iets voor. Een medewerker beslist."),
    ("decides", "Beslist", "Er kijkt geen mens naar voordat het besluit valt."),
)
FOUND_AS: Options = (
    ("", "Nee, dit is nieuw"),
    ("in-use", "Ja, het is in gebruik", "Het komt in de lijst als ‘in gebruik, zonder besluit’."),
    ("development", "Er wordt al aan gebouwd"),
    ("retired", "Het was in gebruik en is gestopt"),
)
SOURCE_KINDS: Options = (
    ("resident", "Van de inwoner zelf"),
    ("own-register", "Uit een eigen administratie"),
    ("base-register", "Uit een basisregistratie", "Bijvoorbeeld BRP, BAG of BRK."),
    ("supplier", "Van een leverancier of andere organisatie"),
    ("sensor", "Van een sensor of camera"),
    ("open-data", "Open data"),
)
USES: Options = (
    ("operation", "Bij het gebruik", "Het systeem rekent ermee als het draait."),
    ("training", "Bij het maken", "Het systeem leerde ervan of is ermee getest."),
)
PERSONAL_DATA: Options = (
    ("ordinary", "Gewone persoonsgegevens", "Bijvoorbeeld naam, adres, leeftijd."),
    ("sensitive", "Gevoelige gegevens", "Bijvoorbeeld inkomen, schulden, locatie."),
    ("special", "Bijzondere gegevens", "Bijvoorbeeld gezondheid, geloof, afkomst."),
    ("criminal", "Strafrechtelijke gegevens", "Bijvoorbeeld een verdenking of een veroordeling."),
    ("national-number", "Nationaal nummer", "Het burgerservicenummer (BSN)."),
)
CLASSES: Options = (
    ("prohibited", "Verboden", "De wet verbiedt dit gebruik (artikel 5)."),
    ("high-risk", "Hoog risico", "Het gebruik staat in artikel 6 of bijlage III, bijvoorbeeld bij uitkeringen."),
    ("transparency", "Beperkt risico", "Mensen moeten weten dat het AI is (artikel 50)."),
    ("minimal", "Minimaal risico", "Het is AI, maar de wet stelt geen extra eisen."),
    ("not-ai", "Geen AI", "Het valt buiten de AI-verordening, bijvoorbeeld een gewone berekening."),
    ("unknown", "Weet ik nog niet", "Het systeem mag zo niet in gebruik. Kom hier later terug."),
)
CHANGES: Options = (
    ("correction", "Verbetering van een fout", "Het systeem zelf is niet veranderd, alleen wat hier staat."),
    ("minor", "Kleine wijziging", "Voor inwoners verandert er niets van belang."),
    ("substantial", "Wezenlijke wijziging", "Er is een nieuwe DPIA nodig."),
)
STEPS: Options = (
    ("development", "Begin met bouwen of inkopen", "Testen met verzonnen gegevens mag altijd."),
    ("pilot", "Begin met een proef", "Met echte gevallen."),
    ("in-use", "Neem het in gebruik", "Het doet mee in het gewone werk."),
    ("suspended", "Leg het stil", "Tijdelijk. Daarna moet het opnieuw langs deze poort."),
    ("retired", "Stop ermee", "Voorgoed: hierna kunt u met dit systeem niets meer doen. Het blijft wel zichtbaar."),
)
ASSESSMENT_RULES: Options = (
    ("every-system", "Voor elk systeem een DPIA", "Ook als de wet het niet verplicht."),
    ("when-required", "Alleen als de vooraf-toets zegt dat het moet"),
)


def word(options: Options, value: str | None) -> str:
    """The label of a value; the value itself when a later release knows more; empty when there is none."""
    return next((option[1] for option in options if option[0] == value), value or "")


def some(roles: Iterable[str]) -> str:
    """The roles as a Dutch sentence names them: a, b of c."""
    *first, last = [ROLES.get(role, role) for role in roles]
    return f"{', '.join(first)} of {last}" if first else last
