# SPDX-License-Identifier: Apache-2.0
"""The journal: revisions, and which of them are shown.

Owns how revisions become the rows that lists show. Every function works inside the transaction
that the caller has begun. Must not know about bundles, keys or windows.
"""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import msgspec
from sqlalchemy import bindparam, select, text

from desktop.errors import IdReused, RecordNotFound
from desktop.records import merge
from desktop.records.kinds import KINDS
from desktop.storage import caseload, drafts, listing, straight
from desktop.storage.search_words import indexed
from desktop.storage.tables import revision, revision_parent

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from desktop.records.declaration import Summary
    from desktop.records.revision import Revision
    from desktop.storage.database import Connection

_INSERT_REVISION: Final = (
    "INSERT INTO revision (id, record, kind, schema, author, device, at, reason, envelope,"
    " envelope_sha256, body, state, intake, hidden, pending)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0)"
)
_INSERT_PARENT: Final = "INSERT INTO revision_parent (revision, parent) VALUES (?, ?)"
_INSERT_READING: Final = text(
    "INSERT INTO reading (revision, person, at) VALUES (:revision, :person, :at)"
    " ON CONFLICT (revision, person) DO UPDATE SET at = excluded.at WHERE excluded.at < at"
)
# These run at every save.
_KNOWN: Final = (
    "SELECT id, envelope_sha256 FROM revision WHERE id IN (SELECT value FROM json_each(?))"
)
_KNOWN_RECORDS: Final = "SELECT id FROM record WHERE id IN (SELECT value FROM json_each(?))"
_PARENTS_AWAITED: Final = (
    "SELECT parent FROM revision_parent WHERE parent IN (SELECT value FROM json_each(?))"
)
# Built once: building a statement takes longer than running it.
_REVISIONS_OF: Final = (
    select(revision).where(revision.c.record == bindparam("record")).order_by(revision.c.number)
)
_PARENTS_OF: Final = (
    select(revision_parent)
    .join(revision, revision.c.id == revision_parent.c.revision)
    .where(revision.c.record == bindparam("record"))
)
_READ: Final = text(
    "UPDATE record SET unread = 0 WHERE unread = 1"
    " AND shown IN (SELECT value FROM json_each(:ids)) AND id IN"
    " (SELECT record FROM revision WHERE id IN (SELECT value FROM json_each(:ids)))"
)
_COUNT_BROUGHT: Final = text("SELECT count(*) FROM revision WHERE intake = :intake")
_BROUGHT: Final = text(
    "SELECT number, record FROM revision WHERE intake = :intake AND number > :after"
    " ORDER BY number LIMIT :most"
)
# The sign keeps it from going through everything that the import brought.
_HIDE: Final = text(
    "UPDATE revision SET hidden = :hidden"
    " WHERE record = :record AND +intake = :intake AND hidden <> :hidden"
)


@dataclass(frozen=True, slots=True)
class Merged:
    """What adding revisions did, counted in revisions that people see.

    Attributes:
        new: first revisions of records.
        amended: revisions written on top of others.
        duplicate: revisions that were here already, byte for byte.
        conflict: records that now have more than one head.
    """

    new: int = 0
    amended: int = 0
    duplicate: int = 0
    conflict: int = 0

    def plus(self, other: Merged) -> Merged:
        """Return the sum of both."""
        return Merged(
            new=self.new + other.new,
            amended=self.amended + other.amended,
            duplicate=self.duplicate + other.duplicate,
            conflict=self.conflict + other.conflict,
        )


@dataclass(frozen=True, slots=True)
class StoredRevision:
    """One revision as it lies in the journal, with what became of it here."""

    id: str
    record: str
    kind: str
    schema: int
    parents: tuple[str, ...]
    author: str
    device: str
    at: str
    reason: str | None
    body: bytes | None
    state: str
    hidden: bool
    pending: bool


def append(
    connection: Connection, revisions: Sequence[Revision], *, state: str, intake: str | None = None
) -> Merged:
    """Add revisions to the journal by set union; adding any of them again changes nothing.

    ``state`` is the state of those that are new here. Bring heads, lists and search up to date.

    Raises:
        IdReused: a revision has the id of a known one and other contents. The caller must roll
            the transaction back (or to its savepoint).
    """
    fresh, duplicates = _unknown(connection, revisions)
    if fresh:
        straight.many(
            connection,
            _INSERT_REVISION,
            [
                (
                    r.id,
                    r.record,
                    r.kind,
                    r.schema,
                    r.author,
                    r.device,
                    r.at,
                    r.reason,
                    r.envelope,
                    r.envelope_sha256,
                    r.body,
                    state,
                    intake,
                )
                for r in fresh
            ],
        )
        parents = [(r.id, parent) for r in fresh for parent in r.parents]
        if parents:
            straight.many(connection, _INSERT_PARENT, parents)
    _note_readings(connection, fresh)
    visible = [r for r in fresh if _is_visible(r.kind)]
    conflicts = _show(connection, visible)
    return Merged(
        new=sum(not r.parents for r in visible),
        amended=sum(bool(r.parents) for r in visible),
        duplicate=sum(_is_visible(r.kind) for r in duplicates),
        conflict=conflicts,
    )


