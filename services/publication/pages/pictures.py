"""Pictures of an entry, and of the register as a whole."""

from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

from services.chassis import formats
from services.chassis.pictures import Infographic, Kind, Station
from services.publication.domain.record import STATUSES
from services.publication.pages.values import plain_text, sentence
from services.publication.queries import Facets

MOST_BLOCKS = 60
IN_A_ROW = 9


def drawing(record: Mapping[str, Any]) -> Infographic | None:
    """Data, computer, people: in the entry's own words; none when too little is known to draw."""
    data = plain_text(record.get("source_data_grouping")) or plain_text(record.get("source_data"))
    does, people = plain_text(record.get("description_short")), plain_text(record.get("human_intervention"))
    if not (data and does and people):
        return None
    stations = [
        Station(Kind.DATA, "Gegevens erin", sentence(data)),
        Station(Kind.COMPUTER, "De computer", sentence(does)),
        Station(Kind.PERSON, "Wat mensen doen", sentence(people)),
    ]
    words = "; ".join(f"{station.label}: {station.line}" for station in stations)
    return Infographic("weg", "Van gegevens naar mensen", words, stations)


def overview(counted: Facets) -> Markup:
    """A block for every system with a tick where a DPIA was decided; bars when there are many."""
    rows = [
        (status, counted.status[status], counted.decided[status])
        for status in STATUSES[1:2] + STATUSES[:1] + STATUSES[2:]
    ]
    rows = [row for row in rows if row[1]]
    draw = _blocks if counted.total <= MOST_BLOCKS else _bars
    parts, top = list[Markup](), 0
    for status, number, decided in rows:
        parts.append(_label(top, status, number))
        drawn, height = draw(top + 26, number, decided, counted.total)
        parts.append(drawn)
        top += 26 + height + 22
    said = "; ".join(f"{n} {status.lower()}, waarvan {decided} met een besloten DPIA" for status, n, decided in rows)
    return Markup(
        '<svg role="img" aria-labelledby="stand-title stand-desc" viewBox="0 -2 384 {}">'
        '<title id="stand-title">{} systemen, per stand</title><desc id="stand-desc">{}.</desc>{}</svg>'
    ).format(max(top, 20), formats.number(counted.total), said, Markup("").join(parts))


def _label(top: int, status: str, number: int) -> Markup:
    return Markup('<text x="0" y="{}" font-size="16" fill="#fff"><tspan font-weight="650">{}</tspan> {}</text>').format(
        top + 15, formats.number(number), status.lower()
    )


def _blocks(top: int, number: int, decided: int, total: int) -> tuple[Markup, int]:
    blocks = []
    for i in range(number):
        x, y = 42 * (i % IN_A_ROW), top + 42 * (i // IN_A_ROW)
        blocks.append(Markup('<rect x="{}" y="{}" width="32" height="32" rx="2" fill="#fff"/>').format(x, y))
        if i < decided:
            blocks.append(_tick(x, y))
    return Markup("").join(blocks), 42 * ((number - 1) // IN_A_ROW + 1) - 10


def _tick(x: int, y: int) -> Markup:
    return Markup(
        '<path class="s-accent-strong" d="M{} {}l6 6.5 11-13" fill="none" stroke="#083d48" stroke-width="3.2"/>'
    ).format(x + 8, y + 16.5)


def _bars(top: int, number: int, decided: int, total: int) -> tuple[Markup, int]:
    width, ticked = (max(3, round(378 * part / total)) if part else 0 for part in (number, decided))
    return Markup(
        '<rect x="0" y="{0}" width="{1}" height="24" rx="2" fill="none" stroke="#fff" stroke-width="2"/>'
        '<rect x="0" y="{0}" width="{2}" height="24" rx="2" fill="#fff"/>'
    ).format(top, width, ticked), 24
