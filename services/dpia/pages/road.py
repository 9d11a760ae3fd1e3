"""The road of a case: where it stands, whose turn it is, and the next step for who looks."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from services.chassis.wording import _
from services.dpia.domain.case import Case, to_submit
from services.dpia.domain.questions import GROUP_OF, GROUPS, KEPT_AS_RECORDS, NEEDED, QUESTIONS, unanswered
from services.dpia.pages.viewer import Viewer
from services.dpia.pages.words import ADVISERS, OUTCOMES, ROLES, STATES, TURNS

JUDGED = ("submission", "advice", "decision", "conditions", "summary", "steps")
REOPENED = _("Deze DPIA is heropend. Pas aan wat nu anders is; klopt alles nog, dan zegt u bij het indienen waarom.")
CHANGED_AGAIN = _(
    "Het systeem is nog eens wezenlijk veranderd. Pas aan wat nu anders is; klopt alles nog, dan zegt u bij het"
    " indienen waarom."
)
CLOSED = {
    "not-required": (
        _("Er is geen DPIA nodig"),
        _("Dat is door een tweede persoon bevestigd. U hoeft hier niets te doen."),
    ),
    "withdrawn": (_("Deze DPIA is ingetrokken"), _("Er is geen besluit dat telt. Wie verder wil, heropent haar.")),
}
"""What is said of a case that was closed without a decision."""
STEPS = {
    "screening": _("Toets vooraf"),
    "answers": _("Antwoorden"),
    "risks": _("Risico’s"),
    "advice": _("Advies"),
    "decision": _("Besluit"),
}


@dataclass(frozen=True)
class NextStep:
    """What is to be done now: for this person with a link, else by whom."""

    title: str
    text: str
    link: str = ""
    link_text: str = ""


def next_step(known: dict[str, Any], viewer: Viewer) -> NextStep:
    """The one next step for this person, or for whom it waits."""
    state = known["state"]
    if state == "screening" and viewer.writes:
        text = _("Met de toets ziet u of een DPIA verplicht is. Ongeveer 10 minuten.")
        return NextStep(_("Vul de toets vooraf in"), text, "/screening", _("Begin met de toets"))
    if state == "drafting" and viewer.writes:
        return _drafting(viewer)
    if state == "advising" and viewer.advises:
        text = _("Lees de DPIA en geef advies als {role}.", role=ADVISERS[viewer.advises])
        return NextStep(_("Geef uw advies"), text, "/advice", _("Geef advies"))
    if state == "answering" and viewer.replies:
        return NextStep(_("Beantwoord het advies"), _open(viewer), "/advice", _("Naar het advies"))
    if state == "deciding" and viewer.decides and viewer.must_consult:
        text = _(
            "Er blijft een hoog risico over. De Autoriteit Persoonsgegevens moet dan eerst om advies worden gevraagd."
        )
        return NextStep(_("Vraag de Autoriteit om advies"), text, "/steps", _("Naar de stap"))
    if state == "deciding" and viewer.decides:
        return NextStep(
            _("Neem een besluit"), _("Lees waar u voor tekent en beslis."), "/decision", _("Naar het besluit")
        )
    if viewer.confirms:
        text = _("Iemand stelde voor geen DPIA te maken. Bevestig het, of kies toch een DPIA.")
        return NextStep(_("Lees het voorstel"), text, "/steps", _("Naar het voorstel"))
    return _consulting(viewer) or _conditions(viewer) or _waiting(known)


def _open(viewer: Viewer) -> str:
    """How many points of advice still ask an answer."""
    if (count := len(viewer.state.open_points)) == 1:
        return _("1 punt wacht op uw antwoord. Neem over, of leg uit waarom niet.")
    return _("{count} punten wachten op uw antwoord. Neem over, of leg uit waarom niet.", count=count)


def _consulting(viewer: Viewer) -> NextStep | None:
    """What is to be done for the prior consultation."""
    if not viewer.keeps_consultation:
        return None
    text = _("De Autoriteit Persoonsgegevens is om advies gevraagd. Leg haar antwoord vast zodra het er is.")
    return NextStep(_("Wacht op het antwoord van de Autoriteit"), text, "/steps", _("Leg het antwoord vast"))


def _conditions(viewer: Viewer) -> NextStep | None:
    """What is to be done for the conditions of the approval."""
    if viewer.to_judge:
        text = _("Iemand meldde dat een voorwaarde is vervuld. Lees waaruit dat blijkt.")
        return NextStep(_("Kijk of de voorwaarde is vervuld"), text, "/conditions", _("Naar de voorwaarden"))
    if viewer.reports:
        text = _("Er staan voorwaarden open. Meld het zodra er een is vervuld.")
        return NextStep(_("Vervul de voorwaarden van het besluit"), text, "/conditions", _("Naar de voorwaarden"))
    return None


def _drafting(viewer: Viewer) -> NextStep:
    lacking = to_submit(viewer.state)
    if questions := unanswered(viewer.state.answers):
        text = _("Nog {left} van de {total} vragen. U kunt tussendoor stoppen.", left=len(questions), total=len(NEEDED))
        return NextStep(_("Beantwoord de vragen"), text, f"/questions/{GROUP_OF[questions[0]]}", _("Ga verder"))
    if "risk" in lacking:
        text = _("Noem ten minste één risico voor inwoners.")
        return NextStep(_("Leg de risico’s vast"), text, "/risks", _("Naar de risico’s"))
    if lacking:
        text = _("Weeg elk risico opnieuw, nu met de maatregelen.")
        return NextStep(_("Weeg wat er van de risico’s overblijft"), text, "/risks#left", _("Naar de risico’s"))
    if viewer.state.untouched:
        text = CHANGED_AGAIN if viewer.state.changed_again else REOPENED
        return NextStep(_("Werk de DPIA bij"), text, f"/questions/{GROUPS[0].key}", _("Loop de antwoorden na"))
    if "process-owner" in viewer.roles:
        text = _("Alles is ingevuld. Daarna is de FG aan zet.")
        return NextStep(_("Dien de DPIA in"), text, "/submission", _("Bekijk en dien in"))
    return NextStep(_("Wacht op de proceseigenaar"), _("Alles is ingevuld. De proceseigenaar dient de DPIA in."))


def _waiting(known: dict[str, Any]) -> NextStep:
    if known["state"] in CLOSED:
        return NextStep(*CLOSED[known["state"]])
    if known["turn"] is None:
        return NextStep(_("Er is besloten"), _("U hoeft hier nu niets te doen."))
    whom, turn = ROLES[known["turn"]], TURNS[known["turn"]]
    return NextStep(_("Wacht op {whom}", whom=whom), _("{turn}. U hoeft hier nu niets te doen.", turn=turn))


def turn_text(known: dict[str, Any], step: NextStep) -> str:
    """The words in the yellow chip; none when nobody is to act."""
    if step.link:
        return _("U bent aan zet")
    return TURNS[known["turn"]] if known["turn"] else ""


def steps(known: dict[str, Any], state: Case) -> list[dict[str, str]]:
    """The road with where it stands."""
    now = _now(known, state)
    notes = {
        "screening": OUTCOMES[known["outcome"]][1] if known["outcome"] else _("Is een DPIA nodig?"),
        "answers": _("{done} van {total} vragen", done=len(NEEDED) - len(unanswered(state.answers)), total=len(NEEDED)),
        "risks": _("{risks}, {measures}", risks=_risks(len(state.risks)), measures=_measures(len(state.measures))),
        "advice": _advice_note(state),
        "decision": STATES[state.decision.outcome][1] if state.decision else _("Beslisser"),
    }
    return [
        {"title": title, "note": notes[key], "state": _place(known["state"], place, now)}
        for place, (key, title) in enumerate(STEPS.items())
    ]


def _risks(count: int) -> str:
    return _("1 risico") if count == 1 else _("{count} risico’s", count=count)


def _measures(count: int) -> str:
    return _("1 maatregel") if count == 1 else _("{count} maatregelen", count=count)


def _place(state: str, place: int, now: int) -> str:
    """Where nothing is made any more, no step is the one where it stands."""
    if place < now:
        return "done"
    return "now" if place == now and state not in CLOSED else "todo"


def _now(known: dict[str, Any], state: Case) -> int:
    if known["state"] == "drafting":
        return 1 if unanswered(state.answers) else 2
    if known["state"] in CLOSED or known["state"] == "unconfirmed":
        return 1 if state.screened else 0
    return {"screening": 0, "advising": 3, "answering": 3, "deciding": 4, "consulting": 4}.get(
        known["state"], len(STEPS)
    )


def _advice_note(state: Case) -> str:
    if not state.advices:
        return _("FG en CISO") if "ciso" in state.advice_missing else _("FG")
    if (count := len(state.open_points)) == 0:
        if missing := [ADVISERS[role] for role in state.advice_missing]:
            return _("Wacht nog op de {role}", role=missing[0])
        return _("Gegeven en beantwoord")
    return _("1 punt open") if count == 1 else _("{count} punten open", count=count)


def sections(base: str, part: str, state: Case) -> list[dict[str, Any]]:
    """The parts of the case, with how far each is."""
    groups = [_group(base, group.key, state) for group in GROUPS if group.key != "risks"]
    parts = [
        _section(base, "screening", _("Toets vooraf"), "done" if state.screened else "open"),
        *groups,
        _section(base, "risks", _("Risico’s en maatregelen"), "done" if state.risks else "open", str(len(state.risks))),
        _section(base, "submission", _("Indienen"), "done" if state.submitted else "open"),
        _section(base, "advice", _("Advies"), _advice_progress(state)),
        _section(base, "decision", _("Besluit"), "done" if state.decision else "open"),
        *_of_conditions(base, state),
        *_of_summary(base, state),
        _section(base, "steps", _("Andere stappen"), "open"),
    ]
    return [section | {"current": section["key"] == part} for section in parts]


def _of_conditions(base: str, state: Case) -> list[dict[str, Any]]:
    conditions = state.decision.conditions if state.decision else ()
    if not conditions:
        return []
    count = f"{len(state.met)}/{len(conditions)}"
    return [_section(base, "conditions", _("Voorwaarden"), "busy" if state.open_conditions else "done", count)]


def _of_summary(base: str, state: Case) -> list[dict[str, Any]]:
    if not state.decision:
        return []
    far = "done" if state.summary and state.summary.released else "busy" if state.summary else "open"
    return [_section(base, "summary", _("Openbare samenvatting"), far)]


def progress(parts: Sequence[dict[str, Any]]) -> tuple[int, int]:
    """How many of the parts that are written before submitting are ready, of how many."""
    written = [part for part in parts if part["key"] not in JUDGED]
    return sum(part["state"] == "done" for part in written), len(written)


def _advice_progress(state: Case) -> str:
    if not state.advices:
        return "open"
    return "busy" if state.open_points or state.advice_missing else "done"


def _section(base: str, key: str, title: str, progress: str, count: str = "") -> dict[str, Any]:
    return {"key": key, "url": f"{base}/{key}", "title": title, "state": progress, "count": count}


def _group(base: str, key: str, state: Case) -> dict[str, Any]:
    group = next(group for group in GROUPS if group.key == key)
    asked = [question.id for question in group.questions if question.id not in KEPT_AS_RECORDS]
    done = sum(question in state.answers for question in asked)
    progress = "done" if done == len(asked) else "busy" if done else "open"
    return _section(base, f"questions/{key}", group.title, progress, f"{done}/{len(asked)}")


def missing_links(base: str, codes: Collection[str]) -> list[tuple[str, str]]:
    """For each code of what is lacking: where it is mended, and what it is; what reads the same stands there once."""
    return list(dict.fromkeys(_missing(base, code) for code in codes))


def _missing(base: str, code: str) -> tuple[str, str]:
    if code == "screening":
        return f"{base}/screening", _("De toets vooraf")
    if code == "risk":
        return f"{base}/risks", _("Ten minste één risico")
    if code == "change":
        return f"{base}/submission#field-unchanged", _(
            "Wat er sinds de heropening anders is, of waarom alles nog klopt"
        )
    if code == "prior-consultation":
        return f"{base}/steps", _("Het advies van de Autoriteit Persoonsgegevens")
    if code.startswith("residual-"):
        return f"{base}/risks#left", _("Wat er na de maatregelen van elk risico overblijft")
    id = code.removeprefix("answer-")
    if id in QUESTIONS:
        return f"{base}/questions/{GROUP_OF[id]}#field-answer-{id}", _(
            "Antwoord op: {title}", title=QUESTIONS[id].title
        )
    return f"{base}/advice", _("Het advies dat is gevraagd, en een antwoord op elk punt ervan")
