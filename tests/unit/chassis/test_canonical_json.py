"""The canonical JSON that every leaf is made of: published vectors of RFC 8785."""

import json
from collections.abc import Callable
from pathlib import Path

import rfc8785


def test_every_published_vector_has_exactly_the_published_bytes(reference: Callable[[str], Path]) -> None:
    vectors = reference("standards/jcs")
    inputs = sorted((vectors / "input").glob("*.json"))
    assert len(inputs) == 6
    for given in inputs:
        expected = bytes.fromhex((vectors / "outhex" / f"{given.stem}.txt").read_text(encoding="ascii"))
        assert rfc8785.dumps(json.loads(given.read_text(encoding="utf-8"))) == expected, given.stem
