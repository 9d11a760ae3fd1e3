"""Where each system gets its data, as the inventory told it."""

import sqlalchemy as sa
from alembic import op

from services.chassis.migrate import secure

revision = "publication_0008"
down_revision = "publication_0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "data_sources",
        sa.Column("tenant", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("sources", sa.JSON(none_as_null=True), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "id"),
    )
    secure(["data_sources"])
