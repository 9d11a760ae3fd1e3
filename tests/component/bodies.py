"""A body of the right form for each write over the API."""

from typing import Any

from tests.component.dpia.road import WELFARE
from tests.component.marked import OVERSIGHT
from tests.routes import Listed

TEXT: Any = {"text": "tekst"}
BODIES: dict[str, Any] = {
    "PUT /inventory/v1/organisations/{organisation}/systems/{id}": {"name": "naam"},
    "/changes": {"upTo": 1, "change": "minor", "reason": "reden"},
    "/data-sources": {"name": "bron", "kind": "sensor", "personalData": [], "use": ["operation"]},
    "/oversight": dict.fromkeys(OVERSIGHT, "tekst"),
    "/classification": {"class": "minimal", "reason": "reden"},
    "/confirmations": {},
    "/life-cycle-steps": {"step": "pilot"},
    "/screening": WELFARE,
    "/answers/{question}": TEXT,
    "/risks": TEXT | {"likelihood": "low", "impact": "low"},
    "/measures": TEXT | {"risks": []},
    "/advices": {"adviser": "fg", "opinion": "positive"},
    "/advices/{advice}/answers": {"point": "punt", "adopted": True},
    "/decisions": {"outcome": "approved", "reason": "reden"},
    "/cases/{id}/steps": {"step": "submit"},
    "/entries/{id}/steps": {"step": "approve"},
    "/remarks/{id}/steps": {"step": "accept"},
    "/imports": {"register": "algoritmes", "rows": []},
    "/checkpoints": {"organisation": "eskerwold"},
    "POST /inventory/v1/organisations": {"id": "broekveld", "name": "Broekveld", "oin": "00000099000000003000"},
    "/organisations/{organisation}/policy": {
        "principles": ["tekst"],
        "oversight": "tekst",
        "assessment": "every-system",
        "adoptedOn": "2026-01-05",
        "adoptedBy": "het college",
        "nextReview": "2027-01-05",
    },
    "/roles/{role}/members/{member}": {"name": "naam", "from": "2026-01-05", "until": "2027-01-05"},
    "POST /inventory/v1/organisations/{organisation}/systems": {"name": "naam", "themes": ["Sociale zekerheid"]},
    "/public/remarks": {"entry": "x", "kind": "question", "text": "tekst", "contact": "06"},
    "PUT /publication/v1/organisations/{organisation}/entries/{id}": {"record": {}},
}
"""A body of the right form for each write, by the end of its address."""


def body_of(route: Listed) -> Any:
    """The body for this write; KeyError when there is none yet."""
    return BODIES[max((end for end in BODIES if str(route).endswith(end)), key=len, default=str(route))]
