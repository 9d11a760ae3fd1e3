"""The data sources of a system: a new one, one described anew, and one that is no longer used."""

from typing import Annotated, Any

from fastapi import APIRouter, Path, Response

from contracts.inventory import DataSource
from services.chassis.execute import NotFound, uuid7
from services.chassis.pages import Form, fields_of, submit
from services.chassis.texts import Prose as Texts
from services.chassis.wording import _
from services.inventory.domain.system import DocumentDataSource, RemoveDataSource
from services.inventory.pages import words
from services.inventory.pages.here import WRITERS, Here, Known, ask_for, here, know, seen, show_system
from services.inventory.pages.orders import order
from services.inventory.pages.weighing import Weighing, ask_weight, weight

router = APIRouter()
NEW = "/{organisation}/systems/{id}/data-sources"
ONE = NEW + "/{source}"
SourceId = Annotated[str, Path(max_length=100)]
KINDS = tuple(option[0] for option in words.PERSONAL_DATA)
ASKED = {"name": _("Geef de bron een naam."), "kind": _("Kies wat voor bron het is.")}


class Documented(DataSource, Weighing):
    """A data source."""

    def source(self) -> DataSource:
        """Without the weight of the change."""
        return DataSource.model_validate(self.model_dump(exclude={"change", "reason"}))


@router.get(NEW)
async def new_source(at: Annotated[Here, here(*WRITERS)]) -> Response:
    """An empty form; the id in it makes one source, however often it is sent."""
    known = await know(at)
    return await show_system(at, "data-source.html", known, Form({"sourceId": uuid7()}), source="")


@router.post(NEW)
async def add_source(at: Annotated[Here, here(*WRITERS)]) -> Response:
    """Describes a new data source."""
    form = await Form.of(at.request)
    return await _document(at, form, form.text("sourceId")[:100] or uuid7(), "")


@router.get(ONE)
async def known_source(at: Annotated[Here, here(*WRITERS)], source: SourceId) -> Response:
    """The form with what is known of the source."""
    known = await know(at)
    return await show_system(at, "data-source.html", known, _filled(_source(known, source)), source=source)


@router.post(ONE)
async def change_source(at: Annotated[Here, here(*WRITERS)], source: SourceId) -> Response:
    """Describes a data source anew."""
    _source(await know(at), source)
    return await _document(at, await Form.of(at.request), source, source)


@router.get(ONE + "/remove")
async def ask_removal(at: Annotated[Here, here(*WRITERS)], source: SourceId) -> Response:
    """What will happen when the source is removed."""
    known = await know(at)
    return await show_system(at, "data-source-remove.html", known, None, source=_source(known, source))


@router.post(ONE + "/remove")
async def remove_source(at: Annotated[Here, here(*WRITERS)], source: SourceId) -> Response:
    """The source is no longer used."""
    form, removed = await Form.of(at.request), _source(await know(at), source)

    async def act() -> str:
        command = at.ask.command(RemoveDataSource, source_id=source)
        await at.ask.execute(order(at, command, None, seen(form)))
        return f"{at.hub}#gegevens"

    async def again(form: Form) -> Response:
        return await show_system(at, "data-source-remove.html", await know(at), form, source=removed)

    return await submit(form, act, again)


async def _document(at: Here, form: Form, id: str, address: str) -> Response:
    async def act() -> str:
        given, texts = _read(form), Texts()
        fields = {"source_id": id, "source": given.source(), **weight(given, texts)}
        await at.ask.execute(order(at, at.ask.command(DocumentDataSource, **fields), texts, seen(form)))
        return f"{at.hub}#gegevens"

    async def again(form: Form) -> Response:
        known = await know(at)
        shown: dict[str, Any] = {"source": address}
        if form.code == "change-required":
            before = known.state.sources.get(id, DataSource(name="-", kind="own-register")).personal_data
            shown["suggestion"] = "minor" if before == _read(form).personal_data else "substantial"
        ask_for(form, ASKED)
        ask_weight(form)
        if address and id in known.state.sources:
            form.overtaken(_filled(known.state.sources[id]), [*fields_of(DataSource), *KINDS])
        return await show_system(at, "data-source.html", known, form, **shown)

    return await submit(form, act, again)


def _source(known: Known, id: str) -> DataSource:
    if id not in known.state.sources:
        raise NotFound(f"data-source/{id}")
    return known.state.sources[id]


def _read(form: Form) -> Documented:
    """Each line of a kind of personal data is one piece of personal data."""
    data = [{"kind": kind, "what": what} for kind in KINDS for what in form.lines(kind)]
    return Form({**form.values, "personalData": data}).read(Documented, lists=("use", "personalData"))


def _filled(source: DataSource) -> Form:
    form = Form.filled(source)
    for kind in KINDS:
        form.values[kind] = "\n".join(data.what for data in source.personal_data if data.kind == kind)
    return form
