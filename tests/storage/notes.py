# SPDX-License-Identifier: Apache-2.0
"""Revisions for the tests of the journal, and a database that forgets after each look."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

import msgspec

from desktop.crypto import keys
from desktop.records import revision
from desktop.storage import journal, lists

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop.records.revision import Revision
    from desktop.storage.database import Connection, Database
    from desktop.storage.lists import ListedRecord

VERA: Final = "a1" * 16
ANN: Final = "a2" * 16
LAPTOP: Final = "d1" * 16
OFFICE: Final = "d2" * 16
AT: Final = "2026-11-22T10:15:30.123Z"
LATER: Final = "2026-11-23T09:00:00.000Z"


def write(
    kind: str = "visit-note",
    *,
    id: str | None = None,  # noqa: A002 - the field's name in the format
    record: str | None = None,
    parents: tuple[str, ...] = (),
    at: str = AT,
    author: str = VERA,
    device: str = LAPTOP,
    **fields: Any,
) -> Revision:
    """Make a revision; the fields that are not named make its body."""
    return revision.write(
        id=id or keys.new_id(),
        record=record or keys.new_id(),
        kind=kind,
        schema=1,
        parents=parents,
        author=author,
        device=device,
        at=at,
        reason="put right" if parents else None,
        body=msgspec.json.encode(fields),
    )


@contextmanager
def forgotten(database: Database) -> Iterator[Connection]:
    """Give a transaction of which nothing is kept."""
    with database.write() as connection:
        savepoint = connection.begin_nested()
        try:
            yield connection
        finally:
            savepoint.rollback()


def listed(connection: Connection) -> dict[str, ListedRecord]:
    """Return every list row by record, having gone through the pages."""
    rows: list[ListedRecord] = []
    while page := lists.page(connection, limit=3, after=rows[-1].id if rows else None):
        rows += page
    assert [row.number for row in rows] == sorted((row.number for row in rows), reverse=True)
    return {row.id: row for row in rows}


def found(connection: Connection, typed: str) -> list[str]:
    """Return the records that a search finds, the best first."""
    return [hit.id for hit in lists.search(connection, typed)]


def hide_intake(connection: Connection, intake: str, *, hidden: bool) -> int:
    """Hide, or show again, everything that one import brought; return how many revisions."""
    most = journal.count_brought(connection, intake)
    rows = journal.brought(connection, intake, after=0, most=most)
    return sum(journal.hide(connection, row[1], intake=intake, hidden=hidden) for row in rows)
