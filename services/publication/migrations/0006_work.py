"""What waits for whom: since when an entry stands as it does, whether it was sent back, and who wrote in the draft."""

import sqlalchemy as sa
from alembic import op

from services.chassis.migrate import secure

revision = "publication_0006"
down_revision = "publication_0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("entries", schema=None) as batch_op:
        batch_op.add_column(sa.Column("since", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("returned", sa.Boolean(), server_default="0", nullable=False))
    op.create_index("entries_waiting", "entries", ["tenant", "state", "since", "id"])
    op.create_table(
        "writers",
        sa.Column("tenant", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("member", sa.String(), nullable=False),
        sa.Column("typed", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "id", "member"),
    )
    secure(["writers"])
