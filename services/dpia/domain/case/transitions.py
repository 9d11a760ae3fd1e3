"""Which command leads from which state to which, and who may give it: rules, API, tests and picture use this table."""

from collections.abc import Callable, Collection
from dataclasses import dataclass

from services.chassis.decider import Command, Rejected
from services.chassis.wording import _
from services.dpia.domain.case.commands import (
    AgreeMeasure,
    AnswerAdvice,
    AnswerConsultation,
    AnswerQuestions,
    AskConsultation,
    ChangeMeasure,
    ChangeRisk,
    ChooseAssessment,
    ConfirmExemption,
    ContinueUse,
    Decide,
    Exempt,
    ExtendConsultation,
    GiveAdvice,
    JudgeEvidence,
    LapseConsultation,
    NoteChange,
    OpenCase,
    RecordRisk,
    ReleaseSummary,
    RemoveMeasure,
    RemoveRisk,
    Reopen,
    ReportCondition,
    Resume,
    Return,
    Screen,
    Submit,
    Suspend,
    WeighResidual,
    Withdraw,
    WriteSummary,
)
from services.dpia.domain.case.lacking import to_submit
from services.dpia.domain.case.state import Case

Kind = type[Command]
WRITERS = ("process-owner", "privacy-officer")
REOPENERS = ("process-owner", "privacy-officer", "fg", "ciso")
DECIDER = ("decision-maker",)
OWNER = ("process-owner",)
CONSULTERS = ("privacy-officer", "fg")
"""Who keep the correspondence with the authority."""


RELEASERS = ("decision-maker", "privacy-officer")
"""Who make the summary public, when they did not write it."""


@dataclass(frozen=True)
class Transition:
    """A command that is allowed in `sources` and leads to one of `targets`; without targets the state stays as it is.

    Without roles a policy gives it.
    """

    command: Kind
    sources: tuple[str, ...]
    targets: tuple[str, ...]
    who: tuple[str, ...] = ()


@dataclass(frozen=True)
class Refusal:
    """Why a command cannot be now, and what is needed first."""

    code: str
    sentence: str
    missing: Callable[[Case], Collection[str]] = lambda state: ()


HEARD = ("advising", "answering", "deciding")
APPROVED = ("approved", "conditional", "verifying")
"""An approval whose conditions are met, or open, or waiting for someone to look."""
OPEN = ("screening", "drafting", "unconfirmed", *HEARD, "consulting")
"""A version is being made or judged."""
TRANSITIONS = (
    Transition(OpenCase, ("unopened",), ("screening",)),
    Transition(Screen, ("screening", "drafting"), ("drafting",), WRITERS),
    Transition(AnswerQuestions, ("drafting",), ("drafting",), WRITERS),
    Transition(RecordRisk, ("drafting",), ("drafting",), WRITERS),
    Transition(ChangeRisk, ("drafting",), ("drafting",), WRITERS),
    Transition(RemoveRisk, ("drafting",), ("drafting",), WRITERS),
    Transition(AgreeMeasure, ("drafting",), ("drafting",), WRITERS),
    Transition(ChangeMeasure, ("drafting",), ("drafting",), WRITERS),
    Transition(RemoveMeasure, ("drafting",), ("drafting",), WRITERS),
    Transition(WeighResidual, ("drafting",), ("drafting",), WRITERS),
    Transition(Exempt, ("drafting",), ("unconfirmed",), WRITERS),
    Transition(ConfirmExemption, ("unconfirmed",), ("not-required",), ("privacy-officer", "decision-maker")),
    Transition(ChooseAssessment, ("unconfirmed", "not-required"), ("drafting",), (*WRITERS, "decision-maker")),
    Transition(Submit, ("drafting",), ("advising",), OWNER),
    Transition(GiveAdvice, HEARD, HEARD, ("fg", "ciso")),
    Transition(AnswerAdvice, ("answering",), HEARD, OWNER),
    Transition(AskConsultation, ("deciding",), ("consulting",), DECIDER),
    Transition(ExtendConsultation, ("consulting",), ("consulting",), CONSULTERS),
    Transition(AnswerConsultation, ("consulting",), ("deciding",), CONSULTERS),
    Transition(LapseConsultation, ("consulting",), ("deciding",), CONSULTERS),
    Transition(Return, (*HEARD, "consulting"), ("drafting",), ("fg", "ciso", "privacy-officer", "decision-maker")),
    Transition(Decide, ("deciding",), ("approved", "conditional", "rejected"), DECIDER),
    Transition(ReportCondition, ("conditional", "verifying"), ("verifying",), OWNER),
    Transition(JudgeEvidence, ("verifying",), APPROVED, ("decision-maker", "privacy-officer")),
    Transition(Suspend, APPROVED, ("suspended",), DECIDER),
    Transition(Resume, ("suspended",), APPROVED, DECIDER),
    Transition(Reopen, (*APPROVED, "rejected", "not-required", "suspended"), ("drafting",), REOPENERS),
    Transition(Reopen, ("withdrawn",), ("screening", "drafting"), REOPENERS),
    Transition(NoteChange, ("drafting",), ("drafting",)),
    Transition(Withdraw, (*OPEN, "suspended"), ("withdrawn",), OWNER),
    Transition(WriteSummary, (*APPROVED, "rejected"), (), WRITERS),
    Transition(ReleaseSummary, (*APPROVED, "rejected"), (), RELEASERS),
    Transition(ContinueUse, ("rejected", "suspended", "withdrawn", *OPEN), (), OWNER),
)

