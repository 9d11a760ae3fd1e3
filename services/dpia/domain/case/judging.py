"""After a version is submitted: advice, an answer to every point of it, and a decision by someone who kept apart."""

from contracts.dpia import AdviceAnswered, AdviceGiven, DecisionTaken, VersionSubmitted
from contracts.envelope import Event
from services.chassis.decider import Rejected
from services.dpia.domain.case.commands import AnswerAdvice, Decide, GiveAdvice
from services.dpia.domain.case.deciding import rule
from services.dpia.domain.case.state import Case


@rule.register
def give_advice(command: GiveAdvice, state: Case) -> list[Event]:
    """Who holds the role advises, once on a version; points without a point are no points."""
    if command.advice_id in state.advices:
        return []
    if command.adviser not in command.roles:
        raise Rejected("not-adviser", "Dit advies geeft alleen wie deze rol in uw organisatie heeft.")
    if command.adviser in state.advised_by:
        raise Rejected("advised", "Er is al een advies in deze rol over deze versie. Een advies verandert niet meer.")
    if command.opinion == "positive-with-points" and not command.points:
        raise Rejected("points-missing", "Noem ten minste één punt, of geef een positief advies zonder punten.")
    fields = {name: getattr(command, name) for name in AdviceGiven.model_fields}
    return [AdviceGiven(**fields)]


@rule.register
def answer_advice(command: AnswerAdvice, state: Case) -> list[Event]:
    """Comply or explain: a point that is not adopted needs a reason."""
    advice = state.advices.get(command.advice_id)
    if advice is None or command.point not in {point.id for point in advice.points}:
        raise Rejected("unknown-point", "Dit punt staat niet in dit advies. Kies een punt uit het advies.")
    if (command.advice_id, command.point) in state.replies:
        raise Rejected("answered", "Dit punt is al beantwoord.")
    if not command.adopted and command.reason is None:
        raise Rejected("reason-missing", "Leg uit waarom u dit punt van het advies niet overneemt.")
    fields = {name: getattr(command, name) for name in AdviceAnswered.model_fields}
    return [AdviceAnswered(**fields)]


@rule.register
def take_decision(command: Decide, state: Case) -> list[Event]:
    """Every advice is in and answered; who decides did nothing in this version and is not the FG."""
    version = _version(state)
    _must_keep_apart(command, state)
    return [
        DecisionTaken(
            outcome=command.outcome,
            reason=command.reason,
            hash=version.hash,
            assessment_version=version.assessment_version,
            system_version=version.system_version,
            decided_on=command.today.isoformat(),
        )
    ]


def _version(state: Case) -> VersionSubmitted:
    if state.submitted is None:
        raise AssertionError("the table lets nobody decide before a version was submitted")
    return state.submitted


def _must_keep_apart(command: Decide, state: Case) -> None:
    """GDPR art. 38(6) keeps the FG out of the decision; four eyes keep out whoever worked on this version."""
    if "fg" in command.roles:
        raise Rejected("fg-decides-not", "De FG geeft advies en beslist niet. Vraag een andere beslisser.")
    if command.by in state.hands:
        sentence = (
            "U werkte zelf mee aan deze versie en beslist er daarom niet over. Vraag een andere beslisser. "
            "Is die er niet, nodig dan iemand van buiten uit."
        )
        raise Rejected("four-eyes", sentence)
