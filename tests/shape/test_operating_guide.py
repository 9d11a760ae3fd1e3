"""The guide for operators names everything that the code can be set to, count and warn of."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from services.chassis.cli import app
from services.chassis.settings import Settings
from services.chassis.telemetry import metrics, trace
from services.inventory.app import SERVICE

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "docs" / "operating.md").read_text()
FIGURE = re.compile(r"(?:helder_)?((?:[a-z]+_)+(?:total|seconds|rows|events))")


def part(title: str) -> str:
    """What stands under one heading of the guide."""
    return GUIDE.split(f"\n## {title}\n", 1)[1].split("\n## ", 1)[0]


def first_cells(title: str) -> list[str]:
    """The names in code type in the first cells of the tables there."""
    cells = [line.split("|")[1] for line in part(title).splitlines() if line.startswith("| `")]
    return [name for cell in cells for name in re.findall(r"`([^`]+)`", cell)]


def trees() -> Iterator[ast.AST]:
    """Every node of the code of the services."""
    for path in (ROOT / "services").rglob("*.py"):
        yield from ast.walk(ast.parse(path.read_text()))


def alarms() -> set[str]:
    """The kinds that code raises: log.alarm(running, "kind") and alarms["kind"] += 1."""
    found = set[str]()
    for node in trees():
        match node:
            case ast.Call(func=ast.Attribute(value=ast.Name("log"), attr="alarm"), args=[_, kind, *_]):
                found.add(ast.literal_eval(kind))
            case ast.Subscript(value=ast.Attribute(attr="alarms"), slice=ast.Constant(str() as kind)):
                found.add(kind)
    return found


def figures() -> set[str]:
    words = [node.value for node in trees() if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    return {f"helder_{found[1]}" for word in words if (found := FIGURE.fullmatch(word))}


def test_every_setting_has_its_row() -> None:
    settings = [name for name in first_cells("Settings") if name.startswith("HELDER_")]
    assert sorted(settings) == sorted(f"HELDER_{name.upper()}" for name in Settings.model_fields)


def test_every_setting_has_what_it_is_when_left_out() -> None:
    for name, field in Settings.model_fields.items():
        row = re.search(rf"^\| `HELDER_{name.upper()}` \| ([^|]*) \|", GUIDE, re.MULTILINE)
        told = row[1] if row else ""
        if field.default not in (None, ""):
            assert told == f"`{field.default}`", name
        else:
            assert "`" not in told or "HELDER_" in told, name


@pytest.mark.parametrize("name", sorted({*metrics.WHERE, *trace.WHERE}))
def test_every_address_of_a_collector_has_its_row(name: str) -> None:
    assert name in first_cells("Settings")


def test_every_command_has_its_row() -> None:
    commands = app(SERVICE)
    names = {found.name or getattr(found.callback, "__name__", "") for found in commands.registered_commands}
    told = {name.split()[0] for name in first_cells("The processes of a service")}
    assert names | {"parked"} <= told


@pytest.mark.slow
def test_every_alarm_is_explained_and_no_other() -> None:
    assert len(alarms()) > 10
    assert sorted(first_cells("Alarms")) == sorted(alarms())


def test_every_figure_is_explained_and_no_other() -> None:
    told = [name for name in first_cells("Health and figures") if name.startswith("helder_")]
    assert sorted(told) == sorted(figures())


def test_every_link_within_the_guide_leads_somewhere() -> None:
    headings = re.findall(r"^##+ (.*)$", GUIDE, re.MULTILINE)
    anchors = {re.sub(r"[^\w -]", "", heading).strip().lower().replace(" ", "-") for heading in headings}
    assert set(re.findall(r"\]\(#([^)]*)\)", GUIDE)) <= anchors
    for name in re.findall(r"\]\(([^)#:]+)\)", GUIDE):
        assert (ROOT / "docs" / name).exists(), name