def _is_visible(kind_name: str) -> bool:
    kind = KINDS.get(kind_name)
    return kind is not None and kind.visible


def _unknown(
    connection: Connection, revisions: Sequence[Revision]
) -> tuple[tuple[Revision, ...], tuple[Revision, ...]]:
    ids = [r.id for r in revisions]
    known = dict(_among(connection, _KNOWN, ids))
    sorted_out = merge.classify(known, revisions)
    if sorted_out.id_reused:
        raise IdReused
    return sorted_out.new, sorted_out.duplicates


def _note_readings(connection: Connection, fresh: Iterable[Revision]) -> None:
    marks = [
        {"revision": msgspec.json.decode(r.body)["revision"], "person": r.author, "at": r.at}
        for r in fresh
        if r.kind == "reading-mark" and r.body is not None
    ]
    if not marks:
        return
    connection.execute(_INSERT_READING, marks)  # whichever came first, the earliest counts
    reader = listing.reader(connection)
    ours = [mark["revision"] for mark in marks if mark["person"] == reader]
    connection.execute(_READ, {"ids": json.dumps(ours)})


def _show(connection: Connection, fresh: Sequence[Revision]) -> int:
    """Bring lists and search up to date after ``fresh`` was added; return conflicts made."""
    by_record: dict[str, list[Revision]] = defaultdict(list)
    for item in fresh:
        by_record[item.record].append(item)
    listed = {row[0] for row in _among(connection, _KNOWN_RECORDS, list(by_record))}
    simple: list[Revision] = []
    others: list[str] = []
    for record_id, items in by_record.items():
        if len(items) == 1 and not items[0].parents and record_id not in listed:
            simple.append(items[0])
        else:
            others.append(record_id)
    waiting_on = _children_waiting(connection, [r.id for r in simple])
    _list_new(connection, [r for r in simple if r.id not in waiting_on])
    others += [r.record for r in simple if r.id in waiting_on]
    return sum(refresh(connection, record_id) > 1 for record_id in others)


def _children_waiting(connection: Connection, ids: Sequence[str]) -> set[str]:
    """Return those of ``ids`` that revisions which arrived earlier name as parent."""
    return {row[0] for row in _among(connection, _PARENTS_AWAITED, ids)}


def _among(connection: Connection, statement: str, ids: Sequence[str]) -> Sequence[tuple[Any, ...]]:
    """Return the rows that a statement finds for these ids."""
    return straight.rows(connection, statement, (json.dumps(ids),))


def _list_new(connection: Connection, revisions: Sequence[Revision]) -> None:
    if not revisions:
        return
    number = listing.next_number(connection)
    pack, reader = listing.pack_in_force(connection), listing.reader(connection)
    rows: list[tuple[object, ...]] = []
    words: list[tuple[int, str, str]] = []
    families: set[str | None] = set()
    for offset, item in enumerate(revisions):
        place, summary = number + offset, listing.summary_of(item.kind, item.body, pack)
        row = _record_row(place, item, shown=item.id, heads=1, summary=summary)
        rows.append((*row, reader))
        words.append((place, indexed(summary.title), indexed(summary.words)))
        families.add(item.record if item.kind == caseload.FAMILY else summary.family)
    straight.many(connection, listing.INSERT_RECORD, rows)
    straight.many(connection, listing.INSERT_SEARCH, words)
    caseload.work_out(connection, families)


def _record_row(
    number: int, item: Revision | StoredRevision, *, shown: str, heads: int, summary: Summary
) -> tuple[object, ...]:
    return (
        number,
        item.record,
        item.kind,
        shown,
        heads,
        summary.title,
        summary.when or item.at,
        item.author,
        summary.family,
        int(summary.withdrawn),
        summary.due,
        summary.active,
    )


