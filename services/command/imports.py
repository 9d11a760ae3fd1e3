"""`helder import register` and `helder approve imported`: the entries of the national register."""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer

from services.command.client import Client, fail, told, wrong

imports = typer.Typer(no_args_is_help=True, help="Takes over what stands in another register.")
approvals = typer.Typer(no_args_is_help=True, help="Makes public what was taken over.")

Organisation = Annotated[str | None, typer.Option(help="only this organisation (its id)")]
All = Annotated[bool, typer.Option("--all-organisations", help="every organisation (role operator)")]
AsJson = Annotated[bool, typer.Option("--json", help="answer in JSON")]
File = Annotated[Path, typer.Argument(exists=True, dir_okay=False, readable=True, help="JSON or CSV of the register")]
Advance = Callable[[int], None]
Json = dict[str, Any]


@imports.callback()
def _imports() -> None:
    """Takes over what stands in another register."""


@approvals.callback()
def _approvals() -> None:
    """Makes public what was taken over."""


@imports.command("register")
def import_register(
    file: File,
    organisation: Organisation = None,
    all_organisations: All = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="only say what would happen")] = False,
    no_wait: Annotated[bool, typer.Option("--no-wait", help="do not wait until every service has heard it")] = False,
    as_json: AsJson = False,
) -> None:
    """Imports an export of the national algorithm register.

    The token needs role coordinator in every organisation, and operator unless --organisation is given. Without
    --organisation and --all-organisations, only rows of organisations that are tenants already go in.
    """
    from services.chassis.register_files import UnreadableFile

    if organisation and all_organisations:
        wrong("Choose --organisation or --all-organisations, not both.")
    try:
        with told():
            report, complete = _import(file, organisation, all_organisations, (dry_run, no_wait))
    except UnreadableFile as unreadable:
        fail(f"{file}: {unreadable}")
    _say(report, as_json)
    raise typer.Exit(1 if report["refused"] or not complete else 0)


def _import(file: Path, organisation: str | None, all_of_them: bool, how: tuple[bool, bool]) -> tuple[Json, bool]:
    from services.chassis.register_files import survey
    from services.command.register import importing
    from services.command.register import tenants as known_as

    dry_run, no_wait = how
    client, known = Client.from_environment(), survey(file)
    if organisation:
        tenants = known_as.one(client, organisation)
    elif all_of_them:
        tenants = known_as.onboarded(client, known.organisations, dry_run)
    else:
        tenants = known_as.present(client, known.organisations)
    report = importing.Report()
    with _bar("entries", known.entries) as advance:
        importing.Import(client, file, tenants, dry_run).run(report, advance)
    complete = dry_run or no_wait or _heard(client, sorted(report.known))
    return report.json(), complete


def _heard(client: Client, tenants: list[str]) -> bool:
    """Waits for the other services; says of each organisation what is not right."""
    from services.command.register import hearing

    services = hearing.present(client)
    for absent in sorted(set(hearing.LISTENERS) - set(services)):
        typer.echo(f"{absent} does not run here: not waited for.", err=True)
    with _bar("organisations heard", len(tenants)) as advance:
        behind = hearing.wait(client, tenants, advance, services)
    for tenant, standing in behind.items():
        parked = [f"{standing.parked} parked (helder parked list)"] if standing.parked else []
        typer.echo(f"{tenant}: {'; '.join([*standing.behind, *parked])}", err=True)
    return not behind


def _say(report: Json, as_json: bool) -> None:
    for one in report["refused"]:
        typer.echo(f"row {one['row']}, {one['field'] or 'as a whole'}: {one['reason']}", err=True)
    if as_json:
        typer.echo(json.dumps(report, ensure_ascii=False))
        return
    for one in report["gone"]:
        typer.echo(f"gone: {one['organisation']} {one['sourceId']}")
    counts = ", ".join(f"{report[name]} {name}" for name in ("created", "changed", "unchanged", "skipped"))
    typer.echo(f"{report['read']} read: {counts}, {len(report['refused'])} refused, {len(report['gone'])} gone")


@approvals.command("imported")
def approve_imported(
    organisation: Organisation = None, all_organisations: All = False, as_json: AsJson = False
) -> None:
    """Makes entries public as they stand in the national register; by another person than who imported them.

    The token needs role approver in every organisation, and operator with --all-organisations.
    """
    from services.command.register.taking_over import approve

    if bool(organisation) == all_organisations:
        wrong("Choose --organisation or --all-organisations.")
    with told():
        report = approve(Client.from_environment(), organisation, lambda total: _bar("entries", total))
    for one in report["refused"]:
        typer.echo(f"{one['organisation']} {one['id']}: {one['detail']} ({one['code']})", err=True)
    counts = f"{report['approved']} approved, {report['skipped']} skipped, {len(report['refused'])} refused"
    typer.echo(json.dumps(report, ensure_ascii=False) if as_json else counts)
    raise typer.Exit(1 if report["refused"] else 0)


@contextmanager
def _bar(what: str, total: int) -> Iterator[Advance]:
    """A progress bar on a terminal, else nothing."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn(what), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), disable=not sys.stderr.isatty(), transient=True) as bar:
        task = bar.add_task(what, total=total)
        yield lambda done: bar.advance(task, done)
