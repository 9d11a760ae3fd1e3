"""Which events of a log are missing, inserted or out of order, from the places they have and the numbers they hold."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from services.chassis.audit.findings import Finding


@dataclass(frozen=True)
class Placed:
    """An event at a place in the log; `number` is the sequence in its own bytes."""

    place: int
    number: int
    id: str


def disorder(after: int, rows: Sequence[Placed]) -> list[Finding]:
    """What is wrong with the order of the rows (by place) that follow `after` rows that are right."""
    extra = _extra(after, rows)
    free = {row.place for row in extra if row.place > after} - {row.number for row in rows if row not in extra}
    own = [replace(row, number=row.place) if row.place in free else row for row in rows]
    own = [row for row in own if row not in extra]
    found = [_renumbered(row) if row.place in free else _inserted(row) for row in sorted(extra, key=_place)]
    found += [*_missing(after, own), *_unordered(own)]
    return found or [_elsewhere(row) for row in rows if row.place != row.number]


def _extra(after: int, rows: Sequence[Placed]) -> set[Placed]:
    """Rows with a number that another row has more right to, or that no event here can have."""
    most = 2 * rows[-1].place if rows else 0
    following = {row.place: later for row, later in pairwise(rows)}
    holders = defaultdict(list)
    for row in rows:
        holders[row.number].append(row)
    extra = {row for number, held in holders.items() if not after < number <= most for row in held}
    for number, held in holders.items():
        if after < number <= most and len(held) > 1:
            extra.update(set(held) - {_owner(held, following.get(held[-1].place))})
    return extra


def _place(row: Placed) -> int:
    return row.place


def _owner(held: Sequence[Placed], following: Placed | None) -> Placed:
    """Who has the number by right: who stands as far from it as the row that follows does from its own.

    What is put in between pushes the true ones on; at the end of the log nothing follows, and a neighbour was pushed.
    """
    if following is None:
        return held[1] if held[1].place == held[0].place + 1 else held[0]
    shift = following.place - following.number
    return next((row for row in held if row.place - row.number == shift), held[0])


def _missing(after: int, own: Sequence[Placed]) -> Iterator[Finding]:
    expected = after + 1
    for number in sorted(row.number for row in own):
        if number > expected:
            yield Finding("missing", expected, _gap(expected, number - 1))
        expected = number + 1


def _gap(first: int, last: int) -> str:
    if first == last:
        return f"Gebeurtenis {first} ontbreekt."
    return f"De gebeurtenissen {first} tot en met {last} ontbreken."


def _unordered(own: Sequence[Placed]) -> Iterator[Finding]:
    for row, number in zip(own, sorted(row.number for row in own), strict=True):
        if row.number != number:
            detail = f"Hier hoort gebeurtenis {number} te staan, maar dit is gebeurtenis {row.number}."
            yield Finding("out-of-order", row.place, detail, row.id)


def _renumbered(row: Placed) -> Finding:
    return Finding("changed", row.place, f"De gebeurtenis zegt zelf dat zij nummer {row.number} is.", row.id)


def _inserted(row: Placed) -> Finding:
    detail = f"Deze gebeurtenis (nummer {row.number}) is er later tussen gezet: het nummer is van een andere."
    return Finding("inserted", row.place, detail, row.id)


def _elsewhere(row: Placed) -> Finding:
    detail = f"Dit is gebeurtenis {row.number}, maar zij staat op plaats {row.place}."
    return Finding("out-of-order", row.place, detail, row.id)
