"""How a sentence names the roles in which people act."""

from collections.abc import Iterable, Mapping
from functools import reduce

from services.chassis.wording import _

ROLES: Mapping[str, str] = {
    "coordinator": _("coördinator"),
    "process-owner": _("proceseigenaar"),
    "editor": _("redacteur van het register"),
    "approver": _("goedkeurder van het register"),
    "privacy-officer": _("privacy officer"),
    "fg": _("FG"),
    "ciso": _("CISO"),
    "decision-maker": _("beslisser"),
    "moderator": _("moderator van reacties"),
    "trainer": _("opleider"),
    "auditor": _("auditor"),
    "operator": _("beheerder van de installatie"),
}
"""Role -> how a sentence names it, after `de`."""


def either(roles: Iterable[str]) -> str:
    """One of these roles, at least one, in words; a role that has no word stands as it is."""
    named = [ROLES.get(role, role) for role in roles]
    return reduce(lambda first, last: _("{first} of {last}", first=first, last=last), named)
