"""Everything an auditor needs in one file of JSON lines, written and read as a stream; verifying it needs no database.

Lines: one `export` with the key; per log one `log`, its `checkpoint`s, its `event`s, one `end`; at last one `closed`.
An event's bytes stand in `text`, or as base64 in `bytes` when they are no text.
"""

import base64
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, TextIO

from services.chassis.audit.findings import Verdict
from services.chassis.audit.kept import Kept
from services.chassis.audit.keys import verifier
from services.chassis.audit.merkle import AuditError
from services.chassis.audit.scan import COLUMNS, Log, Row, Scan
from services.chassis.audit.signatures import Signed
from services.chassis.audit.verify import Progress, Trust, judge, last_of, open_log, places, rows, weighed
from services.chassis.database import ALL, Database

FORMAT = 1
BROKEN = "Het bestand is niet compleet of beschadigd."
Wanted = Callable[[str, str], bool]
"""Whether the log of this service and organisation is asked for."""


async def write(
    databases: Mapping[str, Database], key: str | None, out: TextIO, progress: Progress = lambda done: None
) -> int:
    """Writes every log of these services (by name); the number of events."""
    _line(out, "export", {"format": FORMAT, "key": key})
    logs = events = 0
    for service, db in databases.items():
        for place in await places(db, None):
            async with db.view(ALL) as tx:
                log = await open_log(tx, service, place)
                _begin(out, log)
                async for row in rows(tx, place):
                    _line(out, "event", _event(row))
                    progress(1)
                    events += 1
                _line(out, "end", {"last": await last_of(tx, place)})
            logs += 1
    _line(out, "closed", {"logs": logs, "events": events})
    return events


def _begin(out: TextIO, log: Log) -> None:
    named = {name: getattr(log, name) for name in ("service", "organisation", "topic", "source", "last")}
    _line(out, "log", named)
    for one in log.signed:
        values = {"size": one.size, "root": _text(one.root), "edge": _text(one.edge), "note": one.note}
        _line(out, "checkpoint", values)


def _event(row: Row) -> dict[str, Any]:
    try:
        content = {"text": row.bytes.decode()}
    except UnicodeDecodeError:
        content = {"bytes": _text(row.bytes)}
    return {"sequence": row.sequence, **row.columns, "leaf": _text(row.leaf), **content}


def _line(out: TextIO, kind: str, values: Mapping[str, Any]) -> None:
    out.write(json.dumps({kind: values}, ensure_ascii=False, separators=(",", ":"), default=str) + "\n")


class Export:
    """An export that is read line by line; raises AuditError when the file is not what it should be."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = iter(lines)
        kind, values = self._next()
        if kind != "export" or values.get("format") != FORMAT:
            raise AuditError("Dit bestand is geen uitvoer van `audit export`, of van een nieuwere versie.")
        self.key: str | None = values.get("key")

    def verify(self, trust: Trust, wanted: Wanted, progress: Progress = lambda done: None) -> Iterator[Verdict]:
        """The verdict on each log in the file that is wanted."""
        kept, logs = Kept.of(trust.outside), 0
        kind, values = self._next()
        while kind == "log":
            logs += 1
            verdict = self._one(values, (trust, kept), progress)
            if wanted(verdict.service, verdict.organisation):
                yield verdict
            kind, values = self._next()
        if kind != "closed" or values.get("logs") != logs:
            raise AuditError(BROKEN)
        yield from (judge(log, trust) for log in kept.left() if wanted(log.service, log.organisation))

    def _one(self, head: dict[str, Any], known: tuple[Trust, Kept], progress: Progress) -> Verdict:
        trust, kept = known
        signed, (kind, values) = list[Signed](), self._next()
        while kind == "checkpoint":
            signed.append(_signed(values))
            kind, values = self._next()
        log = kept.joined(_log(head, signed))
        scan = Scan(log, verifier(log.source, trust.key))
        while kind == "event":
            scan.add(_row(values))
            progress(1)
            kind, values = self._next()
        if kind != "end" or not isinstance(values.get("last"), int):
            raise AuditError(BROKEN)
        return weighed(scan.verdict(values["last"]), trust)

    def _next(self) -> tuple[str, dict[str, Any]]:
        try:
            ((kind, values),) = json.loads(next(self._lines, "")).items()
            return kind, dict(values)
        except (ValueError, TypeError, AttributeError) as cause:
            raise AuditError(BROKEN) from cause


def _log(values: dict[str, Any], signed: list[Signed]) -> Log:
    try:
        return Log(**values, signed=signed)
    except TypeError as cause:
        raise AuditError(BROKEN) from cause


def _signed(values: dict[str, Any]) -> Signed:
    try:
        return Signed(values["size"], _raw(values["root"]), values["note"], _raw(values["edge"]))
    except (KeyError, TypeError, ValueError) as cause:
        raise AuditError(BROKEN) from cause


def _row(values: dict[str, Any]) -> Row:
    try:
        content = values["text"].encode() if "text" in values else _raw(values["bytes"])
        return Row(values["sequence"], _raw(values["leaf"]), content, {name: values[name] for name in COLUMNS})
    except (KeyError, TypeError, ValueError, AttributeError) as cause:
        raise AuditError(BROKEN) from cause


def _text(content: bytes) -> str:
    return base64.b64encode(content).decode()


def _raw(text: str) -> bytes:
    return base64.b64decode(text, validate=True)
