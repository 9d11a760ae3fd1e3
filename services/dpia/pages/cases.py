"""The list of cases, and one case at a glance."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from services.chassis.access import Ask, needs
from services.chassis.pages import desk, render
from services.chassis.web import After, page_of, place
from services.dpia import queries
from services.dpia.domain.case import to_submit
from services.dpia.pages import words
from services.dpia.pages.frame import Id, page, shown
from services.dpia.pages.road import missing_links

router = APIRouter()
ROWS = 25
Filter = Annotated[str, Query(max_length=20)]


@router.get("/{organisation}/cases")
async def list_cases(
    request: Request,
    ask: Annotated[Ask, needs()],
    q: Annotated[str, Query(max_length=200)] = "",
    turn: Filter = "",
    state: Filter = "",
    uncarried: bool = False,
    after: After = None,
) -> Response:
    """Every case: how it stands, whose turn it is and since when."""
    filters = {"turn": turn, "state": state, "uncarried": uncarried}
    async with ask.running.db.view(ask.tenant) as tx:
        rows = await queries.list_cases(tx, ask.tenant, q, filters, (place(after, 2), ROWS + 1))
        counts = await queries.count_turns(tx, ask.tenant)
        alarms = await queries.count_uncarried(tx, ask.tenant)
    listed = page_of(request, rows, ROWS, lambda row: (row["sort"], row["id"]))
    return render(
        "dpia",
        "case-list.html",
        page=await desk(ask, request, "cases"),
        cases=listed["items"],
        next_url=listed["next"] or "",
        base=f"/dpia/{ask.tenant}/cases",
        asked={"q": q, **filters},
        alarms=alarms,
        counts=counts,
        roles=ask.roles,
        words=words,
    )


@router.get("/{organisation}/cases/{id}")
async def get_case(request: Request, ask: Annotated[Ask, needs()], id: Id) -> Response:
    """One case: the next step, what is lacking, and what was decided."""
    seen = await shown(ask, id)
    state = seen.viewer.state
    lacking = missing_links(seen.base, (*to_submit(state), *(("change",) if state.untouched else ())))
    return await page(request, seen, "overview", lacking=lacking)
