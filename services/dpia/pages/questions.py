"""The questions, one group on a page."""

from typing import Annotated, Any

from fastapi import APIRouter, Path, Request, Response
from sqlalchemy.ext.asyncio import AsyncConnection

from services.chassis.access import Ask, needs
from services.chassis.decider import Command
from services.chassis.execute import NotFound, Order
from services.chassis.formats import number
from services.chassis.pages import Form, submit
from services.chassis.problems import Invalid
from services.chassis.texts import Prose
from services.chassis.wording import _
from services.dpia import queries
from services.dpia.domain import case
from services.dpia.domain.case import AnswerQuestions
from services.dpia.domain.questions import GROUPS, KEPT_AS_RECORDS, Group
from services.dpia.pages import prefill
from services.dpia.pages.frame import Id, Shown, base_of, page, shown

router = APIRouter()
LONGEST = 20_000
GroupKey = Annotated[str, Path(max_length=20)]
NEXT = {
    "description": "questions/lawfulness", "lawfulness": "questions/rights", "rights": "risks", "risks": "submission",
}  # fmt: skip
"""Group -> the part that follows, in the order of the parts at the left."""


def _group(key: str) -> Group:
    for group in GROUPS:
        if group.key == key:
            return group
    raise NotFound(f"group/{key}")


@router.get("/{organisation}/cases/{id}/questions/{key}")
async def get_questions(request: Request, ask: Annotated[Ask, needs()], id: Id, key: GroupKey) -> Response:
    """One group of questions, with what was answered, or filled with what the inventory knows."""
    group, seen = _group(key), await shown(ask, id)
    known = prefill.answers(seen.row) if seen.viewer.writes else {}
    values = {f"answer-{question}": found.text for question, found in known.items()} | _answered(seen)
    return await _page(request, seen, group, Form(values))


def _answered(seen: Shown) -> dict[str, str]:
    """The form's fields for what was answered."""
    values: dict[str, str] = {}
    for answer in seen.known["answers"]:
        id, reason = answer["question"], answer.get("notApplicable")
        values |= {f"answer-{id}": answer.get("text") or reason or "", f"na-{id}": "yes" if reason else ""}
    return values


async def _page(request: Request, seen: Shown, group: Group, form: Form) -> Response:
    held = seen.row["answers"]
    known = prefill.answers(seen.row)
    marks = {
        question: found.mark
        for question, found in known.items()
        if question not in held and _typed(form, question) == found.text
    }
    place = list(NEXT).index(group.key) + 1
    context: dict[str, Any] = {
        "group": group,
        "place": place,
        "groups": len(GROUPS),
        "marks": marks,
        "optional": KEPT_AS_RECORDS,
    }
    context |= {"seen": {question: _mark(held, question) for question in held}}
    return await page(request, seen, f"questions/{group.key}", form, template="case-questions.html", **context)


def _mark(held: dict[str, Any], question: str) -> str:
    """Which answer a form shows: the id of its text."""
    answer = held.get(question, {})
    reference = answer.get("answer") or answer.get("notApplicable") or {}
    return str(reference.get("id", ""))


@router.post("/{organisation}/cases/{id}/questions/{key}")
async def answer_questions(
    request: Request, ask: Annotated[Ask, needs(*case.who(AnswerQuestions))], id: Id, key: GroupKey
) -> Response:
    """Keeps what was changed, and goes on to what follows."""
    form, group = await Form.of(request), _group(key)

    async def act() -> str:
        seen = await shown(ask, id)
        changed = _changed(seen, group, form)
        if changed:
            await _answer(ask, id, changed, form)
        return f"{base_of(ask, id)}/{NEXT[group.key]}"

    async def again(form: Form) -> Response:
        return await _page(request, await shown(ask, id), group, form)

    return await submit(form, act, again)


def _changed(seen: Shown, group: Group, form: Form) -> list[str]:
    """The questions that got another answer; raises Invalid with every fault at once."""
    before = _answered(seen)
    errors, changed = dict[str, str](), list[str]()
    for question in group.questions:
        name = f"answer-{question.id}"
        typed, ticked = _typed(form, question.id), form.text(f"na-{question.id}")
        if (typed, ticked) == (before.get(name, "").strip(), before.get(f"na-{question.id}", "")):
            continue
        if fault := _fault(seen, question.id, typed, form):
            errors[name] = _("{title}: {fault}", title=question.title, fault=fault)
        elif typed:
            changed.append(question.id)
    if errors:
        raise Invalid(errors)
    return changed


def _typed(form: Form, question: str) -> str:
    """What was typed, with the line ends as they are kept."""
    return form.text(f"answer-{question}").replace("\r\n", "\n")


def _fault(seen: Shown, question: str, typed: str, form: Form) -> str:
    if form.text(f"seen-{question}") != _mark(seen.row["answers"], question):
        now = _answered(seen).get(f"answer-{question}", "")
        return _("iemand anders was u voor. Er staat nu: “{now}”. Bewaar opnieuw om er uw tekst van te maken.", now=now)
    if len(typed) > LONGEST or "\0" in typed:
        return _("gebruik hooguit {most} gewone tekens.", most=number(LONGEST))
    ticked = form.text(f"na-{question}")
    if not typed and (ticked or question in seen.row["answers"]):
        return _("schrijf een antwoord, of waarom de vraag niet van toepassing is.")
    return ""


async def _answer(ask: Ask, id: str, changed: list[str], form: Form) -> None:
    texts = Prose()
    typed = {question: _typed(form, question) for question in changed}
    said = {q: (None, words) if form.text(f"na-{q}") else (words, None) for q, words in typed.items()}

    async def prepare(tx: AsyncConnection) -> Command:
        return ask.command(AnswerQuestions, answers=await queries.refer_answers(tx, ask.tenant, id, said, texts))

    await ask.execute(Order(case, id, prepare, texts=texts.texts))
