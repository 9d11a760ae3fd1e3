"""The four services as real processes over a Kafka node and a PostgreSQL server of their own, all there to be hurt."""

import asyncio
import base64
import contextlib
import os
import secrets
import shutil
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx2 as httpx

from deploy.local import kafka, postgres
from deploy.local.processes import Program, Supervisor
from services.chassis import admin, migrate
from services.chassis.access import Keys
from services.chassis.database import Database
from services.chassis.service import Service
from services.chassis.settings import Settings
from services.dpia.app import SERVICE as DPIA
from services.feedback.app import SERVICE as FEEDBACK
from services.inventory.app import SERVICE as INVENTORY
from services.publication.app import SERVICE as PUBLICATION
from tests.faults.small_disk import small_disk

ROOT = Path(__file__).parents[2]
SERVICES: Mapping[str, Service] = {service.name: service for service in (INVENTORY, DPIA, PUBLICATION, FEEDBACK)}
LOGINS = ("helder_app", "helder_worker", "helder_owner")
ROLES = {"serve": "helder_app", "work": "helder_worker"}
PARTITIONS = 3
OF_THREE = dict.fromkeys(
    ("offsets.topic.replication.factor", "transaction.state.log.replication.factor", "default.replication.factor"), "3"
) | {"min.insync.replicas": "2"}


@dataclass
class Machine:
    """What all regions of a test run stand on. The data survive a crash: fsync is on."""

    folder: Path
    nodes: Sequence[kafka.Node]
    server: postgres.Server
    can_be_full: bool
    """Their data lie on small file systems of their own."""
    migrated: set[str] = field(default_factory=set)

    @property
    def node(self) -> kafka.Node:
        """Where there is one."""
        return self.nodes[0]

    @property
    def brokers(self) -> str:
        """For HELDER_KAFKA."""
        return ",".join(node.address for node in self.nodes)

    async def template(self, service: str) -> str:
        """The name of the database to copy for a service, brought to the newest shape once."""
        if (name := f"template_{service}") not in self.migrated:
            self.migrated.add(name)
            self.server.execute(f'create database "{name}" owner helder_owner')
            await migrate.upgrade(self.server.url(name, "helder_owner"), service)
        return name

    @contextmanager
    def full(self, part: str) -> Iterator[None]:
        """No byte more can be written where Kafka or PostgreSQL (`kafka`, `pg`) has its data."""
        balloon = self.folder / part / "balloon"
        with contextlib.suppress(OSError), balloon.open("wb", buffering=0) as file:
            os.posix_fallocate(file.fileno(), 0, shutil.disk_usage(balloon).free - 2**20)
            file.seek(0, os.SEEK_END)
            while file.write(bytes(4096)):
                pass
        try:
            yield
        finally:
            balloon.unlink()

    def heal(self) -> None:
        """Both run, whatever a test did to them."""
        for program in (*(node.program for node in self.nodes), self.server.program):
            program.resume()
        self.server.start()
        begin(self.nodes)


