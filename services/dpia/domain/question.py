"""What a question of the form is."""

from dataclasses import dataclass

from services.dpia.domain.sources import Source


@dataclass(frozen=True)
class Question:
    """A question with its official paragraph number (or own number), a hint of one line, and where it comes from."""

    id: str
    title: str
    text: str
    hint: str
    sources: tuple[Source, ...]
