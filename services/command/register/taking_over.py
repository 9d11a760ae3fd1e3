"""Takes over imported drafts, so that they are public as they stand in the national register."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import Any

from services.command.client import Client, Refused, part, side_by_side
from services.command.register.tenants import every

UNAUTHORIZED, FORBIDDEN = 401, 403
Json = dict[str, Any]
Bar = Callable[[int], AbstractContextManager[Callable[[int], None]]]
Entry = tuple[str, Json]


def approve(client: Client, organisation: str | None, bar: Bar) -> Json:
    """Takes over every draft with imported values only, of one organisation or of all."""
    tenants = [organisation] if organisation else [tenant["id"] for tenant in every(client)]
    lists = side_by_side(lambda tenant: list(client.pages(_entries(tenant), limit=100)), tenants)
    found = [(tenant, entry) for tenant, entries in lists for entry in entries]
    drafts = [(tenant, entry) for tenant, entry in found if entry["imported"] and entry["state"] == "draft"]
    with bar(len(drafts)) as advance:
        refused = [refusal for refusal in _take_over_all(client, drafts, advance) if refusal]
    approved = len(drafts) - len(refused)
    return {"approved": approved, "skipped": len(found) - len(drafts), "refused": refused}


def _take_over_all(client: Client, drafts: list[Entry], advance: Callable[[int], None]) -> Iterator[Json | None]:
    for _, refusal in side_by_side(lambda draft: _take_over(client, draft), drafts):
        advance(1)
        yield refusal


def _take_over(client: Client, draft: Entry) -> Json | None:
    """None, or why not. Who may not do this at all ends the whole."""
    tenant, entry = draft
    seen = {"If-Match": f'"{entry["version"]}"'}
    try:
        client.ask("POST", f"{_entries(tenant)}/{part(entry['id'])}/steps", json={"step": "take-over"}, headers=seen)
    except Refused as refused:
        if refused.status in {UNAUTHORIZED, FORBIDDEN}:
            raise
        code, detail = refused.problem.get("code", str(refused.status)), refused.problem.get("detail", str(refused))
        return {"organisation": tenant, "id": entry["id"], "code": code, "detail": detail}
    return None


def _entries(tenant: str) -> str:
    return f"/publication/v1/organisations/{part(tenant)}/entries"
