"""What the editor shows of an entry: its fields, the preview, what is different from what is public, who may act."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from markupsafe import Markup
from sqlalchemy import RowMapping

from services.chassis.access import Ask
from services.chassis.pages import Form
from services.chassis.pictures import Infographic
from services.publication.domain import grounds
from services.publication.domain.entry import Entry
from services.publication.domain.entry.state import public_record
from services.publication.domain.record import EDITED, GROUPS, KEYS, Key, Stop, completeness, export, is_known, missing
from services.publication.domain.record.keys import REQUIRED
from services.publication.domain.redress import redress_in
from services.publication.pages import values, words
from services.publication.pages.changes import Difference, differences, redressed
from services.publication.pages.pictures import drawing

LONG_LINE = 200
"""A field of one line that may be longer than this gets more room."""


@dataclass(frozen=True)
class Known:
    """One entry for the person who looks at it; `record` is what stands in the fields."""

    row: RowMapping
    state: Entry
    ask: Ask
    record: Mapping[str, Any]
    redress: Mapping[str, str]
    organisation_name: str

    @cached_property
    def stops(self) -> Sequence[Stop]:
        """What would stop an export in the national standard's own schema, once this is public."""
        public = public_record(self.state, self.record, self.state.found or {}, self.organisation_name)
        return export(public)[1]

    @property
    def editable(self) -> Sequence[str]:
        """The keys that have a field here."""
        return EDITED

    @property
    def groups(self) -> list[tuple[str, list[Key]]]:
        """The fields that people fill in, under the standard's headings."""
        keys = [KEYS[name] for name in EDITED]
        return [(group, [key for key in keys if key.group == group]) for group in GROUPS]

    @property
    def lacking(self) -> list[Key]:
        """What the standard requires and people still have to fill in."""
        return [KEYS[name] for name in missing(self.record) if name in EDITED]

    @property
    def required(self) -> int:
        """How many keys people must fill in."""
        return len([name for name in REQUIRED if name in EDITED])

    @property
    def filled(self) -> int:
        """How many keys are filled in."""
        return len([name for name in EDITED if is_known(self.record.get(name))])

    @property
    def total(self) -> int:
        """How many keys people may fill in."""
        return len(EDITED)

    @property
    def completeness(self) -> int:
        """As the national register's editor counts it, 0 to 100."""
        return completeness(self.record)

    @property
    def differences(self) -> Sequence[Difference]:
        """What residents would read otherwise; nothing while nothing is public."""
        if self.state.published is None or self.state.draft is None:
            return []
        changed = [one for one in differences(self.state.published, self.record) if one.key in EDITED]
        return changed + redressed(redress_in(self.state.extension), self.redress)

    @property
    def lag(self) -> Sequence[Difference]:
        """What the inventory says now of fields that lag behind in public."""
        now, read = self.state.description or {}, self.state.published or {}
        lagging = {key: now.get(key) for key in self.state.outdated}
        beside = redress_in(self.state.extension)
        return differences(read, {**read, **lagging}) + redressed(beside, {**beside, **lagging})

    def now(self, key: str) -> Markup | None:
        """How the inventory says it, as residents would read that."""
        found = (self.state.description or {}).get(key)
        return values.value(KEYS[key], found) if key in KEYS else values.plain(str(found or ""))

    @property
    def may_edit(self) -> bool:
        return "editor" in self.ask.roles

    @cached_property
    def may_approve(self) -> bool:
        """Is it this person's turn to make it public?"""
        draft = self.state.draft
        own = draft is not None and self.ask.member in draft.written_by | draft.persons
        return draft is not None and draft.submitted and "approver" in self.ask.roles and not own

    @cached_property
    def may_take_over(self) -> bool:
        """May this person make it public as it stood in another register?"""
        draft = self.state.draft
        own = draft is not None and self.ask.member in draft.written_by | draft.persons
        return self.state.imported_only and "approver" in self.ask.roles and not own

    @property
    def second(self) -> frozenset[str] | None:
        """Who is behind the draft, when another person is to make it public now; None when nobody is, or who looks."""
        draft = self.state.draft
        waits = draft is not None and (draft.submitted or self.state.imported_only)
        if draft is None or not waits or self.may_approve or self.may_take_over:
            return None
        return draft.written_by | draft.persons

    @property
    def may_withdraw(self) -> bool:
        return self.state.published is not None and "approver" in self.ask.roles

    @property
    def why_withdrawn(self) -> str:
        """Why it is no longer public; empty when it was not taken off."""
        return grounds.said(self.state.withdrawn.ground) if self.state.withdrawn else ""

    @property
    def answers(self) -> list[tuple[str, values.Field]]:
        """Questions of a resident that have an answer."""
        fields = [(question, values.field(KEYS[key], self.record)) for key, question in words.QUESTIONS.items()]
        return [(question, field) for question, field in fields if field.value]

    @property
    def drawing(self) -> Infographic | None:
        """The picture that residents would see."""
        return drawing(self.record)

    def value(self, key: Key) -> Markup | None:
        """A value for who only reads."""
        return values.value(key, self.record.get(key.name))

    def choices(self, key: Key) -> list[tuple[str, str]]:
        """The answers to choose from, each with how the page says it."""
        return [(word, words.standard(word)) for word in key.values]

    def source(self, name: str) -> str:
        """Where a value came from that nobody changed here; empty for what people typed."""
        if not is_known(self.state.whole.get(name)) or name in self.state.edited:
            return ""
        found = name in (self.state.found or {}) and name not in self.state.described
        return words.FROM_REGISTER if found else words.FROM_INVENTORY

    def is_written(self, key: Key) -> bool:
        """Does the field hold the words of who typed them?"""
        return key.kind in values.WRITTEN

    def is_long(self, key: Key) -> bool:
        return key.kind in ("rich", "references") or (key.kind == "line" and (key.limit or 0) > LONG_LINE)


def is_editor(form: Form) -> bool:
    """Is it the form with the fields, and not one of the steps?"""
    return "step" not in form.values


def explained(form: Form, known: Known) -> Form:
    """What is missing as links to the fields, in words."""
    form.missing = [
        (f"#field-{code}", KEYS[code].label) if isinstance(code, str) and code in KEYS else code
        for code in form.missing
    ]
    return form
