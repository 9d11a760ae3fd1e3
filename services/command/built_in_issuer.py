"""`helder issuer`: the built-in sign-in pages as a process of their own, for development beside separate services."""

from pathlib import Path

from fastapi import APIRouter

from services.chassis import log
from services.chassis.access import Keys
from services.chassis.database import Database
from services.chassis.host import issuer
from services.chassis.service import Handlers, Running, Service
from services.chassis.serving import Address, answer, run
from services.chassis.settings import Settings
from services.chassis.sign_in import OPERATOR_PERSON
from services.command import demo


def serve(keys: Path, address: Address) -> None:
    """Signs in made-up people, without a password: never where others can reach it."""
    settings = Settings(keys=keys)
    log.start(settings.log_level)
    nothing = Service("issuer", ("",), APIRouter(), {}, Handlers(), {}, ())
    running = Running(nothing, Database.file(Path("none.db")), settings, Keys.open(keys))
    run(answer(issuer(running, [*demo.people(), OPERATOR_PERSON]), address))
