"""What the sample page of the frame shows."""

STEPS = [
    {"title": "Idee of inkoop", "note": "Besloten op 15 juni 2026", "state": "done", "lane": "Register: openbaar"},
    {"title": "DPIA", "note": "Wacht op besluit van het college", "state": "now", "lane": "Toont: DPIA loopt"},
    {"title": "Bouw of proef", "state": "todo", "lane": "Straks: in ontwikkeling"},
    {"title": "In gebruik", "note": "Gepland: maart 2027", "state": "todo", "lane": "Straks: in gebruik"},
]
CONDITIONS = [
    {"state": "done", "title": "Bronnen zijn beschreven", "detail": "3 bronnen.", "who": "Op 14 september 2026"},
    {
        "state": "missing",
        "title": "Toezicht",
        "who": "U, als proceseigenaar",
        "link": "/t",
        "link_text": "Leg vast",
    },
    {"state": "waiting", "title": "Besluit over de DPIA", "detail": "Het college beslist.", "who": "College"},
    {"state": "warning", "title": "Opleiding", "detail": "5 van de 8 volgden de training."},
]
