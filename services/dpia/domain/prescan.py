"""The pre-scan's rule set as data: what each answer weighs, and from which weight on a score rises.

Follows the pre-scan of the Rijksmodel (urn:nl:prescan 2.0) with four errors of the official tool mended: the groups of
people and the base registers do count, minors are scored, and a transfer to outside the EEA reaches 2.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from services.dpia.domain import prescan_labels as labels
from services.dpia.domain.content_hash import content_hash


@dataclass(frozen=True)
class Weighing:
    """One score: the weights of the ticked codes are added up, and the highest step reached is the score."""

    key: str
    official: str
    """Number of the question in the official pre-scan."""
    weights: Mapping[str, int]
    """Per code, in the official order."""
    steps: tuple[tuple[int, int], ...]
    """(weight from which it holds, score), rising."""
    summed: bool = True
    """Does the score count in the total? The two lists do not: they decide by themselves."""

    def score(self, ticked: tuple[str, ...]) -> int:
        """The score of the ticked codes, each given once."""
        weight = sum(self.weights[code] for code in ticked)
        return max((score for start, score in self.steps if weight >= start), default=0)


def _each(codes: Mapping[str, str], weight: int = 1) -> dict[str, int]:
    return dict.fromkeys(codes, weight)


def _only(codes: Mapping[str, str], *counting: str) -> dict[str, int]:
    return {code: int(code in counting) for code in codes}


WEIGHINGS: tuple[Weighing, ...] = (
    Weighing("ordinary", "1.1.2", _each(labels.ORDINARY), ((6, 1),)),
    Weighing("special", "1.2.2", _each(labels.SPECIAL), ((1, 1), (7, 2))),
    Weighing("sensitive", "1.3.2", _each(labels.SENSITIVE), ((1, 1), (7, 2))),
    Weighing(
        "people",
        "1.4.1",
        {"staff": 1, "citizens": 1, "children": 3, "vulnerable": 3, "other": 0},
        ((3, 1), (4, 2)),
    ),
    Weighing("tenThousand", "1.5.1", _each(labels.TEN_THOUSAND), ((1, 1),)),
    Weighing("frequency", "1.5.3", _only(labels.FREQUENCY, "continuous", "more-than-monthly", "monthly"), ((1, 1),)),
    Weighing("retention", "1.5.4", _only(labels.RETENTION, "years", "year"), ((1, 1),)),
    Weighing("transfer", "2.1.8", _each(labels.TRANSFER), ((1, 1), (2, 2))),
    Weighing("apList", "3.1", _each(labels.AP_LIST), ((2, 2),), summed=False),
    Weighing("edpbList", "4.1", _each(labels.EDPB_LIST), ((1, 1), (2, 2)), summed=False),
    Weighing(
        "baseRegisters", "5.1.2", _only(labels.BASE_REGISTERS, "BRI", "BRK", "BRP", "BRV", "WOZ", "HR"), ((1, 1),)
    ),
    Weighing("digitalService", "7.1.3", {"for-minors": 2, "perhaps-minors": 1, "adults-only": 0}, ((1, 1), (2, 2))),
)

REQUIRED_ABOVE = 4
AP_LIST_FROM = 1
EDPB_LIST_FROM = 2
DTIA_MECHANISMS = ("scc", "other")
"""Where pre-scan and paragraph 8 of the DPIA disagree on standard clauses, the stricter text holds: the pre-scan."""

RULE_SET_ID = "helder-prescan"
RULE_SET_VERSION = "2.0.1"
RULE_SET_HASH = content_hash(
    {
        "scores": {
            w.key: {"weights": dict(w.weights), "steps": [list(s) for s in w.steps], "summed": w.summed}
            for w in WEIGHINGS
        },
        "requiredAbove": REQUIRED_ABOVE,
        "apListFrom": AP_LIST_FROM,
        "edpbListFrom": EDPB_LIST_FROM,
        "dtiaMechanisms": list(DTIA_MECHANISMS),
    }
)
RULE_SET = f"{RULE_SET_ID}/{RULE_SET_VERSION}#sha256:{RULE_SET_HASH}"
"""What stands with every outcome: which rules, which version, and proof that they are these."""
