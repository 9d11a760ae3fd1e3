"""Topics read back by offset: no further than they go."""

import pytest

from services.chassis.broker import KafkaReader
from tests.backends.cluster import Topics, settings_of
from tests.kafka import Cluster

pytestmark = pytest.mark.kafka
TOPIC = "helder.inventory"


@pytest.mark.parametrize(("start", "end", "read"), [(0, 5, 5), (2, 4, 2), (3, 400, 2), (5, 400, 0), (90, 400, 0)])
async def test_who_asks_for_more_than_there_is_gets_what_there_is(
    kafka_server: Cluster, kafka_prefix: str, start: int, end: int, read: int
) -> None:
    over = Topics(settings_of(kafka_server, kafka_prefix))
    await over.create("inventory")
    await over.send(TOPIC, *[(b"t1", str(number).encode()) for number in range(5)])
    async with KafkaReader(over.settings) as reader:
        (partition,) = [partition for partition, stop in (await reader.ends(TOPIC)).items() if stop]
        pages = [page async for page in reader.read(TOPIC, {partition: start}, {partition: end})]
    assert [record.value for page in pages for record in page] == [b"%d" % n for n in range(start, start + read)]
