"""The databases of a region: one for each service, with logins of its own that can reach no other."""

from deploy.local.postgres import Server

KINDS = ("owner", "worker", "app")
"""owner: migrate and rebuild; worker: `work`; app: `serve`."""
_ROLE = "do $$ begin create role {role} {how}; exception when duplicate_object then null; end $$"


def prepare(server: Server, services: tuple[str, ...]) -> None:
    """Makes what is not there yet."""
    for kind in KINDS:
        server.execute(_ROLE.format(role=f"helder_{kind}", how="nologin"))
    for service in services:
        for kind in KINDS:
            server.execute(_ROLE.format(role=login(service, kind), how=f"login in role helder_{kind}"))
        database = f"helder_{service}"
        if not server.value(f"select 1 from pg_database where datname = '{database}'"):
            server.execute(f"create database {database} owner {login(service, 'owner')} template template0")
            logins = ", ".join(login(service, kind) for kind in KINDS)
            server.execute(f"revoke all on database {database} from public")
            server.execute(f"grant connect, temporary on database {database} to {logins}")


def login(service: str, kind: str) -> str:
    """The role that signs in."""
    return f"helder_{service}_{kind}"


def url(server: Server, service: str, kind: str) -> str:
    """HELDER_DATABASE_URL."""
    return server.url(f"helder_{service}", login(service, kind))
