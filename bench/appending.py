"""How many commands per second one process carries out, without HTTP: sixteen organisations at the same time."""

import asyncio
import time
from datetime import date

from bench.filling import add_tenants, description
from services.chassis import execute
from services.chassis.database import Database
from services.chassis.execute import Order, Origin
from services.chassis.service import Running
from services.chassis.settings import Settings
from services.inventory.app import SERVICE as INVENTORY
from services.inventory.domain import system
from services.inventory.domain.system import RegisterSystem

TENANTS = tuple(f"gemeente-{number:02}" for number in range(16))


async def burst(url: str, seconds: float) -> float:
    """Commands per second: each is one transaction, and the commands of one organisation wait for each other."""
    running = Running(INVENTORY, Database(url, pool_size=len(TENANTS)), Settings())
    try:
        await add_tenants(running.db, TENANTS)
        end = time.perf_counter() + seconds
        return sum(await asyncio.gather(*(_register(running, tenant, end) for tenant in TENANTS))) / seconds
    finally:
        await running.db.close()


async def _register(running: Running, tenant: str, end: float) -> int:
    done = 0
    while time.perf_counter() < end:
        command = RegisterSystem(by="a" * 26, today=date(2026, 1, 5), description=description(done))
        cause = execute.uuid7()
        order = Order(system, execute.uuid7(), command)
        await execute.execute(running, Origin(tenant, "a" * 26, cause, cause), order)
        done += 1
    return done
