"""First tables."""

import sqlalchemy as sa
from alembic import op

from services.chassis.migrate import secure

revision = "dpia_0001"
down_revision = None
branch_labels = ("dpia",)
depends_on = "chassis_0001"


def upgrade() -> None:
    op.create_table(
        "cases",
        sa.Column("tenant", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("turn", sa.String(), nullable=True),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("ground", sa.String(), nullable=True),
        sa.Column("outcome", sa.String(), nullable=True),
        sa.Column("level", sa.String(), nullable=True),
        sa.Column("screening", sa.JSON(), nullable=True),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("risks", sa.JSON(), nullable=False),
        sa.Column("measures", sa.JSON(), nullable=False),
        sa.Column("submitted", sa.JSON(), nullable=True),
        sa.Column("hash", sa.String(), nullable=True),
        sa.Column("advices", sa.JSON(), nullable=False),
        sa.Column("replies", sa.JSON(), nullable=False),
        sa.Column("decision", sa.JSON(), nullable=True),
        sa.PrimaryKeyConstraint("tenant", "id"),
    )
    with op.batch_alter_table("cases", schema=None) as batch_op:
        batch_op.create_index("cases_by_turn", ["tenant", "turn"], unique=False)

    op.create_table(
        "organisation_policies",
        sa.Column("tenant", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("assessment", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("tenant"),
    )
    op.create_table(
        "systems",
        sa.Column("tenant", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("assessment_version", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("sort", sa.String(), nullable=False),
        sa.Column("search", sa.Text(), nullable=False),
        sa.Column("stage", sa.String(), nullable=False),
        sa.Column("ai_act_class", sa.String(), nullable=True),
        sa.Column("description", sa.JSON(), nullable=False),
        sa.Column("sources", sa.JSON(), nullable=False),
        sa.Column("oversight", sa.JSON(), nullable=True),
        sa.PrimaryKeyConstraint("tenant", "id"),
    )
    with op.batch_alter_table("systems", schema=None) as batch_op:
        batch_op.create_index("systems_in_order", ["tenant", "sort", "id"], unique=False)

    secure(["cases", "systems", "organisation_policies"])
