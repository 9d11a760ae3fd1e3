"""Reading a page as a browser does: its form, its errors, its links."""

from html.parser import HTMLParser

import httpx2 as httpx

from tests.installation import Installation

HERE = "/inventory/eskerwold"
SYSTEMS = "/inventory/v1/organisations/eskerwold/systems"
NAME = "Voorsorteren aanvragen bijstand"
VOID = {"meta", "link", "input", "br", "hr"}
OVERSIGHT = {
    "role": "Consulenten",
    "checks": "Of de stapel klopt",
    "stop": "Met één klik",
    "explanation": "De consulent legt uit",
    "correction": "Een nieuwe blik",
    "objection": "Binnen 6 weken",
    "contact": "0000 - 12 34 56",
}


class Page(HTMLParser):
    """Elements with their attributes, what the form would send, and the texts by element."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.html = html
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.open: list[str] = []
        self.form: dict[str, str] = {}
        self._textarea: str | None = None
        self._select: str | None = None
        self.feed(html)
        assert not self.open, f"not closed: {self.open}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.elements.append((tag, given))
        self.open += [tag] if tag not in VOID else []
        if tag == "input" and (given.get("type") not in {"radio", "checkbox"} or "checked" in given):
            self.form[given.get("name", "")] = given.get("value", "")
        self._textarea = given["name"] if tag == "textarea" else self._textarea
        self._select = given["name"] if tag == "select" else self._select
        if tag == "option" and "selected" in given and self._select:
            self.form[self._select] = given["value"]

    def handle_data(self, data: str) -> None:
        if self._textarea:
            self.form[self._textarea] = self.form.get(self._textarea, "") + data

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag, f"</{tag}> at {self.getpos()}"
        if tag == "textarea" and self._textarea:
            self.form[self._textarea] = self.form.get(self._textarea, "").removeprefix("\n")
            self._textarea = None

    @property
    def links(self) -> set[str]:
        """Where the page leads."""
        return {given["href"] for tag, given in self.elements if tag == "a"}

    @property
    def primary(self) -> int:
        """How many filled buttons it has."""
        return sum("button--primary" in given.get("class", "").split() for _, given in self.elements)

    def wrong(self) -> set[str]:
        """The names of the fields with an error."""
        return {given["name"] for _, given in self.elements if given.get("aria-invalid") == "true"}


async def opened(client: httpx.AsyncClient, address: str, status: int = 200) -> Page:
    answer = await client.get(address)
    assert answer.status_code == status, answer.text
    return Page(answer.text)


async def sent(client: httpx.AsyncClient, address: str, **typed: object) -> httpx.Response:
    """Opens the page, types, and sends its form."""
    page = await opened(client, address)
    return await client.post(address, data={**page.form, **typed})


async def refused(client: httpx.AsyncClient, address: str, status: int, **typed: object) -> Page:
    answer = await sent(client, address, **typed)
    assert answer.status_code == status, answer.text
    return Page(answer.text)


async def registered(helder: Installation, **fields: object) -> str:
    """A system, entered over the API by the coordinator: its id."""
    answer = await helder.client("anna", "coordinator").post(SYSTEMS, json={"name": NAME, **fields})
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])
