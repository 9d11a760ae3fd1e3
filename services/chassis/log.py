"""Log lines: one JSON object each, with trace ids and without personal data."""

import json
import logging
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from opentelemetry import trace

if TYPE_CHECKING:
    from services.chassis.service import Running

_LOGGER = logging.getLogger("helder")


class JsonLines(logging.Formatter):
    """An event with fields, not a sentence."""

    def format(self, record: logging.LogRecord) -> str:
        """One JSON object on one line."""
        fields: dict[str, Any] = getattr(record, "fields", {})
        context = trace.get_current_span().get_span_context()
        ids = {"trace": f"{context.trace_id:032x}", "span": f"{context.span_id:016x}"} if context.is_valid else {}
        head = {"time": datetime.now(UTC).isoformat(), "level": record.levelname.lower(), "event": record.getMessage()}
        failure = {"error": record.exc_info[0].__name__} if record.exc_info and record.exc_info[0] else {}
        return json.dumps(head | ids | failure | fields, ensure_ascii=False, default=str)


class Seldom(logging.Filter):
    """Lets the same line of a library pass once a minute: a broker that is away is no news a hundred times a second."""

    def __init__(self, seconds: float = 60.0) -> None:
        super().__init__()
        self.seconds, self.said = seconds, dict[tuple[str, int], float]()

    def filter(self, record: logging.LogRecord) -> bool:
        """True for our own lines, and for a library's that was not said lately."""
        if record.name == _LOGGER.name:
            return True
        place = record.pathname, record.lineno
        if record.created < self.said.get(place, 0.0) + self.seconds:
            return False
        self.said[place] = record.created
        return True


def start(level: str = "INFO") -> None:
    """Sends log lines to standard error: our own from this level on, those of libraries only when they warn."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    handler.addFilter(Seldom())
    logging.basicConfig(level="WARNING", handlers=[handler], force=True)
    logging.getLogger("kafka").setLevel("ERROR")  # warns of every moment in which its own thread was not served
    _LOGGER.setLevel(level)


def info(event: str, **fields: Any) -> None:
    """Something happened that an operator may want to know."""
    _LOGGER.info(event, extra={"fields": fields})


def error(event: str, failure: BaseException | None = None, **fields: Any) -> None:
    """Something failed; the traceback goes to the debug level, since it may hold what a person typed."""
    _LOGGER.error(event, exc_info=failure, extra={"fields": fields})
    _LOGGER.debug("traceback", exc_info=failure)


def alarm(running: "Running", kind: str, **fields: Any) -> None:
    """Something an operator must look at: counted in the metrics, shown in health."""
    running.alarms[kind] += 1
    _LOGGER.warning(kind, extra={"fields": {"service": running.service.name, **fields}})
