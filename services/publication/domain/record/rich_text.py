"""Text with the little markup that the standard allows: paragraphs, line breaks and lists."""

from html import escape
from html.parser import HTMLParser

ALLOWED = frozenset({"div", "br", "p", "ul", "ol", "li"})

Attributes = list[tuple[str, str | None]]


class _Reader(HTMLParser):
    """Text runs, an equally safe copy, and everything that is not allowed.

    The copy holds bare allowed tags, balanced; any other markup stands in it as text: nothing is lost, nothing obeyed.
    """

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.runs: list[str] = []
        self.safe: list[str] = []
        self.refused: list[str] = []
        self._open: list[str] = []
        self._in_run = False

    def handle_data(self, data: str) -> None:
        if self._in_run:
            self.runs[-1] += data
        else:
            self.runs.append(data)
        self._in_run = True
        self.safe.append(escape(data, quote=False))

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        self._in_run = False
        if tag not in ALLOWED:
            self._refuse(self.get_starttag_text() or f"<{tag}>", show=True)
            return
        if attrs:
            self._refuse(self.get_starttag_text() or f"<{tag}>")
        self.safe.append(f"<{tag}>")
        if tag != "br":
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: Attributes) -> None:
        self.handle_starttag(tag, attrs)
        if tag in self._open and tag != "br":
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        self._in_run = False
        if tag not in ALLOWED:
            self._refuse(f"</{tag}>", show=True)
        if tag in self._open:
            while self._close() != tag:
                pass

    def handle_comment(self, data: str) -> None:
        self._refuse(f"<!--{data}-->", show=True)

    def handle_decl(self, decl: str) -> None:
        self._refuse(f"<!{decl}>", show=True)

    def unknown_decl(self, data: str) -> None:
        self._refuse(f"<![{data}]>", show=True)

    def handle_pi(self, data: str) -> None:
        self._refuse(f"<?{data}>", show=True)

    def close(self) -> None:
        super().close()
        while self._open:
            self._close()

    def _refuse(self, markup: str, *, show: bool = False) -> None:
        self._in_run = False
        self.refused.append(markup)
        if show:
            self.safe.append(escape(markup, quote=False))

    def _close(self) -> str:
        tag = self._open.pop()
        self.safe.append(f"</{tag}>")
        return tag


def _read(text: str) -> _Reader:
    reader = _Reader()
    reader.feed(text)
    reader.close()
    return reader


def strip_html(text: str) -> str:
    """The text without markup, as the national register counts it: runs of text with one space between them."""
    return " ".join(_read(text).runs) if "<" in text or "&" in text else text


def sanitise(text: str) -> str:
    """HTML that is safe to show: allowed tags without attributes, all other markup as visible text."""
    return "".join(_read(text).safe)


def refused_markup(text: str, *, rich: bool) -> tuple[str, ...]:
    """What may not stand in the text: other tags, attributes, comments; every tag when the field is no rich text."""
    if "<" not in text:
        return ()
    reader = _read(text)
    tags = () if rich else tuple(part for part in reader.safe if part.startswith("<") and not part.startswith("</"))
    return (*reader.refused, *tags)
