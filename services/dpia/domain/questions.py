"""The form "Helder DPIA in gewone taal": its questions, their groups, and what must be answered before submitting."""

from collections.abc import Iterable
from dataclasses import dataclass

from contracts.dpia import Form
from services.chassis.wording import _
from services.dpia.domain import questions_on_privacy, questions_on_rights
from services.dpia.domain.content_hash import content_hash
from services.dpia.domain.question import Question

TITLE = _("Helder DPIA in gewone taal")


@dataclass(frozen=True)
class Group:
    """Questions that belong together on a page, with what the group is for."""

    key: str
    title: str
    purpose: str
    questions: tuple[Question, ...]


GROUPS: tuple[Group, ...] = (
    Group(
        "description",
        _("Wat er gebeurt"),
        _("U beschrijft het systeem en de gegevens, zodat een buitenstaander het kan volgen."),
        questions_on_privacy.DESCRIPTION,
    ),
    Group(
        "lawfulness",
        _("Waarom het mag"),
        _("U legt uit waarom dit mag en nodig is, en welke rechten inwoners hebben."),
        questions_on_privacy.LAWFULNESS,
    ),
    Group(
        "risks",
        _("Wat er mis kan gaan"),
        _("U noemt de risico’s voor mensen en wat u ertegen doet."),
        questions_on_privacy.RISKS,
    ),
    Group(
        "rights",
        _("Grondrechten en ethiek"),
        _("U weegt wat verder gaat dan privacy: gelijke behandeling, uitleg, inspraak en menselijke controle."),
        questions_on_rights.RIGHTS,
    ),
)
QUESTIONS: dict[str, Question] = {question.id: question for group in GROUPS for question in group.questions}
GROUP_OF: dict[str, str] = {question.id: group.key for group in GROUPS for question in group.questions}
KEPT_AS_RECORDS = frozenset({"16", "17"})
"""Risks and measures are recorded one by one; the text of these two only adds to them."""
NEEDED: tuple[str, ...] = tuple(id for id in QUESTIONS if id not in KEPT_AS_RECORDS)
"""Questions that need an answer, or a reason why they do not apply, before a version can be submitted."""

FORM = Form(
    id="helder-dpia",
    version="1.0.0",
    hash=content_hash([[group.key, [[q.id, q.title, q.text, q.hint] for q in group.questions]] for group in GROUPS]),
)
"""Stands with every answer: which form was asked, and proof of its words."""


def unanswered(answered: Iterable[str]) -> tuple[str, ...]:
    """The ids that still need an answer before submitting, in the order of the form."""
    done = set(answered)
    return tuple(id for id in NEEDED if id not in done)
