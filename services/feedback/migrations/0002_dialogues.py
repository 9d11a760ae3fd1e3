"""Dialogues."""

import sqlalchemy as sa
from alembic import op

from services.chassis.migrate import grant, secure

revision = "feedback_0002"
down_revision = "feedback_0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "dialogues",
        sa.Column("tenant", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("day", sa.String(), nullable=False),
        sa.Column("time", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("entry", sa.String(), nullable=True),
        sa.Column("seats", sa.Integer(), nullable=True),
        sa.Column("report", sa.Text(), nullable=True),
        sa.Column("attendance", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("tenant", "id"),
    )
    op.create_index("dialogues_in_order", "dialogues", ["tenant", "day", "time", "id"], unique=False)
    op.create_index("dialogues_by_entry", "dialogues", ["tenant", "entry", "day"], unique=False)
    op.create_table(
        "sign_ups",
        sa.Column("tenant", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("dialogue", sa.String(), nullable=False),
        sa.Column("name_id", sa.String(), nullable=False),
        sa.Column("email_id", sa.String(), nullable=False),
        sa.Column("signed_up_at", sa.String(), nullable=False),
        sa.Column("erased_at", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("tenant", "id"),
    )
    op.create_index("sign_ups_by_dialogue", "sign_ups", ["tenant", "dialogue", "signed_up_at", "id"], unique=False)
    op.create_table(
        "outcomes",
        sa.Column("tenant", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("dialogue", sa.String(), nullable=False),
        sa.Column("said", sa.Text(), nullable=False),
        sa.Column("promise", sa.Text(), nullable=False),
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("due", sa.String(), nullable=False),
        sa.Column("did", sa.Text(), nullable=True),
        sa.Column("done_at", sa.String(), nullable=True),
        sa.Column("followed_up_at", sa.String(), nullable=True),
        sa.Column("recorded_at", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "id"),
    )
    op.create_index("outcomes_by_dialogue", "outcomes", ["tenant", "dialogue", "recorded_at", "id"], unique=False)
    op.create_table(
        "sign_up_links",
        sa.Column("hash", sa.String(), nullable=False),
        sa.Column("tenant", sa.String(), nullable=False),
        sa.Column("sign_up", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("hash"),
    )
    secure(["dialogues", "sign_ups", "outcomes"])
    grant(["sign_up_links"])
