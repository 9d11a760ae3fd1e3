"""Pictures as SVG from data: who > data > computer > person > result, for a wide and for a narrow column."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import ceil, hypot

from markupsafe import Markup, escape

from services.chassis.shapes import SHAPES
from services.chassis.shapes import Kind as Kind
from services.chassis.wording import DUTCH, LANGUAGE, Text, said

MOST_STATIONS = 5
MOST_SOURCES, MOST_AFTER = 4, 3
WIDE_WIDTH, FLOW_WIDTH, TALL_WIDTH = 1040, 820, 340
LABEL_SIZE, LINE_SIZE = 17.0, 15.5
LEADING = 1.32
BOLD = 1.1
MOST_LINES = 8
"""Of a label and of a line: with words of a usual length there are fewer."""
_SYLLABLE = re.compile("(?:ch|sch|th|ph|[bcdfghjklmnpqrstvwxz])(?=[aeiouyáéíóúëïöü])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Station:
    """One stop: a label of about three words and one line of about ten; dashed while it is not known."""

    kind: Kind
    label: str
    line: str = ""
    known: bool = True


@dataclass(frozen=True, slots=True)
class Infographic:
    """`key` is unique on the page; `description` tells the whole picture to who does not see it."""

    key: str
    title: str
    description: str
    stations: Sequence[Station]

    def __post_init__(self) -> None:
        if not 1 <= len(self.stations) <= MOST_STATIONS:
            raise ValueError(f"an infographic has 1 to {MOST_STATIONS} stations, not {len(self.stations)}")

    def wide(self) -> Markup:
        return _wide(self)

    def tall(self) -> Markup:
        return _stack(self, self.stations, 1)

    def words(self) -> list[Markup]:
        """The same in text, one sentence group a station."""
        return _words(self.stations)

    @property
    def decides(self) -> bool:
        """Is there a yellow field, where a person decides?"""
        return _decides(self.stations)


@dataclass(frozen=True, slots=True)
class Flow:
    """Several sources that come together, and what follows: drawn like an infographic, with a line from each source."""

    key: str
    title: str
    description: str
    sources: Sequence[Station]
    after: Sequence[Station]

    def __post_init__(self) -> None:
        if not 1 <= len(self.sources) <= MOST_SOURCES or not 1 <= len(self.after) <= MOST_AFTER:
            raise ValueError(f"a flow has 1 to {MOST_SOURCES} sources and 1 to {MOST_AFTER} stations after them")

    def wide(self) -> Markup:
        return _flow(self)

    def tall(self) -> Markup:
        return _stack(self, [*self.sources, *self.after], len(self.sources))

    def words(self) -> list[Markup]:
        """The same in text, one sentence group a station."""
        return _words([*self.sources, *self.after])

    @property
    def decides(self) -> bool:
        """Is there a yellow field, where a person decides?"""
        return _decides(self.after)


def _decides(stations: Sequence[Station]) -> bool:
    return any(station.kind is Kind.DECISION for station in stations)


def _words(stations: Sequence[Station]) -> list[Markup]:
    return [Markup(" ").join(_sentence(text) for text in (s.label, s.line) if text.strip()) for s in stations]


def _sentence(text: str) -> Markup:
    words, mark = said(text).strip(), _language(text)
    ended = escape(words if words[-1] in ".!?" else f"{words}.")
    return Markup("<span%s>%s</span>") % (mark, ended) if mark else ended


def _language(text: str) -> Markup:
    """The attribute that says that words are Dutch, when people wrote them and the page is in another language."""
    foreign = LANGUAGE.get() != DUTCH and not isinstance(text, Text)
    return Markup(f' lang="{DUTCH}"' if foreign else "")  # noqa: S704 - a constant


def _wide(picture: Infographic) -> Markup:
    pitch = WIDE_WIDTH / len(picture.stations)
    column = min(pitch - 20, 240)
    texts = [_Text.of(station, column) for station in picture.stations]
    height = 132 + max(text.height for text in texts)
    fields, parts = list[str](), list[str]()
    for i, (station, text) in enumerate(zip(picture.stations, texts, strict=True)):
        x = pitch * (i + 0.5)
        fields.append(_field(station.kind, x - column / 2 - 6, 2, column + 12, height - 4))
        parts += [_shape(station, x, 62, 1), text.at(x, 138, "middle")]
        parts.append(_arrow(x - pitch + 57, 62, pitch - 114, 0) if i else "")
    return _svg(picture, "wide", WIDE_WIDTH, height, fields + parts)


def _flow(picture: Flow) -> Markup:
    texts = [_Text.of(station, 170) for station in picture.sources]
    heights = [max(92.0, text.height + 26) for text in texts]
    after = [_Text.of(station, 164 if i else 130) for i, station in enumerate(picture.after)]
    middle = max(sum(heights) / 2, 62.0)
    height = max(sum(heights), middle + 70 + max(text.height for text in after))
    fields, parts = list[str](), list[str]()
    for i, (station, text) in enumerate(zip(picture.sources, texts, strict=True)):
        y = middle - sum(heights) / 2 + sum(heights[:i]) + heights[i] / 2
        parts += [_shape(station, 36, y, 0.72), text.at(80, y - text.height / 2 + 14, "start")]
        parts.append(_slant((260, y), (310, middle + max(-44, min(44, (y - middle) * 0.3)))))
    for i, (station, text) in enumerate(zip(picture.after, after, strict=True)):
        x = 372 + 180 * i
        fields.append(_field(station.kind, x - 88, middle - 58, 176, height - middle + 56))
        parts += [_shape(station, x, middle, 1), text.at(x, middle + 76, "middle")]
        parts.append(_arrow(x - 132, middle, 84, 0) if i else "")
    return _svg(picture, "flow", FLOW_WIDTH, height, fields + parts)


def _slant(begin: tuple[float, float], end: tuple[float, float]) -> str:
    """An arrow in any direction."""
    (x, y), (to_x, to_y) = begin, end
    length = hypot(to_x - x, to_y - y)
    along, down = (to_x - x) / length, (to_y - y) / length
    back_x, back_y = to_x - 9.7 * along, to_y - 9.7 * down
    return (
        f'<path class="s-ink" stroke="#14262c" stroke-width="2.5" d="M{x:g} {y:g}L{back_x:.1f} {back_y:.1f}"/>'
        f'<path class="f-ink" fill="#14262c" d="M{to_x:.1f} {to_y:.1f}'
        f"L{back_x - 5.3 * down:.1f} {back_y + 5.3 * along:.1f}"
        f'L{back_x + 5.3 * down:.1f} {back_y - 5.3 * along:.1f}z"/>'
    )


def _stack(picture: Infographic | Flow, stations: Sequence[Station], first: int) -> Markup:
    """Below each other; arrows begin before station number `first`."""
    top, above = 0.0, 0.0
    fields, parts = list[str](), list[str]()
    for i, station in enumerate(stations):
        text = _Text.of(station, TALL_WIDTH - 112)
        height = max(118.0, text.height + 34)
        fields.append(_field(station.kind, 2, top + 2, TALL_WIDTH - 4, height - 8))
        parts += [_shape(station, 48, top + 50, 0.78), text.at(104, top + 28, "start")]
        parts.append(_arrow(48, top - above + 92, 0, above - 82) if i >= first else "")
        top, above = top + height, height
    return _svg(picture, "tall", TALL_WIDTH, top, fields + parts)


@dataclass(frozen=True, slots=True)
class _Text:
    label: list[str]
    line: list[str]
    languages: tuple[str, str]

    @classmethod
    def of(cls, station: Station, width: float) -> "_Text":
        label, line = said(station.label), said(station.line)
        languages = _language(station.label), _language(station.line)
        return cls(_wrapped(label, width, LABEL_SIZE * BOLD), _wrapped(line, width, LINE_SIZE), languages)

    @property
    def height(self) -> float:
        return LEADING * (len(self.label) * LABEL_SIZE + len(self.line) * LINE_SIZE) + 6

    def at(self, x: float, y: float, anchor: str) -> str:
        below = y + LEADING * LABEL_SIZE * (len(self.label) - 1) + LEADING * LABEL_SIZE + 3
        label = _spans(self.label, x, y, LEADING * LABEL_SIZE)
        line = _spans(self.line, x, below, LEADING * LINE_SIZE)
        bold, plain = self.languages
        return (
            f'<text class="f-ink" fill="#14262c" text-anchor="{anchor}" font-size="17" font-weight="650"{bold}>{label}'
            f'</text><text class="f-soft" fill="#47595f" text-anchor="{anchor}" font-size="15.5"{plain}>{line}</text>'
        )


def _spans(lines: Sequence[str], x: float, y: float, step: float) -> str:
    """The words are a reader's own; nothing else in a picture is."""
    return "".join(f'<tspan x="{x:g}" y="{y + i * step:.1f}">{escape(line)}</tspan>' for i, line in enumerate(lines))


