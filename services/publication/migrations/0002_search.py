"""The public register is found by Dutch words, and counted while it changes."""

from collections import Counter
from typing import Any

import sqlalchemy as sa
from alembic import op

from services.chassis.migrate import grant
from services.chassis.search_index import fill, index
from services.publication.projections import marks, traits_of

revision = "publication_0002"
down_revision = "publication_0001"
branch_labels = None
depends_on = None

CELL = ("tenant", "status", "category", "theme")
COUNTED = sa.text("select tenant, status, category, themes, standing from published")
COUNTS = sa.table("tallies", *map(sa.column, (*CELL, "n", "decided")))


def upgrade() -> None:
    op.drop_index("published_counts", "published")
    op.create_index("published_newest_of", "published", ["tenant", "published_at", "id"])
    op.create_table(
        "tallies",
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("category", sa.String(), nullable=False),
        sa.Column("theme", sa.String(), nullable=False),
        sa.Column("tenant", sa.String(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("decided", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("status", "category", "theme", "tenant"),
    )
    op.create_index("tallies_by_organisation", "tallies", ["tenant"])
    grant(["tallies"])
    index("published")
    fill("published", ("tenant", "status", "category", "themes", "standing"), marks)
    _count()


def _count() -> None:
    """What is public already; from now on the projection keeps count."""
    counted, decided = Counter[tuple[str, str, str, str]](), Counter[tuple[str, str, str, str]]()
    for row in op.get_bind().execute(COUNTED).mappings():
        traits = traits_of(row)
        counted.update(traits.cells())
        decided.update(traits.cells() if traits.decided else ())
    rows: list[dict[str, Any]] = [
        dict(zip(CELL, cell, strict=True)) | {"n": n, "decided": decided[cell]} for cell, n in counted.items()
    ]
    if rows:
        op.get_bind().execute(sa.insert(COUNTS), rows)
