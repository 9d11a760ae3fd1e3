"""The OpenAPI document of a service, as the Dutch API Design Rules 2.2 want it."""

import json
import re
from typing import Any

from fastapi import FastAPI

from services.chassis.guard import VERSION
from services.chassis.settings import Settings

_TEXT = {"type": "string"}
PROBLEM: dict[str, Any] = {
    "title": "Problem",
    "type": "object",
    "description": "What went wrong and what to do next (RFC 9457).",
    "required": ["status", "title", "detail"],
    "properties": {
        "status": {"type": "integer"},
        "title": _TEXT,
        "detail": _TEXT,
        "code": _TEXT | {"description": "stable word for the rule that said no"},
        "missing": {"type": "array", "items": _TEXT, "description": "stable words for everything that is needed first"},
        "version": {"type": "integer", "description": "the current version, after a conflict"},
        "roles": {"type": "array", "items": _TEXT, "description": "roles that may do this"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {"detail": _TEXT, "pointer": _TEXT},
                "required": ["detail", "pointer"],
            },
        },
    },
}
HEADER = {"API-Version": {"description": "full version of this API", "schema": _TEXT, "required": True}}
SAID = {
    "400": "The input has the wrong form",
    "401": "Nobody is signed in",
    "403": "The role is lacking",
    "404": "It does not exist here",
    "409": "A rule says no in this state",
    "412": "Someone else was first",
    "413": "The body is too large",
    "415": "The body is no JSON",
    "428": "If-Match is required",
    "429": "Too often; Retry-After says when to try again",
}


def describe(app: FastAPI, settings: Settings, name: str) -> None:
    """Makes the app answer with a document that the design rules' linter accepts."""
    app.contact = {"name": settings.contact_name, "email": settings.contact_email, "url": settings.base_url}
    app.servers = [{"url": f"{settings.base_url.replace('http://', 'https://')}/{name}/v1"}]
    made = app.openapi

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = _plainly_named(_mend(made()))
        return app.openapi_schema or {}

    app.openapi = openapi  # type: ignore[method-assign]


def _plainly_named(document: dict[str, Any]) -> dict[str, Any]:
    """Calls Page_Entry_ PageOfEntry: the design rules ask for names without underscores."""
    text = json.dumps(document)
    for name in document["components"]["schemas"]:
        first, *others = filter(None, name.split("_"))
        text = re.sub(rf'(?<=["/]){name}(?=")', "Of".join([first, *others]), text)
    renamed: dict[str, Any] = json.loads(text)
    return renamed


def _mend(document: dict[str, Any]) -> dict[str, Any]:
    schemas = document.setdefault("components", {}).setdefault("schemas", {})
    for name in ("HTTPValidationError", "ValidationError"):
        schemas.pop(name, None)
    schemas["Problem"] = PROBLEM
    document["info"]["version"] = VERSION
    for path in document["paths"].values():
        for method, operation in path.items():
            _mend_operation(method, operation)
    return document


def _mend_operation(method: str, operation: dict[str, Any]) -> None:
    responses = operation["responses"]
    responses.pop("422", None)
    codes = ["400", "404"] if not operation.get("security") else ["400", "401", "403", "404"]
    codes += ["409", "412", "428"] if method in {"put", "post", "delete"} else []
    codes += ["413", "415"] if "requestBody" in operation else []
    codes += ["429"] if method == "post" and not operation.get("security") else []
    for code in codes:
        responses.setdefault(code, {"description": SAID[code]})
    operation["responses"] = dict(sorted(responses.items()))
    for code, response in responses.items():
        response.setdefault("headers", {}).update(HEADER)
        if code >= "400":
            schema = {"$ref": "#/components/schemas/Problem"}
            response["content"] = {"application/problem+json": {"schema": schema}}
