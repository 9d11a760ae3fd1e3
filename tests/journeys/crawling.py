"""Every page that can be reached by following links, by the route that answers it."""

import re
from collections import defaultdict
from collections.abc import Iterable
from html import unescape
from urllib.parse import urljoin

import httpx2 as httpx
from starlette.routing import compile_path

from tests.routes import table

LINK = re.compile(r'<a\b[^>]*\shref="([^"#?]+)')
DEEP = 10
"""So many pages of one route are read for what they link to."""

NO_PAGES = re.compile(r"/v1/|/static/|/pictures/|/health/|/metrics$|\.atom$|-part$|/members$|/refused$|/receipt$|/id/")
"""Answers of programs, files, parts of pages, and what leads elsewhere; each service's own health is a page."""


def pages() -> set[str]:
    """The paths of all routes that answer with a page."""
    return {route.path for route in table() if route.method == "GET" and not NO_PAGES.search(route.path)}


class Map:
    """The pages of an installation, as someone finds them who signs in with `client` and follows every link."""

    def __init__(self, client: httpx.Client) -> None:
        self.client = client
        self.found: dict[str, list[str]] = defaultdict(list)
        """Path of a route -> addresses of pages that it answered."""
        self._routes = [(compile_path(route.path)[0], route.path) for route in table() if route.method == "GET"]

    def walk(self, *starts: str) -> "Map":
        """Follows links from these addresses until no new page comes."""
        waiting, seen = [(path, "") for path in starts], set(starts)
        while waiting:
            path, on = waiting.pop(0)
            new = set(self._read(path, on)) - seen
            seen |= new
            waiting += [(link, path) for link in sorted(new)]
        return self

    def _read(self, path: str, on: str) -> Iterable[str]:
        """The links on a page of Helder; none of what is no page, or of a route that was read often enough."""
        route = next((route for pattern, route in self._routes if pattern.fullmatch(path)), None)
        if route is None or len(self.found[route]) == DEEP:
            return ()
        answer = self.client.get(path, follow_redirects=True)
        assert answer.status_code in (httpx.codes.OK, httpx.codes.GONE), (path, on, answer.status_code)
        if not answer.headers["content-type"].startswith("text/html"):
            return ()
        self.found[route].append(path)
        links = (urljoin(path, unescape(link)) for link in LINK.findall(answer.text))
        return [link for link in links if link.startswith("/") and not link.startswith("/en/")]
