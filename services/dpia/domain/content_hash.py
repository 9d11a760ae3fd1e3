"""The identity of rule data: a hash that changes when the data does."""

import hashlib
import json
from typing import Any


def content_hash(data: Any) -> str:
    """Hex SHA-256 of the data as JSON: keys sorted, no spaces, UTF-8 (for text and integers equal to RFC 8785)."""
    text = json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
