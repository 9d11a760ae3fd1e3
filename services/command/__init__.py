"""The `helder` command: starts the services, asks them things over HTTP, or passes work on to one of them."""

import json
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any, get_args

import typer

from services.command import imports
from services.command.client import Client, part, told, wrong

SERVICES = ("inventory", "dpia", "publication", "feedback")
OPERATOR = "operator"
EVERYWHERE = "*"

AsJson = Annotated[bool, typer.Option("--json", help="answer in JSON")]
Data = Annotated[Path, typer.Option(help="folder of the databases and keys")]
Organisation = Annotated[str, typer.Option(help="id of the organisation")]

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, help="Helder")
tenant = typer.Typer(no_args_is_help=True, help="Organisations that use this installation.")
parked = typer.Typer(no_args_is_help=True, help="Events that could not be applied.")
app.add_typer(tenant, name="tenant")
app.add_typer(parked, name="parked")
app.add_typer(imports.imports, name="import")
app.add_typer(imports.approvals, name="approve")


def main() -> None:
    """Runs the command. Exit 0: it holds; 1: it does not; 2: wrong use."""
    if sys.argv[1:2] in ([], ["audit"], ["--help"]):
        from services.command.audit import audit_app

        app.add_typer(audit_app, name="audit")
    app()


@app.command()
def up(
    port: Annotated[int, typer.Option(min=1, max=65535, help="port on 127.0.0.1")] = 8000,
    data: Data = Path("data"),
    demo: Annotated[bool, typer.Option(help="fill an empty installation with a region of three municipalities")] = True,
    example: Annotated[bool, typer.Option("--example", help="fill it with one municipality and one system")] = False,
    accept_loss: Annotated[
        bool, typer.Option("--accept-loss", help="go on after a file was put back that is too old")
    ] = False,
) -> None:
    """Runs all services on this machine, until Ctrl-C."""
    from services.command import server

    server.up(server.Start(port, data, demo, accept_loss, example))


@app.command()
def issuer(
    keys: Annotated[Path, typer.Option(help="folder of the keys, made when it is not there")],
    host: Annotated[str, typer.Option(help="address to listen on")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help="port to listen on")] = 8005,
) -> None:
    """Signs in made-up people for separate services; only for development."""
    from services.chassis.serving import Address
    from services.command import built_in_issuer as built_in

    built_in.serve(keys, Address(host, port))


@app.command()
def token(
    data: Data,
    person: Annotated[str, typer.Option(help="id of the person")],
    role: Annotated[list[str] | None, typer.Option(help="[TENANT:]ROLE; without a tenant: in all; may repeat")] = None,
    hours: Annotated[float, typer.Option(min=0.01, max=24 * 366, help="how long it is valid")] = 12,
    as_json: AsJson = False,
) -> None:
    """Prints a token of the built-in issuer, for HELDER_TOKEN."""
    roles = _roles(role or [])
    if not data.is_dir():
        wrong(f"There is no folder {data}. Start Helder on it first, or name the right one with --data.")
    from services.chassis.access import KeyLost, Keys

    try:
        jwt, expires = Keys.open(data).token(person, roles, hours)
    except KeyLost as error:
        wrong(f"{error}. Put it back from the backup.")
    until = datetime.fromtimestamp(expires, UTC).isoformat().replace("+00:00", "Z")
    typer.echo(json.dumps({"token": jwt, "person": person, "expires": until}) if as_json else jwt)


def _roles(wanted: list[str]) -> dict[str, list[str]]:
    """`eskerwold:editor` -> in that tenant, `editor` -> in all; ends the command at a role that does not exist."""
    from contracts.inventory import Role

    known = get_args(Role)[1].words
    roles: dict[str, list[str]] = {}
    for text in wanted:
        where, colon, name = text.rpartition(":")
        if not (name in known and (where or not colon)) and text != OPERATOR:
            choices = ", ".join(known)
            wrong(f"There is no role {text}. Choose from {OPERATOR} (without a tenant), {choices}.")
        roles.setdefault(where or EVERYWHERE, []).append(name)
    return roles


