"""How often a visitor may send something, or try to sign in: counted by address in memory, written down nowhere."""

import ipaddress
import time
from collections import deque
from collections.abc import Callable
from math import ceil

from fastapi import Request

from services.chassis.decider import Rejected
from services.chassis.wording import _, joined

SENT = _("Vanaf uw netwerk zijn in korte tijd veel berichten verstuurd.")
TRIED = _("Vanaf uw netwerk is in korte tijd heel vaak ingelogd.")


class TooMany(Rejected):
    """This visitor must wait so many seconds; `why`: what there was too much of."""

    def __init__(self, seconds: int, why: str = SENT) -> None:
        minutes = ceil(seconds / 60)
        when = _("1 minuut") if minutes == 1 else _("{minutes} minuten", minutes=minutes)
        super().__init__("too-many", joined(" ", (why, _("Probeer het over {when} opnieuw.", when=when))))
        self.seconds = seconds


class RateLimit:
    """At most so many times in so many seconds for each address; `clock` gives seconds, `why` is said of too many."""

    def __init__(
        self, times: int = 20, seconds: int = 600, clock: Callable[[], float] = time.monotonic, why: str = SENT
    ) -> None:
        self.times, self.seconds, self.clock, self.why = times, seconds, clock, why
        self._seen: dict[str, deque[float]] = {}
        self._swept = clock()

    def admit(self, address: str) -> None:
        """Counts one more; raises TooMany."""
        now = self.clock()
        self._sweep(now)
        seen = self._seen.setdefault(network(address), deque())
        while seen and seen[0] <= now - self.seconds:
            seen.popleft()
        if len(seen) >= self.times:
            raise TooMany(ceil(seen[0] + self.seconds - now), self.why)
        seen.append(now)

    def __len__(self) -> int:
        """How many addresses are remembered."""
        return len(self._seen)

    def _sweep(self, now: float) -> None:
        """Forgets who sent nothing lately."""
        if now - self._swept < self.seconds:
            return
        self._swept = now
        self._seen = {address: seen for address, seen in self._seen.items() if seen[-1] > now - self.seconds}


def sign_ins() -> RateLimit:
    """For attempts to sign in: a whole town hall can have one address, and at an issuer each takes two requests."""
    return RateLimit(times=120, why=TRIED)


def network(address: str) -> str:
    """Who counts as one visitor: an IPv4 address, or the /64 that one household has of IPv6."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    return str(ipaddress.ip_network((found, 64), strict=False)) if found.version == 6 else str(found)


def admit(request: Request) -> None:
    """Counts a request of a visitor; raises TooMany."""
    request.app.state.running.visitors.admit(_address(request))


def admit_sign_in(request: Request) -> None:
    """Counts an attempt to sign in; raises TooMany."""
    request.app.state.running.sign_ins.admit(_address(request))


def _address(request: Request) -> str:
    return request.client.host if request.client else ""
