"""What is left of entries that were taken off the public site."""

import sqlalchemy as sa
from alembic import op

from services.chassis.migrate import grant

revision = "publication_0005"
down_revision = "publication_0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "withdrawn",
        sa.Column("id", sa.String(), primary_key=True),
        sa.Column("tenant", sa.String(), nullable=False),
        sa.Column("uri", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("first_published_at", sa.String(), nullable=False),
        sa.Column("withdrawn_at", sa.String(), nullable=False),
        sa.Column("ground", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=True),
    )
    op.create_index("withdrawn_newest", "withdrawn", ["withdrawn_at", "id"])
    op.create_index("withdrawn_newest_of", "withdrawn", ["tenant", "withdrawn_at", "id"])
    grant(["withdrawn"])