@tenant.command()
def add(
    id: Annotated[str, typer.Argument(help="stands in every address and never changes: eskerwold")],
    name: Annotated[str, typer.Option(help="as residents know it: Gemeente Eskerwold")],
    oin: Annotated[str, typer.Option(help="20 digits; fixes the source of its events for ever")],
    cbs: Annotated[str | None, typer.Option(help="code of Statistics Netherlands: GM0000")] = None,
    tooi: Annotated[str | None, typer.Option(help="TOOI code: gm0000")] = None,
    contact: Annotated[str | None, typer.Option(help="functional address")] = None,
    as_json: AsJson = False,
) -> None:
    """Makes an organisation a tenant (role operator)."""
    given = {"id": id, "name": name, "oin": oin, "cbsCode": cbs, "tooiCode": tooi, "contact": contact}
    body = {key: value for key, value in given.items() if value is not None}
    made = Client.from_environment().post("/inventory/v1/organisations", body)
    said = {"id": made["id"], "source": made["source"]}
    typer.echo(json.dumps(said) if as_json else f"{said['id']} {said['source']}")


@app.command()
def events(
    service: Annotated[str, typer.Option(help="inventory, dpia, publication or feedback")],
    organisation: Organisation,
    topic: Annotated[str | None, typer.Option(help="the service's own when left out")] = None,
    after: Annotated[int, typer.Option(min=0, help="sequence of the last event seen")] = 0,
) -> None:
    """Prints events exactly as they stand in the log, one a line (role auditor)."""
    import rfc8785

    path = f"/{_service(service)}/v1/organisations/{part(organisation)}/events"
    with told():
        for event in Client.from_environment().pages(path, topic=topic, after=after, limit=100):
            sys.stdout.buffer.write(rfc8785.dumps(event) + b"\n")
    sys.stdout.buffer.flush()


@app.command()
def rebuild(service: str, data: Data = Path("data"), as_json: AsJson = False) -> None:
    """Fills the read tables of a service again from the logs."""
    words = ["rebuild", "--data", str(data), *(["--json"] if as_json else [])]
    raise typer.Exit(subprocess.call(_python(_service(service), words)))  # noqa: S603


@parked.command("list")
def list_parked(
    service: Annotated[str | None, typer.Argument()] = None, data: Data = Path("data"), as_json: AsJson = False
) -> None:
    """The events that wait, and why."""
    _say_parked(_parked("list", service, data), as_json)


@parked.command("retry")
def retry_parked(
    service: Annotated[str | None, typer.Argument()] = None, data: Data = Path("data"), as_json: AsJson = False
) -> None:
    """Tries them again, in order; what still waits is listed."""
    waiting = _parked("retry", service, data)
    _say_parked(waiting, as_json)
    raise typer.Exit(1 if waiting else 0)


def _parked(action: str, service: str | None, data: Path) -> list[dict[str, Any]]:
    """What one service answers, or all that have a database in the folder."""
    chosen = [_service(service)] if service else [name for name in SERVICES if (data / f"{name}.db").exists()]
    if not chosen:
        wrong(f"There is no database in {data}. Name the data folder with --data.")
    return [item for name in chosen for item in _parked_of(name, action, data)]


def _parked_of(service: str, action: str, data: Path) -> list[dict[str, Any]]:
    command = _python(service, ["parked", action, "--data", str(data), "--json"])
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False)  # noqa: S603
    if not done.stdout.strip():
        raise typer.Exit(done.returncode or 1)
    items: list[dict[str, Any]] = json.loads(done.stdout)["items"]
    return items


def _say_parked(items: list[dict[str, Any]], as_json: bool) -> None:
    lines = [f"{i['service']} {i['organisation']} {i['subject']} {i['sequence']}: {i['error']}" for i in items]
    typer.echo(json.dumps({"items": items}) if as_json else "\n".join(lines) or "Nothing is parked.")


def _service(name: str) -> str:
    if name not in SERVICES:
        wrong(f"There is no service {name}. Choose from {', '.join(SERVICES)}.")
    return name


def _python(service: str, words: list[str]) -> list[str]:
    return [sys.executable, "-m", f"services.{service}", *words]
