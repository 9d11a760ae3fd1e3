"""dpia as a later release might be: one more read table, and one more policy, on a topic that is there already."""

import sys

from sqlalchemy import Column, MetaData, String, Table
from sqlalchemy.ext.asyncio import AsyncConnection

from contracts import topics
from contracts.envelope import Envelope, Event
from contracts.inventory import OrganisationOnboarded, OversightArranged
from services.chassis import worker
from services.chassis.database import upsert
from services.chassis.decider import Command
from services.chassis.due import because_of
from services.chassis.service import Handlers, Policy, Service
from services.chassis.serving import Address
from services.chassis.settings import Settings
from services.dpia.app import SERVICE as DPIA
from services.dpia.domain import case
from services.dpia.domain.case import OpenCase

overseers = Table(
    "overseers",
    MetaData(),
    Column("tenant", String, primary_key=True),
    Column("id", String, primary_key=True),
    Column("role", String),
)
MADE = (
    "create table overseers (tenant text, id text, role text, primary key (tenant, id)); "
    "alter table overseers owner to helder_owner; "
    "grant select, insert, update, delete on overseers to helder_app, helder_worker"
)


async def project_overseers(tx: AsyncConnection, envelope: Envelope, event: Event) -> None:
    """Who looks at the output of each system."""
    if isinstance(event, OversightArranged):
        key = {"tenant": envelope.tenant, "id": envelope.subject_id}
        await upsert(tx, overseers, key | {"role": event.oversight.role})


def open_general_case(envelope: Envelope, event: Event) -> Command | None:
    """Every organisation gets a case of its own."""
    if not isinstance(event, OrganisationOnboarded):
        return None
    return OpenCase(**because_of("open-general-case", envelope, event), assessment_version=1)


def _later() -> Service:
    now = DPIA.subscriptions[topics.INVENTORY]
    policy = Policy("open-general-case", case, OpenCase, open_general_case)
    more = Handlers((*now.projections, project_overseers), (*now.policies, policy))
    return Service(
        DPIA.name,
        DPIA.topics,
        DPIA.api,
        DPIA.pages,
        DPIA.own,
        {**DPIA.subscriptions, topics.INVENTORY: more},
        (*DPIA.tables, overseers),
    )


LATER = _later()

if __name__ == "__main__":
    worker.work(LATER, Settings(), Address("127.0.0.1", int(sys.argv[-1])))
