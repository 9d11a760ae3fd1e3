"""The decision: what the decider signs for, and who may not decide."""

from collections import Counter
from typing import Annotated, Any

from fastapi import APIRouter, Request, Response

from contracts.dpia import DecisionOutcome
from services.chassis.access import Ask, needs
from services.chassis.execute import Order
from services.chassis.pages import Form, submit
from services.chassis.problems import VersionRequired
from services.chassis.texts import Prose
from services.chassis.web import Body
from services.chassis.wording import _
from services.dpia.domain import case
from services.dpia.domain.case import Decide
from services.dpia.pages.conditions import MOST, over, read, room_in
from services.dpia.pages.frame import Id, Shown, base_of, page, shown
from services.dpia.pages.risks import Told
from services.dpia.pages.road import missing_links
from services.dpia.pages.viewer import Viewer
from services.dpia.pages.words import ADVISERS

router = APIRouter()
HIGH_LEFT = _("Er blijft een hoog risico over: de Autoriteit Persoonsgegevens is eerst om advies gevraagd")


class TypedDecision(Body):
    """What the form of a decision asks."""

    outcome: DecisionOutcome
    reason: Told


@router.get("/{organisation}/cases/{id}/decision")
async def get_decision(request: Request, ask: Annotated[Ask, needs()], id: Id) -> Response:
    """What is signed for, and which rules stop whom."""
    return await _page(request, ask, id, Form())


async def _page(request: Request, ask: Ask, id: str, form: Form) -> Response:
    seen = await shown(ask, id)
    form.missing = missing_links(seen.base, form.missing)
    shown_too: dict[str, Any] = {"conditions": _conditions(seen), "room": room_in(form), "most": MOST}
    return await page(request, seen, "decision", form, **shown_too, **_signed(seen))


def _signed(seen: Shown) -> dict[str, Any]:
    """What the decider signs for: risks by level, the points that were not adopted, and who advised against it."""
    points = [point for advice in seen.known["advices"] for point in advice["points"]]
    refused = [point for point in points if point["answer"] and not point["answer"]["adopted"]]
    levels = Counter(risk.get("residual", risk)["level"] for risk in seen.known["risks"])
    against = [advice["adviser"] for advice in seen.known["advices"] if advice["opinion"] == "negative"]
    return {"levels": levels, "refused": refused, "against": against}


def _conditions(seen: Shown) -> list[dict[str, str]]:
    """Every rule on this decision, and whether it is met for who looks."""
    viewer, base = seen.viewer, seen.base
    state = viewer.state
    asked = state.submitted.advisers if state.submitted else ("fg",)
    waits = [
        _waits(state.submitted is not None, _("De DPIA is ingediend"), _("Proceseigenaar"), f"{base}/submission"),
        *(
            _waits(
                role in state.advised_by,
                _("De {role} gaf advies", role=ADVISERS[role]),
                ADVISERS[role],
                f"{base}/advice",
            )
            for role in asked
        ),
        _waits(
            not state.open_points, _("Elk punt van het advies is beantwoord"), _("Proceseigenaar"), f"{base}/advice"
        ),
    ]
    if state.high_left:
        consulted = state.consultation is not None and state.consultation.outcome is not None
        waits.append(_waits(consulted, HIGH_LEFT, _("Beslisser en privacy officer"), f"{base}/steps"))
    return [*waits, *_of_person(viewer)]


def _waits(done: bool, title: str, who: str, link: str) -> dict[str, str]:
    return {"title": title, "who": who, "state": "done" if done else "waiting", "link": link, "link_text": _("Bekijk")}


def _of_person(viewer: Viewer) -> list[dict[str, str]]:
    """The rules that look at the person: a role, the FG's independence, and four eyes."""
    hands = len(viewer.state.hands)
    rules = [
        ("decision-maker" in viewer.roles, _("U bent beslisser"), _("Alleen wie deze rol heeft, neemt het besluit.")),
        (
            "fg" not in viewer.roles,
            _("U bent niet de FG"),
            _("De FG geeft advies en beslist niet: AVG artikel 38 lid 6."),
        ),
        (
            not viewer.had_a_hand,
            _("U werkte niet mee aan deze versie"),
            _(
                "Wie schreef, indiende of advies gaf, beslist niet. Dat geldt nu voor {people}.",
                people=_("1 persoon") if hands == 1 else _("{hands} mensen", hands=hands),
            ),
        ),
    ]
    words = {True: {"state": "done", "word": _("In orde")}, False: {"state": "missing", "word": _("Houdt u tegen")}}
    return [{"title": title, "detail": detail, **words[met]} for met, title, detail in rules]


@router.post("/{organisation}/cases/{id}/decision")
async def take_decision(request: Request, ask: Annotated[Ask, needs(*case.who(Decide))], id: Id) -> Response:
    """Decides on the version that the person saw."""
    form = await Form.of(request)
    if form.version() is None:
        raise VersionRequired
    if form.text("more"):
        form.values["room"] = str(room_in(form) + 1)
        return await _page(request, ask, id, form)

    async def act() -> str:
        typed, texts = form.read(TypedDecision), Prose()
        said = {"reason": texts.say(typed.reason), "conditions": read(form, texts)}
        command = ask.command(Decide, outcome=typed.outcome, **said)
        await ask.execute(Order(case, id, command, form.version(), texts=texts.texts))
        return f"{base_of(ask, id)}/decision"

    async def again(form: Form) -> Response:
        if form.code == "due-past" and form.message:
            form.errors |= dict.fromkeys(over(form), form.message)
            form.message = None
        return await _page(request, ask, id, form)

    return await submit(form, act, again)
