"""Helder as a user runs it: the `helder` command, and the server that it starts."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import httpx2 as httpx

HELDER = [sys.executable, "-c", "from services.command import main; main()"]
ROOT = Path(__file__).parents[2]


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def helder(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """One command that ends by itself."""
    given = {**os.environ, "PYTHONPATH": str(ROOT), **environment}
    return subprocess.run(
        [*HELDER, *words], env=given, cwd=ROOT, capture_output=True, text=True, check=False, timeout=500
    )


class Up:
    """`helder up` on a free port."""

    def __init__(self, data: Path, *words: str) -> None:
        self.data, self.port = data, free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.said = data.with_suffix(".out")
        self.said_before = len(self.said.read_text()) if self.said.exists() else 0
        command = [*self.command(), "--port", str(self.port), "--data", str(data), *words]
        with self.said.open("a") as out:
            self.process = subprocess.Popen(
                command, env={**os.environ, "PYTHONPATH": str(ROOT)}, cwd=ROOT, stdout=out, stderr=out
            )

    def command(self) -> list[str]:
        return [*HELDER, "up"]

    def answers(self, seconds: float = 50) -> "Up":
        with httpx.Client(base_url=self.url) as http:
            self.until(lambda: http.get("/health/ready").status_code == 200, seconds)
        return self

    def greets(self, seconds: float = 50) -> "Up":
        self.until(lambda: "Stop: Ctrl-C" in self._said_now(), seconds)
        assert "not complete" not in self._said_now(), self._said_now()
        return self

    def _said_now(self) -> str:
        return self.said.read_text()[self.said_before :]

    def until(self, holds: Any, seconds: float) -> None:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            assert self.process.poll() is None, self.said.read_text()
            try:
                if holds():
                    return
            except httpx.TransportError:
                pass
            time.sleep(0.05)
        raise AssertionError(self.said.read_text())

    def stop(self) -> int:
        """Ctrl-C."""
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(30)

    def kill(self) -> None:
        self.process.kill()
        self.process.wait(30)

    def token(self, person: str, *roles: str) -> str:
        words = [word for role in roles for word in ("--role", role)]
        return helder("token", "--data", str(self.data), "--person", person, *words).stdout.strip()

    def run(self, token: str, *words: str) -> Any:
        """The JSON that a command answers, with its exit code."""
        done = helder(*words, "--json", HELDER_URL=self.url, HELDER_TOKEN=token)
        assert done.stdout, done.stderr
        return json.loads(done.stdout), done.returncode

    def get(self, token: str, path: str) -> Any:
        """The JSON at an address."""
        with self.client(token) as client:
            return client.get(path).json()

    def client(self, token: str) -> httpx.Client:
        return httpx.Client(base_url=self.url, headers={"Authorization": f"Bearer {token}"}, timeout=30)


class UpRegion(Up):
    """The same over Kafka and PostgreSQL, every service in processes of its own (`make run-kafka`)."""

    def command(self) -> list[str]:
        return [sys.executable, "-m", "deploy.local", "--kafka-port", str(free_port())]

    def answers(self, seconds: float = 150) -> "Up":
        return self.greets(seconds)

    def greets(self, seconds: float = 150) -> "Up":
        return super().greets(seconds)

    def kill(self) -> None:
        """Its parts would stay: it is asked to end."""
        self.process.terminate()
        self.process.wait(60)
