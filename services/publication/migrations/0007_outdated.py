"""Since when the inventory describes a public entry's system otherwise."""

import sqlalchemy as sa
from alembic import op

revision = "publication_0007"
down_revision = "publication_0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("published", sa.Column("outdated_since", sa.String(), nullable=True))
    op.create_index("published_outdated", "published", ["tenant", "outdated_since", "id"])
