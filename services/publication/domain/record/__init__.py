"""A register entry in the form of publication standard 1.0: its keys, and what is wrong with or missing from one."""

from services.publication.domain.record.check import Problem, check, completeness, edited, is_known, is_link, missing
from services.publication.domain.record.columns import COLUMNS, cells
from services.publication.domain.record.keys import EDITED, GROUPS, KEYS, REQUIRED, Key
from services.publication.domain.record.official import Stop, explained, export
from services.publication.domain.record.rich_text import sanitise, strip_html
from services.publication.domain.record.vocabulary import (
    CATEGORIES,
    STATUSES,
    SUGGESTED_ASSESSMENTS,
    THEMES,
    category_code,
    category_name,
    status_of,
)  # fmt: skip

__all__ = [
    "CATEGORIES", "COLUMNS", "EDITED", "GROUPS", "KEYS", "REQUIRED", "STATUSES", "SUGGESTED_ASSESSMENTS", "THEMES",
    "Key", "Problem", "Stop", "category_code", "category_name", "cells", "check", "completeness", "edited",
    "explained", "export", "is_known", "is_link", "missing", "sanitise", "status_of", "strip_html",
]  # fmt: skip
