"""What is found is read in the order of the list, so that a frequent word takes no longer than a rare one."""

from alembic import op

from services.chassis.search_index import fill, in_order
from services.publication.projections import marks

revision = "publication_0004"
down_revision = "publication_0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("drop index if exists search_published_names")
        op.execute("alter table published drop column search_words")
    fill("published", ("tenant", "status", "category", "themes", "standing"), marks)
    in_order("published")
