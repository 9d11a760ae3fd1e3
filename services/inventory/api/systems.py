"""Systems: register, describe, data sources, oversight, and the class under the AI Act."""

from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request, Response

from contracts.envelope import Whole
from contracts.inventory import (
    AiActClass,
    Change,
    DataSource,
    FoundAs,
    Line,
    Month,
    Oversight,
    Prose,
    PublicationCategory,
    SystemDescription,
)
from services.chassis.access import Ask, Forbidden, needs
from services.chassis.execute import NotFound, Order, uuid7
from services.chassis.texts import Prose as Texts
from services.chassis.web import (
    After,
    Answer,
    Body,
    IdempotencyKey,
    IfMatch,
    Limit,
    Nothing,
    Page,
    RequiredIfMatch,
    Search,
    Written,
    bearer,
    new_id,
    page_of,
    place,
    written,
)
from services.inventory import queries
from services.inventory.domain import system
from services.inventory.domain.system import (
    ArrangeOversight,
    ClassifyChange,
    ClassifySystem,
    ConfirmClassification,
    DescribeSystem,
    DocumentDataSource,
    RegisterSystem,
    RemoveDataSource,
)

router = APIRouter(prefix="/organisations/{organisation}/systems", dependencies=[bearer])
Id = Annotated[str, Path(max_length=100, description="the id of the system")]
SourceId = Annotated[str, Path(max_length=100)]
Writer = Annotated[Ask, needs("coordinator", "process-owner")]


class NewSystem(SystemDescription):
    """A system to register; `foundAs` when it already runs, `since` when the month is known."""

    found_as: FoundAs | None = None
    since: Month | None = None


class Weighed(Body):
    """How much a change matters, and why; required once an assessment was submitted."""

    change: Change | None = None
    reason: Prose | None = None


class ChangedSystem(SystemDescription, Weighed):
    """The whole description as it is now."""


class ChangedSource(DataSource, Weighed):
    """A data source."""


class ChangedOversight(Oversight, Weighed):
    """Human oversight and the ways to a correction."""


class WeighedLater(Body):
    """How much the changes up to and including a version matter, and why."""

    up_to: Annotated[Whole, Query(ge=1, lt=2**53)]
    change: Change
    reason: Prose


class Classification(Body):
    """The class under the AI Act, where the law says so, and why."""

    ai_act_class: Annotated[AiActClass, Query(alias="class")]
    legal_point: Line | None = None
    reason: Prose


class ListedSystem(Answer):
    """A system in a list."""

    id: str
    version: int
    name: str
    stage: str
    found_as: str | None = None
    since: str | None = None
    category: str | None = None
    ai_act_class: str | None = None
    confirmed: bool
    standing: str | None = None
    published_on: Any = None


class KnownSystem(SystemDescription):
    """Everything that is known of a system."""

    model_config = SystemDescription.model_config | {"extra": "ignore"}

    id: str
    version: int
    stage: str
    found_as: str | None = None
    since: str | None = None
    assessment_version: int
    data_sources: list[dict[str, Any]]
    oversight: dict[str, Any] | None = None
    classification: dict[str, Any] | None = None
    assessment: dict[str, Any] | None = None
    found_record: dict[str, Any] | None = None
    published_on: str | None = None


def order(id: str, command: Any, texts: Texts | None = None, expected: int | None = None) -> Order:
    """One command on one system."""
    return Order(system, id, command, expected, texts=texts.texts if texts else ())


@router.get("", response_model_exclude_none=True, operation_id="listSystems")
async def list_systems(
    request: Request,
    ask: Annotated[Ask, needs()],
    stage: Annotated[str | None, Query(max_length=20)] = None,
    category: PublicationCategory | None = None,
    standing: Annotated[str | None, Query(max_length=20)] = None,
    q: Search = None,
    after: After = None,
    limit: Limit = 25,
) -> Page[ListedSystem]:
    """The systems of one organisation by name, with words to look for and filters."""
    filters = {"stage": stage, "category": category, "standing": standing}
    async with ask.running.db.view(ask.tenant) as tx:
        rows = await queries.list_systems(tx, ask.tenant, q, filters, (place(after, 2), limit + 1))
    return Page[ListedSystem].model_validate(page_of(request, rows, limit, lambda row: (row["sort"], row["id"])))


@router.post("", status_code=201, operation_id="registerSystem")
async def register_system(
    request: Request, response: Response, ask: Writer, body: NewSystem, idempotency_key: IdempotencyKey = None
) -> Written:
    """Enters a system; of a new one only the name must be known."""
    if body.found_as and "coordinator" not in ask.roles:
        raise Forbidden("coordinator")
    description = SystemDescription.model_validate(body.model_dump(exclude={"found_as", "since"}))
    command = ask.command(RegisterSystem, description=description, found_as=body.found_as, since=body.since)
    id = new_id(ask, request, idempotency_key)
    done = await ask.execute(Order(system, id, command, once=True))
    return Written(**written(response, done, f"/inventory/v1/organisations/{ask.tenant}/systems/{id}"))


