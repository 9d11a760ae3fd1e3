"""The envelope of every event (CloudEvents 1.0, NL GOV profile 1.1) and the base classes of the facts inside."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any, ClassVar, Self

from pydantic import BaseModel, ConfigDict, GetCoreSchemaHandler, GetJsonSchemaHandler, Strict, ValidationInfo
from pydantic.alias_generators import to_camel
from pydantic_core import CoreSchema, core_schema

SCHEMA_BASE = "https://helder.example/schemas"
READING: Mapping[str, bool] = {"reading": True}
YesNo = Annotated[bool, Strict()]
Whole = Annotated[int, Strict()]
"""JSON's own `true` and `12`: pydantic would also take "yes" for true, and true for 1."""


class OneOf:
    """A closed list of words for writers; readers also take a word that a later release may add."""

    def __init__(self, *words: str) -> None:
        self.words = words

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.with_info_after_validator_function(self._check, handler(source))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return {"type": "string", "enum": list(self.words)}

    def _check(self, value: str, info: ValidationInfo) -> str:
        if value not in self.words and not (info.context or {}).get("reading"):
            raise ValueError(f"choose one of: {', '.join(self.words)}")
        return value


class Part(BaseModel):
    """A value inside a fact: camelCase on the wire, closed for writers."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        alias_generator=to_camel,
        populate_by_name=True,
        use_attribute_docstrings=True,
        ser_json_inf_nan="constants",
    )


class TextReference(Part):
    """Points at a text in the owning service's erasable store, with a keyed commitment to its content.

    `commitment` is hex HMAC-SHA256(nonce of the text, UTF-8 content); the nonce is erased together with the content.
    """

    id: str
    commitment: str


class Event(Part):
    """A fact. The class attributes say how it travels; the fields are its `data`."""

    TYPE: ClassVar[str]
    TOPIC: ClassVar[str]
    AGGREGATE: ClassVar[str]
    """First part of the subject: `system` in `system/<id>`."""
    MINOR: ClassVar[int] = 0
    """Raised with every optional field that is added inside a major version."""
    NOTED: ClassVar[bool] = False
    """True when it repeats what another service decided: it does not change the ETag."""
    COUNTED_BY: ClassVar[str | None] = None
    """The field that holds the subject's version where another aggregate counts it (`algorithm/<id>`)."""

    @classmethod
    def schema_uri(cls) -> str:
        """The `dataschema` of this fact: major.minor.patch of its published JSON Schema."""
        stem, _, major = cls.TYPE.rpartition(".v")
        return f"{SCHEMA_BASE}/{stem}/{major}.{cls.MINOR}.0.json"

    def data(self) -> dict[str, Any]:
        """The fields as they stand in the envelope: JSON values, unknown ones absent."""
        return self.model_dump(mode="json", by_alias=True, exclude_none=True)

    @classmethod
    def read(cls, data: dict[str, Any]) -> Self:
        """A fact from the log: fields and words of a later minor version are tolerated."""
        return cls.model_validate(data, extra="ignore", context=dict(READING))


class Envelope(BaseModel):
    """CloudEvents attributes as they stand on the wire; see CONTRACTS.md 1 for what each holds."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    specversion: str = "1.0"
    id: str
    source: str
    type: str
    subject: str
    time: datetime
    datacontenttype: str = "application/json"
    dataschema: str
    sequence: str
    partitionkey: str
    correlationid: str | None = None
    causationid: str | None = None
    authtype: str | None = None
    authid: str | None = None
    traceparent: str | None = None
    tenant: str
    version: int
    data: dict[str, Any]

    @property
    def subject_id(self) -> str:
        """The id in `<aggregate>/<id>`."""
        return self.subject.partition("/")[2]
