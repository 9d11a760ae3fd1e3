"""Where a page stands: who asks, and the system that it is about."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import Depends, Request
from fastapi.responses import HTMLResponse
from pydantic import BaseModel

from services.chassis.access import Ask, needs
from services.chassis.pages import Form, desk, render
from services.chassis.problems import VersionRequired
from services.inventory import queries
from services.inventory.domain.system import System, readiness
from services.inventory.pages import words

WRITERS = ("coordinator", "process-owner")
CLASSIFIERS = ("coordinator", "privacy-officer")
CONFIRMERS = ("coordinator", "privacy-officer", "decision-maker")
STEPPERS = ("process-owner",)


@dataclass(frozen=True)
class Here:
    """One request for a page of an organisation."""

    ask: Ask
    request: Request

    @property
    def id(self) -> str:
        """The system in the address; empty when there is none."""
        return str(self.request.path_params.get("id", ""))

    @property
    def organisation(self) -> str:
        """The address under which the pages of this organisation lie."""
        return f"/inventory/{self.ask.tenant}"

    @property
    def hub(self) -> str:
        """The address of the system's own page."""
        return f"{self.organisation}/systems/{self.id}"

    def may(self, *roles: str) -> bool:
        """Does the person hold one of these roles here?"""
        return bool(self.ask.roles.intersection(roles))


def here(*roles: str) -> Any:
    """Dependency of a page: see access.needs."""

    async def found(request: Request, ask: Annotated[Ask, needs(*roles)]) -> Here:
        return Here(ask, request)

    return Depends(found)


@dataclass(frozen=True)
class Known:
    """One system as its pages need it, with what happened to it, and the organisation's rule for assessments."""

    row: Mapping[str, Any]
    history: queries.History
    state: System
    rule: str

    def missing(self, step: str = "in-use", personal_data: bool = False) -> tuple[str, ...]:
        """Codes of what is missing before a step."""
        return readiness(self.state, step, self.rule, personal_data)


async def know(at: Here) -> Known:
    """The system in the address; raises NotFound."""
    tenant = at.ask.tenant
    async with at.ask.running.db.view(tenant) as tx:
        row = await queries.get_system(tx, tenant, at.id)
        history = await queries.history(tx, tenant, at.id)
        return Known(row, history, queries.state_in(history, at.id), await queries.assessment_rule(tx, tenant))


async def show(at: Here, template: str, form: Form | None = None, **context: Any) -> HTMLResponse:
    """A page in the desk frame; a refused form makes the title say so."""
    refused = bool(form and (form.errors or form.message))
    section = "organisation" if template.startswith("organisation") else "systems"
    page = await desk(at.ask, at.request, section, refused)
    return render("inventory", template, page=page, at=at, form=form, words=words, **context)


async def show_system(at: Here, template: str, known: Known, form: Form | None, **context: Any) -> HTMLResponse:
    """A page under one system; `version`: of now, for a form that was not sent yet."""
    version = known.row["version"]
    return await show(at, template, form, known=known, name=known.row["name"], version=version, **context)


def seen(form: Form) -> int:
    """The version that the person saw; raises VersionRequired."""
    version = form.version()
    if version is None:
        raise VersionRequired
    return version


def filled(model: BaseModel | None, lines: Iterable[str] = ()) -> Form:
    """A form that shows what is known; `lines`: lists of which each value is a line of one text."""
    form = Form.filled(model)
    form.values |= {name: "\n".join(form.values.get(name, [])) for name in lines}
    return form


def ask_for(form: Form, sentences: Mapping[str, str]) -> None:
    """Says at each field that was left empty what belongs there."""
    form.errors |= {name: sentences[name] for name in form.errors if name in sentences and not form.text(name)}
