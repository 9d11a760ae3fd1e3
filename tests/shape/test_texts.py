"""Everything that people read can be said in every language: no text without English, none outside a catalogue."""

import ast
import html
import re
from functools import cache
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from jinja2 import nodes

from services.chassis import catalogues
from services.chassis.rendering import environment
from services.chassis.wording import DUTCH, LANGUAGES, SERVICES

pytestmark = pytest.mark.slow
FOLDERS = catalogues.folders()
OTHERS = [language for language in LANGUAGES if language != DUTCH]
EACH = [pytest.param(folder, language, id=f"{folder.name}-{language}") for folder in FOLDERS for language in OTHERS]
PLACES = re.compile(r"%\(\w+\)s|\{\w+\}|</?\w+")
"""What a translation has as the text has it: places for values, and tags."""
TEMPLATES = [path for folder in FOLDERS for path in sorted((folder / "templates").glob("*.html"))]
READ = ("title", "alt", "aria-label", "placeholder", "label", "data-label", "content")
"""Attributes that people read or hear."""
NAMES = {"Helder", "JSON", "initial", "scale", "width", "device", "required", "yes"}
"""What is called the same in every language, and what is said to browsers."""
ONLY_DUTCH = re.compile(
    r"\b(de|het|een|van|niet|zijn|uw|wij|dit|deze|voor|naar|geen|nog|wat|wie|bij|ook|alle|moet|kan|mag|heeft|wordt)\b"
)
"""Words of a Dutch sentence that no English one has."""
NOT_FOR_PAGES = {
    "chassis/audit", "chassis/recovery", "chassis/register_files", "chassis/search.py", "chassis/settings.py",
    "command", "dpia/pages/prefill.py", "embedded.py", "migrations", "publication/domain/entry/composing.py",
}  # fmt: skip
"""Of the command line, of files, and of a first text in a DPIA or an entry, which is Dutch whoever writes it."""


@cache
def said(folder: Path) -> Catalog:
    return catalogues.extracted(folder)


def _forms(text: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text or ())


@pytest.mark.parametrize(("folder", "language"), EACH)
def test_every_text_is_translated(folder: Path, language: str) -> None:
    known = catalogues.read(folder, language)
    ids = {message.id for message in said(folder) if message.id}
    assert [text for text in ids if text not in known] == [], "make texts, then translate"
    assert [message.id for message in known if message.id and not _is_whole(message)] == []


@pytest.mark.parametrize(("folder", "language"), EACH)
def test_a_catalogue_holds_nothing_that_is_not_said(folder: Path, language: str) -> None:
    ids = {message.id for message in said(folder)}
    assert [message.id for message in catalogues.read(folder, language) if message.id not in ids] == [], "make texts"


def _is_whole(message: Message) -> bool:
    return len(_forms(message.string)) == len(_forms(message.id)) and all(_forms(message.string))


@pytest.mark.parametrize(("folder", "language"), EACH)
def test_a_translation_has_the_same_places_and_tags(folder: Path, language: str) -> None:
    differing = [
        (text, translation)
        for message in catalogues.read(folder, language)
        if message.id
        for text, translation in zip(_forms(message.id), _forms(message.string), strict=False)
        if sorted(PLACES.findall(text)) != sorted(PLACES.findall(translation))
    ]
    assert differing == []


@pytest.mark.parametrize("language", OTHERS)
def test_one_text_has_one_translation(language: str) -> None:
    seen = dict[str, tuple[str, ...]]()
    for folder in FOLDERS:
        for message in catalogues.read(folder, language):
            if message.id:
                first = seen.setdefault(_forms(message.id)[0], _forms(message.string))
                assert first == _forms(message.string), message.id


def test_a_template_says_nothing_by_itself() -> None:
    assert {path: words for path in TEMPLATES if (words := _words(path) - NAMES)} == {}


def _words(path: Path) -> set[str]:
    """What stands in a template to be read, and is no text of the catalogues."""
    env = environment(path.parent.parent.name)
    data = [_data(node) for node in env.parse(path.read_text("utf-8")).find_all((nodes.TemplateData, nodes.Output))]
    whole = re.sub(r"<!--.*?-->|<(script|style).*?</\1>", "", "".join(data), flags=re.S)
    attributes = re.findall(rf'\s(?:{"|".join(READ)})="([^"]*)"', whole)
    shown = html.unescape(re.sub(r"<[^>]*>", "\n", re.sub(r'[\w-]+="[^"]*"', "", whole)))
    return {word for text in (shown, *attributes) for word in re.findall(r"[A-Za-zÀ-ÿ]{2,}", text)}


def _data(node: nodes.Node) -> str:
    return node.data if isinstance(node, nodes.TemplateData) else ""


def _code() -> list[Path]:
    paths = (path for path in sorted(SERVICES.rglob("*.py")))
    return [path for path in paths if not any(part in str(path.relative_to(SERVICES)) for part in NOT_FOR_PAGES)]


def test_no_dutch_sentence_is_outside_the_catalogues() -> None:
    assert {path: found for path in _code() if (found := _dutch(path))} == {}


def _dutch(path: Path) -> list[str]:
    tree = ast.parse(path.read_text("utf-8"))
    fine = {id(part) for node in ast.walk(tree) if _is_no_text(node) for part in ast.walk(node)}
    texts = [node for node in ast.walk(tree) if isinstance(node, ast.Constant) and id(node) not in fine]
    return [str(text.value) for text in texts if _is_dutch(text.value)]


def _is_no_text(node: ast.AST) -> bool:
    """What a docstring holds, and what is said to the catalogues already."""
    match node:
        case ast.Expr(value=ast.Constant()) | ast.Call(func=ast.Name(id="_")):
            return True
    return False


def _is_dutch(value: object) -> bool:
    return isinstance(value, str) and " " in value.strip() and bool(ONLY_DUTCH.search(value))
