"""Whether the log holds exactly what was answered."""

from sqlalchemy import text

from contracts.inventory import SystemDescribed, SystemRegistered
from services.chassis.database import ALL, Database

LOG = text("""
select count(*) as facts, count(distinct (tenant, subject, version)) as versions,
  bool_and(leaf = sha256('\\x00'::bytea || bytes)) as whole
from events where topic = 'helder.inventory' and type in (:registered, :described)
""")
TYPES = {"registered": SystemRegistered.TYPE, "described": SystemDescribed.TYPE}
GAPS = text("""
select count(*) from streams s where s.last <>
  (select count(*) from events e where e.tenant = s.tenant and e.topic = s.topic and e.sequence between 1 and s.last)
""")


async def complete(url: str, facts: int) -> bool:
    """Each answer is one fact, numbered without a gap, with the right leaf of the tree."""
    db = Database(url)
    try:
        async with db.view(ALL) as tx:
            row = (await tx.execute(LOG, TYPES)).one()
            gaps = (await tx.execute(GAPS)).scalar_one()
    finally:
        await db.close()
    return bool(row.facts == row.versions == facts and row.whole and gaps == 0)
