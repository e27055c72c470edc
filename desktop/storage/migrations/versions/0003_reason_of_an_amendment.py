# SPDX-License-Identifier: Apache-2.0
"""A draft of an amendment keeps its reason."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    # Made anew, so that the table reads the same in every file, however old it is.
    op.rename_table("draft", "draft_before")
    op.create_table(
        "draft",
        sa.Column("record", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("schema", sa.Integer(), nullable=False),
        sa.Column("parents", sa.Text(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("saved_at", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("record"),
    )
    op.get_bind().exec_driver_sql(
        "INSERT INTO draft (record, kind, schema, parents, body, saved_at)"
        " SELECT record, kind, schema, parents, body, saved_at FROM draft_before"
    )
    op.drop_table("draft_before")
