"""What a resident can do about an outcome, as the API and the editor's form take it."""

from contracts.inventory import Line, Prose
from services.chassis.web import Body


class Redress(Body):
    """In the words that residents will read; what is absent is not known."""

    explanation: Prose | None = None
    correction: Prose | None = None
    objection: Prose | None = None
    term: Line | None = None
