"""`python -m contracts` writes schemas/; `python -m contracts freeze FILE...` takes events into samples/ for good."""

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from contracts import asyncapi
from contracts.envelope import Event
from contracts.json_schema import event_schema
from contracts.registry import CLASSES, EVENTS

HERE = Path(__file__).parent
SCHEMAS, SAMPLES = HERE / "schemas", HERE / "samples"


def documents() -> dict[str, str]:
    """Every generated document by its path below schemas/."""
    made: dict[str, Any] = {"index.json": {"facts": [_line(event) for event in EVENTS]}}
    made |= {asyncapi.schema_path(event): event_schema(event) for event in EVENTS}
    made |= {f"asyncapi/{service}.json": asyncapi.document(service) for service in asyncapi.SERVICES}
    return {path: json.dumps(document, indent=2, ensure_ascii=False) + "\n" for path, document in made.items()}


def write(folder: Path = SCHEMAS) -> None:
    """Writes the documents; those of earlier versions stay as they are."""
    for path, text in documents().items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")


def freeze(event: dict[str, Any], folder: Path = SAMPLES) -> Path:
    """Keeps an event as the sample of its type and version; raises FileExistsError when there is one."""
    kind = CLASSES[event["type"]]
    kind.model_validate(event["data"])
    target = folder / asyncapi.schema_path(kind)
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("x", encoding="utf-8") as file:
        file.write(json.dumps(event, ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n")
    return target


def main(arguments: Iterable[str]) -> None:
    """Freezes the named files, or writes the documents."""
    match list(arguments):
        case ["freeze", *files]:
            for file in files:
                freeze(json.loads(Path(file).read_text(encoding="utf-8")))
        case _:
            write()


def _line(event: type[Event]) -> dict[str, Any]:
    return {
        "type": event.TYPE,
        "meaning": event.__doc__,
        "topic": event.TOPIC,
        "subject": f"{event.AGGREGATE}/<id>",
        "schema": event.schema_uri(),
    }


if __name__ == "__main__":
    main(sys.argv[1:])
