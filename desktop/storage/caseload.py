# SPDX-License-Identifier: Apache-2.0
"""The caseload: for each family the last contact, the next one promised, and its place in lists.

Owns the table ``caseload``, which is worked out of the table ``record`` whenever a family or what
belongs to it changes, so that a hub with a million records lists its families at once. Knows the
kinds of record only by what journal.py keeps of each (``due``, ``active``).
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sqlalchemy import text

from desktop.errors import RecordNotFound
from desktop.storage import straight
from desktop.storage.lists import COLUMNS, JOINS, WIDTH, ListedRecord, listed

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy import TextClause

    from desktop.storage.database import Connection

FAMILY: Final = "family"

# First character of ``caseload.sort``.
SUPPORTED: Final = "0"
ENDED: Final = "1"

_FORGET: Final = text("DELETE FROM caseload WHERE family = :family")
# Contacts are the records of a family that have ``active``. What was promised last is open until
# there was a contact on that day or later. '~' stands after every day. Number and day are asked
# for one by one, so that the index answers both and no row has to be fetched.
_WORK_OUT: Final = text(
    """WITH newest AS MATERIALIZED (
  SELECT f.id AS family, f.withdrawn, coalesce(f.active, 0) AS active,
    (SELECT c.number FROM record AS c WHERE c.family = f.id AND c.active = 1
      ORDER BY c.at DESC, c.number DESC LIMIT 1) AS last_number,
    coalesce((SELECT substr(c.at, 1, 10) FROM record AS c WHERE c.family = f.id AND c.active = 1
      ORDER BY c.at DESC, c.number DESC LIMIT 1), '') AS last_contact,
    (SELECT c.number FROM record AS c
      WHERE c.family = f.id AND c.active IS NOT NULL AND c.due IS NOT NULL
      ORDER BY c.at DESC, c.number DESC LIMIT 1) AS next_number,
    (SELECT c.due FROM record AS c
      WHERE c.family = f.id AND c.active IS NOT NULL AND c.due IS NOT NULL
      ORDER BY c.at DESC, c.number DESC LIMIT 1) AS due
  FROM json_each(:ids) AS asked CROSS JOIN record AS f ON f.id = asked.value
  WHERE f.kind = 'family'
), plans AS (
  SELECT *, active AND due IS NOT NULL AND due > last_contact AS open FROM newest
)
SELECT family, last_number, last_contact, CASE WHEN open THEN next_number END,
  CASE WHEN open THEN due ELSE '' END,
  CASE WHEN withdrawn THEN '2' WHEN active THEN '0' ELSE '1' END
    || CASE WHEN open THEN due ELSE '~' END || last_contact
FROM plans"""
)
_PUT: Final = (
    "INSERT OR REPLACE INTO caseload"
    " (family, last_number, last_contact, next_number, next_contact, sort)"
    " VALUES (?, ?, ?, ?, ?, ?)"
)

# CROSS JOIN: go through the families in their order, and look each up, never the other way round.
_FAMILY: Final = f"""SELECT {COLUMNS}, coalesce(v.body, d.body) AS body,
  c.last_contact, coalesce(l.id, '') AS last_record, l.kind AS last_kind, lv.body AS last_body,
  c.next_contact, coalesce(n.id, '') AS next_record
