"""The API of each service is described for outsiders, as it is, and as the Dutch API Design Rules ask."""

import json
from pathlib import Path
from typing import Any

import pytest

from services.chassis.cli import document
from services.embedded import SERVICES
from tests import machine

FOLDER = machine.ROOT / "docs" / "openapi"
RULES = "standards/adr/linter.yaml"
every_service = pytest.mark.parametrize("service", SERVICES, ids=lambda service: str(service.name))


@every_service
def test_what_lies_there_is_what_the_routes_say(service: Any) -> None:
    kept = (FOLDER / f"{service.name}.json").read_text(encoding="utf-8")
    assert kept == document(service) + "\n", "run make documents"


@pytest.mark.slow
@every_service
def test_the_design_rules_find_nothing(service: Any) -> None:
    assert findings(FOLDER / f"{service.name}.json") == []


@pytest.mark.slow
def test_planted_faults_are_found(tmp_path: Path) -> None:
    described = json.loads((FOLDER / "feedback.json").read_bytes())
    described["components"]["schemas"]["Snake_Case"] = {"type": "object"}
    del described["paths"]["/organisations/{organisation}/positions"]["get"]["responses"]["200"]["headers"]
    del described["info"]["contact"]["email"]
    planted = tmp_path / "planted.json"
    planted.write_text(json.dumps(described))
    assert {finding["code"] for finding in findings(planted)} == {
        "nlgov:schema-camel-case", "nlgov:missing-header", "nlgov:info-contact-fields-exist"
    }  # fmt: skip


@every_service
def test_every_operation_says_what_it_does_and_which_errors_it_gives(service: Any) -> None:
    for path in json.loads(document(service))["paths"].values():
        for method, operation in path.items():
            assert operation["operationId"]
            assert operation["description"]
            assert {"400", "404"} <= set(operation["responses"])
            assert "422" not in operation["responses"]
            if "requestBody" in operation:
                assert {"413", "415"} <= set(operation["responses"]), method


def findings(described: Path) -> list[dict[str, Any]]:
    """Errors and warnings of the linter that the design rules come with."""
    found = machine.spectral(machine.reference(RULES), described)
    assert found.stdout, found.stderr
    return list(json.loads(found.stdout))
