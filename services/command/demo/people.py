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

PEOPLE = (
    DemoPerson("dirk", "Dirk Postma", "beslist namens het college"),
    DemoPerson("anna", "Anna Visser", "coördinator AI en algoritmes"),
    DemoPerson("femke", "Femke de Boer", "proceseigenaar Werk en Inkomen"),
    DemoPerson("pim", "Pim Jansen", "privacy officer"),
    DemoPerson("farid", "Farid Amrani", "functionaris gegevensbescherming (FG)"),
    DemoPerson("carla", "Carla Smit", "informatiebeveiliger (CISO)"),
    DemoPerson("els", "Els Mulder", "redacteur van het register"),
    DemoPerson("bram", "Bram Dijkstra", "keurt vermeldingen goed"),
    DemoPerson("mila", "Mila Bos", "behandelt reacties van inwoners"),
    DemoPerson("tess", "Tess Meijer", "verzorgt opleidingen"),
    DemoPerson("ravi", "Ravi Kalloe", "auditor, kijkt alleen"),
)
"""Who can sign in; who is to act first stands first."""

NAMES = {person.id: person.name for person in PEOPLE}
