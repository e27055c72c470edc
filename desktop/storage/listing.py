# SPDX-License-Identifier: Apache-2.0
"""The rows that lists show, with their words for the search: one for each record.

Owns how such a row comes and goes. Which version of a record it shows is decided elsewhere. Every
function works inside the transaction that the caller has begun.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import bindparam, select, text

from desktop.records import programme
from desktop.records.kinds import KINDS
from desktop.storage import straight
from desktop.storage.search_words import indexed
from desktop.storage.tables import record

if TYPE_CHECKING:
    from desktop.records.declaration import Summary
    from desktop.records.programme import Programme
    from desktop.storage.database import Connection

INSERT_RECORD: Final = (
    "INSERT INTO record (number, id, kind, shown, heads, title, at, author, family, withdrawn,"
    " due, active, unread)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12,"
    " ?13 <> '' AND ?4 IS NOT NULL AND ?8 <> ?13"
    " AND NOT EXISTS (SELECT 1 FROM reading WHERE revision = ?4 AND person = ?13))"
)
INSERT_SEARCH: Final = "INSERT INTO search (rowid, title, body) VALUES (?, ?, ?)"
_PROGRAMME: Final = (
    "SELECT document FROM document WHERE kind = 'programme' ORDER BY version DESC LIMIT 1"
)
LISTED: Final = select(record.c.number, record.c.shown, record.c.family).where(
    record.c.id == bindparam("record")
)
_WHO_READS: Final = (
    "SELECT value FROM meta WHERE key = 'person'"
    " AND (SELECT value FROM meta WHERE key = 'role') = 'hub'"
)
_HIGHEST: Final = "SELECT max(number) FROM record"
UNLIST: Final = text("DELETE FROM record WHERE number = :number")
UNINDEX: Final = text("DELETE FROM search WHERE rowid = :number")


def reader(connection: Connection) -> str:
    """Return who reads here what others wrote: the person of a hub; at a volunteer's, nobody."""
    return straight.value(connection, _WHO_READS) or ""


def next_number(connection: Connection) -> int:
    """Return the number of the next row: lists go by it, the newest first."""
    return int(straight.value(connection, _HIGHEST) or 0) + 1


def pack_in_force(connection: Connection) -> Programme | None:
    """Return the programme in force here: titles use its names for choices."""
    found = straight.value(connection, _PROGRAMME)
    return None if found is None else programme.parsed(found)


def summary_of(kind: str, body: bytes | None, pack: Programme | None) -> Summary:
    """Return what lists and search are told about a body; one that is erased says nothing."""
    return KINDS[kind].summary({} if body is None else body, pack)


def list_row(connection: Connection, row: tuple[object, ...], summary: Summary) -> None:
    """Put one row into the lists, and its words into the index under the same number."""
    straight.rows(connection, INSERT_RECORD, (*row, reader(connection)))
    words = (row[0], indexed(summary.title), indexed(summary.words))
    straight.rows(connection, INSERT_SEARCH, words)


def forget_row(connection: Connection, number: int) -> None:
    """Take a row off the lists, and its words out of the index."""
    connection.execute(UNLIST, {"number": number})
    connection.execute(UNINDEX, {"number": number})
