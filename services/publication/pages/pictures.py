"""Pictures of an entry, and of the register as a whole."""

from collections.abc import Mapping, Sequence
from typing import Any

from markupsafe import Markup, escape

from services.chassis import formats
from services.chassis.pictures import Infographic, Kind, Station
from services.chassis.wording import _, joined, said
from services.publication.domain.record import STATUSES
from services.publication.pages import words
from services.publication.pages.values import MOST_WORDS, items, plain_text, sentence
from services.publication.queries import Facets

LEAST = 2
"""Of data, computer, people and result so many are known, or there is nothing to draw."""
NOT_YET = _("Nog niet bekend.")
MOST_BLOCKS = 60
IN_A_ROW = 9


def drawing(record: Mapping[str, Any]) -> Infographic | None:
    """Who, data, computer, people, result: in the entry's own words; none when too little is known to draw.

    What is not known says so. Who it is about follows from the themes, and is left out where there are none.
    """
    told = [
        (Kind.DATA, _("Gegevens erin"), _data(record)),
        (Kind.COMPUTER, _("De computer"), _said(record, "description_short")),
        (Kind.PERSON, _("Wat mensen doen"), _said(record, "human_intervention")),
        (Kind.LETTER, _("Wat het moet opleveren"), _said(record, "goal")),
    ]
    if sum(bool(line) for _kind, _label, line in told) < LEAST:
        return None
    stations = [Station(kind, label, line or NOT_YET, bool(line)) for kind, label, line in told]
    stations = [*_who(record), *stations]
    described = joined("; ", (joined(": ", (station.label, station.line)) for station in stations))
    return Infographic("weg", _("Van gegevens naar resultaat"), described, stations)


def _said(record: Mapping[str, Any], key: str) -> str:
    return sentence(plain_text(record.get(key)))


def _data(record: Mapping[str, Any]) -> str:
    """The names in a list of data, as many as fit; else what the sources are called, or what is said first."""
    names = [item.partition(":")[0] for item in items(str(record.get("source_data") or ""))]
    if not names:
        return _said(record, "source_data_grouping") or _said(record, "source_data")
    fit = next((n for n in range(len(names), 1, -1) if len(" ".join(names[:n]).split()) <= MOST_WORDS), 1)
    return ", ".join([sentence(names[0]), *names[1:fit]]) + (" …" if fit < len(names) else "")


def _who(record: Mapping[str, Any]) -> list[Station]:
    """Another register may hold anything here."""
    themes = record.get("category")
    if not themes or not isinstance(themes, list | tuple):
        return []
    line = _("Inwoners die hiermee te maken krijgen. Thema: {themes}.", themes=words.listed(themes))
    return [Station(Kind.PERSON, _("Over wie het gaat"), line)]


def overview(counted: Facets) -> Markup:
    """A block for every system with a tick where a DPIA was decided; bars when there are many."""
    rows = [
        (status, counted.status[status], counted.decided[status])
        for status in STATUSES[1:2] + STATUSES[:1] + STATUSES[2:]
    ]
    rows = [row for row in rows if row[1]]
    draw = _blocks if counted.total <= MOST_BLOCKS else _bars
    parts, top = list[str](), 0
    for status, number, decided in rows:
        drawn, height = draw(top + 26, number, decided, counted.total)
        parts += [_label(top, status, number), drawn]
        top += 26 + height + 22
    many = _("{n} systemen, per stand", n=formats.number(counted.total))
    title = many if counted.total != 1 else _("Eén systeem, met zijn stand")
    return Markup(  # noqa: S704 numbers, and words of our own
        f'<svg role="img" aria-labelledby="stand-title stand-desc" viewBox="0 -2 384 {max(top, 20)}">'
        f'<title id="stand-title">{escape(title)}</title>'
        f'<desc id="stand-desc">{escape(_described(rows))}.</desc>{"".join(parts)}</svg>'
    )


def _described(rows: Sequence[tuple[str, int, int]]) -> str:
    return joined(
        "; ",
        [
            _("{n} {status}, waarvan {decided} met een besloten DPIA", n=n, status=_low(status), decided=decided)
            for status, n, decided in rows
        ],
    )


def _low(status: str) -> str:
    return said(words.standard(status)).lower()


def _label(top: int, status: str, number: int) -> str:
    return (
        f'<text x="0" y="{top + 15}" font-size="16" fill="#fff">'
        f'<tspan font-weight="650">{formats.number(number)}</tspan> {escape(_low(status))}</text>'
    )


def _blocks(top: int, number: int, decided: int, total: int) -> tuple[str, int]:
    blocks = []
    for i in range(number):
        x, y = 42 * (i % IN_A_ROW), top + 42 * (i // IN_A_ROW)
        blocks.append(f'<rect x="{x}" y="{y}" width="32" height="32" rx="2" fill="#fff"/>')
        if i < decided:
            blocks.append(_tick(x, y))
    return "".join(blocks), 42 * ((number - 1) // IN_A_ROW + 1) - 10


def _tick(x: int, y: int) -> str:
    return (
        f'<path class="s-accent-strong" d="M{x + 8} {y + 16.5}l6 6.5 11-13"'
        ' fill="none" stroke="#083d48" stroke-width="3.2"/>'
    )


def _bars(top: int, number: int, decided: int, total: int) -> tuple[str, int]:
    width, ticked = (max(3, round(378 * part / total)) if part else 0 for part in (number, decided))
    return (
        f'<rect x="0" y="{top}" width="{width}" height="24" rx="2" fill="none" stroke="#fff" stroke-width="2"/>'
        f'<rect x="0" y="{top}" width="{ticked}" height="24" rx="2" fill="#fff"/>'
    ), 24