def _wrapped(text: str, width: float, size: float) -> list[str]:
    """Broken between words, and in words that are too long for a line; what does not fit ends in dots."""
    lines: list[str] = []
    for word in text.split():
        if lines and _width(f"{lines[-1]} {word}", size) <= width:
            lines[-1] += f" {word}"
        else:
            lines += _broken(word, width, size)
    if len(lines) <= MOST_LINES:
        return lines
    return [*lines[: MOST_LINES - 1], f"{lines[MOST_LINES - 1].rstrip('-')[:-1]}…"]


def _broken(word: str, width: float, size: float) -> list[str]:
    """In pieces of about one length, each but the first from a syllable on; a margin for a piece of broad letters.

    What lies beyond MOST_LINES, which no picture shows, stays whole.
    """
    pieces = list[str]()
    while len(pieces) < MOST_LINES and (wide := _width(word, size)) > width:
        at = _syllable(word, ceil(len(word) / ceil(wide / (0.92 * width))))
        pieces.append(f"{word[:at]}-" if word[at - 1].isalpha() else word[:at])
        word = word[at:]
    return [*pieces, word]


def _syllable(word: str, most: int) -> int:
    """Where the last syllable begins that lies within so many letters: one consonant (or two that sound as one) and a
    vowel. In a word without such a place it is where the letters are full.
    """
    begins = [found.start() for found in _SYLLABLE.finditer(word) if 3 <= found.start() <= most]
    return begins[-1] if begins and begins[-1] > most / 2 else most


