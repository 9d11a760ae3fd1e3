"""What stands at a station of a picture, as SVG."""

from enum import StrEnum

_INK = 'class="s-ink" stroke="#14262c" stroke-width="2.5"'
_SHAPE = f'{_INK} fill="#fff"'
_FACE = (
    '<circle class="f-ink" cy="-11" r="10.5" fill="#14262c"/>'
    '<path class="f-ink" d="M-20 23c2-14 9-20 20-20s18 6 20 20z" fill="#14262c"/>'
)
_PINS = (
    "M-17.4-40v9M0-40v9M17.4-40v9M-17.4 31v9M0 31v9M17.4 31v9M-40-17.4h9M-40 0h9M-40 17.4h9M31-17.4h9M31 0h9M31 17.4h9"
)

_PLACES = ((-26, 16), (-12, -12), (8, 8), (26, -16))


class Kind(StrEnum):
    """Round is a person, angular a machine, a folded sheet data, envelope or map a result; yellow: a person decides."""

    PERSON = "person"
    SENSOR = "sensor"
    DATA = "data"
    COMPUTER = "computer"
    DECISION = "decision"
    LETTER = "letter"
    MAP = "map"


# Each drawn around the origin, 80 high. The classes follow the theme; the colours are for a picture outside a page.
SHAPES = {
    Kind.PERSON: f'<circle {_SHAPE} r="40"/>{_FACE}',
    Kind.DECISION: f'<circle class="f-person s-ink" stroke="#14262c" stroke-width="2.5" fill="#ffc73a" r="40"/>{_FACE}',
    Kind.SENSOR: f'<path {_SHAPE} d="M-26-16h52l-5 54h-42z"/>'
    '<path class="s-ink" stroke="#14262c" stroke-width="5" d="M-32-17h64"/>'
    '<path class="f-soft" fill="#47595f" d="M-18 14h36l-2.2 22h-31.6z"/>'
    '<rect class="f-accent" fill="#0b5563" x="-6" y="-12" width="12" height="9"/>'
    '<path class="s-accent" stroke="#0b5563" stroke-width="3" fill="none"'
    ' d="M-9-28a13 13 0 0 1 18 0M-17-35a24 24 0 0 1 34 0"/>',
    Kind.DATA: f'<path {_SHAPE} d="M-19.4-43h38.9l15.8 15.8v56.2h-54.7z"/>'
    f'<path {_SHAPE} d="M-27.4-36h38.9l15.8 15.8v56.2h-54.7z"/><path {_INK} fill="none" d="M11.5-36v15.8h15.8"/>'
    '<path class="s-soft" stroke="#47595f" stroke-width="3" d="M-18.6-5.8h28.8M-18.6 6.5h36.3M-18.6 18.7h23.3"/>',
    Kind.COMPUTER: f'<path class="s-accent" stroke="#0b5563" stroke-width="4" d="{_PINS}"/>'
    '<rect class="f-accent" fill="#0b5563" x="-31" y="-31" width="62" height="62"/>'
    '<path stroke="#fff" stroke-width="4" fill="none" d="M-14.9 0h10.4l11.9-11.2h7.4M-4.5 0l11.9 11.2h7.4"/>',
    Kind.LETTER: f'<rect {_SHAPE} x="-43" y="-27.5" width="86" height="55"/>'
    f'<path {_INK} fill="none" d="M-43-27.5L0 7.7 43-27.5"/>',
    Kind.MAP: f'<rect {_SHAPE} x="-40" y="-32" width="80" height="64"/>'
    '<path class="s-accent" stroke="#0b5563" stroke-width="4" fill="none" d="M-26 16l14-28 20 20 18-24"/>'
    + "".join(f'<circle class="f-ink" fill="#14262c" r="5.5" cx="{x}" cy="{y}"/>' for x, y in _PLACES),
}
