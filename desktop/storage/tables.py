# SPDX-License-Identifier: Apache-2.0
"""The tables of records.db, declared once.

Owns the shape of what is stored, and the guards that the database itself keeps. Knows nothing of
what the rows mean to a person. The migrations write the same shape out in full; a test compares.

Ids and hashes are lower-case hex text. Times are RFC 3339 UTC text with milliseconds.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import (
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
    and_,
)

metadata: Final = MetaData()


meta: Final = Table(
    "meta",
    metadata,
    Column("key", Text, primary_key=True),
    Column("value", Text, nullable=False),
)

secret_key: Final = Table(
    "secret_key",
    metadata,
    Column("id", Text, primary_key=True),  # device id, or recipient id
    Column("purpose", Text, nullable=False),  # signing | recipient
    Column("audience", Text, nullable=False),  # hub | safeguarding | device
    Column("secret", LargeBinary, nullable=False),  # 32-byte seed
    Column("state", Text, nullable=False),  # active | retiring | retired
    Column("made_at", Text, nullable=False),
)

document: Final = Table(  # signed notices in every version that was accepted
    "document",
    metadata,
    Column("kind", Text, nullable=False),  # keyset | roster | programme
    Column("version", Integer, nullable=False),
    Column("document", Text, nullable=False),
    Column("signature", Text, nullable=False),
    PrimaryKeyConstraint("kind", "version"),
)

person: Final = Table(
    "person",
    metadata,
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("role", Text, nullable=False),  # volunteer | staff | safeguarding
)

device: Final = Table(
    "device",
    metadata,
    Column("id", Text, primary_key=True),
    Column("person", Text, nullable=False),
    Column("role", Text, nullable=False),  # volunteer | hub
    Column("signing", LargeBinary, nullable=False),
    Column("recipient", LargeBinary, nullable=False),
    Column("state", Text, nullable=False),  # waiting | approved | revoked
    Column("mailbox", Text, nullable=False),
    Column("revoked_after", Text),  # JSON {epoch: highest seq still accepted}
    Column("enrolled_at", Text, nullable=False),
)

invitation: Final = Table(
    "invitation",
    metadata,
    Column("id", Text, primary_key=True),
    Column("person", Text, ForeignKey("person.id"), nullable=False),
    Column("secret", LargeBinary, nullable=False),
    Column("mailbox", Text, nullable=False),
    Column("expires", Text, nullable=False),
    Column("used_by", Text),  # device id
)


intake: Final = Table(  # one act of importing, which can be undone as a whole
    "intake",
    metadata,
    Column("id", Text, primary_key=True),
    Column("at", Text, nullable=False),
    Column("person", Text, nullable=False),
    Column("hidden", Integer, nullable=False),  # see arrivals.py
)

revision: Final = Table(
    "revision",
    metadata,
    Column("number", Integer, primary_key=True),  # order of arrival on this computer
    Column("id", Text, nullable=False, unique=True),
    Column("record", Text, nullable=False, index=True),
    Column("kind", Text, nullable=False),
    Column("schema", Integer, nullable=False),
    Column("author", Text, nullable=False),
    Column("device", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("reason", Text),
    Column("envelope", LargeBinary, nullable=False),
    Column("envelope_sha256", Text, nullable=False),
    Column("body", LargeBinary),  # None once erased
    Column("state", Text, nullable=False),  # sealed | handed-over | received | needs-attention
    Column("intake", Text, ForeignKey("intake.id")),
    Column("hidden", Integer, nullable=False),  # its intake was undone
    Column("pending", Integer, nullable=False),  # a parent has not arrived yet
)
Index("ix_revision_intake", revision.c.intake, sqlite_where=revision.c.intake.is_not(None))
Index("ix_revision_pending", revision.c.number, sqlite_where=revision.c.pending == 1)
Index(
    "ix_revision_attention", revision.c.record, sqlite_where=revision.c.state == "needs-attention"
)

revision_parent: Final = Table(
    "revision_parent",
    metadata,
    Column("revision", Text, nullable=False),
    Column("parent", Text, nullable=False, index=True),
    PrimaryKeyConstraint("revision", "parent"),
)

record: Final = Table(  # one row a record: what lists show; drafts have no shown revision
    "record",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("kind", Text, nullable=False),
    Column("shown", Text),  # id of the head that is shown
    Column("heads", Integer, nullable=False),
    Column("title", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("author", Text, nullable=False),
    Column("family", Text),
    Column("withdrawn", Integer, nullable=False),
    # The next two are for families and what is final only.
    Column("due", Text),  # the day on which something promised falls due
    Column("active", Integer),  # a contact that took place; a family that is supported
    Column("unread", Integer, nullable=False),  # at a hub: its person has not read what is shown
)
Index("ix_record_kind", record.c.kind, record.c.number)
Index(
    "ix_record_family",
    record.c.family,
    record.c.at,
    record.c.number,
    record.c.active,
    record.c.due,
    sqlite_where=record.c.family.is_not(None),
)
Index("ix_record_conflict", record.c.number, sqlite_where=record.c.heads > 1)
Index("ix_record_unread", record.c.number, sqlite_where=record.c.unread == 1)
Index(
    "ix_record_follow_up",
    record.c.due,
    sqlite_where=and_(record.c.kind == "signposting-list", record.c.due.is_not(None)),
)

caseload: Final = Table(  # worked out of the records of each family; see caseload.py
    "caseload",
    metadata,
    Column("family", Text, primary_key=True),
    Column("last_number", Integer),  # of the record of the newest contact that took place
    Column("last_contact", Text, nullable=False),  # its day, or empty
    Column("next_number", Integer),  # where the next one was promised, unless that has been kept
    Column("next_contact", Text, nullable=False),  # the day that was promised, or empty
    Column("sort", Text, nullable=False),  # where it stands in lists
    sqlite_with_rowid=False,
)
Index("ix_caseload_sort", caseload.c.sort, caseload.c.family)

draft: Final = Table(
    "draft",
    metadata,
    Column("record", Text, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("schema", Integer, nullable=False),
    Column("parents", Text, nullable=False),  # JSON list; not empty when it amends
    Column("body", LargeBinary, nullable=False),
    Column("saved_at", Text, nullable=False),
    Column("reason", Text),  # why, so far, when it amends
)

reading: Final = Table(
    "reading",
    metadata,
    Column("revision", Text, nullable=False),
    Column("person", Text, nullable=False),
    Column("at", Text, nullable=False),
    PrimaryKeyConstraint("revision", "person"),
)


sent_bundle: Final = Table(
    "sent_bundle",
    metadata,
    Column("manifest_sha256", Text, primary_key=True),
    Column("kind", Text, nullable=False),  # enrol | records | receipt
    Column("stream", Text, nullable=False),
    Column("epoch", Text, nullable=False),
    Column("seq", Integer, nullable=False),
    Column("data", LargeBinary),  # the exact bytes, until they are applied at the other side
    Column("size", Integer, nullable=False),
    Column("records", Integer, nullable=False),
    # sealed|handed-over|waiting|quarantined|applied, or renewed: sealed again in a later epoch
    Column("state", Text, nullable=False),
    Column("slug", Text),
    Column("sealed_at", Text, nullable=False),
    Column("settled_at", Text),
    UniqueConstraint("epoch", "stream", "seq"),
)
Index("ix_sent_bundle_open", sent_bundle.c.state, sqlite_where=sent_bundle.c.state != "applied")

outbox: Final = Table(
    "outbox",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("revision", Text, ForeignKey("revision.id"), nullable=False),
    Column("stream", Text, nullable=False),
    Column("priority", Integer, nullable=False),  # smaller goes first
    Column("queued_at", Text, nullable=False),
    Column("bundle", Text, ForeignKey("sent_bundle.manifest_sha256"), index=True),
    UniqueConstraint("revision", "stream"),
)

carried: Final = Table(  # what was in bundles that were applied, should the other side lose it
    "carried",
    metadata,
    Column("bundle", Text, nullable=False),
    Column("revision", Text, nullable=False),
    Column("priority", Integer, nullable=False),
    PrimaryKeyConstraint("bundle", "revision"),
    sqlite_with_rowid=False,
)

carrier: Final = Table(
    "carrier",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("url", Text, nullable=False, unique=True),
    Column("added_at", Text, nullable=False),
)

placement: Final = Table(  # the name is kept before the object is written, so a retry is the same
    "placement",
    metadata,
    Column("bundle", Text, ForeignKey("sent_bundle.manifest_sha256"), nullable=False),
    Column("carrier", Integer, ForeignKey("carrier.id", ondelete="CASCADE"), nullable=False),
    Column("name", Text, nullable=False),
    Column("placed_at", Text),
    PrimaryKeyConstraint("bundle", "carrier", "name"),
)


chain: Final = Table(  # how far each sender's stream was followed
    "chain",
    metadata,
    Column("device", Text, nullable=False),
    Column("epoch", Text, nullable=False),
    Column("stream", Text, nullable=False),
    Column("high", Integer, nullable=False),
    Column("last", Text, nullable=False),  # hash of manifest number `high`
    # Of an epoch that followed another one: up to where its sender remembers that one.
    Column("after_epoch", Text),
    Column("after_seq", Integer),
    PrimaryKeyConstraint("device", "epoch", "stream"),
)

ledger: Final = Table(  # every bundle whose manifest verified
    "ledger",
    metadata,
    Column("manifest_sha256", Text, primary_key=True),
    Column("device", Text, nullable=False),
    Column("epoch", Text, nullable=False),
    Column("stream", Text, nullable=False),
    Column("seq", Integer, nullable=False),
    Column("kind", Text, nullable=False),
    Column("status", Text, nullable=False),  # applied | waiting | quarantined
    Column("slug", Text),
    Column("intake", Text, ForeignKey("intake.id")),
    Column("records", Integer, nullable=False),
    Column("arrived_at", Text, nullable=False),
    Column("receipt", Text),  # manifest of our receipt that names this status; None: still due
)
Index("ix_ledger_chain", ledger.c.device, ledger.c.epoch, ledger.c.stream, ledger.c.seq)
Index("ix_ledger_due", ledger.c.device, sqlite_where=ledger.c.receipt.is_(None))

heard: Final = Table(  # at a device: what its hub signed and others wrote, should the hub lose it
    "heard",
    metadata,
    Column("manifest_sha256", Text, primary_key=True),
    Column("epoch", Text, nullable=False),
    Column("seq", Integer, nullable=False),
    Column("inner", LargeBinary, nullable=False),  # as it was inside the age file
)

held: Final = Table(  # the bytes of what waits or is kept aside
    "held",
    metadata,
    Column("file_sha256", Text, primary_key=True),
    Column("manifest_sha256", Text, index=True),
    Column("device", Text),
    Column("data", LargeBinary, nullable=False),
    Column("name", Text, nullable=False),  # as it was called outside; for display only
    Column("status", Text, nullable=False),  # waiting | quarantined
    Column("slug", Text, nullable=False),
    Column("at", Text, nullable=False),
)

seen: Final = Table(  # objects of a carrier that were fetched, so that none is fetched twice
    "seen",
    metadata,
    Column("carrier", Integer, ForeignKey("carrier.id", ondelete="CASCADE"), nullable=False),
    Column("name", Text, nullable=False),
    Column("manifest_sha256", Text),
    PrimaryKeyConstraint("carrier", "name"),
)

EXTRA_DDL: Final = (
    # The words of every record, for search. rowid is record.number. Where in a record a word
    # stands is not kept: that would be most of the index, and of the time of an import.
    # Not "none": with secure-delete that damages the index when two rows go in one transaction.
    "CREATE VIRTUAL TABLE search USING fts5(title, body, prefix = '2 3', detail = column,"
    " tokenize = \"unicode61 remove_diacritics 2 categories 'L* M* N* Co'\")",
    "INSERT INTO search (search, rank) VALUES ('secure-delete', 1)",
    # Bytes of words that are gathered before they are written; they are written at each commit.
    "INSERT INTO search (search, rank) VALUES ('hashsize', 8388608)",
    # With 4, the default, merging parts of the index takes a third of an import.
    "INSERT INTO search (search, rank) VALUES ('automerge', 8)",
    # A final revision is never edited in place; only erasure may take its body away.
    "CREATE TRIGGER revision_is_final BEFORE UPDATE OF id, record, kind, schema, author, device, "
    "at, reason, envelope, envelope_sha256 ON revision "
    "BEGIN SELECT RAISE(ABORT, 'a revision is final'); END",
    "CREATE TRIGGER revision_body_is_final BEFORE UPDATE OF body ON revision "
    "WHEN NEW.body IS NOT NULL BEGIN SELECT RAISE(ABORT, 'a revision is final'); END",
    "CREATE TRIGGER revision_stays BEFORE DELETE ON revision "
    "BEGIN SELECT RAISE(ABORT, 'a revision stays'); END",
    # Nothing leaves the outbox without a receipt that says applied.
    "CREATE TRIGGER outbox_needs_receipt BEFORE DELETE ON outbox "
    "WHEN (SELECT state FROM sent_bundle WHERE manifest_sha256 = OLD.bundle) IS NOT 'applied' "
    "BEGIN SELECT RAISE(ABORT, 'no receipt for this row'); END",
    # The bytes of a bundle are kept until the other side has applied it.
    "CREATE TRIGGER sent_bytes_stay BEFORE UPDATE OF data ON sent_bundle "
    "WHEN NEW.state IS NOT 'applied' "
    "BEGIN SELECT RAISE(ABORT, 'no receipt for these bytes'); END",
    "CREATE TRIGGER sent_bundle_stays BEFORE DELETE ON sent_bundle "
    "WHEN OLD.state IS NOT 'applied' "
    "BEGIN SELECT RAISE(ABORT, 'no receipt for these bytes'); END",
)
