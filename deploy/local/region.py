"""A whole region on one machine: Kafka, PostgreSQL, four services with `serve` and `work`, the issuer, one address."""

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import httpx2 as httpx

from deploy.local import databases, kafka, postgres
from deploy.local.kafka import free_port
from deploy.local.processes import Program, Supervisor
from services.chassis.access import Keys

SERVICES = ("inventory", "dpia", "publication", "feedback")
HOST = "127.0.0.1"
HELDER = "from services.command import main; main()"


class Unready(Exception):
    """A part does not come up; the text says which and why."""


@dataclass
class Region:
    """Its parts are reached by name: `region["dpia work"].kill()`, `region.kafka.pause()`, `region.postgres.stop()`."""

    data: Path
    port: int
    kafka_port: int = 0
    settings: dict[str, str] = field(default_factory=dict)
    supervisor: Supervisor = field(default_factory=Supervisor, init=False)
    ground: Supervisor = field(default_factory=Supervisor, init=False)
    ports: dict[str, int] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        programs = postgres.programs()
        reason = kafka.lacks() or (None if programs else "no PostgreSQL: install postgresql")
        if reason or programs is None:
            raise Unready(f"There is {reason}.")
        self.data = self.data.resolve()
        self.kafka = kafka.Node(self.data / "kafka", self.kafka_port)
        self.postgres = postgres.Server(self.data / "postgresql", programs)

    @property
    def url(self) -> str:
        """Where a browser finds it."""
        return f"http://{HOST}:{self.port}"

    def __getitem__(self, name: str) -> Program:
        return self.supervisor[name]

    @property
    def pids(self) -> dict[str, int]:
        """What runs now."""
        return self.ground.pids | self.supervisor.pids

    def start(self) -> None:
        """Comes back when every part is ready. Raises Unready, also of Kafka or PostgreSQL."""
        Keys.open(self.data)
        with ThreadPoolExecutor(2) as both:
            started = [both.submit(part.start) for part in (self.kafka, self.postgres)]
        for part in started:
            part.result()
        self.ground.start([self.kafka.program, self.postgres.program])
        databases.prepare(self.postgres, SERVICES)
        self._prepare()
        self.supervisor.start(self._programs())
        self.ready()

    def add(self, service: str, kind: str = "work") -> Program:
        """One more process of a service; answers nothing from the gateway."""
        number = sum(name.startswith(f"{service} {kind}") for name in self.ports) + 1
        program = self._process(service, kind, f"{service} {kind} {number}")
        self.supervisor.start([program])
        return program

    def ready(self, seconds: float = 180) -> None:
        """Waits until every process says so."""
        end = time.monotonic() + seconds
        with httpx.Client(timeout=5) as http:
            for name, port in self.ports.items():
                while not _is_ready(http, port):
                    if time.monotonic() > end:
                        raise Unready(f"{name} does not come up:\n{self[name].last_words()}")
                    time.sleep(0.05)

    def stop(self) -> None:
        """The services first, then what they stand on."""
        self.supervisor.stop()
        self.ground.stop(seconds=20)

    def environment(self, service: str, kind: str) -> dict[str, str]:
        """The settings with which a process of this service runs; `kind`: app, worker or owner."""
        return {
            "HELDER_DATABASE_URL": databases.url(self.postgres, service, kind),
            "HELDER_KEYS": str(self.data),
            "HELDER_KAFKA": self.kafka.address,
            "HELDER_KAFKA_REPLICATION": "1",
            "HELDER_BASE_URL": self.url,
            "HELDER_TRUSTED_PROXIES": HOST,
            **self.settings,
        }

    def run(self, service: str, *words: str) -> subprocess.CompletedProcess[str]:
        """One command of a service as its owner: `region.run("dpia", "rebuild")`."""
        return self._run(service, f"services.{service}", *words)

    def _prepare(self) -> None:
        addresses = [f"{service}={databases.url(self.postgres, service, 'owner')}" for service in SERVICES]
        done = self._run(SERVICES[0], "deploy.local.prepare", *addresses)
        if done.returncode:
            raise Unready(f"Databases and topics cannot be made:\n{done.stdout}{done.stderr}")

    def _run(self, service: str, module: str, *words: str) -> subprocess.CompletedProcess[str]:
        command, given = [sys.executable, "-m", module, *words], os.environ | self.environment(service, "owner")
        return subprocess.run(command, env=given, capture_output=True, text=True, check=False)

    def _programs(self) -> list[Program]:
        made = [self._process(service, kind, f"{service} {kind}") for kind in ("serve", "work") for service in SERVICES]
        self.ports["issuer"] = free_port()
        issuer = ["-c", HELDER, "issuer", "--keys", str(self.data), "--port", str(self.ports["issuer"])]
        made.append(self._program("issuer", issuer))
        behind = [f"{service}={self.ports[f'{service} serve']}" for service in SERVICES]
        behind.append(f"issuer={self.ports['issuer']}")
        self.ports["gateway"] = self.port
        return [*made, self._program("gateway", ["-m", "deploy.local.serve_gateway", str(self.port), *behind])]

    def _process(self, service: str, kind: str, name: str) -> Program:
        self.ports[name] = free_port()
        environment = self.environment(service, "app" if kind == "serve" else "worker")
        environment["HELDER_REPLICA"] = name.replace(" ", "-")
        words = ["-m", f"services.{service}", kind, "--port", str(self.ports[name])]
        return self._program(name, words, environment)

    def _program(self, name: str, words: list[str], environment: dict[str, str] | None = None) -> Program:
        log = self.data / "logs" / f"{name.replace(' ', '-')}.log"
        return Program(name, [sys.executable, *words], log, environment or {"HELDER_BASE_URL": self.url})


def _is_ready(http: httpx.Client, port: int) -> bool:
    try:
        return http.get(f"http://{HOST}:{port}/health/ready").is_success
    except httpx.TransportError:
        return False
