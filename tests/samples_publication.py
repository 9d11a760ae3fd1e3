"""Example facts of publication: the entry of "Voorsorteren aanvragen bijstand", and one found in a register."""

from typing import Any

from contracts.envelope import TextReference
from contracts.inventory import FoundRecord, Provenance, SystemDescription
from contracts.publication import (
    AlgorithmPublished,
    AlgorithmWithdrawn,
    AssessmentNoted,
    DescriptionNoted,
    EntryDrafted,
    EntryPublished,
    EntryReturned,
    EntryRevised,
    EntrySubmitted,
    EntryWithdrawn,
    LifeCycleNoted,
    PublicAssessment,
    PublicExtension,
    PublicRecord,
    TakenOver,
    Tombstone,
)

ORGANISATION, ORGANISATION_NAME = "eskerwold", "Gemeente Eskerwold"
URI = "/id/algorithm/0192f0c4-7a11-7c3e-9f00-5b1d3c2a4e61"
PUBLISHED_AT = "2026-11-24T09:00:00Z"

DESCRIPTION = SystemDescription(
    name="Voorsorteren aanvragen bijstand",
    purpose="Aanvragen die waarschijnlijk compleet zijn, komen eerder bij een medewerker.",
    themes=("Sociale zekerheid", "Balie"),
    publication_category="high-risk",
    supplier="Sorteerder BV",
)
COMPOSED: dict[str, Any] = {
    "name": "Voorsorteren aanvragen bijstand",
    "category": ["Sociale zekerheid"],
    "publication_category": "Hoog-risico AI-systeem",
    "goal": "Aanvragen die waarschijnlijk compleet zijn, komen eerder bij een medewerker.",
    "provider": "Sorteerder BV",
}
COMPLETE: dict[str, Any] = COMPOSED | {
    "description_short": "Dit systeem legt aanvragen voor bijstand op volgorde. Een medewerker beslist.",
    "contact_email": "algoritmes@eskerwold.example",
}
FIXED = {"organization": ORGANISATION_NAME, "status": "In ontwikkeling", "lang": "nld", "standard_version": "1.0"}
PUBLIC: dict[str, Any] = COMPLETE | FIXED

DRAFTED = EntryDrafted(record=COMPOSED, origin="inventory", noted_version=1, written_by="cora")
EDITED = EntryRevised(record=COMPLETE, origin="person")
SUBMITTED = EntrySubmitted()
REASON = TextReference(id="0192f0c4-7a11-7c3e-9f00-5b1d3c2a4e99", commitment="ab" * 32)
RETURNED = EntryReturned(reason=REASON)
PUBLISHED = EntryPublished(number=1, record=PUBLIC)
ALGORITHM_PUBLISHED = AlgorithmPublished(
    version=1,
    public=PublicRecord(
        organisation=ORGANISATION,
        uri=URI,
        version=1,
        published_at=PUBLISHED_AT,
        record=PUBLIC,
        extension=PublicExtension(),
    ),
)

WITHDRAWN = EntryWithdrawn(number=2, ground="by-mistake")
ALGORITHM_WITHDRAWN = AlgorithmWithdrawn(
    version=2,
    public=Tombstone(
        organisation=ORGANISATION,
        uri=URI,
        version=2,
        withdrawn_at=PUBLISHED_AT,
        ground="by-mistake",
        name=PUBLIC["name"],
    ),
)

FOUND = FoundRecord(
    register="algoritmes.overheid.nl",
    source_id="11243658",
    record={
        "name": "Herkennen van kentekens",
        "goal": "Wie een vergunning heeft, rijdt door.",
        "status": "In gebruik",
        "begin_date": "2021-03",
        "lars": "11243658",
    },
    provenance=Provenance(
        url="https://register.example/11243658", registered_on="2024-02-06", exported_on="2026-06-22"
    ),
)
FOUND_DESCRIPTION = SystemDescription(name="Herkennen van kentekens", purpose="Wie een vergunning heeft, rijdt door.")
FOUND_DESCRIBED = {"name": "Herkennen van kentekens", "goal": "Wie een vergunning heeft, rijdt door."}
IMPORTED = EntryDrafted(
    record=FOUND.record,
    origin="import",
    register=FOUND.register,
    provenance=FOUND.provenance,
    noted_version=1,
    described=FOUND_DESCRIBED,
    written_by="cora",
)
TAKEN_OVER = TakenOver(register=FOUND.register, on="2026-11-24", provenance=FOUND.provenance)
TAKEN_OVER_RECORD: dict[str, Any] = FOUND.record | FIXED | {"status": "In gebruik"}
TAKEN_OVER_PUBLISHED = EntryPublished(number=1, record=TAKEN_OVER_RECORD, taken_over=TAKEN_OVER)

RENAMED = COMPOSED | {"name": "Aanvragen op volgorde"}
RENAMED_NOTED = DescriptionNoted(described=RENAMED, noted_on="2026-11-24", noted_version=2, written_by="cora")

IN_USE_NOTED = LifeCycleNoted(state="in-use", month="2026-12", noted_version=7, written_by="piet")
SUSPENDED_NOTED = LifeCycleNoted(state="suspended", month="2027-03", noted_version=9, written_by="piet")
RETIRED_NOTED = LifeCycleNoted(state="retired", month="2028-01", noted_version=11, written_by="piet")
IN_PROGRESS_NOTED = AssessmentNoted(standing="in-progress", noted_version=2, written_by="piet")
APPROVED_NOTED = AssessmentNoted(standing="approved", decided_on="2026-11-20", noted_version=14, written_by="dirk")
DECIDED = PublicAssessment(standing="decided", on="2026-11-20")
