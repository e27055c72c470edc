# SPDX-License-Identifier: Apache-2.0
"""What lists and the search page read: paged, newest first, never everything at once."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import text

from desktop.errors import RecordNotFound
from desktop.storage import straight
from desktop.storage.search_words import as_written, match_expression, runs, typing_expression

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import TextClause

    from desktop.storage.database import Connection

# One place decides what state a record shows; the order of the cases is the order of urgency.
_STATE: Final = """CASE
  WHEN r.shown IS NULL THEN 'draft'
  WHEN r.heads > 1 THEN 'conflict'
  WHEN EXISTS (SELECT 1 FROM revision AS n WHERE n.record = r.id AND n.state = 'needs-attention')
    THEN 'needs-attention'
  WHEN EXISTS (SELECT 1 FROM reading WHERE reading.revision = r.shown) THEN 'read'
  ELSE v.state END"""

# What a row of a list shows of record ``r``, for every statement that makes a ListedRecord.
COLUMNS: Final = f"""r.number, r.id, coalesce(r.shown, '') AS shown, r.kind, {_STATE} AS state,
  r.title, r.at, coalesce(v.author, r.author) AS author, p.name AS author_name, r.family,
  f.title AS family_title,
  (SELECT q.name FROM reading AS m JOIN person AS q ON q.id = m.person
    WHERE m.revision = r.shown ORDER BY m.at LIMIT 1) AS read_by,
  r.withdrawn,
  EXISTS (SELECT 1 FROM draft AS a WHERE a.record = r.id AND a.parents <> '[]') AS amending
