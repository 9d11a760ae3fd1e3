"""A system from another register follows its entry there, but for what a person changed here."""

import json

import pytest

from contracts.inventory import FoundRecord, SystemDescribed, SystemDescription
from services.chassis.decider import Rejected
from services.inventory.domain.system import ImportSystem, described_by
from tests.samples import FOUND, FOUND_IN_USE, IMPORTED, REDACTING, REGISTERED
from tests.unit.inventory.system_commands import ask, given, noted


def found(record: dict | None = None, **provenance: str) -> FoundRecord:
    """The entry with other values, or found elsewhere."""
    return FOUND.model_copy(
        update={
            "record": FOUND.record | (record or {}),
            "provenance": FOUND.provenance.model_copy(update=provenance),
        }
    )


def importing(record: FoundRecord) -> ImportSystem:
    return ask(ImportSystem, found_record=record, description=described_by(record.record), found_as="in-use")


def test_what_is_found_is_registered_with_its_record():
    given().when(importing(FOUND)).then(IMPORTED)


def test_the_same_record_again_changes_nothing():
    given(IMPORTED).when(importing(FOUND)).then()


def test_the_day_of_the_export_says_nothing():
    given(IMPORTED).when(importing(found(exported_on="2026-06-24"))).then()


def test_a_changed_record_is_followed_without_weighing_it():
    changed = found({"goal": "Lakt namen en adressen."})
    described = REDACTING.model_copy(update={"purpose": "Lakt namen en adressen."})
    fact = SystemDescribed(description=described, found_record=changed, assessment_version=1)
    given(IMPORTED).when(importing(changed)).then(fact)
    given(IMPORTED, fact).when(importing(changed)).then()


def test_another_address_is_a_change():
    moved = found(url="https://register.example/nl/99012345")
    fact = SystemDescribed(description=REDACTING, found_record=moved, assessment_version=1)
    given(IMPORTED).when(importing(moved)).then(fact)


def test_another_day_of_registration_is_a_correction():
    redated = found(registered_on="2025-01-01")
    fact = SystemDescribed(description=REDACTING, found_record=redated, change="correction", assessment_version=1)
    given(IMPORTED).when(importing(redated)).then(fact)


def test_another_day_beside_another_text_is_a_change():
    both = found({"goal": "Lakt."}, registered_on="2025-01-01")
    described = REDACTING.model_copy(update={"purpose": "Lakt."})
    fact = SystemDescribed(description=described, found_record=both, assessment_version=1)
    given(IMPORTED).when(importing(both)).then(fact)


def test_after_a_submission_an_import_stays_open_until_someone_weighs_it():
    changed = SystemDescribed(description=REDACTING, found_record=found({"tags": "lakken"}), assessment_version=1)
    given(IMPORTED, noted("approved", seen=1)).when(importing(changed.found_record)).then(changed)
    assert given(IMPORTED, noted("approved", seen=1), changed).state.open_changes == (3,)


def test_after_a_submission_a_correction_needs_no_weighing():
    redated = found(registered_on="2025-01-01")
    fact = SystemDescribed(description=REDACTING, found_record=redated, change="correction", assessment_version=1)
    given(IMPORTED, noted("approved", seen=1)).when(importing(redated)).then(fact)
    assert given(IMPORTED, noted("approved", seen=1), fact).state.open_changes == ()


def test_a_field_that_a_person_edited_keeps_its_value():
    edited = REDACTING.model_copy(update={"purpose": "Onze eigen woorden.", "department": "Archief"})
    by_a_person = SystemDescribed(description=edited, assessment_version=1)
    changed = found({"name": "Anonimiseren", "goal": "Lakt."})
    merged = edited.model_copy(update={"name": "Anonimiseren"})
    fact = SystemDescribed(description=merged, found_record=changed, assessment_version=1)
    given(IMPORTED, by_a_person).when(importing(changed)).then(fact)


def test_an_edited_field_stays_a_persons_also_after_an_import():
    edited = SystemDescribed(
        description=REDACTING.model_copy(update={"purpose": "Onze eigen woorden."}), assessment_version=1
    )
    followed = edited.model_copy(update={"found_record": found({"tags": "lakken"})})
    last = found({"tags": "lakken", "goal": "Lakt."})
    fact = edited.model_copy(update={"found_record": last})
    given(IMPORTED, edited, followed).when(importing(last)).then(fact)


