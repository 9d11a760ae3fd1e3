"""Which checkpoints are truly signed by the installation's key, and what is wrong with the others."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from services.chassis.audit.findings import Finding
from services.chassis.audit.merkle import AuditError, TreeHead
from services.chassis.audit.notes import UnknownKeyError, VerifierKey, open_checkpoint

FOREIGN = "is ondertekend met een andere sleutel dan waarmee u controleert."


@dataclass(frozen=True)
class Signed:
    """A checkpoint as it was kept: in the database, or (`outside`) by an auditor. `edge` is known of the former."""

    size: int
    root: bytes
    note: str
    edge: bytes = b""
    outside: bool = False

    @property
    def where(self) -> str:
        """What to call it in a sentence."""
        return "Het ijkpunt dat u zelf bewaarde" if self.outside else "Het bewaarde ijkpunt"


def check(signed: Iterable[Signed], key: VerifierKey) -> tuple[list[Signed], list[Finding]]:
    """Those that this key signed and that say what the note says, by size; and findings for the others."""
    good, findings, replaced = [], [], []
    for one in sorted(signed, key=lambda one: (one.size, one.outside)):
        problem = _problem(one, key)
        if problem is None:
            good.append(one)
        elif problem == FOREIGN:
            replaced.append(one)
        else:
            findings.append(Finding("changed", one.size, f"{_name(one)} {problem}"))
    return good, [*findings, *_foreign(replaced)]


def _foreign(replaced: list[Signed]) -> Iterator[Finding]:
    """One finding for a replaced key, however much it signed."""
    if replaced:
        more = f" Dat geldt voor {len(replaced)} ijkpunten." if len(replaced) > 1 else ""
        yield Finding("key-replaced", replaced[0].size, f"{_name(replaced[0])} {FOREIGN}{more}")


def _name(one: Signed) -> str:
    return f"{one.where} bij {one.size} gebeurtenissen"


def _problem(one: Signed, key: VerifierKey) -> str | None:
    try:
        checkpoint = open_checkpoint(one.note, key)
    except UnknownKeyError:
        return FOREIGN
    except AuditError as error:
        return f"is veranderd: {error}"
    if checkpoint.head != TreeHead(one.size, one.root):
        return "is veranderd: aantal of wortel is anders dan wat is ondertekend."
    return None
