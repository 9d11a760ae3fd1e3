"""A body of the right form for each write over the API."""

from typing import Any

from tests.component.dpia.road import WELFARE
from tests.component.marked import OVERSIGHT
from tests.routes import Listed

TEXT: Any = {"text": "tekst"}
ASKED = {"party": "residents", "askedOn": "2026-01-05", "question": "tekst"}
DIALOGUE = {
    "title": "titel",
    "kind": "dialogue-table",
    "day": "2099-03-11",
    "time": "19:30",
    "place": "hier",
    "about": "tekst",
}
BODIES: dict[str, Any] = {
    "PUT /inventory/v1/organisations/{organisation}/systems/{id}": {"name": "naam"},
    "/changes": {"upTo": 1, "change": "minor", "reason": "reden"},
    "/data-sources": {"name": "bron", "kind": "sensor", "personalData": [], "use": ["operation"]},
    "/oversight": dict.fromkeys(OVERSIGHT, "tekst"),
    "/classification": {"class": "minimal", "reason": "reden"},
    "/confirmations": {},
    "/life-cycle-steps": {"step": "pilot"},
    "/month-corrections": {"step": "in-use", "since": "2024-03", "reason": "tekst"},
    "/screening": WELFARE,
    "/answers": {"answers": {"1": TEXT}},
    "/answers/{question}": TEXT,
    "/risks": TEXT | {"likelihood": "low", "impact": "low"},
    "/measures": TEXT | {"risks": []},
    "/advices": {"adviser": "fg", "opinion": "positive"},
    "/advices/{advice}/answers": {"point": "punt", "adopted": True},
    "/decisions": {"outcome": "approved", "reason": "reden"},
    "/risks/{risk}": TEXT | {"likelihood": "low", "impact": "low"},
    "/measures/{measure}": TEXT | {"risks": []},
    "/risks/{risk}/residual": {"likelihood": "low", "impact": "low"},
    "/consultations": {"reason": "Er blijft een hoog risico over."},
    "/consultations/extensions": {"reason": "Het is een lastig geval."},
    "/consultations/replies": {"outcome": "advice", "reason": "Meet vaker."},
    "/consultations/lapses": {"reason": "De termijn is voorbij."},
    "/conditions/{condition}/reports": {"evidence": "Het verslag van de training."},
    "/conditions/{condition}/judgements": {"met": True},
    "/cases/{id}/steps": {"step": "submit"},
    "/cases/{id}/returns": {"reason": "Vraag 3 is te kort."},
    "/cases/{id}/exemptions": {"kind": "no-personal-data", "reason": "Alleen regenwater."},
    "/cases/{id}/exemptions/confirmations": {},
    "/cases/{id}/choices": {},
    "/cases/{id}/reopenings": {"reason": "Nieuw doel."},
    "/cases/{id}/suspensions": {"reason": "Er is een klacht."},
    "/cases/{id}/resumptions": {"reason": "De klacht is opgelost."},
    "/cases/{id}/summary": {"text": "Voor iedereen."},
    "/cases/{id}/summary/releases": {},
    "/cases/{id}/continuations": {"reason": "Zonder dit wachten mensen te lang."},
    "/cases/{id}/withdrawals": {"reason": "Het plan gaat niet door."},
    "/entries/{id}/steps": {"step": "approve"},
    "/remarks/{id}/steps": {"step": "accept"},
    "POST /feedback/v1/organisations/{organisation}/dialogues": DIALOGUE,
    "/remarks/{id}/correction": {"upheld": True, "reason": "tekst"},
    "/systems/{id}/consultations": ASKED,
    "/systems/{id}/consultations/{consultation}": ASKED,
    "/systems/{id}/evaluations": {"findings": "tekst"},
    "/remarks/{secret}/reopenings": {"reason": "tekst"},
    "/remarks/{secret}/erasures": {"scope": "contact"},
    "/dialogues/{id}/plan": DIALOGUE,
    "/dialogues/{id}/publication": {},
    "/dialogues/{id}/report": TEXT,
    "/dialogues/{id}/cancellation": {"reason": "tekst"},
    "/dialogues/{id}/outcomes": {"said": "a", "promise": "b", "owner": "fg", "due": "2099-03-11"},
    "/dialogues/{id}/follow-ups": {"outcome": "x", "did": "a", "done": True},
    "/dialogues/{id}/sign-ups": {"name": "Nora", "email": "nora@voorbeeld.example"},
    "/imports": {"register": "algoritmes", "rows": []},
    "/checkpoints": {"organisation": "eskerwold"},
    "POST /inventory/v1/organisations": {"id": "broekveld", "name": "Broekveld", "oin": "00000099000000003000"},
    "PUT /inventory/v1/organisations/{organisation}": {"name": "Eskerwold", "oin": "00000099000000001000"},
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
