"""`helder audit`: checkpoints and proofs from the running service; verify, export and check without it."""

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from gettext import gettext as _
from pathlib import Path
from typing import Annotated, Any, Literal

import typer
from rich.console import Console
from rich.progress import Progress

from services.chassis.audit import export, kept, proofs, verify
from services.chassis.audit.agreement import compare
from services.chassis.audit.from_kafka import Read, read_topics
from services.chassis.audit.keys import bare
from services.chassis.audit.merkle import AuditError
from services.chassis.audit.verify import Trust
from services.command.audit_logs import Databases, Place, on_kafka
from services.command.audit_report import Outcome, tell
from services.command.client import Client, fail, part, wrong

Name = Literal["inventory", "dpia", "publication", "feedback"]
NAMES: tuple[Name, ...] = ("inventory", "dpia", "publication", "feedback")

Service = Annotated[Name | None, typer.Option(help="only this service")]
Organisation = Annotated[str | None, typer.Option(help="only this organisation (its id)")]
Data = Annotated[Path | None, typer.Option(help="folder of the databases", exists=True, file_okay=False)]
Urls = Annotated[
    list[str] | None, typer.Option(help="address of the PostgreSQL database of a service: NAME=URL; may be repeated")
]
Kafka = Annotated[str | None, typer.Option(help="Kafka brokers, host:port: verify what lies on the topics")]
Prefix = Annotated[str | None, typer.Option(help="put before the names of the topics")]
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
    database_url: Urls = None,
    kafka: Kafka = None,
    prefix: Prefix = None,
    service: Service = None,
    organisation: Organisation = None,
    checkpoint: File = None,
    key: Key = None,
    from_export: Exported = None,
    as_json: Json = False,
) -> None:
    """Recomputes every log from the stored bytes and says what was changed; the server may run or not.

    With --kafka from the topics alone; with --kafka and a database from both, and whether they agree.
    """
    place = Place(_chosen(service), data, database_url or ())
    given = [where for where in (data, database_url, from_export) if where]
    if len(given) > 1 or not (given or kafka) or (from_export and kafka):
        wrong(_("Geef --data, --database-url, --kafka of --export: waar de logboeken staan."))
    outside, kept_key = _kept(checkpoint) if checkpoint else ([], None)
    if key is not None:
        _checked_key(key)
    try:
        if from_export is not None:
            outcome = _verified_export(from_export, (key or kept_key, outside), (service, organisation))
        else:
            trust = Trust(_needed(key or kept_key or place.current_key), outside, place.current_key)
            read = on_kafka(kafka, prefix) if kafka else None
            outcome = _verified(place, trust, read, organisation)
    except AuditError as error:
        fail(str(error))
    tell(outcome, as_json)


@audit_app.command("export")
def export_(
    data: Annotated[Path, typer.Option(help="folder of the databases", exists=True, file_okay=False)],
    out: Annotated[Path, typer.Option(help="file to write (JSON lines)", dir_okay=False)],
    as_json: Json = False,
) -> None:
    """Writes every event, every checkpoint and the key to one file; `audit verify --export` verifies it elsewhere."""
    if not out.parent.is_dir():
        wrong(_("De map {folder} bestaat niet.").format(folder=out.parent))

    part_of, place = out.with_name(out.name + ".part"), Place(NAMES, data)

    async def write(databases: Databases) -> int:
        total = await verify.total(databases)
        with part_of.open("w", encoding="utf-8") as file, _progress(total) as advance:
            return await export.write(databases, place.current_key, file, advance)

    events = place.run(write)
    part_of.replace(out)
    typer.echo(json.dumps({"events": events, "file": str(out)}) if as_json else f"{events} -> {out}")


def _chosen(service: Name | None) -> tuple[Name, ...]:
    return (service,) if service else NAMES


def _verified(place: Place, trust: Trust, read: Read | None, organisation: str | None) -> Outcome:
    async def run(databases: Databases) -> Outcome:
        with _progress(await verify.total(databases, organisation) if databases else None) as advance:
            here = await verify.verify(databases, trust, organisation, advance) if databases else []
            if read is None:
                return Outcome(here)
            logs = await read_topics(read, trust, advance)
            there = [one for one in logs.verdicts(organisation) if one.service in (*place.services, "")]
            if not databases:
                return Outcome(there)
            return Outcome(here, there, await compare(databases, logs, organisation))

    return place.run(run)


def _verified_export(
    file: Path, known: tuple[str | None, Sequence[str]], chosen: tuple[Name | None, str | None]
) -> Outcome:
    (key, outside), (service, organisation) = known, chosen
    with file.open(encoding="utf-8") as lines, _progress(None) as advance:
        read = export.Export(lines)
        trust = Trust(_needed(key or read.key), outside, read.key)
        wanted = read.verify(trust, lambda s, o: service in (None, s) and organisation in (None, o), advance)
        return Outcome([*wanted])


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


def _print(document: Any) -> None:
    typer.echo(json.dumps(document, ensure_ascii=False))


@contextmanager
def _progress(total: int | None) -> Iterator[Callable[[int], None]]:
    """A bar on a terminal; nothing elsewhere."""
    console = Console(stderr=True)
    with Progress(console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("", total=total)
        yield lambda done: bar.advance(task, done)
