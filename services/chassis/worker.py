"""The process of one service that relays, hears, ticks and signs, on PostgreSQL and Kafka."""

import asyncio

from services.chassis import admin, lease, log, nudge, relay, streams, ticker
from services.chassis.audit import checkpoints
from services.chassis.broker import BrokerAway
from services.chassis.execute import uuid7
from services.chassis.hearing import Hearing
from services.chassis.host import Loop, worker
from services.chassis.process import Unusable, connected
from services.chassis.publisher import KafkaPublisher
from services.chassis.recovery import compared
from services.chassis.service import Running, Service
from services.chassis.serving import Address, answer, run
from services.chassis.settings import Settings


def work(service: Service, settings: Settings, address: Address) -> None:
    """Relays, hears, ticks and signs until SIGTERM; the address answers health and metrics only."""
    run(_work(service, settings, address))


async def _work(service: Service, settings: Settings, address: Address) -> None:
    running = connected(service, settings)
    await topics_checked(running)
    try:
        await compared.compare(running)
    except compared.Refused as refusal:
        raise Unusable(str(refusal)) from refusal
    hearing = Hearing(running)
    await answer(worker(running, _loops(running, hearing)), address)


def _loops(running: Running, hearing: Hearing) -> list[tuple[Running, Loop]]:
    me = f"{running.settings.replica or ''}/{uuid7()}"
    alone: dict[str, Loop] = {
        "relay": lambda: relay.run(running, lambda: KafkaPublisher.connect(running.settings)),
        "ticker": lambda: ticker.run(running),
        "checkpoints": lambda: checkpoints.run(running),
    }
    leased: list[Loop] = [_leased(running, name, me, loop) for name, loop in alone.items()]
    shared: list[Loop] = [lambda: streams.run(hearing), lambda: nudge.hear(running), lambda: nudge.tell(running)]
    return [(running, loop) for loop in [*leased, *shared, lambda: compared.keep(running)]]


def _leased(running: Running, name: str, me: str, loop: Loop) -> Loop:
    return lambda: lease.holding(running, name, me, loop)


async def topics_checked(running: Running, seconds: float = 1.0) -> None:
    """Waits for the broker; raises Unusable when a topic is not as it must be."""
    while True:
        try:
            return await asyncio.to_thread(admin.check, running.service.name, running.settings)
        except admin.WrongTopic as error:
            raise Unusable(str(error)) from error
        except BrokerAway as error:
            log.alarm(running, "broker-trouble", detail=str(error))
            await asyncio.sleep(seconds)