def revisions_of(connection: Connection, record_id: str) -> tuple[StoredRevision, ...]:
    """Return every revision of a record in the order of arrival, hidden and pending included."""
    parents: dict[str, list[str]] = defaultdict(list)
    for row in connection.execute(_PARENTS_OF, {"record": record_id}):
        parents[row.revision].append(row.parent)
    found = connection.execute(_REVISIONS_OF, {"record": record_id})
    return tuple(
        StoredRevision(
            id=row.id,
            record=row.record,
            kind=row.kind,
            schema=row.schema,
            parents=tuple(sorted(parents[row.id])),
            author=row.author,
            device=row.device,
            at=row.at,
            reason=row.reason,
            body=row.body,
            state=row.state,
            hidden=bool(row.hidden),
            pending=bool(row.pending),
        )
        for row in found
    )


def versions_of(connection: Connection, record_id: str) -> tuple[StoredRevision, ...]:
    """Return the revisions of a record that people may see: of their kinds, and not hidden."""
    stored = revisions_of(connection, record_id)
    return tuple(r for r in stored if not r.hidden and _is_visible(r.kind))


def refresh(connection: Connection, record_id: str) -> int:
    """Work out the heads of a record again and show the right one; return how many there are.

    Revisions whose import was undone count as absent, and so does everything that was written on
    top of something absent, until it arrives (again).
    """
    present = versions_of(connection, record_id)
    _mark_pending(connection, present, frozenset(merge.pending(present)))
    heads = merge.heads(present)
    shown = next((r for r in present if heads and r.id == heads[0]), None)
    _relist(connection, record_id, shown, len(heads))
    return len(heads)


def _mark_pending(
    connection: Connection, present: Sequence[StoredRevision], waiting: frozenset[str]
) -> None:
    changes = [
        {"which": r.id, "value": int(r.id in waiting)}
        for r in present
        if r.pending != (r.id in waiting)
    ]
    if changes:
        connection.execute(
            revision.update()
            .where(revision.c.id == bindparam("which"))
            .values(pending=bindparam("value")),
            changes,
        )


def _relist(
    connection: Connection, record_id: str, shown: StoredRevision | None, heads: int
) -> None:
    row = connection.execute(listing.LISTED, {"record": record_id}).first()
    family = None if row is None else row.family
    if shown is None or shown.kind != caseload.FAMILY:
        caseload.forget(connection, record_id)
    if shown is None:
        if row is not None:
            _unlist(connection, row.number, record_id)
            caseload.work_out(connection, {family})
        return
    number = row.number if row is not None else listing.next_number(connection)
    if row is not None:
        listing.forget_row(connection, number)
    summary = listing.summary_of(shown.kind, shown.body, listing.pack_in_force(connection))
    listed = _record_row(number, shown, shown=shown.id, heads=heads, summary=summary)
    listing.list_row(connection, listed, summary)
    caseload.work_out(connection, {record_id, family, summary.family})


def _unlist(connection: Connection, number: int, record_id: str) -> None:
    """Take a record off the lists, unless its first version is still being written here."""
    listing.forget_row(connection, number)
    drafts.list_again(connection, record_id, number=number)


def count_brought(connection: Connection, intake_id: str) -> int:
    """Return how many revisions one import brought."""
    return int(connection.execute(_COUNT_BROUGHT, {"intake": intake_id}).scalar_one())


def brought(
    connection: Connection, intake_id: str, *, after: int, most: int
) -> tuple[tuple[int, str], ...]:
    """Return number and record of up to ``most`` revisions that one import brought.

    They come in the order of arrival, from those after number ``after`` on.
    """
    rows = connection.execute(_BROUGHT, {"intake": intake_id, "after": after, "most": most})
    return tuple((row.number, row.record) for row in rows)


def hide(connection: Connection, record_id: str, *, intake: str, hidden: bool) -> int:
    """Hide, or show again, what one import brought of a record; return how many revisions."""
    values = {"record": record_id, "intake": intake, "hidden": int(hidden)}
    changed = connection.execute(_HIDE, values).rowcount
    if changed:
        refresh(connection, record_id)
    return changed


def require(connection: Connection, record_id: str) -> tuple[StoredRevision, ...]:
    """Return the versions of a record; see :func:`versions_of`. Raises RecordNotFound if none."""
    found = versions_of(connection, record_id)
    if not found:
        raise RecordNotFound
    return found


def lines_of(connection: Connection, revision_ids: Sequence[str]) -> list[tuple[bytes, bytes]]:
    """Return (envelope, body) of revisions, in the order asked for."""
    rows = connection.execute(
        text(
            "SELECT id, envelope, body FROM revision"
            " WHERE id IN (SELECT value FROM json_each(:ids))"
        ),
        {"ids": json.dumps(list(revision_ids))},
    )
    found = {row.id: (row.envelope, row.body or b"null") for row in rows}
    return [found[item] for item in revision_ids]
