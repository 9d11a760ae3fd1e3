"""The JSON Schema of a fact: the whole event, closed, as a writer must fill it."""

from typing import Any

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from contracts import topics
from contracts.envelope import SCHEMA_BASE, Event

DIALECT = "http://json-schema.org/draft-07/schema#"
"""The newest dialect that AsyncAPI documents may refer to without saying so."""

_TEXT = {"type": "string", "minLength": 1}
_FLOW = {
    "correlationid": {**_TEXT, "description": "the flow that this event belongs to"},
    "causationid": {**_TEXT, "description": "the event or the request that caused this one"},
    "traceparent": {
        "type": "string",
        "pattern": "^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$",
        "description": "W3C trace context of the start of the flow",
    },
}
_ACTOR = {
    "authtype": {
        "type": "string",
        "enum": ["user", "system", "unauthenticated"],
        "description": "the kind of actor; a resident is unauthenticated",
    },
    "authid": {**_TEXT, "description": "keyed reference of a person, or system:<policy>"},
}
_OUTSIDE_ACTOR = {topics.REGISTER: "system:publication", topics.CHECKPOINTS: "system:checkpoints"}
"""Who stands behind every fact on a topic for outsiders; such facts tell nothing of the flow."""


class _Writer(GenerateJsonSchema):
    """A writer leaves out what is not known: never null, and no default to fill in."""

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False


def event_schema(event: type[Event]) -> dict[str, Any]:
    """The schema of an event with this fact inside."""
    data = event.model_json_schema(schema_generator=_Writer, ref_template="#/definitions/{model}")
    definitions = data.pop("$defs", {})
    attributes = _attributes(event)
    return {
        "$schema": DIALECT,
        "$id": event.schema_uri(),
        "title": data.pop("title"),
        "description": data.pop("description"),
        "type": "object",
        "properties": {**attributes, "data": data},
        "required": [*(name for name in attributes if name not in {*_FLOW, *_ACTOR}), "data"],
        "additionalProperties": False,
        "definitions": definitions,
    }


_LOGGED_AT = {
    "type": "string",
    "format": "date-time",
    "pattern": "Z$",
    "description": "when the event was logged; when something happened in reality stands in data",
}
_SEQUENCE = {
    "type": "string",
    "pattern": "^[0-9]{20}$",
    "description": "from 1 and without gaps per source, padded with zeros",
}


def _attributes(event: type[Event]) -> dict[str, Any]:
    stem, _, major = event.TYPE.rpartition(".v")
    family = f"{SCHEMA_BASE}/{stem}/{major}.".replace(".", "\\.")
    return {
        "specversion": {"const": "1.0"},
        "id": {"type": "string", "format": "uuid", "description": "UUIDv7, the only one in the world"},
        "source": {
            "type": "string",
            "pattern": f"^{_source(event.TOPIC)}$",
            "description": "the log of one organisation",
        },
        "type": {"const": event.TYPE},
        "subject": {"type": "string", "pattern": f"^{event.AGGREGATE}/[A-Za-z0-9._~-]+$"},
        "time": _LOGGED_AT,
        "datacontenttype": {"const": "application/json"},
        "dataschema": {"type": "string", "pattern": f"^{family}[0-9]+\\.[0-9]+\\.json$"},
        "sequence": _SEQUENCE,
        "partitionkey": {**_TEXT, "description": "the tenant, and the key of the record"},
        **_origin(event.TOPIC),
        "tenant": {**_TEXT, "description": "the tenant"},
        "version": {"type": "integer", "minimum": 1, "description": "the version of the subject that this event made"},
    }


def _source(topic: str) -> str:
    if topic == topics.CHECKPOINTS:
        return topics.checkpoints_source("[a-z]+", "[0-9]{20}")
    return topics.source(topic, "[0-9]{20}")


def _origin(topic: str) -> dict[str, Any]:
    if topic not in topics.OUTSIDERS:
        return _FLOW | _ACTOR
    return {"authtype": {"const": "system"}, "authid": {"const": _OUTSIDE_ACTOR[topic]}}
