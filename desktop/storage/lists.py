# SPDX-License-Identifier: Apache-2.0
"""What lists and the search page read: paged, newest first, never everything at once."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Row, text

from desktop.errors import RecordNotFound
from desktop.storage.search_words import as_written, match_expression

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.storage.database import Connection

# One place decides what state a record shows; the order of the cases is the order of urgency.
_STATE: Final = """CASE
  WHEN r.shown IS NULL THEN 'draft'
  WHEN r.heads > 1 THEN 'conflict'
  WHEN EXISTS (SELECT 1 FROM revision AS n WHERE n.record = r.id AND n.state = 'needs-attention')
    THEN 'needs-attention'
  WHEN EXISTS (SELECT 1 FROM reading WHERE reading.revision = r.shown) THEN 'read'
  ELSE v.state END"""

_ROW: Final = f"""SELECT r.number, r.id, coalesce(r.shown, '') AS shown, r.kind, {_STATE} AS state,
  r.title, r.at, coalesce(v.author, r.author) AS author, p.name AS author_name, r.family,
  f.title AS family_title, r.withdrawn
FROM record AS r
LEFT JOIN revision AS v ON v.id = r.shown
LEFT JOIN person AS p ON p.id = coalesce(v.author, r.author)
LEFT JOIN record AS f ON f.id = r.family
"""  # noqa: S608 - built from the constants above only

_PAGE: Final = text(_ROW + "WHERE r.number < :before ORDER BY r.number DESC LIMIT :limit")
_PAGE_OF_KIND: Final = text(
    _ROW + "WHERE r.kind = :kind AND r.number < :before ORDER BY r.number DESC LIMIT :limit"
)
_ONE: Final = text(_ROW + "WHERE r.id = :record")
_SEARCH: Final = text(
    "SELECT r.id, r.kind, r.title,"
    " snippet(search, -1, '', '', '…', 16) AS snippet, r.at, f.title AS family_title"
    " FROM search JOIN record AS r ON r.number = search.rowid"
    " LEFT JOIN record AS f ON f.id = r.family"
    " WHERE search MATCH :query"
    " ORDER BY bm25(search, 4.0, 1.0), search.rowid DESC LIMIT :limit"
)


@dataclass(frozen=True, slots=True)
class ListedRecord:
    """One row of a list. ``shown`` is empty for a draft; ``family_title`` is the family's name."""

    number: int
    id: str
    shown: str
    kind: str
    state: str
    title: str
    at: str
    author: str
    author_name: str | None
    family: str | None
    family_title: str | None
    withdrawn: bool


@dataclass(frozen=True, slots=True)
class FoundRecord:
    """One search result, best first."""

    id: str
    kind: str
    title: str
    snippet: str
    at: str
    family_title: str | None


def page(
    connection: Connection, *, kind: str | None = None, limit: int = 50, after: str | None = None
) -> tuple[ListedRecord, ...]:
    """Return up to ``limit`` records, newest first, those after record ``after`` of that order.

    Raises:
        RecordNotFound: ``after`` is not listed any more; an empty page would look like the end.
    """
    before = 2**62
    if after is not None:
        row = connection.execute(
            text("SELECT number FROM record WHERE id = :id"), {"id": after}
        ).first()
        if row is None:
            raise RecordNotFound
        before = row.number
    statement = _PAGE if kind is None else _PAGE_OF_KIND
    rows = connection.execute(statement, {"kind": kind, "before": before, "limit": limit})
    return tuple(_listed(row) for row in rows)


def one(connection: Connection, record_id: str) -> ListedRecord | None:
    """Return the list row of one record, or None."""
    row = connection.execute(_ONE, {"record": record_id}).first()
    return None if row is None else _listed(row)


def _listed(row: Row[Any]) -> ListedRecord:
    values: tuple[Any, ...] = tuple(row)
    return ListedRecord(*(*values[:-1], bool(values[-1])))


def search(connection: Connection, typed: str, *, limit: int = 50) -> tuple[FoundRecord, ...]:
    """Find records that hold every word of ``typed``, each word as a prefix; best match first.

    Accents and case do not matter. Nothing that can be typed is an error: what holds no letter or
    digit finds nothing, and of a very long text only the beginning is looked for.
    """
    query = match_expression(typed)
    if not query:
        return ()
    rows = connection.execute(_SEARCH, {"query": query, "limit": limit})
    return tuple(
        FoundRecord(
            id=row.id,
            kind=row.kind,
            title=row.title,
            snippet=as_written(row.snippet),
            at=row.at,
            family_title=row.family_title,
        )
        for row in rows
    )


@dataclass(frozen=True, slots=True)
class Reading:
    """Who read a version, and when."""

    revision: str
    person: str
    at: str


def readings(connection: Connection, revisions: Sequence[str]) -> tuple[Reading, ...]:
    """Return who read these versions, the earliest first."""
    rows = connection.execute(
        text(
            "SELECT revision, person, at FROM reading"
            " WHERE revision IN (SELECT value FROM json_each(:ids)) ORDER BY at"
        ),
        {"ids": json.dumps(list(revisions))},
    )
    return tuple(Reading(*row) for row in rows)


def count_drafts(connection: Connection) -> int:
    """Return how many drafts there are."""
    return int(connection.execute(text("SELECT count(*) FROM draft")).scalar_one())
