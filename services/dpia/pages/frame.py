"""What every page of a case shows around its own part."""

from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import Path, Request, Response
from sqlalchemy import RowMapping

from services.chassis.access import Ask
from services.chassis.others import Others, others
from services.chassis.pages import Form, desk, render
from services.chassis.sentences import EMPTY
from services.dpia import queries
from services.dpia.domain.case import IN_USE, ConfirmExemption, Decide, JudgeEvidence, ReleaseSummary, who
from services.dpia.pages import road, words
from services.dpia.pages.viewer import Viewer

Id = Annotated[str, Path(max_length=100)]


@dataclass(frozen=True)
class Shown:
    """One case as it stands now, for who looks."""

    ask: Ask
    row: RowMapping
    known: dict[str, Any]
    viewer: Viewer

    @property
    def alarms(self) -> bool:
        """Is the system in use though its assessment does not carry that, without a word on how it goes on?"""
        setback = self.known["setback"]
        return bool(setback) and not setback["continued"] and self.row["stage"] in IN_USE

    @property
    def base(self) -> str:
        """The address of the case."""
        return base_of(self.ask, self.known["id"])


def base_of(ask: Ask, id: str) -> str:
    """The address of a case on the pages."""
    return f"/dpia/{ask.tenant}/cases/{id}"


async def shown(ask: Ask, id: str) -> Shown:
    """The case with its words and its history; raises NotFound."""
    async with ask.running.db.view(ask.tenant) as tx:
        row = await queries.get_row(tx, ask.tenant, id)
        content = await queries.words(tx, ask.tenant, dict(row))
        state = await queries.get_state(tx, ask.tenant, id)
    return Shown(ask, row, queries.told(row, content), Viewer(ask.roles, ask.member, state))


async def page(
    request: Request, seen: Shown, part: str, form: Form | None = None, /, template: str = "", **more: Any
) -> Response:
    """One page of a case: the frame with the road, whose turn it is, the parts at the left, and the part itself."""
    form = form or Form()
    _ask(form)
    refused = bool(form.errors or form.message)
    state = seen.viewer.state
    step = road.next_step(seen.known, seen.viewer)
    sections = road.sections(seen.base, part, state)
    context = {
        "page": await desk(seen.ask, request, "cases", error=refused),
        "case": seen.known,
        "base": seen.base,
        "steps": road.steps(seen.known, state),
        "step": step,
        "turn": road.turn_text(seen.known, step),
        "sections": sections,
        "progress": road.progress(sections),
        "reopened": _reopened(seen.known),
        "viewer": seen.viewer,
        "alarms": seen.alarms,
        "others": await _others(seen, part),
        "advisers": await _advisers(seen, part),
        "words": words,
        "form": form,
    }
    return render("dpia", template or f"case-{part}.html", **context, **more)


def _ask(form: Form) -> None:
    """Says at each field that was left empty what belongs there."""
    fields = {name: name.partition("-")[0] for name, said in form.errors.items() if said in EMPTY}
    form.errors |= {name: words.ASKED[field] for name, field in fields.items() if field in words.ASKED}


SECOND = {Decide: "decision", ConfirmExemption: "steps", JudgeEvidence: "conditions", ReleaseSummary: "summary"}
"""A step that takes a second person, and the part of the case where it is taken."""


def _reopened(known: dict[str, Any]) -> dict[str, Any] | None:
    """Why what was submitted, and is advised and decided on now, was reopened; `before`: the system's version then."""
    if not known["submission"] or known["decision"] or known["halted"]:
        return None
    reopened = (version for version in reversed(known["earlier"]) if version["again"].get("occasion"))
    version: dict[str, Any] | None = next(reopened, None)
    return {**version["again"], "before": version["submission"]["systemVersion"]} if version else None


ASIDE = {"fg": "ciso", "ciso": "fg"}
"""Adviser -> the role that the same person may not hold."""


async def _advisers(seen: Shown, part: str) -> list[Others]:
    """For each advice that is waited for and that nobody can give: how someone is invited for it."""
    if part not in ("overview", "advice"):
        return []
    given = seen.viewer.state.advised_as
    asked = [
        await others(seen.ask, (role,), [who for who, other in given.items() if other != role], (ASIDE[role],))
        for role in seen.viewer.advisers_missing
    ]
    return [one for one in asked if not one.members]


async def _others(seen: Shown, part: str) -> Others | None:
    """Who may take the step that is not for who looks, in the overview and where it is taken."""
    if (second := seen.viewer.second) is None or part not in ("overview", SECOND[second[0]]):
        return None
    step, hands = second
    return await others(seen.ask, who(step), hands, ("fg",))
