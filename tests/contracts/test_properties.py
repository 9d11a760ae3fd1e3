"""What holds for every fact that can be made."""

import json
from typing import Any

import pytest
import rfc8785
from hypothesis import given, settings
from hypothesis import strategies as st

from contracts.envelope import Envelope, Event
from contracts.registry import EVENTS, parse
from services.chassis.canonical import Unfit, number, read, serialise
from tests.contracts.fitness import assert_event_fits
from tests.contracts.generated import JSON, OBJECTS, envelopes

FORBIDDEN = st.one_of(
    st.floats(),
    st.integers(min_value=2**53),
    st.integers(max_value=-(2**53)),
    st.text(max_size=5).map(lambda text: f"{text}\0{text}"),
    st.characters(categories=["Cs"]),
)


EACH = settings(max_examples=max(2, settings().max_examples // 4))
"""Every kind of fact by itself goes the same way: fewer examples for each of many."""


@pytest.mark.parametrize("kind", EVENTS, ids=lambda event: event.TYPE)
@EACH
@given(data=st.data())
def test_a_fact_comes_back_as_it_went(kind: type[Event], data: st.DataObject) -> None:
    envelope, fact = data.draw(envelopes(kind))
    raw = serialise(envelope)
    assert parse(read(raw)) == fact
    assert read(raw) == envelope
    assert serialise(read(raw)) == raw
    assert rfc8785.dumps(json.loads(raw)) == raw


@given(made=envelopes(), sequence=st.integers(1, 10**20 - 1))
def test_a_numbered_fact_is_fit_to_be_kept(made: tuple[Envelope, Event], sequence: int) -> None:
    raw = number(serialise(made[0]), sequence)
    assert_event_fits(raw)
    assert int(read(raw).sequence) == sequence
    assert parse(read(raw)) == made[1]


@given(made=envelopes(), record=OBJECTS, forbidden=FORBIDDEN, wrap=st.sampled_from([list, tuple, dict]), beside=JSON)
def test_a_forbidden_value_is_refused_wherever_it_stands(
    made: tuple[Envelope, Event], record: dict[str, Any], forbidden: Any, wrap: type, beside: Any
) -> None:
    inner = {"here": forbidden} if wrap is dict else wrap([beside, forbidden])
    envelope = made[0].model_copy(update={"data": {**record, "planted": inner}})
    with pytest.raises(Unfit, match=r"^data\.planted(\.here|\[1\]): "):
        serialise(envelope)
