"""Rows of the table that are no requests: records per second beside a limit, and single values."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

Figures = Mapping[str, Any]


@dataclass(frozen=True)
class Goal:
    """`most`: the value, or with `ratio` the value in relation to its limit, is to be this at most."""

    most: float
    ratio: bool = False


def rate(name: tuple[str, str], own: Sequence[Figures], limit: Sequence[Figures], goal: float) -> dict[str, Any]:
    """Records per second, medians over the rounds; `goal`: the ratio that is wanted."""
    speeds, limits = [_speed(figures) for figures in own], [_speed(figures) for figures in limit]
    return {
        "work": name[0],
        "where": name[1],
        "perSecond": round(median(speeds), 1),
        "lowest": round(min(speeds), 1),
        "highest": round(max(speeds), 1),
        "limitPerSecond": round(median(limits), 1),
        "ratio": round(median(speeds) / median(limits), 3),
        "goal": goal,
        "processor": round(median(map(_each, own)), 1),
        "limitProcessor": round(median(map(_each, limit)), 1),
    }


def _speed(figures: Figures) -> float:
    return float(figures["count"] / figures["seconds"])


def _each(figures: Figures) -> float:
    return float(figures["processor"] / figures["count"] * 1e6)


def value(
    name: tuple[str, str], unit: str, found: float, goal: Goal | None = None, limit: float | None = None
) -> dict[str, Any]:
    """One value, beside its limit if it has one."""
    ratio = found / limit if limit else None
    row = {"work": name[0], "where": name[1], "unit": unit, "value": round(found, 2)}
    row |= {"limit": limit and round(limit, 2), "ratio": ratio and round(ratio, 2)}
    row |= {"atMost": goal and goal.most, "atMostOf": goal and ("ratio" if goal.ratio else "value")}
    return row


def met(row: Mapping[str, Any]) -> bool | None:
    """Whether the row is as it is wanted; None when nothing is wanted of it."""
    if "perSecond" in row:
        enough = row["perSecond"] >= row.get("least", 0)
        return bool(row["ratio"] >= row["goal"] and enough) if row["goal"] else None
    return bool(row[row["atMostOf"]] <= row["atMost"]) if row["atMost"] else None
