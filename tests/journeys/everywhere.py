"""Where a journey is made: in the embedded service, and in a region with Kafka and PostgreSQL."""

import pytest

MARKS = (pytest.mark.kafka, pytest.mark.slow, pytest.mark.timeout(1200))


def everywhere(fixture: str, *marks: pytest.MarkDecorator) -> pytest.MarkDecorator:
    """The test twice: the fixture embedded, and on a region; `marks` are for the region alone."""
    region = pytest.param("region", marks=[*MARKS, *marks])
    return pytest.mark.parametrize(fixture, ["embedded", region], indirect=True)
