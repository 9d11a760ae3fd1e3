"""Why a dialogue will not take place."""

import sqlalchemy as sa
from alembic import op

revision = "feedback_0007"
down_revision = "feedback_0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("dialogues", sa.Column("cancelled_why", sa.Text(), nullable=True))