@router.get("/{id}", response_model_exclude_none=True, operation_id="getSystem")
async def get_system(response: Response, ask: Annotated[Ask, needs()], id: Id) -> KnownSystem:
    """One system."""
    async with ask.running.db.view(ask.tenant) as tx:
        row = await queries.get_system(tx, ask.tenant, id)
    response.headers["ETag"] = f'"{row["version"]}"'
    return KnownSystem.model_validate(shown(row))


def shown(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row as it is answered."""
    given = row["classification"]
    sources = [{"id": source_id, **source} for source_id, source in (row["sources"] or {}).items()]
    return {
        **row["description"],
        **{name: row[name] for name in ("id", "version", "stage", "oversight", "assessment")},
        "foundAs": row["found_as"],
        "since": row["since"],
        "assessmentVersion": row["assessment_version"],
        "dataSources": sources,
        "classification": {**given, "confirmed": row["confirmed"]} if given else None,
        "foundRecord": row["found_record"],
        "publishedOn": row["published_on"].isoformat() if row["published_on"] else None,
    }


@router.put("/{id}", operation_id="describeSystem")
async def describe_system(
    response: Response, ask: Writer, id: Id, body: ChangedSystem, expected: RequiredIfMatch
) -> Written:
    """Replaces the description: what is absent is not known."""
    texts = Texts()
    description = SystemDescription.model_validate(body.model_dump(exclude={"change", "reason"}))
    command = ask.command(DescribeSystem, description=description, **weight(body, texts))
    return Written(**written(response, await ask.execute(order(id, command, texts, expected))))


def weight(body: Weighed, texts: Texts) -> dict[str, Any]:
    """How much a change matters, with the reason kept among the texts."""
    return {"change": body.change, "reason": texts.refer(body.reason)}


@router.post("/{id}/changes", operation_id="classifyChange")
async def classify_change(response: Response, ask: Writer, id: Id, body: WeighedLater) -> Written:
    """Says afterwards how much the changes up to a version matter."""
    texts = Texts()
    command = ask.command(ClassifyChange, up_to=body.up_to, change=body.change, reason=texts.say(body.reason))
    return Written(**written(response, await ask.execute(order(id, command, texts))))


@router.post("/{id}/data-sources", status_code=201, operation_id="documentDataSource")
async def document_data_source(
    response: Response, ask: Writer, id: Id, body: ChangedSource, expected: IfMatch = None
) -> Written:
    """Describes a data source; `id` is that of the source, `version` that of the system."""
    texts, source_id = Texts(), uuid7()
    source = DataSource.model_validate(body.model_dump(exclude={"change", "reason"}))
    command = ask.command(DocumentDataSource, source_id=source_id, source=source, **weight(body, texts))
    done = await ask.execute(order(id, command, texts, expected))
    at = f"/inventory/v1/organisations/{ask.tenant}/systems/{id}/data-sources/{source_id}"
    return Written(**written(response, done, at) | {"id": source_id})


@router.get("/{id}/data-sources/{source}", response_model_exclude_none=True, operation_id="getDataSource")
async def get_data_source(ask: Annotated[Ask, needs()], id: Id, source: SourceId) -> DataSource:
    """One data source."""
    async with ask.running.db.view(ask.tenant) as tx:
        known = (await queries.get_system(tx, ask.tenant, id))["sources"] or {}
    if source not in known:
        raise NotFound(f"data-source/{source}")
    return DataSource.model_validate(known[source])


@router.delete("/{id}/data-sources/{source}", operation_id="removeDataSource")
async def remove_data_source(response: Response, ask: Writer, id: Id, source: SourceId) -> Written:
    """The data source is no longer used."""
    done = await ask.execute(order(id, ask.command(RemoveDataSource, source_id=source)))
    return Written(**written(response, done))


@router.put("/{id}/oversight", operation_id="arrangeOversight")
async def arrange_oversight(
    response: Response, ask: Writer, id: Id, body: ChangedOversight, expected: IfMatch = None
) -> Written:
    """Says who looks at the output, and how a resident gets an explanation or a correction."""
    texts = Texts()
    oversight = Oversight.model_validate(body.model_dump(exclude={"change", "reason"}))
    command = ask.command(ArrangeOversight, oversight=oversight, **weight(body, texts))
    return Written(**written(response, await ask.execute(order(id, command, texts, expected))))


@router.put("/{id}/classification", operation_id="classifySystem")
async def classify_system(
    response: Response,
    ask: Annotated[Ask, needs("coordinator", "privacy-officer")],
    id: Id,
    body: Classification,
    expected: IfMatch = None,
) -> Written:
    """Gives the system a class under the AI Act; a second person confirms it."""
    texts = Texts()
    given = {"ai_act_class": body.ai_act_class, "legal_point": body.legal_point, "reason": texts.say(body.reason)}
    return Written(
        **written(response, await ask.execute(order(id, ask.command(ClassifySystem, **given), texts, expected)))
    )


@router.post("/{id}/classification/confirmations", operation_id="confirmClassification")
async def confirm_classification(
    response: Response,
    ask: Annotated[Ask, needs("coordinator", "privacy-officer", "decision-maker")],
    id: Id,
    body: Nothing,
    expected: RequiredIfMatch,
) -> Written:
    """Confirms, as a second person, the class under the AI Act."""
    done = await ask.execute(order(id, ask.command(ConfirmClassification), expected=expected))
    return Written(**written(response, done))
