"""The 29 keys of publication standard 1.0, and the two that the national register fills itself."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from services.chassis.wording import _
from services.publication.domain.record.vocabulary import CATEGORIES, STATUSES, THEMES

Kind = Literal["line", "rich", "month", "link", "contact", "choice", "choices", "references"]

GENERAL, RESPONSIBLE, WORKING, METADATA = GROUPS = (
    _("Algemene informatie"),
    _("Verantwoord gebruik"),
    _("Werking"),
    _("Metadata"),
)


@dataclass(frozen=True)
class Key:
    """One field: what it may hold, whether residents see it when it is empty, and how to fill it in.

    `limit` counts characters after markup is stripped. `weight` is what the national register's editor counts it for.
    """

    name: str
    label: str
    group: str
    kind: Kind
    help: str
    limit: int | None = None
    required: bool = False
    always_shown: bool = False
    values: tuple[str, ...] = ()
    weight: int = 0
    title_limit: int | None = None
    link_required: bool = True
    edited: bool = True
    """False for what people do not type: it follows from the tenant, the life cycle or the national register."""


LINK_LIMIT = 500
"""Of the link in a list of references."""

_KEYS = (
    Key("name", _("Naam"), GENERAL, "line", _("Een herkenbare naam, liefst met een werkwoord: wat doet het?"),
        limit=100, required=True, always_shown=True, weight=8),
    Key("description_short", _("Korte omschrijving"), GENERAL, "line",
        _("Twee of drie zinnen in gewone taal. Dit staat in de zoekresultaten en is vaak het enige dat iemand leest."),
        limit=400, required=True, always_shown=True, weight=8),
    Key("organization", _("Organisatienaam"), GENERAL, "line",
        _("De organisatie die het algoritme inzet, met de volledige naam. Dat is er altijd precies één."),
        limit=100, required=True, always_shown=True, weight=8, edited=False),
    Key("category", _("Thema"), GENERAL, "choices", _("Kies de onderwerpen waar dit over gaat. Meer dan één mag."),
        always_shown=True, values=THEMES, weight=8),
    Key("status", _("Status"), GENERAL, "choice", _("Dit volgt uit de levensloop en vult u niet zelf in."),
        required=True, always_shown=True, values=STATUSES, weight=8, edited=False),
    Key("begin_date", _("Begindatum"), GENERAL, "month",
        _("De maand waarin het gebruik begon. Dit volgt uit de levensloop."),
        limit=7, always_shown=True, weight=8, edited=False),
    Key("end_date", _("Einddatum"), GENERAL, "month",
        _("De maand waarin het gebruik stopte. Dit volgt uit de levensloop."), limit=7, edited=False),
    Key("contact_email", _("Contactgegevens"), GENERAL, "contact",
        _("Waar inwoners met vragen terechtkunnen: een algemeen e-mailadres of een contactpagina. Geen adres van één "
           "medewerker."),
        limit=500, required=True, always_shown=True, weight=8),
    Key("website", _("Link naar publiekspagina"), GENERAL, "link",
        _("Een pagina van uw organisatie over het werk waar dit bij hoort, bijvoorbeeld over de aanvraag."),
        limit=500, weight=2),
    Key("publication_category", _("Publicatiecategorie"), GENERAL, "choice",
        _("Waarom staat het in het register: hoog risico volgens de AI-verordening, impact op mensen of anders?"),
        required=True, always_shown=True, values=tuple(CATEGORIES.values()), weight=8),
    Key("url", _("Link naar bronregistratie"), GENERAL, "link",
        _("Staat dit ook in een eigen register van uw organisatie? Geef dan het adres daar."), limit=500, weight=2),
    Key("goal", _("Doel en impact"), RESPONSIBLE, "rich",
        _("Wat wilt u ermee bereiken, en wat merken inwoners en bedrijven ervan als het werkt zoals bedoeld?"),
        limit=2500, always_shown=True, weight=8),
    Key("proportionality", _("Afwegingen"), RESPONSIBLE, "rich",
        _("Welke voordelen en nadelen hebt u gewogen, wat had ook gekund, en waarom is dit redelijk?"),
        limit=2500, always_shown=True, weight=8),
    Key("human_intervention", _("Menselijke tussenkomst"), RESPONSIBLE, "rich",
        _("Wat doen mensen met de uitkomst? Wie controleert, wie kan ingrijpen? Zeg het ook als niemand dat doet."),
        limit=2500, always_shown=True, weight=8),
    Key("risks", _("Risicobeheer"), RESPONSIBLE, "rich",
        _("Wat kan er misgaan, voor wie, en wat doet u eraan?"), limit=2500, always_shown=True, weight=8),
    Key("lawful_basis", _("Wettelijke basis"), RESPONSIBLE, "rich",
        _("Op welke wet of regel rust het werk waarvoor u dit inzet? Zeg kort waar die wet over gaat."),
        limit=2500, weight=2),
    Key("lawful_basis_grouping", _("Verwijzingen wettelijke basis"), RESPONSIBLE, "references",
        _("De wetten en regels zelf, elk met een link."), weight=2, title_limit=100),
    Key("process_index_url", _("Link naar verwerkingsregister"), RESPONSIBLE, "link",
        _("Het adres van deze verwerking in het openbare verwerkingsregister."), limit=500, weight=2),
    Key("impacttoetsen_grouping", _("Impacttoetsen"), RESPONSIBLE, "references",
        _("Welke toetsen zijn gedaan, zoals een DPIA of IAMA? Een link naar het resultaat mag erbij."),
        weight=2, link_required=False),
    Key("impacttoetsen", _("Toelichting op impacttoetsen"), RESPONSIBLE, "rich",
        _("Is een toets niet gedaan? Leg uit waarom."), limit=2500, weight=8),
    Key("source_data", _("Gegevens"), WORKING, "rich",
        _("Welke gegevens worden gebruikt, nu en bij het maken? Noem soorten persoonsgegevens en hun herkomst."),
        limit=2500, always_shown=True, weight=8),
    Key("source_data_grouping", _("Verwijzingen gegevensbronnen"), WORKING, "references",
        _("De bronnen van die gegevens, elk met een link naar een beschrijving."), weight=2, title_limit=500),
    Key("methods_and_models", _("Technische werking"), WORKING, "rich",
        _("Wat gaat erin, wat gebeurt er, wat komt eruit? Zeg ook of het zelf bijleert. Technische taal mag hier."),
        limit=5000, weight=2),
    Key("provider", _("Leverancier"), WORKING, "line",
        _("De leverancier. Hebt u het zelf gemaakt, schrijf dan: Intern ontwikkeld."), limit=200, weight=8),
    Key("publiccode", _("Link naar broncode"), WORKING, "link",
        _("Waar de programmacode te lezen is. Leeg als die niet openbaar is."), limit=500),
    Key("lang", _("Taal"), METADATA, "choice", _("De taal van deze beschrijving."), required=True, values=("nld",),
        weight=2, edited=False),
    Key("standard_version", _("Versie publicatiestandaard"), METADATA, "choice",
        _("De versie van de standaard waarin dit is beschreven."), values=("1.0",), edited=False),
    Key("source_id", _("Bron-ID"), METADATA, "line",
        _("Het nummer van dit algoritme in uw eigen administratie."), limit=100),
    Key("tags", _("Zoektermen"), METADATA, "rich",
        _("Woorden waarop mensen zoeken, met komma's ertussen. Ze staan niet op de pagina."), limit=2500, weight=2),
    Key("lars", _("Algoritme-ID"), METADATA, "line",
        _("Het nummer in het landelijke register. Dat geeft het landelijke register zelf."), edited=False),
    Key("publication_dt", _("Publicatie datum"), METADATA, "line",
        _("Wanneer het landelijke register dit openbaar maakte. Dat vult het landelijke register in."), edited=False),
)  # fmt: skip

KEYS: Mapping[str, Key] = {key.name: key for key in _KEYS}
"""Key name -> key, in the standard's order."""

EDITED = tuple(key.name for key in _KEYS if key.edited)
"""What a person fills in."""

REQUIRED = tuple(key.name for key in _KEYS if key.required)
