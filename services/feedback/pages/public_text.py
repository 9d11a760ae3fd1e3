"""A field of a public record as plain paragraphs: another register may hold anything."""

from collections.abc import Mapping
from html.parser import HTMLParser

PARTS = frozenset({"p", "br", "div", "li", "ul", "ol"})


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.text += "\n" if tag in PARTS else " "

    def handle_endtag(self, tag: str) -> None:
        self.text += "\n" if tag in PARTS else " "


def paragraphs(value: object) -> list[str]:
    """The text of a value, one item for each paragraph; empty when it is not known."""
    if isinstance(value, list | tuple):
        said = "\n".join(_item(item) for item in value)
    else:
        said = _without_markup(str(value)) if value is not None else ""
    return [line for line in (" ".join(line.split()) for line in said.splitlines()) if line]


def _item(item: object) -> str:
    return str(item.get("title") or item.get("link") or "") if isinstance(item, Mapping) else str(item)


def _without_markup(text: str) -> str:
    if "<" not in text:
        return text
    reader = _Text()
    reader.feed(text)
    reader.close()
    return reader.text
