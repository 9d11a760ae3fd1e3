"""From a template to a page: texts stand ready in it, and what a page shows is read from left to right."""

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from fastapi.responses import HTMLResponse
from jinja2 import ChoiceLoader, Environment, FileSystemLoader, StrictUndefined, nodes
from jinja2.visitor import NodeTransformer
from markupsafe import Markup, escape

from services.chassis import formats, language, style
from services.chassis.wording import DUTCH, LANGUAGE, Text, said, translated, translated_number

SERVICES = Path(__file__).parent.parent
SAID = ("gettext", "_")
"""What templates call to say a text of the interface."""


def say(text: str, **values: Any) -> Markup:
    """A text of the interface in the language of the page, with values in it.

    One that does not stand in the template itself, but comes from elsewhere, is no markup.
    """
    if isinstance(text, Text) or not values:
        return escape(said(text) if isinstance(text, Text) else translated(text))
    return written(text, **values)


def written(text: str, **values: Any) -> Markup:
    """A text that stands in a template, so one of ours, with markup in it where that is wanted."""
    return Markup(translated(text)) % values  # noqa: S704


class Said(NodeTransformer):
    """Puts a text without values in the template itself, as it is compiled for one language: a page says hundreds."""

    def visit_Call(self, node: nodes.Call) -> nodes.Node:  # noqa: N802 - the name that Jinja looks for
        """The text, when this call says one."""
        self.generic_visit(node)
        match node:
            case nodes.Call(node=nodes.Name(name=name), args=[nodes.Const(value=str(text))], kwargs=[]) if name in SAID:
                return nodes.Const(written(text), lineno=node.lineno, environment=node.environment)
        return node


class Templates(Environment):
    """An environment in which texts are known when a template is compiled."""

    def _generate(self, source: nodes.Template, *given: Any, **options: Any) -> str:
        return super()._generate(Said().visit(source), *given, **options)


@cache
def environment(service: str, spoken: str = DUTCH) -> Environment:
    """The templates of one service on top of the common frame, to be compiled while this language is spoken."""
    folders = [SERVICES / service / "templates", SERVICES / "chassis" / "templates"]
    env = Templates(
        loader=ChoiceLoader([FileSystemLoader(folder) for folder in folders]),
        extensions=["jinja2.ext.i18n"],
        autoescape=True,
        undefined=StrictUndefined,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.policies["ext.i18n.trimmed"] = True
    env.install_gettext_callables(translated, translated_number, newstyle=True)  # type: ignore[attr-defined]
    env.filters.update(formats.FILTERS)
    env.filters.update({name: _of_texts(env.filters[name]) for name in ("lower", "upper", "capitalize", "trim")})
    env.globals.update(dict.fromkeys(SAID, say))
    env.globals["language"] = spoken
    env.globals["other_languages"] = language.others
    env.globals["as_written"] = Markup("" if spoken == DUTCH else f' lang="{DUTCH}"')  # noqa: S704 - a constant
    env.globals["stylesheet_url"] = f"/static/{style.stylesheet()[0]}"
    env.globals["icon_url"] = f"/static/{style.icon()[0]}"
    env.globals["typed_url"] = f"/static/{style.script('typed')[0]}"
    env.globals["people_url"] = f"/static/{style.script('people')[0]}"
    return env


def _of_texts(changed: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """The filter, which first says a text in the language of the page."""
    return lambda text: changed(said(text) if isinstance(text, Text) else text)


def listed(rows: Iterable[Mapping[str, Any]]) -> list[SimpleNamespace]:
    """Rows of a list as templates read them quickest: `row.name` of a dict first looks in vain for an attribute."""
    return [SimpleNamespace(**row) for row in rows]


def render(service: str, template: str, /, **context: Any) -> HTMLResponse:
    """A page in the language that was asked for."""
    spoken = LANGUAGE.get()
    page = environment(service, spoken).get_template(template).render(**context)
    return HTMLResponse(language.linked(formats.in_order(page)), headers={"Content-Language": spoken})
