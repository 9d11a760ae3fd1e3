"""A record in a form and back: what was not touched keeps exactly the value that it had."""

from collections.abc import Mapping
from typing import Any

from services.chassis.pages import Form
from services.publication.domain.entry import Entry
from services.publication.domain.record import EDITED, KEYS, Key, is_known
from services.publication.domain.redress import REDRESS, redress_in

BETWEEN = " | "
"""Stands between title and link in a list of references, one on each line."""


def filled(record: Mapping[str, Any], version: int) -> Form:
    """A form that shows the record, with what a resident can do."""
    values = {name: shown(KEYS[name], record[name]) for name in EDITED if is_known(record.get(name))}
    beside = {name: record[name] for name in REDRESS if name in record}
    return Form(values | beside | {"version": str(version)})


def shown(key: Key, value: Any) -> Any:
    """A value as its field holds it."""
    if key.kind == "references":
        items = value if isinstance(value, list | tuple) else [value]
        return "\n".join(_line(item) for item in items)
    return [str(one) for one in value] if isinstance(value, list | tuple) else str(value)


def standing(form: Form | None, state: Entry) -> tuple[dict[str, Any], dict[str, str]]:
    """What stands in the fields, as typed or as the entry has it: the record, and what a resident can do."""
    if form is None:
        return state.content, redress_in(state.beside)
    return typed(form, state.content), retyped(form, state.beside)


def typed(form: Form, before: Mapping[str, Any]) -> dict[str, Any]:
    """What people fill in, as a whole; an empty field is not known."""
    record = {name: _typed(KEYS[name], form, before.get(name)) for name in EDITED}
    return {name: value for name, value in record.items() if is_known(value)}


def retyped(form: Form, before: Mapping[str, Any] | None) -> dict[str, str]:
    """What a resident can do, as a whole; `before`: the extension as it stood."""
    was = redress_in(before)
    found = {name: form.text(name).replace("\r\n", "\n") for name in REDRESS}
    return {name: was[name] if _bare(was.get(name)) == text else text for name, text in found.items() if text}


def _typed(key: Key, form: Form, before: Any) -> Any:
    found = form.several(key.name) if key.kind == "choices" else form.text(key.name).replace("\r\n", "\n")
    if is_known(before) and found == _bare(shown(key, before)):
        return before
    return [_reference(line) for line in form.lines(key.name)] if key.kind == "references" else found


def _bare(value: Any) -> Any:
    """A value as a browser sends it back: without blanks around it."""
    return value.replace("\r\n", "\n").strip() if isinstance(value, str) else value


def _line(item: Any) -> str:
    if not isinstance(item, Mapping):
        return str(item)
    return BETWEEN.join(str(item[part]) for part in ("title", "link") if item.get(part))


def _reference(line: str) -> dict[str, str]:
    """`title | link`; a line that is only a link has no title."""
    title, bar, link = (part.strip() for part in line.rpartition(BETWEEN.strip()))
    if bar:
        return {"title": title, "link": link}
    return {"title": "", "link": link} if link.startswith(("http://", "https://")) else {"title": link}