SUBMITTED = Refusal("submitted", _("Deze versie is ingediend en staat vast. Wacht op het advies en het besluit."))
DECIDED = Refusal(
    "decided", _("Over deze DPIA is al beslist. Wat beslist is, verandert niet meer; heropen haar eerst.")
)
NOT_SUBMITTED = Refusal("not-submitted", _("Deze DPIA is nog niet ingediend. De proceseigenaar dient haar eerst in."))
SCREENING_MISSING = Refusal("screening-missing", _("Vul eerst de toets vooraf in."), lambda state: ["screening"])
ADVICE_MISSING = Refusal(
    "advice-missing",
    _("Nog niet elk advies dat is gevraagd, is er. Wacht daarop."),
    lambda state: [f"advice-{adviser}" for adviser in state.advice_missing],
)
NOT_CONSULTING = Refusal("not-consulting", _("Er loopt geen vraag bij de Autoriteit Persoonsgegevens."))
UNDECIDED = Refusal("undecided", _("De openbare samenvatting hoort bij een besluit. Dat is er nu niet."))
REFUSALS: dict[str, Refusal] = {
    "unopened": Refusal("unknown", _("Deze DPIA is hier niet bekend. Zoek het algoritme op in de lijst.")),
    "screening": SCREENING_MISSING,
    "drafting": NOT_SUBMITTED,
    "advising": SUBMITTED,
    "answering": SUBMITTED,
    "deciding": SUBMITTED,
    "consulting": Refusal(
        "consulting",
        _(
            "De Autoriteit Persoonsgegevens is om advies gevraagd."
            " Wacht op haar antwoord of op het eind van haar termijn."
        ),
    ),
    "approved": DECIDED,
    "conditional": DECIDED,
    "verifying": DECIDED,
    "rejected": DECIDED,
    "unconfirmed": Refusal(
        "unconfirmed", _("Iemand stelde voor geen DPIA te maken. Wacht op de bevestiging, of kies toch een DPIA.")
    ),
    "not-required": Refusal(
        "not-required", _("Bevestigd is dat er geen DPIA nodig is. Kies toch een DPIA om verder te schrijven.")
    ),
    "suspended": Refusal("suspended", _("Het akkoord is opgeschort. Hervat, heropen of trek de DPIA eerst in.")),
    "withdrawn": Refusal("withdrawn", _("Deze DPIA is ingetrokken. Heropen haar eerst.")),
}
"""What is said of a command that is not allowed in this state."""
EXCEPTIONS: dict[tuple[str, Kind], Refusal] = {
    ("screening", Submit): Refusal(
        "incomplete", _("Deze DPIA is nog niet compleet. Vul eerst aan wat ontbreekt."), to_submit
    ),
    ("screening", GiveAdvice): NOT_SUBMITTED,
    ("screening", AnswerAdvice): NOT_SUBMITTED,
    ("screening", Decide): NOT_SUBMITTED,
    ("screening", Exempt): SCREENING_MISSING,
    ("screening", Return): NOT_SUBMITTED,
    ("advising", AnswerAdvice): ADVICE_MISSING,
    ("advising", Decide): ADVICE_MISSING,
    ("answering", Decide): Refusal(
        "points-open",
        _("Nog niet elk punt van het advies is beantwoord. De proceseigenaar doet dat eerst."),
        lambda state: state.open_points,
    ),
    ("deciding", AnswerAdvice): Refusal("answered", _("Elk punt van het advies is al beantwoord.")),
}
"""Where another sentence helps better."""
OF_COMMAND: dict[Kind, Refusal] = {
    Exempt: Refusal("not-drafting", _("Geen DPIA maken kan alleen worden voorgesteld voordat zij is ingediend.")),
    ConfirmExemption: Refusal(
        "nothing-to-confirm", _("Niemand stelde voor geen DPIA te maken. Er is niets te bevestigen.")
    ),
    ChooseAssessment: Refusal(
        "not-exempted", _("Er is niet afgezien van een DPIA: zij loopt al, of er is over beslist.")
    ),
    ExtendConsultation: NOT_CONSULTING,
    AnswerConsultation: NOT_CONSULTING,
    LapseConsultation: NOT_CONSULTING,
    ReportCondition: Refusal("no-condition", _("Er staat geen voorwaarde open. U hoeft niets te melden.")),
    JudgeEvidence: Refusal(
        "nothing-reported", _("Niemand meldde dat een voorwaarde is vervuld. Er is niets na te kijken.")
    ),
    Reopen: Refusal("not-closed", _("Deze DPIA loopt nog. U hoeft haar niet te heropenen.")),
    Suspend: Refusal("not-approved", _("Alleen een DPIA met een akkoord kan worden opgeschort.")),
    Resume: Refusal("not-suspended", _("Deze DPIA is niet opgeschort.")),
    WriteSummary: UNDECIDED,
    ReleaseSummary: UNDECIDED,
    ContinueUse: Refusal("no-setback", _("Er is niets gebeurd waardoor het gebruik een uitleg nodig heeft.")),
}
"""What is said of these commands wherever they are not allowed."""


def is_allowed(command: Kind, source: str) -> bool:
    """Does the table lead on from this state?"""
    return any(t.command is command and source in t.sources for t in TRANSITIONS)


def who(command: Kind) -> tuple[str, ...]:
    """The roles that may give this command."""
    return next(t.who for t in TRANSITIONS if t.command is command)


def refusal(command: Kind, state: Case) -> Rejected:
    """What is said of a command that the table does not allow now."""
    said = EXCEPTIONS.get((state.phase, command))
    if said is None:
        said = REFUSALS[state.phase] if state.phase == "unopened" else OF_COMMAND.get(command, REFUSALS[state.phase])
    return Rejected(said.code, said.sentence, said.missing(state))
