"""schemathesis asks what nobody thought of: requests made from the OpenAPI documents, never answered with our fault."""

import asyncio
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from services import embedded
from services.chassis.access import EVERYWHERE, OPERATOR
from services.chassis.rate_limit import RateLimit
from services.chassis.settings import Settings
from tests.component.marked import ROLES

SERVICES = ("inventory", "dpia", "publication", "feedback")
PROMISES = [
    not_a_server_error, status_code_conformance, content_type_conformance, response_headers_conformance,
    response_schema_conformance,
]  # fmt: skip
EXAMPLES = 8
BOUNDED = settings(
    max_examples=EXAMPLES, deadline=None, database=None, suppress_health_check=list(HealthCheck), derandomize=True
)


@dataclass
class Door:
    """The application, a token for every role, and ids that exist."""

    app: Any
    headers: dict[str, str]
    ids: dict[str, str]


@pytest.fixture
def door(tmp_path: Path, filled: tuple[Path, dict[str, str]]) -> Iterator[Door]:
    folder, ids = filled
    shutil.copytree(folder, tmp_path, dirs_exist_ok=True)
    running = asyncio.run(embedded.prepare(Settings(data=tmp_path)))
    for one in running:
        one.visitors = RateLimit(times=100_000)
    token, _ = running[0].keys.token("piet", {"eskerwold": list(ROLES), EVERYWHERE: [OPERATOR]}, 1)
    yield Door(embedded.application(running), {"authorization": f"Bearer {token}"}, ids)
    for one in running:
        asyncio.run(one.db.close())


@pytest.mark.slow
@pytest.mark.timeout(300)
@pytest.mark.parametrize("service", SERVICES)
def test_whatever_is_asked_is_answered_as_promised(door: Door, service: str) -> None:
    schema = schemathesis.openapi.from_asgi(f"/{service}/v1/openapi.json", door.app)
    for found in schema.get_all_operations():
        operation = found.ok()
        right = operation.as_strategy(generation_mode=GenerationMode.POSITIVE)
        wrong = operation.as_strategy(generation_mode=GenerationMode.NEGATIVE)
        ask(door, right | wrong)


def ask(door: Door, cases: st.SearchStrategy[Any]) -> None:
    @BOUNDED
    @given(case=cases, known=st.booleans())
    def asked(case: Any, known: bool) -> None:
        if known:
            ids = door.ids | ({"id": door.ids["remark"]} if "/remarks/{id}" in case.path else {})
            case.path_parameters.update({name: ids[name] for name in case.path_parameters or {} if name in ids})
        case.call_and_validate(headers=door.headers, checks=PROMISES)

    asked()
