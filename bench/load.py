"""A small HTTP client that keeps a number of connections busy and times every answer."""

import asyncio
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from statistics import quantiles

CONNECTIONS = 16
WARM_UP = 0.3

Requests = Iterator[bytes]


def request(method: str, path: str, token: str | None = None, body: bytes = b"") -> bytes:
    """The bytes of one request over a connection that stays open."""
    lines = [f"{method} {path} HTTP/1.1", "Host: bench"]
    lines += [f"Authorization: Bearer {token}"] if token else []
    lines += ["Content-Type: application/json", f"Content-Length: {len(body)}"] if body else []
    return "\r\n".join([*lines, "", ""]).encode() + body


@dataclass
class Measured:
    """Answers in one stretch of time: how long each took (seconds), how many were refused, bytes of the last."""

    times: list[float] = field(default_factory=list)
    refused: int = 0
    size: int = 0
    seconds: float = 0.0

    @property
    def per_second(self) -> float:
        """Answers per second."""
        return len(self.times) / self.seconds

    def percentile(self, percent: int) -> float:
        """Milliseconds that this percentage of the answers took at most."""
        return quantiles(self.times, n=100)[percent - 1] * 1000


@dataclass
class _Connection:
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter

    async def ask(self, raw: bytes) -> tuple[int, int]:
        """Status and length of the body."""
        self.writer.write(raw)
        head = (await self.reader.readuntil(b"\r\n\r\n")).lower()
        length = int(head.split(b"content-length:", 1)[1].split(b"\r\n", 1)[0])
        await self.reader.readexactly(length)
        return int(head[9:12]), length


async def measure(port: int, requests: Requests, seconds: float) -> Measured:
    """Asks over all connections at once for so many seconds, after a moment to warm up."""
    found = Measured(seconds=seconds)
    start = time.perf_counter() + WARM_UP
    await asyncio.gather(*(_ask(port, requests, found, (start, start + seconds)) for _ in range(CONNECTIONS)))
    return found


async def _ask(port: int, requests: Requests, found: Measured, between: tuple[float, float]) -> None:
    connection = _Connection(*await asyncio.open_connection("127.0.0.1", port))
    start, end = between
    while (before := time.perf_counter()) < end:
        status, found.size = await connection.ask(next(requests))
        after = time.perf_counter()
        if start <= before and after <= end:
            found.times.append(after - before)
            found.refused += status >= 400
    connection.writer.close()


def forever(make: Callable[[int], bytes]) -> Requests:
    """Requests without end, each made from its number."""
    number = 0
    while True:
        number += 1
        yield make(number)
