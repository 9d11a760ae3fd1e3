"""What an English page says in Dutch, outside what it marks as Dutch itself: the words that people wrote."""

import re
from html.parser import HTMLParser

DUTCH = re.compile(
    r"\b(de|het|een|van|niet|zijn|u|uw|wij|dit|deze|die|voor|naar|geen|nog|wat|wie|bij|ook|alle|moet|kan|mag|heeft|wordt"
    r"|en|er|te|op|met|om|aan|uit|al|maar|dan|wel|door|sinds|tot|ja|nee|vraag|bekijk|gegevens|bijeenkomst|opmerking)\b",
    re.IGNORECASE,
)
VOID = frozenset({"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "use", "path", "rect", "circle"})
LEFT_OUT = ("script", "style", "head", "desc")
"""The description of a picture tells its words in one text, whoever wrote them."""
READ = ("title", "alt", "aria-label", "placeholder", "data-label")


class Page(HTMLParser):
    """The texts and the attributes that are read, of which the page does not say that they are Dutch."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.said: list[str] = []
        self._open: list[tuple[str, bool]] = []
        self.feed(html)

    def _is_english(self) -> bool:
        return not self._open or self._open[-1][1]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        languages = {"nl": False, "en": True}
        english = languages.get(given.get("lang") or "", self._is_english()) and tag not in LEFT_OUT
        self.said += [text for name in READ if english and (text := given.get(name))]
        if tag not in VOID:
            self._open.append((tag, english))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Nothing stands in it."""

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if self._is_english() and data.strip():
            self.said.append(" ".join(data.split()))


def dutch_in(html: str, *written: str) -> list[str]:
    """The texts with Dutch words; `written`: names and words of people that may stand between others."""
    texts = Page(html).said
    for words in written:
        texts = [text.replace(words, "") for text in texts]
    return [text for text in texts if DUTCH.search(text)]
