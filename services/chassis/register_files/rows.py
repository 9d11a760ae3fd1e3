"""One entry of an export: what is known of it, in the official keys, or why it cannot be taken over."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from services.chassis.decider import Rejected
from services.chassis.wording import _

REGISTER = "algoritmes.overheid.nl"
"""The national register, as what was imported from it names its source."""

KEYS = (
    "name", "description_short", "organization", "category", "status", "begin_date", "end_date", "contact_email",
    "website", "publication_category", "url", "goal", "proportionality", "human_intervention", "risks",
    "lawful_basis", "lawful_basis_grouping", "process_index_url", "impacttoetsen_grouping", "impacttoetsen",
    "source_data", "source_data_grouping", "methods_and_models", "provider", "publiccode", "lang",
    "standard_version", "source_id", "tags", "lars", "publication_dt",
)  # fmt: skip
"""The official keys of publication standard 1.0. Other columns of an export belong to older versions: left out."""

FOUND_AS = {"In ontwikkeling": "development", "In gebruik": "in-use", "Buiten gebruik": "retired"}
STATUS = {folded: status for status in FOUND_AS for folded in (status.lower(), status.lower().replace(" ", "_"))} | {
    "ontwikkeling": "In ontwikkeling",
}
MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])", re.ASCII)
DAY = re.compile(r"(\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]))(?!\d)", re.ASCII)
NUMBER = re.compile(r"\d{8}", re.ASCII)
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
LONGEST_SOURCE_ID = 300
LONGEST_TEXT = 1 << 17
"""Characters in one field; what is longer is no entry of a register."""


class UnreadableFile(Rejected):
    """The file as a whole cannot be read; the message is one sentence for whoever offered it."""

    def __init__(self, sentence: str) -> None:
        super().__init__("unreadable-file", sentence)


class RefusedField(Exception):
    """One field keeps its row from being taken over: the column or key as the file has it, and why."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(reason)
        self.field, self.reason = field, reason


@dataclass(frozen=True)
class BadRow:
    """An entry that cannot be taken over. `row` counts entries from 1; `source_id` when that much is known.

    `entry` is what stood in the file: an object (JSON), or a list of cells (CSV).
    """

    row: int
    field: str
    reason: str
    organisation: str | None = None
    source_id: str | None = None
    entry: Any = None


@dataclass(frozen=True)
class Row:
    """An entry as it stands in the register: official keys only, known values only, whole however long they are.

    `entry` is what stood in the file: an object (JSON), or a list of cells (CSV).
    """

    row: int
    organisation: str
    source_id: str
    found_as: str
    record: Mapping[str, Any]
    provenance: Mapping[str, str]
    since: str | None = None
    entry: Any = None

    def body(self) -> dict[str, Any]:
        """The row as the inventory's import takes it."""
        since = {} if self.since is None else {"since": self.since}
        return {"row": self.row, "sourceId": self.source_id, "foundAs": self.found_as, **since,
                "record": dict(self.record), "provenance": dict(self.provenance)}  # fmt: skip


@dataclass(frozen=True)
class Found:
    """What a reader takes from the file: official keys with their values, and the name of each key in that file."""

    record: Mapping[str, Any]
    provenance: Mapping[str, str | None]
    names: Mapping[str, str] = field(default_factory=dict)
    number: str | None = None
    """The register's own number of the entry, as the file gives it."""

    def named(self, key: str) -> str:
        """The file's own name of an official key."""
        return self.names.get(key, key)


def folded(name: str) -> str:
    """A name without what makes no difference: capitals and the blanks around and between words."""
    return " ".join(name.casefold().split())


def row_of(number: int, found: Found, entry: Any) -> Row:
    """Raises RefusedField."""
    for key, value in found.record.items():
        _refuse_characters(found.named(key), value)
    organisation, name = (_needed(found, key) for key in ("organization", "name"))
    status = STATUS.get(_needed(found, "status").lower())
    if status is None:
        named, known = str(found.record["status"])[:60], ", ".join(FOUND_AS)
        sentence = _(
            "“{status}” is geen status van de publicatiestandaard. Kies uit: {known}.", status=named, known=known
        )
        raise RefusedField(found.named("status"), sentence)
    record = {key: found.record[key] for key in KEYS if found.record.get(key)} | {"status": status}
    since = str(record.get("begin_date", ""))
    return Row(
        row=number,
        organisation=organisation,
        source_id=_source_id(found, organisation, name),
        found_as=FOUND_AS[status],
        record=record,
        provenance={key: value for key, value in found.provenance.items() if value},
        since=since if MONTH.fullmatch(since) else None,
        entry=entry,
    )


def lars(number: str | None) -> str | None:
    """The number when it is one of the register: eight digits, the last a check digit."""
    if number is None or not NUMBER.fullmatch(number):
        return None
    digits = [int(digit) for digit in number]
    return number if (3 * sum(digits[:7:2]) + sum(digits[1:7:2])) % 10 == digits[7] else None


def day(text: str | None) -> str | None:
    """The day with which a date or a moment begins, if it does."""
    found = DAY.match(text or "")
    return found.group(1) if found else None


def web_address(text: str | None) -> str | None:
    """The text when it is an http or https address without blanks."""
    return text if text and re.fullmatch(r"https?://\S+", text) else None


def _needed(found: Found, key: str) -> str:
    if not (value := found.record.get(key)):
        raise RefusedField(found.named(key), _("Dit is leeg. Vul het in."))
    return str(value)


def source_id_of(found: Found) -> str | None:
    """The source id that the entry has or would have, as far as it is known."""
    organisation, name = found.record.get("organization"), found.record.get("name")
    named = (organisation and name) or found.number or found.record.get("source_id")
    return _source_id(found, str(organisation), str(name)) if named else None


def _source_id(found: Found, organisation: str, name: str) -> str:
    known = found.number or found.record.get("source_id") or f"{organisation}: {name}"
    if len(known) <= LONGEST_SOURCE_ID:
        return str(known)
    digest = sha256(known.encode()).hexdigest()
    return f"{known[: LONGEST_SOURCE_ID - len(digest) - 1]} {digest}"


def _refuse_characters(name: str, value: Any) -> None:
    texts = value if isinstance(value, list) else [value]
    for text in texts:
        parts = text.values() if isinstance(text, dict) else [text]
        if any(FORBIDDEN.search(part) for part in parts if isinstance(part, str)):
            raise RefusedField(name, _("Er staat een onzichtbaar teken in dat niet mag. Typ de tekst opnieuw."))
