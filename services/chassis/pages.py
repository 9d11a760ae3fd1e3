"""Pages for people: templates, forms that come back filled, and refusals beside the field."""

import re
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, get_args
from urllib.parse import quote

from fastapi import Request, Response
from fastapi.responses import RedirectResponse
from pydantic import BaseModel
from pydantic.fields import FieldInfo
from starlette.exceptions import HTTPException

from services.chassis import tenants
from services.chassis.access import (
    EVERYWHERE,
    OPERATOR,
    Ask,
    Forbidden,
    NotEnrolled,
    Person,
    Unauthenticated,
    is_same_site,
)
from services.chassis.canonical import Unfit
from services.chassis.decider import Rejected
from services.chassis.problems import Invalid, problem_of
from services.chassis.rendering import environment as environment
from services.chassis.rendering import render as render
from services.chassis.store import ConcurrencyConflict
from services.chassis.web import M, valid
from services.chassis.wording import _


@dataclass(frozen=True)
class Desk:
    """What the frame of a signed-in page shows."""

    organisation: str
    organisation_name: str
    section: str
    person: str
    organisations: Sequence[tuple[str, str]]
    path: str
    error: bool = False
    operator: bool = False
    """Runs the installation: finds the pages for that in the menu."""


@dataclass(frozen=True)
class Site:
    """What the frame of a public page shows; no organisation: the whole region."""

    organisation: str | None = None
    organisation_name: str | None = None
    section: str = ""


async def desk(ask: Ask, request: Request, section: str, error: bool = False) -> Desk:
    """The frame of a page of this organisation for this person."""
    claimed = sorted(tenant for tenant in (ask.person.roles if ask.person else {}) if tenant not in {"*", ask.tenant})
    wanted = [ask.tenant, *claimed]
    async with ask.running.db.glance() as tx:
        names = await tenants.names_of(tx, wanted)
    known = [(tenant, names[tenant]) for tenant in wanted if tenant in names]
    person = (ask.person.name or ask.person.id) if ask.person else ""
    return Desk(ask.tenant, names[ask.tenant], section, person, known, request.url.path, error, _operates(ask.person))


def desk_of_all(person: Person, title: str, request: Request, section: str, error: bool = False) -> Desk:
    """The frame of a page of no organisation in particular."""
    return Desk("", title, section, person.name or person.id, (), request.url.path, error, _operates(person))


def _operates(person: Person | None) -> bool:
    return bool(person and OPERATOR in person.claimed(EVERYWHERE))


@dataclass
class Form:
    """What was typed, and what is wrong with it."""

    values: dict[str, Any] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    message: str | None = None
    missing: list[Any] = field(default_factory=list)
    code: str | None = None
    now: dict[str, list[str]] = field(default_factory=dict)
    """What someone else made of a field in the meantime, where that is not what was typed."""

    @classmethod
    async def of(cls, request: Request) -> "Form":
        """The form that was sent; lines end as they do everywhere else, not as browsers send them."""
        sent = await request.form()
        lists = {_typed(name): [_typed(value) for value in sent.getlist(name)] for name in sent}
        return cls({name: values if len(values) > 1 else values[0] for name, values in lists.items()})

    @classmethod
    def filled(cls, model: BaseModel | None) -> "Form":
        """A form that shows what is known."""
        known = model.model_dump(mode="json", by_alias=True, exclude_none=True) if model else {}
        return cls({name: _shown(value) for name, value in known.items()})

    def text(self, name: str) -> str:
        """One value, without the blanks around it; empty when it was not sent."""
        value = self.values.get(name, "")
        return str(next(iter(value), "") if isinstance(value, list) else value).strip()

    def several(self, name: str) -> list[str]:
        """All values of a name."""
        value = self.values.get(name, [])
        return [one for one in (value if isinstance(value, list) else [value]) if one]

    def lines(self, name: str) -> list[str]:
        """The lines of a text that are not empty."""
        return [line.strip() for line in self.text(name).splitlines() if line.strip()]

    def version(self) -> int | None:
        """The version that the person saw, from the hidden field."""
        digits = self.text("version")
        return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 10 else None

    def at_field(self, name: str, *codes: str) -> None:
        """A refusal with one of these codes is about this field: there it is said."""
        if self.code in codes and self.message:
            self.errors[name], self.message = self.message, None

    def overtaken(self, by: "Form", names: Iterable[str]) -> None:
        """After a conflict: what stands now in each of these fields, where that is not what was typed."""
        if self.code == "conflict":
            self.message = OVERTAKEN
            self.now = {name: by.several(name) for name in names if by.several(name) != self.several(name)}

    def read(self, model: type[M], lists: Sequence[str] = (), lines: Sequence[str] = ()) -> M:
        """The model that was filled in; empty fields are not known. Raises Invalid with a message for each field.

        `lists`: names with several values; `lines`: texts with one value on each line.
        """
        names = {info.alias or name: info for name, info in model.model_fields.items()}
        single = {
            name: self._one(name, info) for name, info in names.items() if name in self.values and self.text(name)
        }
        several = {name: self.several(name) for name in lists} | {name: self.lines(name) for name in lines}
        return valid(model, single | several)

    def read_each(self, model: type[M], ends: Iterable[str]) -> list[M]:
        """What was filled in several times, the names ending on `-<end>`; raises Invalid with what is wrong in all."""
        read, wrong = list[M](), dict[str, str]()
        for end in (f"-{end}" for end in ends):
            one = Form({name.removesuffix(end): value for name, value in self.values.items() if name.endswith(end)})
            try:
                read.append(one.read(model))
            except Invalid as error:
                wrong |= {name + end: detail for name, detail in error.errors.items()}
        if wrong:
            raise Invalid(wrong)
        return read

    def _one(self, name: str, info: FieldInfo) -> Any:
        """A form sends text; where the field is yes or no, or a number, the value that the text stands for."""
        text = self.text(name)
        if _holds(info.annotation, bool):
            return YES_NO.get(text, text)
        if not _holds(info.annotation, int):
            return text
        digits = text.replace(".", "") if THOUSANDS.fullmatch(text) else text
        return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 16 else text