FROM caseload AS c
CROSS JOIN record AS r ON r.id = c.family
{JOINS}
LEFT JOIN draft AS d ON d.record = r.id
LEFT JOIN record AS l ON l.number = c.last_number
LEFT JOIN revision AS lv ON lv.id = l.shown
LEFT JOIN record AS n ON n.number = c.next_number
"""  # noqa: S608 - built from constants only
_PAGE: Final = text(
    _FAMILY + "WHERE (c.sort, c.family) > (:sort, :family) ORDER BY c.sort, c.family LIMIT :limit"
)
_ONE: Final = text(_FAMILY + "WHERE c.family = :family")
_SUPPORTED: Final = text("SELECT count(*) FROM caseload WHERE sort < :below")
_DUE: Final = text(
    _FAMILY
    + "WHERE c.sort < :below AND c.next_contact <> '' ORDER BY c.sort, c.family LIMIT :limit"
)
_COUNT_DUE: Final = text("SELECT count(*) FROM caseload WHERE sort < :below")

_BODY: Final = "coalesce(v.body, d.body) AS body"
_TIMELINE: Final = text(
    f"SELECT {COLUMNS}, {_BODY} FROM record AS r {JOINS}"  # noqa: S608 - built from constants only
    " LEFT JOIN draft AS d ON d.record = r.id AND r.shown IS NULL"
    " WHERE r.family = :family AND (r.at, r.number) < (:at, :number)"
    " ORDER BY r.at DESC, r.number DESC LIMIT :limit"
)
_CONTACTS: Final = text(
    f"SELECT {COLUMNS}, v.body AS body FROM record AS r {JOINS}"  # noqa: S608 - as above
    " WHERE r.family = :family AND r.active IS NOT NULL"
    " ORDER BY r.at DESC, r.number DESC LIMIT :limit"
)
_BODIES: Final = text(
    f"SELECT {COLUMNS}, v.body AS body FROM record AS r {JOINS}"  # noqa: S608 - as above
    " WHERE r.id IN (SELECT value FROM json_each(:ids))"
)
_FOLLOW_UPS: Final = text(
    f"SELECT {COLUMNS}, v.body AS body, r.due"  # noqa: S608 - as above
    f" FROM record AS r INDEXED BY ix_record_follow_up {JOINS}"
    " WHERE r.kind = 'signposting-list' AND r.due <= :day AND (f.id IS NULL OR f.active = 1)"
    " ORDER BY r.due, r.number LIMIT :limit"
)
_COUNT_FOLLOW_UPS: Final = text(
    "SELECT count(*) FROM record AS r INDEXED BY ix_record_follow_up"
    " LEFT JOIN record AS f ON f.id = r.family"
    " WHERE r.kind = 'signposting-list' AND r.due <= :day AND (f.id IS NULL OR f.active = 1)"
)
_DRAFTS_OF: Final = text(
    "SELECT r.family, count(*) AS drafts FROM draft AS d CROSS JOIN record AS r ON r.id = d.record"
    " WHERE r.family IN (SELECT value FROM json_each(:ids)) GROUP BY r.family"
)


@dataclass(frozen=True, slots=True)
class ListedFamily:
    """One family of the caseload; days are YYYY-MM-DD, or empty.

    Attributes:
        row: the family as any list shows it.
        body: what is written about it, or None once erased.
        last_contact, last_record, last_kind, last_body: the newest contact that took place.
        next_contact, next_record: the day promised for the next one, and where it is written.
    """

    row: ListedRecord
    body: bytes | None
    last_contact: str
    last_record: str
    last_kind: str | None
    last_body: bytes | None
    next_contact: str
    next_record: str


@dataclass(frozen=True, slots=True)
class ListedBody:
    """A list row with what is written in it, or None once erased. ``due``: see tables.py."""

    row: ListedRecord
    body: bytes | None
    due: str = ""


def work_out(connection: Connection, families: Collection[str | None]) -> None:
    """Work out the rows of these families again; ids of other records, and None, do no harm."""
    ids = [family for family in families if family]
    if not ids:
        return
    # In one statement it would take ten times as long: it would keep what it may have to undo.
    rows = straight.rows(connection, _WORK_OUT.text, {"ids": json.dumps(ids)})
    if rows:
        straight.many(connection, _PUT, rows)


def forget(connection: Connection, family: str) -> None:
    """Take a record off that is not listed any more; one that is no family does no harm."""
    connection.execute(_FORGET, {"family": family})


def page(
    connection: Connection, *, limit: int, after: str | None = None
) -> tuple[ListedFamily, ...]:
    """Return up to ``limit`` families, those after family ``after`` of that order.

    First come those with an open promise, the earliest first; then those not seen for longest;
    then those whose support has ended, then those that were withdrawn.

    Raises:
        RecordNotFound: ``after`` is not listed any more.
    """
    sort = ""
    if after is not None:
        found = connection.execute(
            text("SELECT sort FROM caseload WHERE family = :family"), {"family": after}
        ).scalar()
        if found is None:
            raise RecordNotFound
        sort = found
    return _families(connection, _PAGE, sort=sort, family=after or "", limit=limit)


def one(connection: Connection, family: str) -> ListedFamily:
    """Return one family. Raises RecordNotFound when the record is not here or is no family."""
    found = _families(connection, _ONE, family=family)
    if not found:
        raise RecordNotFound
    return found[0]


def due(connection: Connection, *, by: str, limit: int) -> tuple[ListedFamily, ...]:
    """Return the supported families with a contact promised for day ``by`` or earlier."""
    return _families(connection, _DUE, below=_day_after(by), limit=limit)


def count_due(connection: Connection, *, by: str) -> int:
    """Return how many families :func:`due` would find without a limit."""
    return int(connection.execute(_COUNT_DUE, {"below": _day_after(by)}).scalar_one())


def count_supported(connection: Connection) -> int:
    """Return how many families are being supported."""
    return int(connection.execute(_SUPPORTED, {"below": ENDED}).scalar_one())


def _day_after(day: str) -> str:
    """Return what stands after every supported family with a promise for that day or earlier."""
    return f"{SUPPORTED}{day}~"


def _families(
    connection: Connection, statement: TextClause, **parameters: object
) -> tuple[ListedFamily, ...]:
    rows = connection.execute(statement, parameters)
    return tuple(ListedFamily(listed(row), *row[WIDTH:]) for row in rows)


def count_drafts(connection: Connection, families: Collection[str]) -> dict[str, int]:
    """Return how many drafts each of these families has; those with none are left out."""
    rows = connection.execute(_DRAFTS_OF, {"ids": json.dumps(list(families))})
    return {row.family: row.drafts for row in rows}


def timeline(
    connection: Connection, family: str, *, limit: int, after: str | None = None
) -> tuple[ListedBody, ...]:
    """Return what belongs to a family, the newest day first, drafts included.

    Raises:
        RecordNotFound: ``after`` is not listed any more.
    """
    at, number = "~", 0
    if after is not None:
        row = connection.execute(
            text("SELECT at, number FROM record WHERE id = :id"), {"id": after}
        ).first()
        if row is None:
            raise RecordNotFound
        at, number = row
    return _bodies(connection, _TIMELINE, family=family, at=at, number=number, limit=limit)


def contacts(connection: Connection, family: str, *, limit: int) -> tuple[ListedBody, ...]:
    """Return the newest contacts with a family, also those that were only tried; no drafts."""
    return _bodies(connection, _CONTACTS, family=family, limit=limit)


def bodies(connection: Connection, records: Collection[str]) -> dict[str, ListedBody]:
    """Return these records as they are shown, by id."""
    found = _bodies(connection, _BODIES, ids=json.dumps(list(records)))
    return {item.row.id: item for item in found}


def follow_ups(connection: Connection, *, by: str, limit: int) -> tuple[ListedBody, ...]:
    """Return signposting lists to ask about on day ``by`` or earlier, the earliest first.

    Nobody is asked any more where the support has ended.
    """
    return _bodies(connection, _FOLLOW_UPS, day=by, limit=limit)


def count_follow_ups(connection: Connection, *, by: str) -> int:
    """Return how many lists :func:`follow_ups` would find without a limit."""
    return int(connection.execute(_COUNT_FOLLOW_UPS, {"day": by}).scalar_one())


def _bodies(
    connection: Connection, statement: TextClause, **parameters: object
) -> tuple[ListedBody, ...]:
    rows = connection.execute(statement, parameters)
    return tuple(ListedBody(listed(row), *row[WIDTH:]) for row in rows)
