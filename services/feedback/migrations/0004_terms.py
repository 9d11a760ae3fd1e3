"""Until when a remark is to be answered."""

import sqlalchemy as sa
from alembic import op

revision = "feedback_0004"
down_revision = "feedback_0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("remarks", sa.Column("term_ends", sa.String(), nullable=False, server_default=""))
    op.create_index("remarks_by_term", "remarks", ["tenant", "state", "term_ends", "id"])
