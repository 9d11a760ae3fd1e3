"""Where a record lies and which number it has, found without reading it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.chassis.canonical import PLACEHOLDER, number, sequence_in
from services.chassis.topic import partition_of

# What Kafka's Java client computes for these keys (murmur2).
HASHES = {"21": -973932308, "foobar": -790332482, "a-little-bit-long-string": -985981536, "abc": 479470107}
EVENT = b'{"data":{"note":"%b"},"id":"1","sequence":"' + PLACEHOLDER.encode() + b'","source":"urn:x"}'


@pytest.mark.parametrize(("key", "signed"), HASHES.items())
def test_a_tenant_lies_where_every_kafka_client_puts_its_key(key: str, signed: int) -> None:
    for count in (1, 3, 6, 1000):
        assert partition_of(key, count) == (signed & 0x7FFFFFFF) % count


@given(st.integers(0, 10**20 - 1))
def test_the_number_that_was_written_is_found(sequence: int) -> None:
    assert sequence_in(number(EVENT % b"", sequence)) == sequence


def test_what_looks_like_a_number_inside_a_value_is_not_it() -> None:
    quoted = rb"\"sequence\":\"00000000000000000099\""
    assert sequence_in(number(EVENT % quoted, 7)) == 7


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"no json",
        b"{}",
        b'{"sequence":"',
        b'{"sequence":"7"}',
        b'{"sequence":7}',
        b'{"sequence":"0000000000000000000x"}',
        b'{"sequence":"000000000000000000071"}',
        b'{"sequence":"00000000000000000007',
        b'{"sequence" : "00000000000000000007"}',
    ],
)
def test_what_has_no_number_in_its_place_has_none(raw: bytes) -> None:
    assert sequence_in(raw) is None
