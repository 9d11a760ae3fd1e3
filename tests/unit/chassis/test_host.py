"""What runs beside the requests ends when the process does."""

import asyncio

from services.chassis.host import end


async def test_a_loop_that_takes_a_cancellation_for_a_failure_ends_all_the_same() -> None:
    taken = 0

    async def stubborn() -> None:
        nonlocal taken
        while True:
            try:
                await asyncio.sleep(60)
            except asyncio.CancelledError:
                taken += 1
                if taken == 3:
                    raise

    async def obedient() -> None:
        await asyncio.sleep(60)

    tasks = [asyncio.create_task(stubborn()), asyncio.create_task(obedient())]
    await asyncio.sleep(0)
    async with asyncio.timeout(10):
        await end(tasks, 0.01)
    assert all(task.cancelled() for task in tasks)
    assert taken == 3
