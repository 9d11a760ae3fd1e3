"""Since when an assessment on which was decided is made again."""

import sqlalchemy as sa
from alembic import op

revision = "inventory_0004"
down_revision = "inventory_0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("systems", sa.Column("decided_on", sa.String(), nullable=True))
    op.add_column("systems", sa.Column("reopened_on", sa.String(), nullable=True))