def _width(text: str, size: float) -> float:
    """What the widest usual sans serif (Verdana, DejaVu) takes: a server does not know the reader's letter."""
    return size * sum(map(_letter, text))


@lru_cache(1_000)
def _letter(letter: str) -> float:
    if letter in "ijltfrI.,:;'‘’!()- ":
        return 0.37
    if letter in "mwMW":
        return 0.95
    return 0.74 if letter.isupper() else 0.62


def _field(kind: Kind, x: float, y: float, width: float, height: float) -> str:
    """The yellow field behind a station where a person decides; nothing behind the others."""
    if kind is not Kind.DECISION:
        return ""
    return (
        '<rect class="f-person-tint s-person" fill="#fff5d9" stroke="#ffc73a" stroke-width="2" rx="4"'
        f' x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}"/>'
    )


def _shape(station: Station, x: float, y: float, scale: float) -> str:
    """Dashed and faint while the station is not known."""
    faint = "" if station.known else ' stroke-dasharray="6 5" opacity="0.5"'
    return f'<g transform="translate({x:g} {y:g}) scale({scale})"{faint}>{SHAPES[station.kind]}</g>'


def _arrow(x: float, y: float, right: float, down: float) -> str:
    """From (x, y) straight to the right or straight down."""
    head = "l-9.7-5.3v10.6z" if right else "l-5.3-9.7h10.6z"
    to_x, to_y = x + max(right - 7, 0), y + max(down - 7, 0)
    return (
        f'<path class="s-ink" stroke="#14262c" stroke-width="2.5" d="M{x:g} {y:g}L{to_x:g} {to_y:g}"/>'
        f'<path class="f-ink" fill="#14262c" d="M{x + right:g} {y + down:g}{head}"/>'
    )


def _svg(picture: Infographic | Flow, layout: str, width: float, height: float, parts: Sequence[str]) -> Markup:
    """`parts` are markup already."""
    name = f"{escape(picture.key)}-{layout}"
    return Markup(  # noqa: S704 every word of a reader in it is escaped
        f'<svg class="{layout}" role="img" aria-labelledby="{name}-title {name}-desc"'
        f' viewBox="0 0 {width:g} {height:.0f}"><title id="{name}-title">{escape(picture.title)}</title>'
        f'<desc id="{name}-desc">{escape(picture.description)}</desc>{"".join(parts)}</svg>'
    )
