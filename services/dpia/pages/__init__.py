"""Pages for people: the same commands and queries as the API."""

from fastapi import APIRouter

from services.chassis.finding import search_routes
from services.chassis.web import join
from services.chassis.work import page_routes
from services.dpia.pages import (
    advice,
    cases,
    conditions,
    decision,
    questions,
    revising,
    risks,
    screening,
    steps,
    submission,
    summary,
)
from services.dpia.queries.finding import find
from services.dpia.queries.work import look

router = APIRouter()
for part in (cases, screening, questions, risks, revising, submission, advice, decision, conditions, summary, steps):
    join(router, part.router)
join(router, page_routes("dpia", look), search_routes("dpia", find))
