"""Example facts with names from the story: the municipality of Eskerwold and its system for welfare applications."""

from datetime import date

from contracts import inventory
from contracts.envelope import TextReference

TODAY = date(2026, 11, 24)
REASON = TextReference(id="0190f3a0-0000-7000-8000-000000000001", commitment="5e" * 32)

# inventory: the organisation

ESKERWOLD = inventory.Organisation(
    name="Gemeente Eskerwold", oin="00000099000000001000", cbs_code="GM9901", tooi_code="gm9901"
)
POLICY = inventory.Policy(
    principles=("Een mens beslist.", "Wij leggen uit wat een algoritme doet."),
    oversight="Voor elk systeem is iemand aangewezen die de uitkomsten bekijkt.",
    assessment="every-system",
    adopted_on="2026-03-10",
    adopted_by="het college",
    next_review="2027-03-10",
)
ONBOARDED = inventory.OrganisationOnboarded(**ESKERWOLD.model_dump())
ADOPTED = inventory.PolicyAdopted(**POLICY.model_dump())

# inventory: the system "Voorsorteren aanvragen bijstand", on its way to the gate

SORTING = inventory.SystemDescription(
    name="Voorsorteren aanvragen bijstand",
    purpose="Legt aanvragen die volledig zijn bovenop, zodat inwoners sneller iets horen.",
    owner_role="Teammanager Inkomen",
    supplier="Rekenwerk BV",
    technique="machine-learning",
    role_in_decisions="advises",
    affected_groups=("mensen die bijstand aanvragen",),
    people_per_year=1200,
)
APPLICATIONS = inventory.DataSource(
    name="Aanvragen van de afgelopen vijf jaar",
    kind="own-register",
    personal_data=(inventory.PersonalData(kind="sensitive", what="inkomen en vermogen"),),
    use=("training",),
)
OVERSIGHT = inventory.Oversight(
    role="Senior consulent",
    checks="Leest elke week twintig aanvragen die onderop liggen.",
    stop="Zet de sortering uit met een knop.",
    explanation="De consulent legt aan de balie uit waarom een aanvraag langer duurde.",
    correction="Een inwoner belt en laat zijn gegevens verbeteren.",
    objection="Bezwaar tegen het besluit, binnen zes weken.",
    contact="algoritmes@eskerwold.example",
)
FOUND = inventory.FoundRecord(
    register="algoritmes.overheid.nl",
    source_id="99012345",
    record={"name": "Anonimiseren van stukken", "goal": "Lakt namen in stukken.", "category": ["Recht"]},
    provenance=inventory.Provenance(
        url="https://register.example/99012345", registered_on="2024-05-14", exported_on="2026-06-22"
    ),
)
REDACTING = inventory.SystemDescription(
    name="Anonimiseren van stukken", purpose="Lakt namen in stukken.", themes=("Recht",)
)

REGISTERED = inventory.SystemRegistered(description=SORTING)
FOUND_IN_USE = inventory.SystemRegistered(description=SORTING, found_as="in-use", since="2024-02")
IMPORTED = inventory.SystemRegistered(description=REDACTING, found_as="in-use", found_record=FOUND)
OVERSIGHT_ARRANGED = inventory.OversightArranged(oversight=OVERSIGHT, assessment_version=1)
SOURCE_DOCUMENTED = inventory.DataSourceDocumented(source_id="source-1", source=APPLICATIONS, assessment_version=1)
CLASSIFIED = inventory.SystemClassified(ai_act_class="high-risk", legal_point="bijlage III, punt 5(a)", reason=REASON)
CONFIRMED = inventory.ClassificationConfirmed()
SUBMITTED = inventory.AssessmentNoted(standing="submitted", assessment_version=1, system_version=1, noted_version=8)
APPROVED = inventory.AssessmentNoted(
    standing="approved",
    assessment_version=1,
    system_version=10,
    decided_on="2026-11-20",
    noted_version=12,
    written_by="dirk",
)