def test_fields_that_were_edited_one_after_the_other_all_keep_their_values():
    first = REDACTING.model_copy(update={"purpose": "Onze eigen woorden."})
    second = first.model_copy(update={"name": "Zwart maken"})
    edits = [SystemDescribed(description=edited, assessment_version=1) for edited in (first, second)]
    changed = found({"name": "Anonimiseren", "goal": "Lakt."})
    fact = SystemDescribed(description=second, found_record=changed, assessment_version=1)
    given(IMPORTED, *edits).when(importing(changed)).then(fact)


def test_a_field_that_a_person_emptied_stays_empty():
    emptied = SystemDescribed(description=REDACTING.model_copy(update={"purpose": None}), assessment_version=1)
    changed = found({"goal": "Lakt."})
    fact = emptied.model_copy(update={"found_record": changed})
    given(IMPORTED, emptied).when(importing(changed)).then(fact)


def test_a_value_that_left_the_record_leaves_the_description():
    without = FOUND.model_copy(update={"record": {"name": "Anonimiseren van stukken"}})
    described = SystemDescription(name="Anonimiseren van stukken")
    fact = SystemDescribed(description=described, found_record=without, assessment_version=1)
    given(IMPORTED).when(importing(without)).then(fact)


@pytest.mark.parametrize("registered", [REGISTERED, FOUND_IN_USE])
def test_an_entry_found_for_a_system_that_a_person_registered_fills_only_what_was_unknown(registered):
    themes = registered.description.model_copy(update={"themes": ("Recht",)})
    fact = SystemDescribed(description=themes, found_record=FOUND, assessment_version=1)
    given(registered).when(importing(FOUND)).then(fact)


def test_a_record_tells_name_purpose_supplier_themes_and_category():
    record = {
        "name": " Slim meten ",
        "goal": "Meet slim.",
        "provider": "Meetwerk BV",
        "category": ["Verkeer", "Ruimte en infrastructuur"],
        "publication_category": "Impactvolle algoritmes",
        "status": "In gebruik",
    }
    assert described_by(record) == SystemDescription(
        name="Slim meten",
        purpose="Meet slim.",
        supplier="Meetwerk BV",
        themes=("Verkeer", "Ruimte en infrastructuur"),
        publication_category="impactful",
    )


def test_what_a_record_does_not_tell_stays_unknown():
    bare = SystemDescription(name="Slim meten")
    assert described_by({"name": "Slim meten"}) == bare
    assert described_by({"name": "Slim meten", "goal": "", "provider": None, "category": ""}) == bare


def test_themes_may_stand_in_one_text():
    assert described_by({"name": "WOZ", "category": "Economie, Wonen"}).themes == ("Economie", "Wonen")


@pytest.mark.parametrize(
    ("word", "category"),
    [
        ("Hoog-risico AI-systeem", "high-risk"),
        ("Hoog-risico AI-systemen (Categorie A)", "high-risk"),
        ("Impactvolle algoritmes", "impactful"),
        ("Overige algoritmes", "other"),
        ("Iets anders", None),
        ("", None),
    ],
)
def test_categories_are_known_by_how_they_begin(word, category):
    assert described_by({"name": "WOZ", "publication_category": word}).publication_category == category


@pytest.mark.parametrize(
    ("record", "code", "key"),
    [
        ({}, "name-missing", "name"),
        ({"name": "  "}, "name-missing", "name"),
        ({"name": "n" * 301}, "too-long", "name"),
        ({"name": "WOZ", "provider": "p" * 301}, "too-long", "provider"),
        ({"name": "WOZ", "goal": "g" * 5001}, "too-long", "goal"),
        ({"name": "WOZ", "category": ["c" * 301]}, "too-long", "category"),
        ({"name": 12}, "not-a-text", "name"),
        ({"name": "WOZ", "category": 3}, "not-a-text", "category"),
        ({"name": "WOZ", "category": [3]}, "not-a-text", "category"),
        ({"name": "WOZ", "publication_category": ["A"]}, "not-a-text", "publication_category"),
    ],
)
def test_nothing_is_cut_or_guessed_but_refused_by_its_key(record, code, key):
    with pytest.raises(Rejected) as refusal:
        described_by(record)
    assert (refusal.value.code, refusal.value.missing) == (code, (key,))


def test_what_just_fits_is_taken():
    longest = {"name": "n" * 300, "goal": "g" * 5000, "provider": "p" * 300}
    assert described_by(longest).purpose == longest["goal"]


def test_every_entry_of_the_real_register_fits(reference):
    file = reference("register/real-entries/algoritmes-2026-08-08.json")
    entries = json.loads(file.read_text(encoding="utf-8"))["algoritmes"]
    described = [described_by({"name": entry["title"], "goal": entry["doel"]}) for entry in entries]
    assert (len(described), sum(each.purpose is None for each in described)) == (1530, 8)