"""  # noqa: S608 - built from the constant above only
JOINS: Final = """
LEFT JOIN revision AS v ON v.id = r.shown
LEFT JOIN person AS p ON p.id = coalesce(v.author, r.author)
LEFT JOIN record AS f ON f.id = r.family
"""
_ROW: Final = f"SELECT {COLUMNS} FROM record AS r {JOINS}"  # noqa: S608 - the constants above

_PAGE: Final = text(_ROW + "WHERE r.number < :before ORDER BY r.number DESC LIMIT :limit")
_PAGE_OF_KIND: Final = text(
    _ROW + "WHERE r.kind = :kind AND r.number < :before ORDER BY r.number DESC LIMIT :limit"
)
_ONE: Final = text(_ROW + "WHERE r.id = :record")
_SEARCH: Final = (
    "SELECT r.id, r.kind, r.title,"
    " snippet(search, -1, '', '', '…', 16) AS snippet, r.at, f.title AS family_title"
    " FROM search CROSS JOIN record AS r ON r.number = search.rowid"
    " LEFT JOIN record AS f ON f.id = r.family"
    " WHERE search MATCH :query AND NOT EXISTS (SELECT 1 FROM json_each(:runs)"
    " WHERE instr(search.title, value) = 0 AND instr(search.body, value) = 0)"
)
# How well a record fits takes reading it again, so only the newest that fit at all are compared.
_BEST: Final = text(
    _SEARCH  # noqa: S608 - built from constants only
    + " AND search.rowid >= (SELECT min(number) FROM (SELECT rowid AS number FROM search"
    " WHERE search MATCH :query ORDER BY rowid DESC LIMIT 500))"
    " ORDER BY bm25(search, 4.0, 1.0), search.rowid DESC LIMIT :limit"
)
# In the order of the index, so that it can stop after the first page.
_NEWEST: Final = text(_SEARCH + " ORDER BY search.rowid DESC LIMIT :limit")


@dataclass(frozen=True, slots=True)
class ListedRecord:
    """One row of a list. ``shown`` is empty for a draft; ``family_title`` is the family's name.

    ``read_by`` is the name of who read the shown version first.
    """

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
    read_by: str | None
    withdrawn: bool
    amending: bool


WIDTH: Final = len(ListedRecord.__slots__)


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
        before = place_of(connection, after)
    statement = _PAGE if kind is None else _PAGE_OF_KIND
    rows = connection.execute(statement, {"kind": kind, "before": before, "limit": limit})
    return tuple(listed(row) for row in rows)


def place_of(connection: Connection, record_id: str) -> int:
    """Return the number of a record in the order of lists. Raises RecordNotFound."""
    number = connection.execute(
        text("SELECT number FROM record WHERE id = :id"), {"id": record_id}
    ).scalar()
    if number is None:
        raise RecordNotFound
    return int(number)


def one(connection: Connection, record_id: str) -> ListedRecord | None:
    """Return the list row of one record, or None."""
    found = straight.rows(connection, _ONE.text, {"record": record_id})
    return listed(found[0]) if found else None


def listed(row: Sequence[Any]) -> ListedRecord:
    """Return the list row whose values begin a result with ``COLUMNS``."""
    values = tuple(row[:WIDTH])
    return ListedRecord(*values[:-2], *map(bool, values[-2:]))


def search(connection: Connection, typed: str, *, limit: int = 50) -> tuple[FoundRecord, ...]:
    """Find records that hold every word of ``typed``, each word as a prefix; best match first.

    Of more than five hundred, the newest five hundred.

    Accents and case do not matter. Nothing that can be typed is an error: what holds no letter or
    digit finds nothing, and of a very long text only the beginning is looked for.
    """
    return _found(connection, _BEST, match_expression(typed), typed, limit=limit)


def search_newest(connection: Connection, typed: str, *, limit: int) -> tuple[FoundRecord, ...]:
    """Find records as :func:`search` does while somebody is typing: the newest first.

    One letter alone finds nothing; see :func:`search_words.typing_expression`.
    """
    return _found(connection, _NEWEST, typing_expression(typed), typed, limit=limit)


def _found(
    connection: Connection, statement: TextClause, query: str, typed: str, *, limit: int
) -> tuple[FoundRecord, ...]:
    if not query:
        return ()
    beside = json.dumps(runs(typed))
    rows = connection.execute(statement, {"query": query, "runs": beside, "limit": limit})
    return tuple(
        FoundRecord(
            id=row.id,
            kind=row.kind,
            title=row.title,
            snippet=" ".join(as_written(row.snippet).split()),
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


_DRAFTS: Final = text(
    f"SELECT {COLUMNS} FROM draft AS d CROSS JOIN record AS r ON r.id = d.record"  # noqa: S608 - as above
    f" {JOINS} WHERE d.kind NOT IN (SELECT value FROM json_each(:but))"
    " ORDER BY d.saved_at DESC, d.record DESC LIMIT :limit"
)
_UNREAD: Final = text(
    _ROW + "WHERE r.unread = 1 AND r.number > :number ORDER BY r.number LIMIT :limit"
)
_CONFLICTS: Final = text(
    _ROW + "WHERE r.heads > 1 AND r.number < :number ORDER BY r.number DESC LIMIT :limit"
)
_COUNT_UNREAD: Final = text("SELECT count(*) FROM record WHERE unread = 1")
_COUNT_CONFLICTS: Final = text("SELECT count(*) FROM record WHERE heads > 1")
_COUNT_ATTENTION: Final = text(
    "SELECT count(DISTINCT record) FROM revision WHERE state = 'needs-attention'"
)


def drafts(
    connection: Connection, *, limit: int, but: Sequence[str] = ()
) -> tuple[ListedRecord, ...]:
    """Return the records with a draft, the one saved last first; not those of kinds ``but``."""
    return _many(connection, _DRAFTS, limit=limit, but=json.dumps(list(but)))


def unread(
    connection: Connection, *, limit: int, after: str | None = None
) -> tuple[ListedRecord, ...]:
    """Return what the person of this hub has not read yet of others', the oldest first.

    Raises:
        RecordNotFound: ``after`` is not listed any more.
    """
    number = -1 if after is None else place_of(connection, after)
    return _many(connection, _UNREAD, number=number, limit=limit)


def conflicts(
    connection: Connection, *, limit: int, after: str | None = None
) -> tuple[ListedRecord, ...]:
    """Return the records with more than one version to decide between, the newest first.

    Raises:
        RecordNotFound: ``after`` is not listed any more.
    """
    number = 2**62 if after is None else place_of(connection, after)
    return _many(connection, _CONFLICTS, number=number, limit=limit)


def _many(
    connection: Connection, statement: TextClause, **parameters: object
) -> tuple[ListedRecord, ...]:
    return tuple(listed(row) for row in connection.execute(statement, parameters))


def count_unread(connection: Connection) -> int:
    """Return how many records :func:`unread` would find without a limit."""
    return int(connection.execute(_COUNT_UNREAD).scalar_one())


def count_conflicts(connection: Connection) -> int:
    """Return how many records have more than one version to decide between."""
    return int(connection.execute(_COUNT_CONFLICTS).scalar_one())


def count_attention(connection: Connection) -> int:
    """Return how many records have a version that the other side could not use."""
    return int(connection.execute(_COUNT_ATTENTION).scalar_one())


def count_drafts(connection: Connection, *, but: Sequence[str] = ()) -> int:
    """Return how many drafts there are, of amendments too, but not of the kinds ``but``.

    One of an amendment to a record whose import was undone is hidden with it.
    """
    return int(
        connection.execute(
            text(
                "SELECT count(*) FROM draft JOIN record ON record.id = draft.record"
                " WHERE draft.kind NOT IN (SELECT value FROM json_each(:but))"
            ),
            {"but": json.dumps(list(but))},
        ).scalar_one()
    )
