"""Dialogues: the agenda, who comes and what came of it, and the orders of residents who sign up or are forgotten."""

from datetime import UTC, datetime

from sqlalchemy import RowMapping, and_, func, literal, select, tuple_
from sqlalchemy.ext.asyncio import AsyncConnection

from contracts.feedback import DialoguePlan
from services.chassis import days, tenants
from services.chassis.database import upsert
from services.chassis.decider import Command
from services.chassis.execute import NotFound, Order, uuid7
from services.chassis.tables import texts
from services.chassis.texts import Prose
from services.feedback.domain import dialogue
from services.feedback.domain.dialogue import EraseSignUp, SignUp
from services.feedback.domain.words import Attending
from services.feedback.queries import Place, hash_of
from services.feedback.tables import channels, dialogues, outcomes, sign_up_links, sign_ups

coming = (
    select(func.count())
    .where(
        sign_ups.c.tenant == dialogues.c.tenant, sign_ups.c.dialogue == dialogues.c.id, sign_ups.c.erased_at.is_(None)
    )
    .correlate(dialogues)
    .scalar_subquery()
)
open_outcomes = (
    select(func.count())
    .where(outcomes.c.tenant == dialogues.c.tenant, outcomes.c.dialogue == dialogues.c.id, outcomes.c.done_at.is_(None))
    .correlate(dialogues)
    .scalar_subquery()
)
SHOWN = select(
    dialogues, channels.c.name, coming.label("coming"), open_outcomes.label("open_outcomes")
).select_from(
    dialogues.outerjoin(channels, and_(channels.c.id == dialogues.c.entry, channels.c.tenant == dialogues.c.tenant))
)  # fmt: skip
ORDER = tuple_(dialogues.c.day, dialogues.c.time, dialogues.c.id)
HIDDEN = ("planned", "dropped")
"""States of what never stood in the agenda."""
names, emails = (texts.alias(name) for name in ("names", "emails"))


def now() -> datetime:
    """The time that it is where dialogues are held."""
    return datetime.now(UTC).astimezone(days.ZONE)


async def list_dialogues(tx: AsyncConnection, tenant: str, page: Place, public: bool = False) -> list[RowMapping]:
    """Dialogues of one organisation, the latest day first; `public`: only those that all may see."""
    after, limit = page
    query = SHOWN.where(dialogues.c.tenant == tenant)
    query = query.where(dialogues.c.state.not_in(HIDDEN)) if public else query
    query = query.where(tuple_(*map(literal, after)) > ORDER) if after else query
    latest = query.order_by(dialogues.c.day.desc(), dialogues.c.time.desc(), dialogues.c.id.desc()).limit(limit)
    return list((await tx.execute(latest)).mappings().all())


async def upcoming(tx: AsyncConnection, tenant: str, entry: str | None = None, limit: int = 100) -> list[RowMapping]:
    """What stands in the agenda from today on, the first day first, cancelled or not; also about one entry only."""
    still = (dialogues.c.state.in_(("published", "cancelled")), dialogues.c.day >= days.today().isoformat())
    query = SHOWN.where(dialogues.c.tenant == tenant, *still)
    query = query.where(dialogues.c.entry == entry) if entry else query
    rows = await tx.execute(query.order_by(dialogues.c.day, dialogues.c.time, dialogues.c.id).limit(limit))
    return list(rows.mappings().all())


async def held(tx: AsyncConnection, tenant: str, entry: str | None, page: Place) -> list[RowMapping]:
    """What was held, the last one first; also about one entry only."""
    after, limit = page
    query = SHOWN.where(dialogues.c.tenant == tenant, dialogues.c.state == "held")
    query = query.where(dialogues.c.entry == entry) if entry else query
    query = query.where(tuple_(*map(literal, after)) > ORDER) if after else query
    latest = query.order_by(dialogues.c.day.desc(), dialogues.c.time.desc(), dialogues.c.id.desc()).limit(limit)
    return list((await tx.execute(latest)).mappings().all())


