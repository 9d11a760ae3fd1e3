"""Where a journey is made: in the embedded service, and in a region with Kafka and PostgreSQL."""

import pytest

REGION = pytest.param("region", marks=[pytest.mark.kafka, pytest.mark.slow, pytest.mark.timeout(1200)])


def everywhere(fixture: str) -> pytest.MarkDecorator:
    """The test twice: the fixture embedded, and on a region."""
    return pytest.mark.parametrize(fixture, ["embedded", REGION], indirect=True)
