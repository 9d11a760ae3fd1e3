"""Where the published vectors are that the chassis is tested against."""

import os
from pathlib import Path

import pytest

NEARBY = Path(__file__).parents[3].parent / "shared" / "reference"


@pytest.fixture
def standards() -> Path:
    folder = Path(os.environ.get("HELDER_REFERENCE", NEARBY)) / "standards"
    if not folder.is_dir():
        missing = "the reference files are not here (HELDER_REFERENCE)"
        pytest.fail(missing) if os.environ.get("CI") == "true" else pytest.skip(missing)
    return folder
