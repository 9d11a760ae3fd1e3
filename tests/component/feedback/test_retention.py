"""Who signed up for a dialogue is known until four weeks after its day."""

import json
from datetime import timedelta
from pathlib import Path

from sqlalchemy import update

from services.chassis import leftovers
from services.chassis.days import today
from services.feedback.domain.dialogue import KEPT
from services.feedback.policies import AT_ONCE, forget_sign_ups
from services.feedback.tables import dialogues
from tests.component.feedback.evening import DIALOGUES, NAME, published, signed_up
from tests.component.feedback.test_erased_words import files_with
from tests.installation import Installation

SEAT = "/feedback/v1/public/sign-ups"


async def days_ago(helder: Installation, id: str, days: int) -> None:
    """As if the dialogue was planned for then."""
    day = (today() - timedelta(days=days)).isoformat()
    async with helder.services["feedback"].db.session("eskerwold") as tx:
        await tx.execute(update(dialogues).where(dialogues.c.id == id).values(day=day))


async def test_names_and_addresses_are_erased_four_weeks_after_the_day(helder: Installation, tmp_path: Path) -> None:
    id = await published(helder)
    secret = await signed_up(helder, id, "Tureluur Aalders")
    for days in (0, KEPT.days):
        await days_ago(helder, id, days)
        await helder.settle()
        assert "erasedAt" not in (await helder.client().get(f"{SEAT}/{secret}")).json()
    await days_ago(helder, id, KEPT.days + 1)
    await helder.settle()
    assert (await helder.client().get(f"{SEAT}/{secret}")).json()["erasedAt"]
    assert (await helder.client("mo", "moderator").get(f"{DIALOGUES}/{id}")).json()["signUps"] == []
    last = json.loads((await helder.log("feedback"))[-1].bytes)
    assert (last["type"].split(".")[3], last["authid"]) == ("sign-up-erased", "system:forget-sign-ups")
    assert await leftovers.tidy(helder.services["feedback"])
    assert files_with(tmp_path, "Tureluur") == set()


async def test_what_was_erased_is_not_erased_again_and_many_take_more_than_one_turn(helder: Installation) -> None:
    id = await published(helder)
    for _ in range(3):
        await signed_up(helder, id, NAME)
    await days_ago(helder, id, KEPT.days + 1)
    feedback = helder.services["feedback"]
    assert AT_ONCE >= 3
    assert [await forget_sign_ups(feedback), await forget_sign_ups(feedback)] == [3, 0]
    assert (await helder.types("feedback")).count("sign-up-erased") == 3
