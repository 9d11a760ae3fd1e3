"""Whom the organisation asked about a system."""

from typing import Annotated

from fastapi import APIRouter, Path, Response

from contracts.inventory import Consultation
from services.chassis.access import Ask, needs
from services.chassis.execute import NotFound, Order, uuid7
from services.chassis.web import IfMatch, Written, bearer, written
from services.inventory import queries
from services.inventory.api.systems import Id
from services.inventory.domain import system
from services.inventory.domain.system import DocumentConsultation, RemoveConsultation

router = APIRouter(prefix="/organisations/{organisation}/systems/{id}/consultations", dependencies=[bearer])
Writer = Annotated[Ask, needs("coordinator", "process-owner")]
ConsultationId = Annotated[str, Path(max_length=100)]


@router.post("", status_code=201, operation_id="documentConsultation")
async def document_consultation(
    response: Response, ask: Writer, id: Id, body: Consultation, expected: IfMatch = None
) -> Written:
    """Writes down whom was asked; `id` is that of the consultation, `version` that of the system."""
    key = uuid7()
    command = ask.command(DocumentConsultation, consultation_id=key, consultation=body)
    done = await ask.execute(Order(system, id, command, expected))
    at = f"/inventory/v1/organisations/{ask.tenant}/systems/{id}/consultations/{key}"
    return Written(**written(response, done, at) | {"id": key})


@router.get("/{consultation}", response_model_exclude_none=True, operation_id="getConsultation")
async def get_consultation(ask: Annotated[Ask, needs()], id: Id, consultation: ConsultationId) -> Consultation:
    """One consultation."""
    async with ask.running.db.view(ask.tenant) as tx:
        await queries.get_system(tx, ask.tenant, id)
        known = queries.state_in(await queries.history(tx, ask.tenant, id), id).consultations
    if consultation not in known:
        raise NotFound(f"consultation/{consultation}")
    return known[consultation]


@router.put("/{consultation}", operation_id="changeConsultation")
async def change_consultation(
    response: Response,
    ask: Writer,
    id: Id,
    consultation: ConsultationId,
    body: Consultation,
    expected: IfMatch = None,
) -> Written:
    """Writes it down anew, for example when there is an answer."""
    await get_consultation(ask, id, consultation)
    command = ask.command(DocumentConsultation, consultation_id=consultation, consultation=body)
    return Written(**written(response, await ask.execute(Order(system, id, command, expected))))


@router.delete("/{consultation}", operation_id="removeConsultation")
async def remove_consultation(response: Response, ask: Writer, id: Id, consultation: ConsultationId) -> Written:
    """It was written down by mistake."""
    command = ask.command(RemoveConsultation, consultation_id=consultation)
    return Written(**written(response, await ask.execute(Order(system, id, command))))
