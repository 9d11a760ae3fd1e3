"""The four services read alike: the same module names, in the same form."""

import ast
from pathlib import Path

import pytest

SERVICES = Path(__file__).parents[2] / "services"
NAMES = ("inventory", "dpia", "publication", "feedback")
MODULES = {"__init__", "__main__", "agents", "api", "app", "pages", "policies", "projections", "queries", "tables"}
FOLDERS = {"domain", "locale", "migrations", "templates"}


def _names(service: str) -> set[str]:
    found = (path for path in (SERVICES / service).iterdir() if path.name != "__pycache__")
    return {path.stem for path in found if path.is_dir() or path.suffix == ".py"}


def _file(service: str, module: str) -> Path:
    """A module that grew too long is a package of the same name."""
    single = SERVICES / service / f"{module}.py"
    return single if single.exists() else SERVICES / service / module / "__init__.py"


@pytest.mark.parametrize("service", NAMES)
def test_every_service_has_the_same_modules_and_no_other(service: str) -> None:
    assert _names(service) == MODULES | FOLDERS


@pytest.mark.parametrize("service", NAMES)
def test_every_service_is_started_in_the_same_three_lines(service: str) -> None:
    mains = {_file(name, "__main__").read_text().replace(name, "x").partition("\n\n")[2] for name in NAMES}
    assert len(mains) == 1
    statements = ast.parse(_file(service, "__main__").read_text()).body
    assert len([node for node in statements if not isinstance(node, ast.Expr) or not _is_text(node)]) <= 3


@pytest.mark.parametrize("service", NAMES)
def test_every_service_says_what_it_owns_publishes_and_listens_to(service: str) -> None:
    paragraph = ast.get_docstring(ast.parse(_file(service, "__init__").read_text())) or ""
    assert len(paragraph.split()) >= 20


@pytest.mark.parametrize("service", NAMES)
@pytest.mark.parametrize("module", sorted(MODULES))
def test_every_module_says_what_it_is_for_or_why_it_is_empty(service: str, module: str) -> None:
    assert ast.get_docstring(ast.parse(_file(service, module).read_text()))


def _is_text(node: ast.Expr) -> bool:
    return isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
