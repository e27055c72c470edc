# SPDX-License-Identifier: Apache-2.0
"""What a chain comes after, what each applied bundle had carried, and what the hub had signed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    # Made anew, so that the table reads the same in every file, however old it is.
    op.rename_table("chain", "chain_before")
    op.create_table(
        "chain",
        sa.Column("device", sa.Text(), nullable=False),
        sa.Column("epoch", sa.Text(), nullable=False),
        sa.Column("stream", sa.Text(), nullable=False),
        sa.Column("high", sa.Integer(), nullable=False),
        sa.Column("last", sa.Text(), nullable=False),
        sa.Column("after_epoch", sa.Text(), nullable=True),
        sa.Column("after_seq", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("device", "epoch", "stream"),
    )
    op.get_bind().exec_driver_sql(
        "INSERT INTO chain (device, epoch, stream, high, last)"
        " SELECT device, epoch, stream, high, last FROM chain_before ORDER BY rowid"
    )
    op.drop_table("chain_before")
    op.create_table(
        "carried",
        sa.Column("bundle", sa.Text(), nullable=False),
        sa.Column("revision", sa.Text(), nullable=False),
        sa.Column("priority", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("bundle", "revision"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "heard",
        sa.Column("manifest_sha256", sa.Text(), nullable=False),
        sa.Column("epoch", sa.Text(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("inner", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("manifest_sha256"),
    )