OVERTAKEN = _(
    "Iemand anders heeft dit intussen veranderd. Bij elk veld staat wat er nu is. Wat u invulde, staat er nog: bewaart"
    " u opnieuw, dan komt uw tekst in de plaats van die van de ander."
)
THOUSANDS = re.compile(r"[0-9]{1,3}(\.[0-9]{3})+")
"""A whole number with dots between the thousands, as people write it."""
YES_NO: Mapping[str, bool] = {"true": True, "false": False}
"""What a form sends for yes and no."""


def fields_of(model: type[BaseModel]) -> list[str]:
    """The names under which a form sends it."""
    return [info.alias or name for name, info in model.model_fields.items()]


def _holds(annotation: Any, kind: type) -> bool:
    return annotation is kind or any(_holds(inner, kind) for inner in get_args(annotation))


def _typed(value: Any) -> str:
    """A text that can be sent back: a form can name an encoding that gives half a surrogate pair."""
    return str(value).encode("utf-8", "replace").decode().replace("\r\n", "\n")


def _shown(value: Any) -> Any:
    if isinstance(value, bool):
        return "true" if value else "false"
    return [str(one) for one in value] if isinstance(value, list) else str(value) if isinstance(value, int) else value


Again = Callable[[Form], Awaitable[Response]]


async def submit(form: Form, act: Callable[[], Awaitable[str]], again: Again) -> Response:
    """Does what the form asks and goes on to the address that `act` answers; a refusal shows the form again, filled."""
    headers: dict[str, str] = {}
    try:
        return RedirectResponse(await act(), 303)
    except Invalid as error:
        form.errors.update({pointer.strip("/").split("/")[0]: detail for pointer, detail in error.errors.items()})
        status = 400
    except (Rejected, ConcurrencyConflict, Unfit) as error:
        problem = problem_of(error)
        form.values |= {"version": str(problem.more["version"])} if "version" in problem.more else {}
        form.message, form.code = problem.detail, problem.more.get("code")
        form.missing, status = list(problem.more.get("missing", [])), problem.status
        headers = problem.headers
    answer = await again(form)
    answer.status_code = status
    answer.headers.update(headers)
    return answer


async def problem_page(request: Request, error: Exception) -> Response:
    """The error as a page; who is not signed in goes to the sign-in page first."""
    if isinstance(error, Unauthenticated):
        return await _session_ended(request) or RedirectResponse(f"/sign-in?next={quote(request.url.path)}", 303)
    problem = problem_of(error)
    if isinstance(error, NotEnrolled):
        return _not_enrolled(error)
    shown = {"status": problem.status, "title": problem.title, "detail": problem.detail}
    own = {"reference": _reference(request, error), "work": _work(request, error)}
    more = {"missing": problem.more.get("missing", []), **own}
    page = render("chassis", "problem.html", site=Site(), **more, **shown)
    page.status_code = problem.status
    page.headers.update({name: value for name, value in problem.headers.items() if name != "WWW-Authenticate"})
    return page


def _not_enrolled(error: NotEnrolled) -> Response:
    """Who can mend it, and what that person needs: the reader's own reference."""
    page = render("chassis", "not-enrolled.html", site=Site(), reference=error.reference)
    page.status_code = 404
    return page


def _work(request: Request, error: Exception) -> str:
    """The work of who acts here in another role; else nothing."""
    with_role = isinstance(error, Forbidden) and error.roles and "organisation" in request.path_params
    return f"/inventory/{request.path_params['organisation']}/work" if with_role else ""


def _reference(request: Request, error: Exception) -> str:
    """Where someone who holds no role yet finds what the coordinator needs to give one; else nothing."""
    without_role = isinstance(error, Forbidden) and not error.roles and "organisation" in request.path_params
    return f"/inventory/{request.path_params['organisation']}/organisation" if without_role else ""


async def _session_ended(request: Request) -> Response | None:
    """The form that was sent from one of our own pages after the end of a session, to be sent again; else nothing."""
    if request.method != "POST" or not is_same_site(request):
        return None
    try:
        async with request.form() as sent:
            fields = sent.multi_items()
    except HTTPException:
        return None
    typed = [(name, value) for name, value in fields if isinstance(value, str)]
    address = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    files = len(typed) < len(fields)
    page = render("chassis", "session-ended.html", site=Site(), typed=typed, address=address, files=files)
    page.status_code = 401
    return page
