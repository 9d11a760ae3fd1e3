"""After a version is submitted: advice, an answer to every point of it, and a decision by someone who kept apart."""

from contracts.dpia import AdviceAnswered, AdviceGiven, DecisionTaken, VersionReturned, VersionSubmitted
from contracts.envelope import Event
from services.chassis.decider import Rejected
from services.chassis.wording import _
from services.dpia.domain.case.commands import AnswerAdvice, Decide, GiveAdvice, Return
from services.dpia.domain.case.deciding import must_keep_apart, rule
from services.dpia.domain.case.state import Case


@rule.register
def give_advice(command: GiveAdvice, state: Case) -> list[Event]:
    """Who holds the role advises, once on a version, and says why where that advice asks something of others."""
    if command.advice_id in state.advices:
        return []
    if command.adviser not in command.roles:
        raise Rejected("not-adviser", _("Dit advies geeft alleen wie deze rol in uw organisatie heeft."))
    if {"fg", "ciso"} <= set(command.roles) or state.advised_as.get(command.by, command.adviser) != command.adviser:
        raise Rejected(
            "fg-and-ciso", _("FG en CISO zijn verschillende mensen. Geef een van beide rollen aan een ander.")
        )
    if command.adviser in state.advised_by:
        raise Rejected(
            "advised", _("Er is al een advies in deze rol over deze versie. Een advies verandert niet meer.")
        )
    if command.opinion == "positive-with-points" and not command.points:
        raise Rejected("points-missing", _("Noem ten minste één punt, of geef een positief advies zonder punten."))
    if command.opinion == "negative" and command.text is None and not command.points:
        sentence = _("Schrijf op waarom u negatief adviseert, of noem ten minste één punt.")
        raise Rejected("advice-unexplained", sentence)
    fields = {name: getattr(command, name) for name in AdviceGiven.model_fields}
    return [AdviceGiven(**fields)]


@rule.register
def answer_advice(command: AnswerAdvice, state: Case) -> list[Event]:
    """Comply or explain: a point that is not adopted needs a reason."""
    advice = state.advices.get(command.advice_id)
    if advice is None or command.point not in {point.id for point in advice.points}:
        raise Rejected("unknown-point", _("Dit punt staat niet in dit advies. Kies een punt uit het advies."))
    if (command.advice_id, command.point) in state.replies:
        raise Rejected("answered", _("Dit punt is al beantwoord."))
    if not command.adopted and command.reason is None:
        raise Rejected("reason-missing", _("Leg uit waarom u dit punt van het advies niet overneemt."))
    fields = {name: getattr(command, name) for name in AdviceAnswered.model_fields}
    return [AdviceAnswered(**fields)]


@rule.register
def take_decision(command: Decide, state: Case) -> list[Event]:
    """Every advice is in and answered; who decides did nothing in this version and is not the FG.

    A condition is to be met on a day that is not over yet.
    """
    version = _version(state)
    must_keep_apart(command, state)
    if command.conditions and command.outcome != "approved":
        raise Rejected("conditions-of-approval", _("Voorwaarden horen bij een akkoord. Laat ze weg, of geef akkoord."))
    if any(condition.due < command.today.isoformat() for condition in command.conditions):
        raise Rejected("due-past", _("De dag van een voorwaarde is al voorbij. Kies wanneer zij vervuld moet zijn."))
    if command.outcome == "approved":
        _must_have_consulted(state)
    return [
        DecisionTaken(
            outcome=command.outcome,
            reason=command.reason,
            hash=version.hash,
            assessment_version=version.assessment_version,
            system_version=version.system_version,
            decided_on=command.today.isoformat(),
            conditions=command.conditions,
        )
    ]


def _must_have_consulted(state: Case) -> None:
    """GDPR art. 36: a high risk that stays is approved after the authority answered, or let its term pass."""
    outcome = state.consultation.outcome if state.consultation else None
    if outcome == "prohibited":
        raise Rejected("prohibited", _("De Autoriteit Persoonsgegevens verbiedt dit gebruik. Een akkoord kan niet."))
    if state.high_left and outcome is None:
        raise Rejected(
            "prior-consultation-missing",
            _("Er blijft een hoog risico over. Vraag eerst de Autoriteit Persoonsgegevens om advies (AVG artikel 36)."),
            ["prior-consultation"],
        )


@rule.register
def return_version(command: Return, state: Case) -> list[Event]:
    """What was submitted can be mended, and submitted again under the next number."""
    version = _version(state)
    return [
        VersionReturned(
            number=version.number,
            reason=command.reason,
            assessment_version=version.assessment_version,
            system_version=version.system_version,
        )
    ]


def _version(state: Case) -> VersionSubmitted:
    if state.submitted is None:
        raise AssertionError("the table lets nobody judge before a version was submitted")
    return state.submitted