async def get_dialogue(tx: AsyncConnection, tenant: str, id: str, public: bool = False) -> RowMapping:
    """One dialogue; raises NotFound, where `public` also when it does not stand in the agenda."""
    row = (await tx.execute(SHOWN.where(dialogues.c.tenant == tenant, dialogues.c.id == id))).mappings().first()
    if row is None or (public and row["state"] in HIDDEN):
        raise NotFound(f"dialogue/{id}")
    return row


async def list_outcomes(tx: AsyncConnection, tenant: str, id: str) -> list[RowMapping]:
    """What came of one dialogue, in the order in which it was written down."""
    query = select(outcomes).where(outcomes.c.tenant == tenant, outcomes.c.dialogue == id)
    return list((await tx.execute(query.order_by(outcomes.c.recorded_at, outcomes.c.id))).mappings().all())


async def list_sign_ups(tx: AsyncConnection, tenant: str, id: str) -> list[RowMapping]:
    """Who comes to one dialogue; who was erased is left out."""
    joined = sign_ups.outerjoin(names, and_(names.c.tenant == tenant, names.c.id == sign_ups.c.name_id))
    joined = joined.outerjoin(emails, and_(emails.c.tenant == tenant, emails.c.id == sign_ups.c.email_id))
    query = select(sign_ups, names.c.content.label("name"), emails.c.content.label("email")).select_from(joined)
    query = query.where(sign_ups.c.tenant == tenant, sign_ups.c.dialogue == id, sign_ups.c.erased_at.is_(None))
    return list((await tx.execute(query.order_by(sign_ups.c.signed_up_at, sign_ups.c.id))).mappings().all())


async def list_entries(tx: AsyncConnection, tenant: str) -> list[tuple[str, str]]:
    """Id and name of every public entry of one organisation, by name."""
    query = select(channels.c.id, channels.c.name).where(channels.c.tenant == tenant).order_by(channels.c.name)
    return [(row.id, row.name) for row in await tx.execute(query)]


async def is_known(tx: AsyncConnection, tenant: str, plan: DialoguePlan) -> bool:
    """The plan is about a public entry of this organisation, or about none."""
    query = select(channels.c.id).where(channels.c.tenant == tenant, channels.c.id == plan.entry)
    return plan.entry is None or (await tx.execute(query)).first() is not None


async def organisation_name(tx: AsyncConnection, tenant: str) -> str:
    """The name of an organisation; raises NotFound when it is not known here."""
    name = await tenants.name_of(tx, tenant)
    if name is None:
        raise NotFound(f"organisation/{tenant}")
    return name


async def linked_sign_up(tx: AsyncConnection, secret: str) -> tuple[str, str]:
    """The organisation and the sign-up that a secret opens; raises NotFound."""
    row = (await tx.execute(select(sign_up_links).where(sign_up_links.c.hash == hash_of(secret)))).first()
    if row is None:
        raise NotFound("link")
    return row.tenant, row.sign_up


async def get_sign_up(tx: AsyncConnection, tenant: str, id: str) -> RowMapping:
    """One sign-up, also when it was erased; raises NotFound."""
    query = select(sign_ups).where(sign_ups.c.tenant == tenant, sign_ups.c.id == id)
    row = (await tx.execute(query)).mappings().first()
    if row is None:
        raise NotFound(f"sign-up/{id}")
    return row


def sign_up(attending: Attending, tenant: str, id: str, secret: str) -> Order:
    """The order to come to a dialogue: name and address go to `texts`, and the secret opens the sign-up."""
    prose, sign_up = Prose(), uuid7()
    name, email = prose.say(attending.name), prose.say(attending.email)

    async def prepare(tx: AsyncConnection) -> Command:
        await upsert(tx, sign_up_links, {"hash": hash_of(secret), "tenant": tenant, "sign_up": sign_up})
        return SignUp(by="", today=days.today(), sign_up=sign_up, name=name, email=email)

    return Order(dialogue, id, prepare, texts=prose.texts)


def erase_sign_up(row: RowMapping) -> Order:
    """The order to forget who signed up."""
    return Order(dialogue, row["dialogue"], EraseSignUp(by="", today=days.today(), sign_up=row["id"]))
