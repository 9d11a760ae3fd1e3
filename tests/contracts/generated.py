"""Facts and envelopes made by hypothesis from the contract classes themselves."""

from collections.abc import Iterator
from datetime import UTC
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from annotated_types import Ge, Le, MaxLen, MinLen
from hypothesis import strategies as st
from pydantic import AfterValidator, BaseModel
from pydantic.fields import FieldInfo

from contracts import topics
from contracts.asyncapi import SERVICES
from contracts.envelope import Envelope, Event, OneOf
from contracts.registry import EVENTS
from services.chassis.canonical import PLACEHOLDER

TEXT = st.characters(exclude_categories=["Cs"], exclude_characters="\0")
INTEGERS = st.integers(-(2**53) + 1, 2**53 - 1)
JSON = st.recursive(
    st.none() | st.booleans() | INTEGERS | st.text(TEXT, max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(TEXT, max_size=8), inner, max_size=3),
    max_leaves=8,
)
OBJECTS = st.dictionaries(st.text(TEXT, max_size=12), JSON, max_size=4)
OINS = st.from_regex(r"00000099[0-9]{12}", fullmatch=True)


def facts(kind: type[Event] | None = None) -> st.SearchStrategy[Event]:
    """Facts of one class, or of any."""
    return _model(kind) if kind else st.sampled_from(EVENTS).flatmap(_model)


@st.composite
def envelopes(draw: st.DrawFn, kind: type[Event] | None = None) -> tuple[Envelope, Event]:
    """A fact in its envelope, without a number."""
    fact = draw(facts(kind))
    oin = draw(OINS)
    checkpoints = topics.checkpoints_source(draw(st.sampled_from(sorted(SERVICES))), oin)
    tenant = draw(st.from_regex(r"[a-z][a-z0-9-]{0,19}", fullmatch=True))
    envelope = Envelope(
        id=str(draw(st.uuids())),
        source=checkpoints if fact.TOPIC == topics.CHECKPOINTS else topics.source(fact.TOPIC, oin),
        type=fact.TYPE,
        subject=f"{fact.AGGREGATE}/{draw(st.uuids())}",
        time=draw(st.datetimes(timezones=st.just(UTC))),
        dataschema=fact.schema_uri(),
        sequence=PLACEHOLDER,
        partitionkey=tenant,
        tenant=tenant,
        version=draw(st.integers(1, 2**31 - 1)),
        data=fact.data(),
        **draw(_actors(fact.TOPIC)),
    )
    return envelope, fact


def _actors(topic: str) -> st.SearchStrategy[dict[str, str]]:
    if topic in topics.OUTSIDERS:
        name = "checkpoints" if topic == topics.CHECKPOINTS else "publication"
        return st.just({"authtype": "system", "authid": f"system:{name}"})
    return st.sampled_from(
        [
            {"authtype": "unauthenticated"},
            {"authtype": "user", "authid": "m-7c1f0a94e2b85d36", "correlationid": "c", "causationid": "c"},
            {"authtype": "system", "authid": "system:draft-entry", "traceparent": f"00-{'a' * 32}-{'b' * 16}-01"},
        ]
    )


def _model(kind: type[Any]) -> st.SearchStrategy[Any]:
    required: dict[str, Any] = {}
    optional: dict[str, Any] = {}
    for name, field in kind.model_fields.items():
        (required if field.is_required() else optional)[name] = _value(field.annotation, list(field.metadata))
    return st.fixed_dictionaries(required, optional=optional).map(lambda values: kind(**values))


def _value(kind: Any, rules: list[Any]) -> st.SearchStrategy[Any]:
    origin, arguments = get_origin(kind), get_args(kind)
    if origin is Annotated:
        return _value(arguments[0], [*rules, *_flat(arguments[1:])])
    if origin in (Union, UnionType):
        return st.one_of([_value(argument, rules) for argument in arguments])
    if origin is tuple:
        return st.lists(_value(arguments[0], []), max_size=3).map(tuple)
    if origin is dict:
        return OBJECTS if arguments[1] is Any else st.dictionaries(st.text(TEXT, max_size=8), _value(arguments[1], []))
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return _model(kind)
    return _scalar(kind, rules)


def _scalar(kind: Any, rules: list[Any]) -> st.SearchStrategy[Any]:
    simple = {bool: st.booleans(), NoneType: st.none()}
    if kind is str:
        return _text(rules)
    if kind is int:
        return st.integers(_rule(rules, Ge, "ge", -(2**53) + 1), _rule(rules, Le, "le", 2**53 - 1))
    return simple[kind]


def _text(rules: list[Any]) -> st.SearchStrategy[str]:
    if words := _rule(rules, OneOf, "words", ()):
        return st.sampled_from(words)
    checks = [rule.func for rule in rules if isinstance(rule, AfterValidator)]
    return _matching(rules).filter(lambda text: all(_passes(check, text) for check in checks))


def _matching(rules: list[Any]) -> st.SearchStrategy[str]:
    pattern = next((rule.pattern for rule in rules if getattr(rule, "pattern", None)), None)
    longest = _rule(rules, MaxLen, "max_length", 5000)
    if pattern:
        matching = st.from_regex(pattern.removesuffix("$") + r"\Z", alphabet=TEXT)
        return matching.filter(lambda text: len(text) <= longest)
    return st.text(TEXT, min_size=_rule(rules, MinLen, "min_length", 0), max_size=min(longest, 60))


def _passes(check: Any, text: str) -> bool:
    try:
        check(text)
    except ValueError:
        return False
    return True


def _rule(rules: list[Any], kind: type[Any], name: str, otherwise: Any) -> Any:
    return next((getattr(rule, name) for rule in rules if isinstance(rule, kind)), otherwise)


def _flat(rules: tuple[Any, ...]) -> Iterator[Any]:
    for rule in rules:
        yield from rule.metadata if isinstance(rule, FieldInfo) else [rule]
