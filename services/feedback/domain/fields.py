"""The official keys of a register entry (publication standard 1.0) that residents can say something about."""

from collections.abc import Mapping

FIELDS: Mapping[str, str] = {
    "name": "Naam",
    "description_short": "Korte omschrijving",
    "category": "Thema",
    "status": "Status",
    "begin_date": "Begindatum",
    "end_date": "Einddatum",
    "contact_email": "Contactgegevens",
    "website": "Link naar publiekspagina",
    "publication_category": "Publicatiecategorie",
    "url": "Link naar bronregistratie",
    "goal": "Doel en impact",
    "proportionality": "Afwegingen",
    "human_intervention": "Menselijke tussenkomst",
    "risks": "Risicobeheer",
    "lawful_basis": "Wettelijke basis",
    "lawful_basis_grouping": "Verwijzingen wettelijke basis",
    "process_index_url": "Link naar verwerkingsregister",
    "impacttoetsen_grouping": "Impacttoetsen",
    "impacttoetsen": "Toelichting op impacttoetsen",
    "source_data": "Gegevens",
    "source_data_grouping": "Verwijzingen gegevensbronnen",
    "methods_and_models": "Technische werking",
    "provider": "Leverancier",
    "publiccode": "Link naar broncode",
}
"""Key -> the label that the standard gives it. One that an entry lacks is worth a question too."""
