"""How often the public pages changed, so that who has seen one can be told that it is still the same."""

import sqlalchemy as sa
from alembic import op

from services.chassis.migrate import grant

revision = "publication_0003"
down_revision = "publication_0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "public_changes",
        sa.Column("tenant", sa.String(), primary_key=True),
        sa.Column("n", sa.Integer(), nullable=False),
    )
    grant(["public_changes"])
