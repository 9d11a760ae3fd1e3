"""First tables."""

import sqlalchemy as sa
from alembic import op

from services.chassis.migrate import grant, secure

revision = "publication_0001"
down_revision = None
branch_labels = ("publication",)
depends_on = "chassis_0001"


def upgrade() -> None:
    op.create_table(
        "entries",
        sa.Column("tenant", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=True),
        sa.Column("name", sa.String(), nullable=True),
        sa.Column("sort", sa.String(), nullable=True),
        sa.Column("search", sa.Text(), nullable=True),
        sa.Column("draft", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("record", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("imported", sa.Boolean(), server_default="0", nullable=False),
        sa.Column("lacking", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("completeness", sa.Integer(), nullable=True),
        sa.Column("life_cycle", sa.String(), nullable=True),
        sa.Column("standing", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("tenant", "id"),
    )
    with op.batch_alter_table("entries", schema=None) as batch_op:
        batch_op.create_index("entries_by_state", ["tenant", "state", "sort", "id"], unique=False)
        batch_op.create_index("entries_in_order", ["tenant", "sort", "id"], unique=False)

    op.create_table(
        "history",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("tenant", sa.String(), nullable=False),
        sa.Column("uri", sa.String(), nullable=False),
        sa.Column("published_at", sa.String(), nullable=False),
        sa.Column("record", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("extension", sa.JSON(none_as_null=True), nullable=False),
        sa.PrimaryKeyConstraint("id", "version"),
    )
    op.create_table(
        "published",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("tenant", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("uri", sa.String(), nullable=False),
        sa.Column("published_at", sa.String(), nullable=False),
        sa.Column("first_published_at", sa.String(), nullable=False),
        sa.Column("record", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("extension", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("sort", sa.String(), nullable=False),
        sa.Column("search", sa.Text(), nullable=False),
        sa.Column("status", sa.String(), nullable=True),
        sa.Column("category", sa.String(), nullable=True),
        sa.Column("themes", sa.String(), nullable=False),
        sa.Column("standing", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("published", schema=None) as batch_op:
        batch_op.create_index("published_by_organisation", ["tenant", "sort", "id"], unique=False)
        batch_op.create_index("published_counts", ["tenant", "status", "category", "themes", "standing"], unique=False)
        batch_op.create_index("published_in_order", ["sort", "id"], unique=False)
        batch_op.create_index("published_newest", ["published_at", "id"], unique=False)

    secure(["entries"])
    grant(["published", "history"])
