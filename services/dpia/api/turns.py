"""Where a case left the straight way: halted, returned, reopened, set back; and what was said of it."""

from datetime import date

from services.chassis.web import Answer


class KnownReply(Answer):
    """What the authority said, or why the case goes on without."""

    reason: str | None = None
    at: date


class KnownTurn(Answer):
    """Why a case was halted, returned or reopened (`occasion`), and the version of the system that was seen then.

    `changedOn`: while it was written anew the system changed substantially once more; that is the version seen then.
    """

    occasion: str | None = None
    system_version: int | None = None
    changed_on: date | None = None
    reason: str | None = None
    at: date


class KnownSetback(Answer):
    """Why the assessment does not carry the use of the system (`rejected`, `suspended`, `withdrawn`, `reopened`).

    `continued`: how the process owner said that the use goes on; absent while nobody did.
    """

    kind: str
    on: date
    continued: KnownReply | None = None
