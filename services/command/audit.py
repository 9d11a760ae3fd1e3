"""`helder audit`: checkpoints and proofs from the running service; verify, export and check without it."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from gettext import gettext as _
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

import typer
from rich.console import Console
from rich.progress import Progress
from sqlalchemy.exc import DBAPIError

from services.chassis.audit import export, kept, proofs, verify
from services.chassis.audit.findings import Verdict
from services.chassis.audit.keys import bare, public_key
from services.chassis.audit.verify import Trust
from services.chassis.database import Database
from services.chassis.merkle import AuditError
from services.command.client import Client, fail, part, wrong

T = TypeVar("T")
Name = Literal["inventory", "dpia", "publication", "feedback"]
NAMES: tuple[Name, ...] = ("inventory", "dpia", "publication", "feedback")
Databases = Mapping[str, Database]

Service = Annotated[Name | None, typer.Option(help="only this service")]
Organisation = Annotated[str | None, typer.Option(help="only this organisation (its id)")]
Data = Annotated[Path | None, typer.Option(help="folder of the databases", exists=True, file_okay=False)]
Json = Annotated[bool, typer.Option("--json", help="answer in JSON")]
Key = Annotated[
    str | None, typer.Option(help="the installation's key: `key` in the output of `audit checkpoint --json`")
]
File = Annotated[
    Path | None, typer.Option(help="output of `audit checkpoint --json` that you kept", exists=True, dir_okay=False)
]
Exported = Annotated[
    Path | None, typer.Option("--export", help="verify this export instead of databases", exists=True, dir_okay=False)
]

audit_app = typer.Typer(no_args_is_help=True, help="The log as evidence: checkpoints, proofs, verification, export.")


@audit_app.command("checkpoint")
def checkpoint_(service: Service = None, organisation: Organisation = None, as_json: Json = False) -> None:
    """Signs what was logged and answers the newest checkpoint of every log: keep it outside the installation."""
    client, body = Client.from_environment(), {"organisation": organisation} if organisation else {}
    answers = [client.post(f"/{name}/v1/checkpoints", body) for name in _chosen(service)]
    keys = {answer["key"] for answer in answers}
    if len(keys) != 1:
        fail(_("De diensten ondertekenen niet met dezelfde sleutel: geef alle diensten hetzelfde audit.key."))
    made = [one for answer in answers for one in answer["checkpoints"]]
    if as_json:
        _print({"key": keys.pop(), "checkpoints": made})
        return
    for one in made:
        typer.echo(f"{one['source']}  {one['size']}  {one['root']}")
    typer.echo(_("sleutel: {key}").format(key=keys.pop()))


@audit_app.command("proof")
def proof_(
    event: Annotated[str, typer.Argument(help="id of the event")],
    service: Annotated[Name, typer.Option(help="the service that logged it")],
    organisation: Annotated[str, typer.Option(help="id of the organisation")],
) -> None:
    """Writes the proof that an event stands in the log; `audit check` checks it, without network."""
    path = f"/{service}/v1/organisations/{part(organisation)}/events/{part(event)}/proof"
    typer.echo(Client.from_environment().text(path), nl=False)


@audit_app.command("check")
def check_(
    proof: Annotated[Path, typer.Argument(help="file with the proof, or - for standard input", allow_dash=True)],
    key: Annotated[str, typer.Option(help="the installation's key")],
    as_json: Json = False,
) -> None:
    """Checks a proof offline: is this event in the log that this key signed?"""
    text = _bytes(proof)
    _checked_key(key)
    try:
        shown = proofs.check(text, key)
    except AuditError as error:
        if as_json:
            _print({"ok": False, "detail": str(error)})
        fail(str(error))
    if as_json:
        _print({"ok": True, **asdict(shown)})
    else:
        sentence = _("Klopt: gebeurtenis {sequence} ({type}) van {source} stond erin toen het er {size} waren.")
        typer.echo(sentence.format(**asdict(shown)))


@audit_app.command("verify")
def verify_(
    data: Data = None,
    service: Service = None,
    organisation: Organisation = None,
    checkpoint: File = None,
    key: Key = None,
    from_export: Exported = None,
    as_json: Json = False,
) -> None:
    """Recomputes every log from the stored bytes and says what was changed; the server may run or not."""
    if (data is None) == (from_export is None):
        wrong(_("Geef --data met de map van de databases, of --export met een bestand."))
    outside, kept_key = _kept(checkpoint) if checkpoint else ([], None)
    if key is not None:
        _checked_key(key)
    try:
        if from_export is not None:
            verdicts = _verified_export(from_export, (key or kept_key, outside), (service, organisation))
        else:
            verdicts = _verified(data or Path(), (key or kept_key, outside), (service, organisation))
    except AuditError as error:
        fail(str(error))
    _tell(verdicts, as_json)


@audit_app.command("export")
def export_(
    data: Annotated[Path, typer.Option(help="folder of the databases", exists=True, file_okay=False)],
    out: Annotated[Path, typer.Option(help="file to write (JSON lines)", dir_okay=False)],
    as_json: Json = False,
) -> None:
    """Writes every event, every checkpoint and the key to one file; `audit verify --export` verifies it elsewhere."""
    if not out.parent.is_dir():
        wrong(_("De map {folder} bestaat niet.").format(folder=out.parent))

    part_of = out.with_name(out.name + ".part")

    async def write(databases: Databases) -> int:
        total = await verify.total(databases)
        with part_of.open("w", encoding="utf-8") as file, _progress(total) as advance:
            return await export.write(databases, _current(data), file, advance)

    events = _with_databases(data, None, write)
    part_of.replace(out)
    typer.echo(json.dumps({"events": events, "file": str(out)}) if as_json else f"{events} -> {out}")


def _chosen(service: Name | None) -> tuple[Name, ...]:
    return (service,) if service else NAMES


def _verified(
    data: Path, known: tuple[str | None, Sequence[str]], chosen: tuple[Name | None, str | None]
) -> list[Verdict]:
    (key, outside), (service, organisation) = known, chosen
    current = _current(data)
    trust = Trust(_needed(key or current), outside, current)

    async def run(databases: Databases) -> list[Verdict]:
        with _progress(await verify.total(databases, organisation)) as advance:
            return await verify.verify(databases, trust, organisation, advance)

    return _with_databases(data, service, run)


def _verified_export(
    file: Path, known: tuple[str | None, Sequence[str]], chosen: tuple[Name | None, str | None]
) -> list[Verdict]:
    (key, outside), (service, organisation) = known, chosen
    with file.open(encoding="utf-8") as lines, _progress(None) as advance:
        read = export.Export(lines)
        trust = Trust(_needed(key or read.key), outside, read.key)
        return [*read.verify(trust, lambda s, o: service in (None, s) and organisation in (None, o), advance)]


def _with_databases(data: Path, service: Name | None, work: Callable[[Databases], Awaitable[T]]) -> T:
    """Does the work on the databases that lie in the folder."""
    files: dict[str, Path] = {name: data / f"{name}.db" for name in _chosen(service)}
    there = {name: file for name, file in files.items() if file.exists()}
    for name in files.keys() - there.keys():
        typer.echo(_("Let op: {name}.db ontbreekt in {data}.").format(name=name, data=data), err=True)
    if not there:
        wrong(_("In {data} staat geen database van Helder.").format(data=data))
    try:
        return asyncio.run(_opened(there, work))
    except DBAPIError as error:
        fail(_("Een database in {data} is niet te lezen: {error}").format(data=data, error=error.orig))


async def _opened(files: Mapping[str, Path], work: Callable[[Databases], Awaitable[T]]) -> T:
    databases = {name: Database.file(file) for name, file in files.items()}
    try:
        return await work(databases)
    finally:
        for database in databases.values():
            await database.close()


def _current(data: Path) -> str | None:
    """The key that the installation signs with now, when it lies in the data folder."""
    file = data / "audit.key"
    seed = file.read_bytes() if file.exists() else b""
    return public_key(seed) if len(seed) == 32 else None


def _needed(key: str | None) -> str:
    return key or wrong(_("Er is geen audit.key om mee te controleren: geef de sleutel met --key."))


def _checked_key(key: str) -> None:
    try:
        bare(key)
    except AuditError as error:
        wrong(str(error))


def _kept(file: Path) -> tuple[list[str], str]:
    try:
        return kept.read(json.loads(file.read_bytes()))
    except AuditError as error:
        wrong(f"{file}: {error}")
    except ValueError:
        wrong(_("{file} is geen uitvoer van `audit checkpoint --json`.").format(file=file))


def _bytes(file: Path) -> bytes:
    try:
        return typer.get_binary_stream("stdin").read() if str(file) == "-" else file.read_bytes()
    except OSError as error:
        wrong(f"{file}: {error.strerror}")


def _tell(verdicts: Sequence[Verdict], as_json: bool) -> None:
    """Says the verdicts; exit code 1 when one is bad."""
    ok = all(verdict.ok for verdict in verdicts)
    if as_json:
        _print({"ok": ok, "sources": [verdict.json() for verdict in verdicts]})
    for verdict in () if as_json else verdicts:
        counted = _("{events} gebeurtenissen, {unsigned} nog niet ondertekend")
        counted = counted.format(events=verdict.events, unsigned=verdict.unsigned)
        typer.echo(f"{_('klopt') if verdict.ok else _('KLOPT NIET')}  {verdict.source}  {counted}")
        for finding in verdict.findings:
            typer.echo(f"    {finding.kind} {finding.sequence} {finding.id or ''} {finding.detail}")
    raise typer.Exit(0 if ok else 1)


def _print(document: Any) -> None:
    typer.echo(json.dumps(document, ensure_ascii=False))


@contextmanager
def _progress(total: int | None) -> Iterator[Callable[[int], None]]:
    """A bar on a terminal; nothing elsewhere."""
    console = Console(stderr=True)
    with Progress(console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("", total=total)
        yield lambda done: bar.advance(task, done)
