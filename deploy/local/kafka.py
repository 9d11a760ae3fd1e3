"""One local Kafka node (KRaft, broker and controller): started, stopped, killed and paused on the same folder."""

import asyncio
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from aiokafka.client import AIOKafkaClient
from aiokafka.errors import KafkaError

from deploy.local.processes import PATIENCE, Program

SCRIPT = Path(__file__).parents[1] / "kafka-local" / "kafka.sh"


class Unready(Exception):
    """A program that does not come up; the text is the end of its log."""


class Node:
    """Kafka on 127.0.0.1, its data in `folder`. Start it again after `stop` or `kill`: same topics, same address."""

    def __init__(self, folder: Path, port: int = 0, cluster: str = "") -> None:
        """`cluster`: the id that nodes of one cluster share."""
        self.folder = folder.resolve()
        self.port, self.controller = port or free_port(), free_port()
        command: list[str | Path] = [SCRIPT, self.folder, str(self.port), str(self.controller)]
        shared = {"KAFKA_CLUSTER_ID": cluster} if cluster else {}
        self.program = Program("kafka", command, self.folder / "kafka.log", shared)

    @property
    def address(self) -> str:
        """For HELDER_KAFKA."""
        return f"127.0.0.1:{self.port}"

    def set(self, settings: Mapping[str, str]) -> None:
        """Kafka's own settings, from the next start: these win over those in the script."""
        self.folder.mkdir(parents=True, exist_ok=True)
        lines = [f"{name}={value}\n" for name, value in settings.items()]
        (self.folder / "more.properties").write_text("".join(lines))

    def start(self, seconds: float = 60) -> "Node":
        """Comes back when clients are served."""
        fetch_jars()
        self.program.launch()
        self.answers(seconds)
        return self

    def answers(self, seconds: float = 60) -> None:
        """Waits until clients are served."""
        deadline = time.monotonic() + seconds
        while not self._serves():
            if self.program.pid is None or time.monotonic() > deadline:
                raise Unready(f"Kafka on port {self.port} does not come up:\n{self.program.last_words()}")
            time.sleep(0.05)

    def stop(self, seconds: float = 2 * PATIENCE) -> None:
        """In order: what it holds is written."""
        self.program.stop(seconds)

    def kill(self) -> None:
        """kill -9; it stays down until `start`."""
        self.program.kill(stays_down=True)

    def pause(self) -> None:
        """SIGSTOP: connections stay open and nothing answers."""
        self.program.pause()

    def resume(self) -> None:
        """Goes on after `pause`."""
        self.program.resume()

    def _serves(self) -> bool:
        try:
            socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
        except OSError:
            return False
        with ThreadPoolExecutor(1) as thread:  # the caller may have an event loop of its own
            return thread.submit(asyncio.run, _has_broker(self.address)).result()


def lacks() -> str | None:
    """Why this machine cannot run Kafka; None when it can."""
    missing = [name for name in ("java", "mvn") if shutil.which(name) is None]
    return f"no Kafka: install {' and '.join(missing)}" if missing else None


def fetch_jars() -> None:
    """Kafka's jars beside the script, if they are not there yet."""
    done = subprocess.run([SCRIPT, "jars"], capture_output=True, text=True, check=False)
    if done.returncode:
        raise Unready(f"Maven cannot fetch Kafka:\n{done.stdout}{done.stderr}")


@contextmanager
def running(folder: Path | None = None, port: int = 0) -> Iterator[Node]:
    """A node while the block lasts; without `folder` its data go with it."""
    place = folder or Path(tempfile.mkdtemp(prefix="helder-kafka-"))
    node = Node(place, port)
    try:
        yield node.start()
    finally:
        node.kill() if folder is None else node.stop()
        if folder is None:
            shutil.rmtree(place, ignore_errors=True)


def free_port() -> int:
    """A port of 127.0.0.1 that nobody uses now."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


async def _has_broker(address: str) -> bool:
    client = AIOKafkaClient(bootstrap_servers=address, request_timeout_ms=2000)
    try:
        await client.bootstrap()
        return bool(client.cluster.brokers())
    except (KafkaError, OSError):
        return False
    finally:
        await client.close()
