"""Small files, small functions, plain names."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FOLDERS = ("contracts", "services", "tests", "bench")
FILES = sorted(path for folder in FOLDERS for path in (ROOT / folder).rglob("*.py"))
OURS = [path for path in FILES if path.is_relative_to(ROOT / "services") or path.is_relative_to(ROOT / "contracts")]
VAGUE = {"utils", "util", "helpers", "helper", "common", "base", "core", "manager", "misc"}
RULES_AND_ROUTES = {"api", "pages", "policies", "projections", "domain"}


def _name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def _functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def _body_lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    body = function.body[1:] if ast.get_docstring(function) else function.body
    return (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0


def test_a_file_has_at_most_300_lines() -> None:
    sizes = {_name(path): len(path.read_text().splitlines()) for path in FILES}
    assert {name: size for name, size in sizes.items() if size > 300} == {}


@pytest.mark.slow
def test_a_function_body_has_at_most_25_lines() -> None:
    written = [path for path in FILES if "migrations" not in path.parts]
    sizes = {(_name(path), one.name): _body_lines(one) for path in written for one in _functions(path)}
    assert {place: size for place, size in sizes.items() if size > 25} == {}


def test_a_module_starts_by_saying_what_it_is() -> None:
    written = [path for path in OURS if "migrations" not in path.parts]
    assert [_name(path) for path in written if not ast.get_docstring(ast.parse(path.read_text()))] == []


def test_no_module_has_a_name_that_says_nothing() -> None:
    assert not [_name(path) for path in FILES if path.stem in VAGUE or path.parent.name in VAGUE]


def test_rules_and_routes_leave_errors_to_the_one_place_that_maps_them() -> None:
    """ARCHITECTURE, errors: no try in domain, api, pages, policies, projections."""
    routes = [path for path in OURS if RULES_AND_ROUTES & {path.stem, path.parent.name} and "chassis" not in path.parts]
    trying = [
        _name(path) for path in routes for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Try)
    ]
    assert not trying
