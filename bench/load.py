"""A small HTTP client, in a process of its own, that keeps connections busy and times every answer."""

import asyncio
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from itertools import count
from multiprocessing import get_context
from statistics import quantiles

import uvloop

CONNECTIONS = 16
WARM_UP = 0.3
ETAG = b"@etag@"
"""In a request: the ETag of the answer before it from the same address."""
NUMBER = "@number@"
"""In a request: a number that was in no request before."""
_NUMBER, _numbers = NUMBER.encode(), count(1)
_etags = dict[tuple[int, bytes], bytes]()
"""Of each address at a port, at the last answer."""


def request(method: str, path: str, token: str | None = None, body: bytes = b"", **headers: str) -> bytes:
    """The bytes of one request over a connection that stays open."""
    lines = [f"{method} {path} HTTP/1.1", "Host: bench"]
    lines += [f"Authorization: Bearer {token}"] if token else []
    lines += ["Content-Type: application/json", f"Content-Length: {len(body)}"] if body else []
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join([*lines, "", ""]).encode() + body


@dataclass(frozen=True)
class Load:
    """What is asked of one server: each connection repeats its own `turns`.

    `first` brings ETags that `turns` names. It is asked once for all measurements, and not timed.
    """

    port: int
    turns: Sequence[Sequence[bytes]]
    first: Sequence[Sequence[bytes]] = ()

    @classmethod
    def spread(cls, port: int, requests: Sequence[bytes]) -> "Load":
        """Different requests over all connections."""
        turns = [list(requests[place::CONNECTIONS]) or list(requests) for place in range(CONNECTIONS)]
        return cls(port, turns)


@dataclass
class Measured:
    """Answers in one stretch of time: how long each took (seconds), and how many came, also before and after it.

    `facts`: how many of them made something, or gave it another version.
    """

    times: list[float] = field(default_factory=list)
    refused: int = 0
    answered: int = 0
    facts: int = 0
    size: int = 0
    seconds: float = 0.0
    processor: float = 0.0
    """Seconds of processor time that the server took, for all that it answered."""

    @property
    def per_second(self) -> float:
        """Answers per second."""
        return len(self.times) / self.seconds

    @property
    def each(self) -> float:
        """Microseconds of the server's processor time for each answer; of a busy machine the steadiest figure."""
        return self.processor / self.answered * 1e6 if self.answered else float("nan")

    def percentile(self, percent: int) -> float:
        """Milliseconds that this percentage of the answers took at most."""
        return quantiles(self.times, n=100)[percent - 1] * 1000 if len(self.times) > 1 else float("nan")


class Client:
    """The process that asks."""

    def __init__(self) -> None:
        self._pool = ProcessPoolExecutor(1, mp_context=get_context("spawn"))

    def measure(self, load: Load, seconds: float) -> Measured:
        """Asks over all connections at once for so many seconds, after a moment to warm up."""
        return self._pool.submit(_measure, load, seconds).result()

    def close(self) -> None:
        """Ends the process."""
        self._pool.shutdown()


def _measure(load: Load, seconds: float) -> Measured:
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        return runner.run(_all(load, seconds))


async def _all(load: Load, seconds: float) -> Measured:
    found = Measured(seconds=seconds)
    connections = [await _Connection.open(load.port) for _ in load.turns]
    await asyncio.gather(*map(_learn, connections, load.first))
    start = time.perf_counter() + WARM_UP
    await asyncio.gather(*(_ask(one, turns, found, start) for one, turns in zip(connections, load.turns, strict=True)))
    return found


async def _learn(connection: "_Connection", first: Sequence[bytes]) -> None:
    for raw in first:
        if (connection.port, _address(raw)) not in _etags:
            await connection.ask(raw)


async def _ask(connection: "_Connection", requests: Sequence[bytes], found: Measured, start: float) -> None:
    turn, end = 0, start + found.seconds
    while (before := time.perf_counter()) < end:
        status, found.size, changed = await connection.ask(requests[turn % len(requests)])
        after, turn = time.perf_counter(), turn + 1
        found.answered += status < 400
        found.refused += status >= 400
        found.facts += status == 201 or (status == 200 and changed)
        if start <= before and after <= end:
            found.times.append(after - before)
    connection.writer.close()


@dataclass
class _Connection:
    port: int
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter

    @classmethod
    async def open(cls, port: int) -> "_Connection":
        return cls(port, *await asyncio.open_connection("127.0.0.1", port))

    async def ask(self, raw: bytes) -> tuple[int, int, bool]:
        """Status, length of the body, and whether the ETag is another one than before."""
        place = self.port, _address(raw)
        known = _etags.get(place, b"")
        self.writer.write(raw.replace(ETAG, known).replace(_NUMBER, b"%d" % next(_numbers)))
        head = (await self.reader.readuntil(b"\r\n\r\n")).lower()
        length = int(_header(head, b"content-length") or 0)
        await self.reader.readexactly(length)
        _etags[place] = _header(head, b"etag")
        return int(head[9:12]), length, _etags[place] != known


def _address(raw: bytes) -> bytes:
    return raw.split(b" ", 2)[1]


def _header(head: bytes, name: bytes) -> bytes:
    return head.partition(b"\r\n" + name + b": ")[2].partition(b"\r\n")[0]
