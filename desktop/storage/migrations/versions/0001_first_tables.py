# SPDX-License-Identifier: Apache-2.0
"""The first tables."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

EXTRA = (
    (
        "CREATE VIRTUAL TABLE search USING fts5(title, body, tokenize = 'unicode61 "
        "remove_diacritics 2', prefix = '2 3')"
    ),
    "INSERT INTO search (search, rank) VALUES ('secure-delete', 1)",
    (
        "CREATE TRIGGER revision_is_final BEFORE UPDATE OF id, record, kind, schema, author, "
        "device, at, reason, envelope, envelope_sha256 ON revision BEGIN SELECT RAISE(ABORT, "
        "'a revision is final'); END"
    ),
    (
        "CREATE TRIGGER revision_body_is_final BEFORE UPDATE OF body ON revision WHEN "
        "NEW.body IS NOT NULL BEGIN SELECT RAISE(ABORT, 'a revision is final'); END"
    ),
    (
        "CREATE TRIGGER revision_stays BEFORE DELETE ON revision BEGIN SELECT RAISE(ABORT, 'a"
        " revision stays'); END"
    ),
    (
        "CREATE TRIGGER outbox_needs_receipt BEFORE DELETE ON outbox WHEN (SELECT state FROM "
        "sent_bundle WHERE manifest_sha256 = OLD.bundle) IS NOT 'applied' BEGIN SELECT "
        "RAISE(ABORT, 'no receipt for this row'); END"
    ),
    (
        "CREATE TRIGGER sent_bytes_stay BEFORE UPDATE OF data ON sent_bundle WHEN NEW.state "
        "IS NOT 'applied' BEGIN SELECT RAISE(ABORT, 'no receipt for these bytes'); END"
    ),
    (
        "CREATE TRIGGER sent_bundle_stays BEFORE DELETE ON sent_bundle WHEN OLD.state IS NOT "
        "'applied' BEGIN SELECT RAISE(ABORT, 'no receipt for these bytes'); END"
    ),
)


def upgrade() -> None:
    op.create_table(
        "carrier",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("added_at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("url"),
    )
    op.create_table(
        "chain",
        sa.Column("device", sa.Text(), nullable=False),
        sa.Column("epoch", sa.Text(), nullable=False),
        sa.Column("stream", sa.Text(), nullable=False),
        sa.Column("high", sa.Integer(), nullable=False),
        sa.Column("last", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("device", "epoch", "stream"),
    )
    op.create_table(
        "device",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("signing", sa.LargeBinary(), nullable=False),
        sa.Column("recipient", sa.LargeBinary(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("mailbox", sa.Text(), nullable=False),
        sa.Column("revoked_after", sa.Text(), nullable=True),
        sa.Column("enrolled_at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "document",
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("signature", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "version"),
    )
    op.create_table(
        "draft",
        sa.Column("record", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("schema", sa.Integer(), nullable=False),
        sa.Column("parents", sa.Text(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("saved_at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("record"),
    )
    op.create_table(
        "held",
        sa.Column("file_sha256", sa.Text(), nullable=False),
        sa.Column("manifest_sha256", sa.Text(), nullable=True),
        sa.Column("device", sa.Text(), nullable=True),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("slug", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("file_sha256"),
    )
    op.create_index(op.f("ix_held_manifest_sha256"), "held", ["manifest_sha256"], unique=False)
    op.create_table(
        "intake",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("hidden", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "meta",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key"),
    )
    op.create_table(
        "person",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "reading",
        sa.Column("revision", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("revision", "person"),
    )
    op.create_table(
        "record",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("shown", sa.Text(), nullable=True),
        sa.Column("heads", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("family", sa.Text(), nullable=True),
        sa.Column("withdrawn", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("number"),
        sa.UniqueConstraint("id"),
    )
    op.create_index(
        "ix_record_family",
        "record",
        ["family"],
        unique=False,
        sqlite_where=sa.text("family IS NOT NULL"),
    )
    op.create_index("ix_record_kind", "record", ["kind", "number"], unique=False)
    op.create_table(
        "revision_parent",
        sa.Column("revision", sa.Text(), nullable=False),
        sa.Column("parent", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("revision", "parent"),
    )
    op.create_index(op.f("ix_revision_parent_parent"), "revision_parent", ["parent"], unique=False)
    op.create_table(
        "secret_key",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("audience", sa.Text(), nullable=False),
        sa.Column("secret", sa.LargeBinary(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("made_at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "sent_bundle",
        sa.Column("manifest_sha256", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("stream", sa.Text(), nullable=False),
        sa.Column("epoch", sa.Text(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=True),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("records", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("slug", sa.Text(), nullable=True),
        sa.Column("sealed_at", sa.Text(), nullable=False),
        sa.Column("settled_at", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("manifest_sha256"),
        sa.UniqueConstraint("epoch", "stream", "seq"),
    )
    op.create_index(
        "ix_sent_bundle_open",
        "sent_bundle",
        ["state"],
        unique=False,
        sqlite_where=sa.text("state != 'applied'"),
    )
    op.create_table(
        "invitation",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("secret", sa.LargeBinary(), nullable=False),
        sa.Column("mailbox", sa.Text(), nullable=False),
        sa.Column("expires", sa.Text(), nullable=False),
        sa.Column("used_by", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["person"], ["person.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "ledger",
        sa.Column("manifest_sha256", sa.Text(), nullable=False),
        sa.Column("device", sa.Text(), nullable=False),
        sa.Column("epoch", sa.Text(), nullable=False),
        sa.Column("stream", sa.Text(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("slug", sa.Text(), nullable=True),
        sa.Column("intake", sa.Text(), nullable=True),
        sa.Column("records", sa.Integer(), nullable=False),
        sa.Column("arrived_at", sa.Text(), nullable=False),
        sa.Column("receipt", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["intake"], ["intake.id"]),
        sa.PrimaryKeyConstraint("manifest_sha256"),
    )
    op.create_index("ix_ledger_chain", "ledger", ["device", "epoch", "stream", "seq"], unique=False)
    op.create_index(
        "ix_ledger_due", "ledger", ["device"], unique=False, sqlite_where=sa.text("receipt IS NULL")
    )
    op.create_table(
        "placement",
        sa.Column("bundle", sa.Text(), nullable=False),
        sa.Column("carrier", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("placed_at", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["bundle"], ["sent_bundle.manifest_sha256"]),
        sa.ForeignKeyConstraint(["carrier"], ["carrier.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("bundle", "carrier", "name"),
    )
    op.create_table(
        "revision",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("schema", sa.Integer(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("device", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("envelope", sa.LargeBinary(), nullable=False),
        sa.Column("envelope_sha256", sa.Text(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("intake", sa.Text(), nullable=True),
        sa.Column("hidden", sa.Integer(), nullable=False),
        sa.Column("pending", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["intake"], ["intake.id"]),
        sa.PrimaryKeyConstraint("number"),
        sa.UniqueConstraint("id"),
    )
    op.create_index(
        "ix_revision_intake",
        "revision",
        ["intake"],
        unique=False,
        sqlite_where=sa.text("intake IS NOT NULL"),
    )
    op.create_index(
        "ix_revision_pending",
        "revision",
        ["number"],
        unique=False,
        sqlite_where=sa.text("pending = 1"),
    )
    op.create_index(op.f("ix_revision_record"), "revision", ["record"], unique=False)
    op.create_table(
        "seen",
        sa.Column("carrier", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("manifest_sha256", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["carrier"], ["carrier.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("carrier", "name"),
    )
    op.create_table(
        "outbox",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Text(), nullable=False),
        sa.Column("stream", sa.Text(), nullable=False),
        sa.Column("priority", sa.Integer(), nullable=False),
        sa.Column("queued_at", sa.Text(), nullable=False),
        sa.Column("bundle", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["bundle"], ["sent_bundle.manifest_sha256"]),
        sa.ForeignKeyConstraint(["revision"], ["revision.id"]),
        sa.PrimaryKeyConstraint("number"),
        sa.UniqueConstraint("revision", "stream"),
    )
    op.create_index(op.f("ix_outbox_bundle"), "outbox", ["bundle"], unique=False)
    for statement in EXTRA:
        op.get_bind().exec_driver_sql(statement)
