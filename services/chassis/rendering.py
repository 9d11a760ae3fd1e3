"""From a template to a page: texts stand ready in it, and what a page shows is read from left to right."""

import gettext
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from fastapi.responses import HTMLResponse
from jinja2 import ChoiceLoader, Environment, FileSystemLoader, StrictUndefined, nodes
from jinja2.visitor import NodeTransformer
from markupsafe import Markup

from services.chassis import formats, style

SERVICES = Path(__file__).parent.parent
SAID = ("gettext", "_")
"""What templates call to say a text of the interface."""


def said(text: str, **values: Any) -> Markup:
    """A text of the interface, with values in it."""
    return Markup(text) % values  # noqa: S704 - texts stand in templates


class Said(NodeTransformer):
    """Puts a text without values in the template itself, as it is compiled: a page says hundreds of them."""

    def visit_Call(self, node: nodes.Call) -> nodes.Node:  # noqa: N802 - the name that Jinja looks for
        """The text, when this call says one."""
        self.generic_visit(node)
        match node:
            case nodes.Call(node=nodes.Name(name=name), args=[nodes.Const(value=str(text))], kwargs=[]) if name in SAID:
                return nodes.Const(said(text), lineno=node.lineno, environment=node.environment)
        return node


class Templates(Environment):
    """An environment in which texts are known when a template is compiled."""

    def _generate(self, source: nodes.Template, *given: Any, **options: Any) -> str:
        return super()._generate(Said().visit(source), *given, **options)


@cache
def environment(service: str) -> Environment:
    """The templates of one service on top of the common frame."""
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
    env.install_gettext_translations(gettext.NullTranslations(), newstyle=True)  # type: ignore[attr-defined]
    env.filters.update(formats.FILTERS)
    env.globals.update(dict.fromkeys(SAID, said))
    env.globals["stylesheet_url"] = f"/static/{style.stylesheet()[0]}"
    return env


def listed(rows: Iterable[Mapping[str, Any]]) -> list[SimpleNamespace]:
    """Rows of a list as templates read them quickest: `row.name` of a dict first looks in vain for an attribute."""
    return [SimpleNamespace(**row) for row in rows]


def render(service: str, template: str, /, **context: Any) -> HTMLResponse:
    """A page."""
    page = environment(service).get_template(template).render(**context)
    return HTMLResponse(formats.in_order(page))
