"""The level of a risk: likelihood and impact looked up in the matrix of the Rijksmodel DPIA, paragraph 16."""

from collections.abc import Collection, Mapping
from typing import TypeVar

from contracts.dpia import Form
from services.dpia.domain.content_hash import content_hash

Held = TypeVar("Held")
LEVELS = ("low", "middle", "high")

MATRIX: Mapping[str, Mapping[str, str]] = {
    "low": {"low": "low", "middle": "low", "high": "low"},
    "middle": {"low": "low", "middle": "middle", "high": "high"},
    "high": {"low": "low", "middle": "high", "high": "high"},
}
"""Likelihood -> impact -> level. No product of numbers: low on either side keeps the whole low."""

MATRIX_VERSION = Form(id="rijksmodel-dpia-matrix", version="3.0", hash=content_hash(MATRIX))


def level(likelihood: str, impact: str) -> str:
    """The level of a risk; both arguments and the answer are one of LEVELS."""
    return MATRIX[likelihood][impact]


def is_grave(impact: str) -> bool:
    """Does this risk ask for attention whatever its level? The matrix calls rare but grave harm low."""
    return impact == "high"


def to_weigh(was: Collection[str], is_now: Collection[str], same: bool) -> frozenset[str]:
    """The risks to be weighed anew when a measure against those is now against these; `same`: it does the same."""
    return frozenset(was) ^ frozenset(is_now) if same else frozenset(was) | frozenset(is_now)


def without(held: Mapping[str, Held], *ids: str) -> dict[str, Held]:
    """What is held by id, except under these."""
    return {id: one for id, one in held.items() if id not in ids}
