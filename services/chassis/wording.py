"""What people read: written in Dutch in the code, and shown in the language of the page that they read it on.

`_("Nog {left} vragen", left=3)` is Dutch text for every program, file and database. Only where it becomes part of a
page it is looked up in the catalogue of that page's language (`services/*/locale/<language>.po`).
"""

import re
from collections.abc import Callable, Iterable
from contextvars import ContextVar
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from markupsafe import Markup, escape
from pydantic import InstanceOf

DUTCH, ENGLISH = "nl", "en"
LANGUAGES = {DUTCH: "Nederlands", ENGLISH: "English"}
"""Language -> its own name for itself. Dutch is the language of the code."""
LANGUAGE: ContextVar[str] = ContextVar("language", default=DUTCH)
"""Of the page that is being made."""
SERVICES = Path(__file__).parent.parent
PLACES = re.compile(r"\{(\w+)\}")


class Text(str):
    """A Dutch text that knows how it was made; in a page it is said in the language of that page."""

    __slots__ = ("form", "values")
    form: str
    values: dict[str, Any]

    def __new__(cls, form: str, values: dict[str, Any]) -> "Text":
        """The form with its values in the places that `{name}` leaves open."""
        made = super().__new__(cls, _filled(form, values, _dutch))
        made.form, made.values = form, values
        return made

    def __html__(self) -> Markup:
        return escape(said(self))

    def __reduce__(self) -> tuple[type["Text"], tuple[str, dict[str, Any]]]:
        return Text, (self.form, self.values)


Words = InstanceOf[str]
"""A field of a pydantic model that keeps a Text as it is."""


def _(form: str, **values: Any) -> Text:
    """A text for people. Values: texts, numbers, or dates, which are written as the reader is used to."""
    return Text(form, values)


def joined(between: str, parts: Iterable[str]) -> Text:
    """Several texts one after the other, each still a text that can be said in another language."""
    named = {f"part{n}": part for n, part in enumerate(parts)}
    return Text(between.join(f"{{{name}}}" for name in named), named)


def said(text: Any) -> str:
    """The text in the language of this page; anything else as it is."""
    if not isinstance(text, Text):
        return _value(text)
    if LANGUAGE.get() == DUTCH:
        return str(text)
    return _filled(translated(text.form), text.values, said)


def translated(form: str) -> str:
    """What the catalogue of this page's language has for it; what is in no catalogue stays Dutch."""
    language = LANGUAGE.get()
    return form if language == DUTCH else catalogue(language).get(form, form)


def translated_number(one: str, many: str, number: int) -> str:
    """One of two forms, as the number asks."""
    return translated(one if number == 1 else many)


@cache
def catalogue(language: str) -> dict[str, str]:
    """Dutch -> this language, of all services that are here. Of a text with a number both forms stand in it."""
    from babel.messages.pofile import read_po  # not at a start: a process may never show another language

    known = dict[str, str]()
    for path in sorted(SERVICES.glob(f"*/locale/{language}.po")):
        with path.open("rb") as file:
            for message in read_po(file, locale=language):
                known.update(zip(*_forms(message), strict=True))
    return known


def _forms(message: Any) -> tuple[tuple[str, ...], tuple[str, ...]]:
    if not message.id or not message.string or not all(message.string):
        return (), ()
    return (message.id, message.string) if message.pluralizable else ((message.id,), (message.string,))


def _filled(form: str, values: dict[str, Any], shown: Callable[[Any], str]) -> str:
    return PLACES.sub(lambda place: shown(values[place[1]]), form) if values else form


def _dutch(value: Any) -> str:
    if isinstance(value, str | int):
        return str(value)
    outside = LANGUAGE.set(DUTCH)
    try:
        return _value(value)
    finally:
        LANGUAGE.reset(outside)


def _value(value: Any) -> str:
    from services.chassis.formats import day  # formats ask here which language it is

    return day(value) if isinstance(value, date) else str(value)
