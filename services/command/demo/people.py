"""The people of Eskerwold, one for each role; none of them exists."""

from services.chassis.sign_in import DemoPerson

ROLES = {
    "anna": ("coordinator",),
    "femke": ("process-owner",),
    "pim": ("privacy-officer",),
    "farid": ("fg",),
    "carla": ("ciso",),
    "dirk": ("decision-maker",),
    "els": ("editor",),
    "bram": ("approver",),
    "mila": ("moderator",),
    "tess": ("trainer",),
    "ravi": ("auditor",),
}
"""What each is granted in Eskerwold."""

HOME = "/inventory/eskerwold/work"
"""Mijn werk: what waits for each."""
PEOPLE = tuple(
    DemoPerson(id, name, role, home=HOME)
    for id, name, role in (
        ("dirk", "Dirk Postma", "beslist namens het college"),
        ("anna", "Anna Visser", "coördinator AI en algoritmes"),
        ("femke", "Femke de Boer", "proceseigenaar Werk en Inkomen"),
        ("pim", "Pim Jansen", "privacy officer"),
        ("farid", "Farid Amrani", "functionaris gegevensbescherming (FG)"),
        ("carla", "Carla Smit", "informatiebeveiliger (CISO)"),
        ("els", "Els Mulder", "redacteur van het register"),
        ("bram", "Bram Dijkstra", "keurt vermeldingen goed"),
        ("mila", "Mila Bos", "behandelt reacties van inwoners"),
        ("tess", "Tess Meijer", "verzorgt opleidingen"),
        ("ravi", "Ravi Kalloe", "auditor, kijkt alleen"),
    )
)
"""Who can sign in; who is to act first stands first."""

NAMES = {person.id: person.name for person in PEOPLE}
