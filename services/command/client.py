"""Asks a running Helder over HTTP for the command line; what goes wrong is one clear line and exit code 1."""

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from gettext import gettext as _
from typing import Any, NoReturn, TypeVar
from urllib.parse import quote

import httpx2 as httpx
import typer

URL = "http://127.0.0.1:8000"
SECONDS = 120.0
HANDS = 4
"""Requests in flight at the same time."""

T = TypeVar("T")
R = TypeVar("R")


class Refused(Exception):
    """Helder said no; the message is one line, `problem` what it said."""

    def __init__(self, answer: httpx.Response) -> None:
        super().__init__(_line(answer))
        self.status, self.problem = answer.status_code, _problem(answer)


class Away(Exception):
    """Nothing answers at the address; the message is one line."""


class Client:
    """Someone with a token at one address. Several threads may use one."""

    def __init__(self, url: str, token: str | None, transport: httpx.BaseTransport | None = None) -> None:
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        self._http = httpx.Client(base_url=url, headers=headers, timeout=SECONDS, transport=transport)

    @classmethod
    def from_environment(cls) -> "Client":
        """At HELDER_URL, with HELDER_TOKEN."""
        try:
            return cls(os.environ.get("HELDER_URL") or URL, os.environ.get("HELDER_TOKEN"))
        except (httpx.InvalidURL, UnicodeError) as error:
            wrong(_("HELDER_URL of HELDER_TOKEN is niet goed: {error}").format(error=error))

    def get(self, path: str, **query: Any) -> Any:
        """The JSON at an address; queries that are None are left out."""
        return self.send("GET", path, params={name: value for name, value in query.items() if value is not None}).json()

    def post(self, path: str, body: Any) -> Any:
        """Sends JSON; the JSON that is answered."""
        return self.send("POST", path, json=body).json()

    def text(self, path: str) -> str:
        """The text at an address, as it is."""
        return self.send("GET", path).text

    def send(self, method: str, path: str, **how: Any) -> httpx.Response:
        """The answer, when all is well; else this ends the command with one line."""
        with told():
            return self.ask(method, path, **how)

    def ask(self, method: str, path: str, **how: Any) -> httpx.Response:
        """The answer, when all is well; raises Refused and Away."""
        try:
            answer = self._http.request(method, path, **how)
        except httpx.TransportError as error:
            sentence = _("Geen antwoord van {url} ({error}). Draait Helder daar? Zet anders HELDER_URL goed.")
            raise Away(sentence.format(url=self._http.base_url, error=type(error).__name__)) from error
        except httpx.InvalidURL as error:
            raise Away(_("HELDER_URL is geen adres: {error}").format(error=error)) from error
        if answer.is_success:
            return answer
        raise Refused(answer)

    def pages(self, path: str, **query: Any) -> Iterator[Any]:
        """Every item of a list, page after page; raises Refused and Away."""
        params = {name: value for name, value in query.items() if value is not None}
        page = self.ask("GET", path, params=params).json()
        yield from page["items"]
        while following := page.get("next"):
            page = self.ask("GET", following).json()
            yield from page["items"]


def side_by_side(act: Callable[[T], R], items: Iterable[T]) -> Iterator[tuple[T, R]]:
    """Each item with what `act` made of it, in order; a few at the same time, and no more taken than needed."""
    waiting: deque[tuple[T, Future[R]]] = deque()
    with ThreadPoolExecutor(HANDS) as hands:
        try:
            for item in items:
                waiting.append((item, hands.submit(act, item)))
                if len(waiting) > HANDS:
                    yield _next(waiting)
            while waiting:
                yield _next(waiting)
        finally:
            hands.shutdown(wait=True, cancel_futures=True)


def _next(waiting: deque[tuple[T, Future[R]]]) -> tuple[T, R]:
    item, future = waiting.popleft()
    return item, future.result()


@contextmanager
def told() -> Iterator[None]:
    """Ends the command with one line when Helder refuses or does not answer."""
    try:
        yield
    except (Refused, Away) as error:
        fail(str(error))


def part(name: str) -> str:
    """A name as one part of a path."""
    return quote(name, safe="")


def fail(line: str) -> NoReturn:
    """Ends the command: it does not hold, and this is why."""
    typer.echo(line, err=True)
    raise typer.Exit(1)


def wrong(line: str) -> NoReturn:
    """Ends the command: it was used in a wrong way."""
    typer.echo(line, err=True)
    raise typer.Exit(2)


def _problem(answer: httpx.Response) -> dict[str, Any]:
    try:
        problem = answer.json()
    except ValueError:
        return {}
    return problem if isinstance(problem, dict) else {}


def _line(answer: httpx.Response) -> str:
    """One line for an answer with problem+json, or with anything else."""
    problem = _problem(answer)
    said = ": ".join(problem[name] for name in ("title", "detail") if isinstance(problem.get(name), str))
    said = said or answer.reason_phrase
    faults = [f"{fault.get('pointer')}: {fault.get('detail')}" for fault in problem.get("errors") or []]
    missing = [f"({', '.join(map(str, problem['missing']))})"] if problem.get("missing") else []
    if answer.status_code == httpx.codes.UNAUTHORIZED:
        said = _("{said} (zet het token in HELDER_TOKEN; `helder token` maakt er een)").format(said=said)
    return " ".join(" ".join([f"{answer.status_code}", said, *faults, *missing]).split())
