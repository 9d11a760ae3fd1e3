"""The official keys of a register entry (publication standard 1.0) that residents can say something about."""

from collections.abc import Mapping

from services.chassis.wording import _

FIELDS: Mapping[str, str] = {
    "name": _("Naam"),
    "description_short": _("Korte omschrijving"),
    "category": _("Thema"),
    "status": _("Status"),
    "begin_date": _("Begindatum"),
    "end_date": _("Einddatum"),
    "contact_email": _("Contactgegevens"),
    "website": _("Link naar publiekspagina"),
    "publication_category": _("Publicatiecategorie"),
    "url": _("Link naar bronregistratie"),
    "goal": _("Doel en impact"),
    "proportionality": _("Afwegingen"),
    "human_intervention": _("Menselijke tussenkomst"),
    "risks": _("Risicobeheer"),
    "lawful_basis": _("Wettelijke basis"),
    "lawful_basis_grouping": _("Verwijzingen wettelijke basis"),
    "process_index_url": _("Link naar verwerkingsregister"),
    "impacttoetsen_grouping": _("Impacttoetsen"),
    "impacttoetsen": _("Toelichting op impacttoetsen"),
    "source_data": _("Gegevens"),
    "source_data_grouping": _("Verwijzingen gegevensbronnen"),
    "methods_and_models": _("Technische werking"),
    "provider": _("Leverancier"),
    "publiccode": _("Link naar broncode"),
}
"""Key -> the label that the standard gives it. One that an entry lacks is worth a question too."""