@dataclass
class Region:
    """Four services, each `serve` and `work`, under a supervisor: a test stops nothing and starts nothing by hand."""

    machine: Machine
    prefix: str = field(default_factory=lambda: f"f{secrets.token_hex(3)}.")
    supervisor: Supervisor = field(default_factory=Supervisor)
    ports: dict[str, int] = field(default_factory=dict)

    @property
    def settings(self) -> Settings:
        """As every process has them, but without a database."""
        return Settings(
            keys=self.machine.folder / "keys",
            kafka=self.machine.brokers,
            kafka_prefix=self.prefix,
            kafka_partitions=PARTITIONS,
            kafka_replication=len(self.machine.nodes),
        )

    @property
    def keys(self) -> Keys:
        """Of the installation."""
        return Keys.open(self.machine.folder / "keys")

    def database(self, service: str) -> str:
        """Its name on the server."""
        return f"{self.prefix.rstrip('.')}_{service}"

    def url(self, service: str, role: str = "helder_worker") -> str:
        """The address of a service's database."""
        return self.machine.server.url(self.database(service), role)

    def at(self, service: str, kind: str = "serve") -> str:
        """The address of a process."""
        return f"http://127.0.0.1:{self.ports[f'{service}.{kind}']}"

    async def make(self) -> None:
        """Databases and topics; nothing runs yet."""
        execute = self.machine.server.execute
        for role in LOGINS:
            execute(f"do $$ begin create role {role} login; exception when duplicate_object then null; end $$")
        for name in SERVICES:
            like = f'template "{await self.machine.template(name)}"'
            execute(f'create database "{self.database(name)}" {like} owner helder_owner')
            await asyncio.to_thread(admin.create, name, self.settings)

    async def begin(self) -> None:
        """From nothing to a region that answers."""
        await self.make()
        self.start(self.program(service, kind) for service in SERVICES for kind in ("serve", "work"))
        await self.up()

    def program(self, service: str, kind: str, **environment: str) -> Program:
        """A process of a service; `kind` is serve or work, with a mark behind it for a further one."""
        name = f"{service}.{kind}"
        port = self.ports.setdefault(name, kafka.free_port())
        command = kind.partition("-")[0]
        words = [sys.executable, "-m", f"services.{service}", command, "--port", str(port)]
        log = self.machine.folder / f"{self.prefix}{name}.log"
        own = {"HELDER_REPLICA": name, "HELDER_TRUSTED_PROXIES": "127.0.0.1"}
        return Program(name, words, log, self.environment(service, ROLES[command]) | own | environment)

    def environment(self, service: str, role: str) -> dict[str, str]:
        """The settings of its processes, and of an operator's commands."""
        return {
            "PYTHONPATH": str(ROOT),
            "HELDER_DATABASE_URL": self.url(service, role),
            "HELDER_KEYS": str(self.settings.keys),
            "HELDER_KAFKA": str(self.settings.kafka),
            "HELDER_KAFKA_PREFIX": self.prefix,
            "HELDER_KAFKA_PARTITIONS": str(PARTITIONS),
            "HELDER_KAFKA_REPLICATION": str(self.settings.kafka_replication),
        }

    def run(self, service: str, *words: str) -> subprocess.CompletedProcess[str]:
        """One command of a service, as its operator gives it."""
        command = [sys.executable, "-m", f"services.{service}", *words]
        env = os.environ | self.environment(service, "helder_owner")
        return subprocess.run(command, env=env, capture_output=True, text=True, check=False)

    def start(self, programs: Iterable[Program]) -> None:
        """Under the supervisor from now on."""
        self.supervisor.start(programs)

    def end(self, name: str, seconds: float = 30) -> int | None:
        """SIGTERM, and not started again; the exit code."""
        return self.supervisor[name].stop(seconds)

    def heal(self) -> None:
        """As it was at the beginning, whatever a test did to it."""
        self.machine.heal()
        for name, program in list(self.supervisor.programs.items()):
            program.resume()
            if "-" in name.partition(".")[2]:
                self.end(name)
                del self.supervisor.programs[name]
            else:
                program.launch()

    async def up(self, seconds: float = 120) -> None:
        """Waits until every process answers."""
        deadline = time.monotonic() + seconds
        async with httpx.AsyncClient(timeout=5) as client:
            for name in [name for name, program in self.supervisor.programs.items() if program.wanted]:
                while not await _ready(client, self.ports[name]):
                    assert time.monotonic() < deadline, f"{name}: {self.supervisor[name].last_words()}"
                    await asyncio.sleep(0.2)

    async def answers(self, name: str) -> bool:
        """Whether this process is ready."""
        async with httpx.AsyncClient(timeout=5) as client:
            return await _ready(client, self.ports[name])

    async def figures(self, service: str, kind: str = "work") -> dict[str, float]:
        """What its worker shows on /metrics."""
        async with httpx.AsyncClient(timeout=10) as client:
            text = (await client.get(f"{self.at(service, kind)}/metrics")).text
        lines = [line.rsplit(" ", 1) for line in text.splitlines() if line and not line.startswith("#")]
        return {name: float(number) for name, number in lines}

    @asynccontextmanager
    async def databases(self, role: str = "helder_worker") -> AsyncIterator[dict[str, Database]]:
        """The databases of all services, as a worker sees them."""
        async with AsyncExitStack() as stack:
            opened = {name: Database(self.url(name, role), 2) for name in SERVICES}
            for db in opened.values():
                stack.push_async_callback(db.close)
            yield opened

    def said(self) -> str:
        """The ends of all logs, for who must find out what went wrong."""
        return "\n".join(f"--- {name}\n{p.last_words(8)}" for name, p in self.supervisor.programs.items())


async def _ready(client: httpx.AsyncClient, port: int) -> bool:
    try:
        return (await client.get(f"http://127.0.0.1:{port}/health/ready")).status_code == 200
    except httpx.TransportError:
        return False


@contextmanager
def machine(folder: Path) -> Iterator[Machine]:
    """Kafka and PostgreSQL while the block lasts."""
    with small_disk(folder / "kafka", "700m") as one, small_disk(folder / "pg", "1500m") as other:
        yield from _machine(folder, [kafka.Node(folder / "kafka")], one and other)


@contextmanager
def machine_with_three_brokers(folder: Path) -> Iterator[Machine]:
    """The same with a cluster of three, each a controller too."""
    identity = base64.urlsafe_b64encode(secrets.token_bytes(16)).decode().rstrip("=").replace("-", "a")
    nodes = [kafka.Node(folder / f"kafka-{number}", cluster=identity) for number in (1, 2, 3)]
    voters = ",".join(f"{number}@127.0.0.1:{node.controller}" for number, node in enumerate(nodes, 1))
    for number, node in enumerate(nodes, 1):
        node.set(OF_THREE | {"node.id": str(number), "controller.quorum.voters": voters})
    yield from _machine(folder, nodes, False)


def begin(nodes: Sequence[kafka.Node]) -> None:
    """Starts them at once: one of three does not serve before another is there."""
    kafka.fetch_jars()
    for node in nodes:
        node.program.launch()
    for node in nodes:
        node.answers()


def _machine(folder: Path, nodes: Sequence[kafka.Node], can_be_full: bool) -> Iterator[Machine]:
    Keys.open(folder / "keys")
    programs = postgres.programs()
    assert programs
    server = postgres.Server(folder / "pg", programs, postgres.CAREFUL)
    try:
        server.start()
        begin(nodes)
        yield Machine(folder, nodes, server, can_be_full)
    finally:
        for node in nodes:
            node.resume()
            node.kill()
        server.program.resume()
        server.stop()


@contextmanager
def region(made: Machine) -> Iterator[Region]:
    """A region with all its processes while the block lasts."""
    helder = Region(made)
    try:
        with ThreadPoolExecutor(1) as thread:  # from a fixture, where a loop may run
            thread.submit(asyncio.run, helder.begin()).result()
        yield helder
    finally:
        for program in helder.supervisor.programs.values():
            program.resume()
        helder.supervisor.stop(20)
