"""The limit of a command: Starlette and asyncpg, with the same inserts in one transaction and nothing else."""

import hashlib
import json
import uuid

import asyncpg
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

SEE = "select set_config('helder.tenants', $1, true)"
TAKE = """
insert into streams (topic, tenant, last, relayed) values ('helder.inventory', $1, 1, 0)
on conflict (topic, tenant) do update set last = streams.last + 1 returning last
"""
FACT = """
insert into events (tenant, topic, sequence, id, subject, version, type, actor, causation, bytes, leaf)
values ($1, 'helder.inventory', $2, $3, $4, $5, 'nl.algoritmes.inventory.system-registered.v1', $6, $7, $8, $9)
"""
SYSTEM = """
insert into systems (tenant, id, version, name, sort, search, stage, category, description, assessment_version)
values ($1, $2, 1, $3, $4, $5, 'idea', $6, $7, 1)
"""
DESCRIBE = """
update systems set version = $3, name = $4, sort = $5, search = $6, category = $7, description = $8
where tenant = $1 and id = $2
"""
MEMBER = "a" * 26


def address(url: str) -> dict[str, str]:
    """What asyncpg wants to know of an address as SQLAlchemy writes it."""
    user, _, rest = url.partition("://")[2].partition("@/")
    database, _, folder = rest.partition("?host=")
    return {"user": user, "database": database, "host": folder}


async def application(url: str) -> Starlette:
    """POST registers a system of an organisation, PUT describes one."""
    pool = await asyncpg.create_pool(**address(url), min_size=1, max_size=20)
    versions: dict[str, int] = {}

    async def register(request: Request) -> Response:
        body, tenant, id = await request.body(), request.path_params["tenant"], str(uuid.uuid4())
        row = _row(body)
        async with pool.acquire() as connection, connection.transaction():
            await _fact(connection, tenant, id, 1, body)
            await connection.execute(SYSTEM, tenant, id, *row)
        return JSONResponse({"id": id, "version": 1}, 201, {"ETag": '"1"'})

    async def describe(request: Request) -> Response:
        body, tenant, id = await request.body(), request.path_params["tenant"], request.path_params["id"]
        version = versions[id] = versions.get(id, 0) + 1
        row = _row(body)
        async with pool.acquire() as connection, connection.transaction():
            await _fact(connection, tenant, id, version, body)
            await connection.execute(DESCRIBE, tenant, id, version, *row)
        return JSONResponse({"id": id, "version": version}, headers={"ETag": f'"{version}"'})

    return Starlette(
        routes=[Route("/{tenant}", register, methods=["POST"]), Route("/{tenant}/{id}", describe, methods=["PUT"])]
    )


def _row(body: bytes) -> tuple[str, str, str, str, str]:
    """The columns that a description sets."""
    sent = json.loads(body)
    name = sent["name"]
    return name, name.lower(), f"{name} {sent['purpose']}".lower(), sent["publicationCategory"], json.dumps(sent)


async def _fact(connection: asyncpg.Connection, tenant: str, id: str, version: int, body: bytes) -> None:
    await connection.execute(SEE, tenant)
    sequence = await connection.fetchval(TAKE, tenant)
    leaf, cause = hashlib.sha256(b"\0" + body).digest(), str(uuid.uuid4())
    subject = f"system/{id}"
    await connection.execute(FACT, tenant, sequence, str(uuid.uuid4()), subject, version, MEMBER, cause, body, leaf)
