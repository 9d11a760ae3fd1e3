"""The heat map of risks: likelihood upwards, impact to the right, each cell with its level as word and pattern."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from services.chassis.wording import _, joined
from services.dpia.domain.risks import LEVELS, MATRIX
from services.dpia.pages.words import SIZES

SIDE, LEFT, TOP = 88, 84, 10
PITCH = SIDE + 4
SHOWN = 6
"""How many numbers fit in a cell; the rest is told as a count."""
WORDS = {"low": _("laag"), "middle": _("midden"), "high": _("hoog")}
_PATTERNS = Markup(
    '<defs><pattern id="heat-high" width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<rect width="8" height="8" fill="#f6cdc8"/><path d="M0 0v8" stroke="#d99b95" stroke-width="2.5"/></pattern>'
    '<pattern id="heat-middle" width="9" height="9" patternUnits="userSpaceOnUse">'
    '<rect width="9" height="9" fill="#fdf0d5"/><circle cx="4.5" cy="4.5" r="1.3" fill="#c99a45"/></pattern></defs>'
)
_FILLS = {"low": "#eef4f4", "middle": "url(#heat-middle)", "high": "url(#heat-high)"}


@dataclass(frozen=True, slots=True)
class Placed:
    """A risk by its number in the table."""

    number: int
    likelihood: str
    impact: str


def heat_map(risks: Sequence[Placed], title: str, name: str = "heat") -> Markup:
    """The picture; `name` tells its parts apart from those of another on the same page."""
    parts = [_cell(row, column, risks) for row in range(3) for column in range(3)]
    picture = Markup(
        '<svg class="heat" role="img" aria-labelledby="heat-title heat-desc" viewBox="0 0 364 328">'
        '<title id="heat-title">{title}</title><desc id="heat-desc">{words}</desc>{patterns}{cells}{axes}</svg>'
    ).format(title=title, words=_told(risks), patterns=_PATTERNS, cells=Markup("").join(parts), axes=_axes())
    return picture if name == "heat" else picture.replace("heat-", f"{name}-")


def _told(risks: Sequence[Placed]) -> str:
    if not risks:
        return _("Nog geen risico’s.")
    return joined(
        " ",
        (
            _(
                "Risico {number}: kans {likelihood}, gevolg {impact}, {level}.",
                number=risk.number,
                likelihood=SIZES[risk.likelihood],
                impact=SIZES[risk.impact],
                level=WORDS[MATRIX[risk.likelihood][risk.impact]],
            )
            for risk in risks
        ),
    )


def _cell(row: int, column: int, risks: Sequence[Placed]) -> Markup:
    """Row 0 stands on top: the greatest likelihood."""
    likelihood, impact = LEVELS[2 - row], LEVELS[column]
    level = MATRIX[likelihood][impact]
    x, y = LEFT + column * PITCH, TOP + row * PITCH
    here = [risk.number for risk in risks if (risk.likelihood, risk.impact) == (likelihood, impact)]
    return Markup(
        '<rect x="{x}" y="{y}" width="{side}" height="{side}" fill="{fill}" stroke="#5b6d72"/>'
        '<rect x="{wx}" y="{wy}" width="{wide}" height="19" fill="#fff"/>'
        '<text class="f-ink" x="{tx}" y="{ty}" font-size="13" fill="#14262c">{word}</text>{marks}'
    ).format(
        x=x,
        y=y,
        side=SIDE,
        fill=_FILLS[level],
        wx=x + 4,
        wy=y + 4,
        tx=x + 9,
        ty=y + 18,
        wide=62 if level == "middle" else 40,
        word=WORDS[level],
        marks=_marks(here, x, y),
    )


def _marks(numbers: Sequence[int], x: int, y: int) -> Markup:
    fits = len(numbers) <= SHOWN
    shown = [str(number) for number in (numbers if fits else numbers[: SHOWN - 1])]
    marks = [*shown, *([] if fits else [f"+{len(numbers) - SHOWN + 1}"])]
    return Markup("").join(_mark(mark, x + 16 + 28 * (i % 3), y + 38 + 28 * (i // 3)) for i, mark in enumerate(marks))


def _mark(text: str, x: int, y: int) -> Markup:
    return Markup(
        '<circle class="f-ink" cx="{x}" cy="{y}" r="12.5" fill="#14262c"/>'
        '<text class="f-paper" x="{x}" y="{below}" font-size="13.5" font-weight="650" fill="#fff"'
        ' text-anchor="middle">{text}</text>'
    ).format(x=x, y=y, below=y + 5, text=text)


def _axes() -> Markup:
    across = [_label(LEFT + SIDE / 2 + i * PITCH, 300, SIZES[level], "middle") for i, level in enumerate(LEVELS)]
    up = [_label(76, TOP + 49 + (2 - i) * PITCH, SIZES[level], "end") for i, level in enumerate(LEVELS)]
    return Markup("").join([*across, *up]) + Markup(
        '<text class="f-ink" x="222" y="322" font-size="14" font-weight="650" fill="#14262c" text-anchor="middle">'
        "{impact} →</text>"
        '<text class="f-ink" transform="translate(13 148) rotate(-90)" font-size="14" font-weight="650" fill="#14262c"'
        ' text-anchor="middle">{likelihood} →</text>'
    ).format(impact=_("Gevolg"), likelihood=_("Kans"))


def _label(x: float, y: float, text: str, anchor: str) -> Markup:
    return Markup(
        '<text class="f-ink" x="{:g}" y="{:g}" font-size="13.5" fill="#14262c" text-anchor="{}">{}</text>'
    ).format(x, y, anchor, text)
