# SPDX-License-Identifier: Apache-2.0
"""Drafts: what is not final yet, of new records and of amendments to final ones.

Owns how a draft is kept, listed and found. Every function works inside the transaction that the
caller has begun. Must not know about revisions beyond their ids.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Row, bindparam, select, text

from desktop.errors import NotADraft
from desktop.storage import caseload, listing, straight
from desktop.storage.search_words import indexed
from desktop.storage.tables import draft

if TYPE_CHECKING:
    from collections.abc import Collection

    from desktop.storage.database import Connection

_DRAFT_OF: Final = select(draft).where(draft.c.record == bindparam("record"))
_DRAFT_WORDS: Final = text(
    "SELECT r.number, d.kind, d.body, s.title AS indexed_title, s.body AS indexed_body"
    " FROM draft AS d CROSS JOIN record AS r ON r.id = d.record"
    " LEFT JOIN search AS s ON s.rowid = r.number"
    " WHERE r.shown IS NULL AND (:ids IS NULL OR d.record IN (SELECT value FROM json_each(:ids)))"
)


@dataclass(frozen=True, slots=True)
class StoredDraft:
    """A draft of a new record, or of an amendment to a final one.

    Attributes:
        record: id of the record.
        kind, schema: of its fields.
        parents: the versions that it amends; empty for a new record.
        body: the fields so far.
        saved_at: when it was saved.
        reason: why it is amended, so far; None for a new record.
    """

    record: str
    kind: str
    schema: int
    parents: tuple[str, ...]
    body: bytes
    saved_at: str
    reason: str | None = None


def save(
    connection: Connection, item: StoredDraft, *, author: str, words_later: bool = False
) -> None:
    """Keep a draft, in place of an earlier one of the same record.

    One that amends is no row of lists: it belongs to its record, and is hidden along with it.

    With ``words_later`` the search still finds the words of the draft before, until
    :func:`index`: taking them out, each from its own place, takes longer than all the rest.
    """
    values = {
        "record": item.record,
        "kind": item.kind,
        "schema": item.schema,
        "parents": json.dumps(item.parents),
        "body": item.body,
        "saved_at": item.saved_at,
        "reason": item.reason,
    }
    connection.execute(draft.delete().where(draft.c.record == item.record))
    connection.execute(draft.insert(), values)
    listed = connection.execute(listing.LISTED, {"record": item.record}).first()
    if listed is not None and listed.shown is not None:
        return  # what is final stays on show
    keep_words = words_later and listed is not None and not item.parents
    if listed is not None:
        connection.execute(listing.UNLIST, {"number": listed.number})
        if not keep_words:
            connection.execute(listing.UNINDEX, {"number": listed.number})
    if item.parents:
        return
    number = listing.next_number(connection) if listed is None else listed.number
    _list(connection, item, author=author, number=number, indexed_already=keep_words)


def index(connection: Connection, records: Collection[str] | None = None) -> None:
    """Let the search find drafts by the words that they hold now: of these records, or of all."""
    ids = None if records is None else json.dumps(list(records))
    pack = listing.pack_in_force(connection)
    for row in connection.execute(_DRAFT_WORDS, {"ids": ids}).fetchall():
        summary = listing.summary_of(row.kind, row.body, pack)
        title, words = indexed(summary.title), indexed(summary.words)
        if (row.indexed_title, row.indexed_body) != (title, words):
            connection.execute(listing.UNINDEX, {"number": row.number})
            straight.rows(connection, listing.INSERT_SEARCH, (row.number, title, words))


def _list(
    connection: Connection,
    item: StoredDraft,
    *,
    author: str,
    number: int,
    indexed_already: bool = False,
) -> None:
    summary = listing.summary_of(item.kind, item.body, listing.pack_in_force(connection))
    row = (
        number,
        item.record,
        item.kind,
        None,
        0,
        summary.title,
        summary.when or item.saved_at,
        author,
        summary.family,
        int(summary.withdrawn),
        None,
        summary.active if item.kind == caseload.FAMILY else None,  # a draft is no contact yet
    )
    if indexed_already:
        straight.rows(connection, listing.INSERT_RECORD, (*row, listing.reader(connection)))
    else:
        listing.list_row(connection, row, summary)
    if item.kind == caseload.FAMILY:
        caseload.work_out(connection, {item.record})


def get(connection: Connection, record_id: str) -> StoredDraft:
    """Return the draft of a record. Raises NotADraft when there is none."""
    row = connection.execute(_DRAFT_OF, {"record": record_id}).first()
    if row is None:
        raise NotADraft
    return _draft(row)


def _draft(row: Row[Any]) -> StoredDraft:
    return StoredDraft(
        record=row.record,
        kind=row.kind,
        schema=row.schema,
        parents=tuple(json.loads(row.parents)),
        body=row.body,
        saved_at=row.saved_at,
        reason=row.reason,
    )


def drop(connection: Connection, record_id: str, *, keep_place: bool = False) -> None:
    """Remove a draft; a record that was only a draft disappears from lists and search.

    With ``keep_place`` its row stays where it is in lists: it becomes final in this transaction.
    """
    connection.execute(draft.delete().where(draft.c.record == record_id))
    if keep_place:
        return
    row = connection.execute(listing.LISTED, {"record": record_id}).first()
    if row is not None and row.shown is None:
        listing.forget_row(connection, row.number)
        caseload.forget(connection, record_id)


def list_again(connection: Connection, record_id: str, *, number: int) -> None:
    """List a record again whose first version is still being written here, if it is."""
    found = connection.execute(_DRAFT_OF, {"record": record_id}).first()
    written = None if found is None else _draft(found)
    if written is not None and not written.parents:
        _list(connection, written, author="", number=number)
