"""Words stand in no topic: those that were written after a backup are lost with the database, and named."""

from services.chassis.recovery import restore
from tests.backends.backup import content, put_back
from tests.backends.topic import Memory, relayed
from tests.component.feedback.story import CONTACT, opened, received, step
from tests.installation import Installation


async def test_texts_that_are_lost_since_the_backup_are_named(helder: Installation) -> None:
    feedback, memory = helder.services["feedback"], Memory()
    entry = await opened(helder)
    kept, _ = await received(helder, entry)
    await relayed(feedback, memory)
    backup = await content(feedback)
    lost, _ = await received(helder, entry)
    await step(helder, kept, "accept")
    await relayed(feedback, memory)
    before = await content(feedback)
    await put_back(feedback, backup)
    restored = await restore.restore(feedback, memory)
    after = await content(feedback)
    assert {text.subject for text in restored.texts} == {f"remark/{lost}"}
    gone = {row["id"] for row in before["texts"]} - {row["id"] for row in after["texts"]}
    assert {text.id for text in restored.texts} == gone
    assert len(gone) == (2 if CONTACT else 1)
    for table in ("events", "streams", "remarks", "public_remarks"):
        assert after[table] == before[table]
