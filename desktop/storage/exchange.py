# SPDX-License-Identifier: Apache-2.0
"""What goes out: the outbox, and sealed bundles with their exact bytes.

A row leaves the outbox only when the other side has said that its bundle was applied; the
database itself refuses anything else (see the triggers in tables.py).
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sqlalchemy import bindparam, null, select, text

from desktop.storage import straight
from desktop.storage.tables import outbox, sent_bundle

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.storage.database import Connection

FIRST: Final = "0" * 64  # what the first bundle of a chain names as the one before it

PRIORITY_CONTROL: Final = 1
PRIORITY_RECORD: Final = 5

ASKED_AGAIN: Final = "asked-again"  # slug of a bundle that a receipt names as missing

_ENQUEUE: Final = (
    "INSERT OR IGNORE INTO outbox (revision, stream, priority, queued_at) VALUES (?, ?, ?, ?)"
)
_WITHOUT_BYTES: Final = (
    *(column for column in sent_bundle.c if column.name != "data"),
    null().label("data"),
)
# The first in these words, so that its index is used.
_UNANSWERED: Final = (sent_bundle.c.state != "applied", sent_bundle.c.state != "renewed")
_OPEN: Final = ("sealed", "handed-over", "waiting", "quarantined")
# What a switched-off device says is not listened to any more, so nothing of its stream can be
# cleared; nobody waits for it.
_EXPECTED: Final = "o.stream NOT IN (SELECT id FROM device WHERE state = 'revoked')"


@dataclass(frozen=True, slots=True)
class Queued:
    """One outbox row that no bundle holds yet; ``size`` is that of its line in bytes."""

    number: int
    revision: str
    size: int


@dataclass(frozen=True, slots=True)
class SentBundle:
    """One bundle of ours. ``data`` is None once the other side has applied it."""

    manifest_sha256: str
    kind: str
    stream: str
    epoch: str
    seq: int
    data: bytes | None
    records: int
    state: str
    slug: str | None
    sealed_at: str
    settled_at: str | None


def enqueue(
    connection: Connection, revisions: Sequence[str], *, stream: str, priority: int, at: str
) -> None:
    """Queue revisions for a stream; one that is queued there already stays as it is."""
    if revisions:
        straight.many(connection, _ENQUEUE, [(r, stream, priority, at) for r in revisions])


def streams_waiting(connection: Connection) -> tuple[str, ...]:
    """Return the streams that have queued rows, the most urgent first."""
    rows = connection.execute(
        text(
            "SELECT stream FROM outbox WHERE bundle IS NULL"
            " GROUP BY stream ORDER BY min(priority), min(number)"
        )
    )
    return tuple(rows.scalars())


def next_queued(
    connection: Connection, stream: str, *, most: int, down_to: int = PRIORITY_RECORD
) -> tuple[Queued, ...]:
    """Return up to ``most`` queued rows of a stream, urgent ones first, then the oldest.

    Rows less urgent than ``down_to`` are left where they are.
    """
    rows = connection.execute(
        text(
            "SELECT o.number, o.revision, length(r.envelope) + coalesce(length(r.body), 4) AS size"
            " FROM outbox AS o JOIN revision AS r ON r.id = o.revision"
            " WHERE o.bundle IS NULL AND o.stream = :stream AND o.priority <= :down_to"
            " ORDER BY o.priority, o.number LIMIT :most"
        ),
        {"stream": stream, "most": most, "down_to": down_to},
    )
    return tuple(Queued(*row) for row in rows)


def end_of_chain(connection: Connection, *, epoch: str, stream: str) -> tuple[int, str]:
    """Return (number, manifest hash) of our last bundle of a stream; (0, zeros) if none."""
    row = connection.execute(
        select(sent_bundle.c.seq, sent_bundle.c.manifest_sha256)
        .where(sent_bundle.c.epoch == epoch, sent_bundle.c.stream == stream)
        .order_by(sent_bundle.c.seq.desc())
        .limit(1)
    ).first()
    return (0, FIRST) if row is None else (row.seq, row.manifest_sha256)


def earlier_end(connection: Connection, *, epoch: str, stream: str) -> tuple[str, int, str] | None:
    """Return (epoch, number, manifest hash) of our last bundle of a stream before this epoch."""
    row = connection.execute(
        text(
            "SELECT epoch, seq, manifest_sha256 FROM sent_bundle"
            " WHERE stream = :stream AND epoch <> :epoch ORDER BY rowid DESC LIMIT 1"
        ),
        {"stream": stream, "epoch": epoch},
    ).first()
    return None if row is None else (row.epoch, row.seq, row.manifest_sha256)


def keep_bundle(connection: Connection, item: SentBundle, *, queued: Sequence[int] = ()) -> None:
    """Keep the exact bytes of a new bundle and tie the outbox rows ``queued`` to it."""
    data = item.data or b""
    connection.execute(
        sent_bundle.insert(),
        {
            "manifest_sha256": item.manifest_sha256,
            "kind": item.kind,
            "stream": item.stream,
            "epoch": item.epoch,
            "seq": item.seq,
            "data": data,
            "size": len(data),
            "records": item.records,
            "state": item.state,
            "slug": item.slug,
            "sealed_at": item.sealed_at,
        },
    )
    if queued:
        connection.execute(
            outbox.update()
            .where(outbox.c.number == bindparam("which"))
            .values(bundle=item.manifest_sha256),
            [{"which": number} for number in queued],
        )


def open_bundles(connection: Connection) -> tuple[SentBundle, ...]:
    """Return every bundle that the other side has not applied, in the order of sealing.

    Without their bytes (``data`` is None): there may be many. :func:`find_bundle` brings them.
    """
    rows = connection.execute(
        select(*_WITHOUT_BYTES)
        .where(sent_bundle.c.state.in_(_OPEN))
        .order_by(sent_bundle.c.sealed_at, sent_bundle.c.seq)
    )
    return tuple(_bundle(row) for row in rows)


def find_bundle(connection: Connection, manifest_sha256: str) -> SentBundle | None:
    """Return one of our bundles by the hash of its manifest, or None."""
    row = connection.execute(
        select(sent_bundle).where(sent_bundle.c.manifest_sha256 == manifest_sha256)
    ).first()
    return None if row is None else _bundle(row)


def are_ours(connection: Connection, manifests: Sequence[str]) -> bool:
    """Return whether we sealed every one of these bundles."""
    stranger = connection.execute(
        text(
            "SELECT 1 FROM json_each(:manifests) WHERE value NOT IN"
            " (SELECT manifest_sha256 FROM sent_bundle) LIMIT 1"
        ),
        {"manifests": json.dumps(list(manifests))},
    ).first()
    return stranger is None


def bundles_up_to(
    connection: Connection, *, epoch: str, stream: str, seq: int
) -> tuple[SentBundle, ...]:
    """Return our unapplied bundles of a stream with a sequence number of ``seq`` or less."""
    rows = connection.execute(
        select(sent_bundle).where(
            sent_bundle.c.epoch == epoch,
            sent_bundle.c.stream == stream,
            sent_bundle.c.seq <= seq,
            *_UNANSWERED,
        )
    )
    return tuple(_bundle(row) for row in rows)


def open_epochs(connection: Connection, *, stream: str) -> tuple[str, ...]:
    """Return our epochs in which a bundle of a stream has not been applied yet."""
    rows = connection.execute(
        select(sent_bundle.c.epoch).where(sent_bundle.c.stream == stream, *_UNANSWERED).distinct()
    )
    return tuple(rows.scalars())


def _bundle(row: object) -> SentBundle:
    get = row.__getattribute__
    return SentBundle(**{name: get(name) for name in SentBundle.__slots__})


def offer_again(connection: Connection, stream: str) -> None:
    """Note that what was handed over for a stream may have gone to somebody else."""
    connection.execute(
        sent_bundle.update()
        .where(sent_bundle.c.stream == stream, sent_bundle.c.state == "handed-over")
        .values(slug=ASKED_AGAIN)
    )


def settle(
    connection: Connection, item: SentBundle, *, status: str, slug: str | None, at: str
) -> None:
    """Record what the other side said of a bundle: applied, waiting or quarantined.

    ``applied`` clears its outbox rows and lets its bytes go. Nothing that is said later undoes
    it. What is said of a bundle that was sealed again in a later epoch counts no more: it may
    have been true of a hub that was restored since.
    """
    if item.state in ("applied", "renewed"):
        return
    connection.execute(
        sent_bundle.update()
        .where(sent_bundle.c.manifest_sha256 == item.manifest_sha256)
        .values(state=status, slug=slug, settled_at=at)
    )
    connection.execute(
        text(
            "UPDATE revision SET state = :state WHERE id IN"
            " (SELECT revision FROM outbox WHERE bundle = :bundle)"
        ),
        {"state": _REVISION_STATE[status], "bundle": item.manifest_sha256},
    )
    if status == "applied":
        connection.execute(
            sent_bundle.update()
            .where(sent_bundle.c.manifest_sha256 == item.manifest_sha256)
            .values(data=None)
        )
        connection.execute(_NOTE_CARRIED, {"bundle": item.manifest_sha256})
        connection.execute(outbox.delete().where(outbox.c.bundle == item.manifest_sha256))


_NOTE_CARRIED: Final = text(
    "INSERT OR IGNORE INTO carried (bundle, revision, priority)"
    " SELECT bundle, revision, priority FROM outbox WHERE bundle = :bundle"
)
_REVISION_STATE: Final = {
    "applied": "received",
    "waiting": "handed-over",
    "quarantined": "needs-attention",
}


def ask_again(connection: Connection, epoch: str, stream: str, numbers: Sequence[int]) -> None:
    """Note that the other side misses these bundles: they are offered again, unchanged."""
    for number in numbers:
        connection.execute(
            sent_bundle.update()
            .where(
                sent_bundle.c.epoch == epoch,
                sent_bundle.c.stream == stream,
                sent_bundle.c.seq == number,
                sent_bundle.c.state == "handed-over",
            )
            .values(slug=ASKED_AGAIN)
        )


def mark_handed_over(connection: Connection, bundle: str) -> None:
    """Note that a bundle left this computer, on a carrier or as a file saved by hand."""
    connection.execute(
        sent_bundle.update()
        .where(sent_bundle.c.manifest_sha256 == bundle, sent_bundle.c.state == "sealed")
        .values(state="handed-over")
    )
    connection.execute(
        sent_bundle.update()
        .where(sent_bundle.c.manifest_sha256 == bundle, sent_bundle.c.slug == ASKED_AGAIN)
        .values(slug=None)
    )
    connection.execute(
        text(
            "UPDATE revision SET state = 'handed-over' WHERE state = 'sealed' AND id IN"
            " (SELECT revision FROM outbox WHERE bundle = :bundle)"
        ),
        {"bundle": bundle},
    )


@dataclass(frozen=True, slots=True)
class OutboxEntry:
    """One queued revision that people see, with how far it got."""

    record: str
    revision: str
    kind: str
    title: str
    state: str
    since: str
    slug: str | None
    family_title: str | None


def outbox_entries(connection: Connection, *, limit: int = 500) -> tuple[OutboxEntry, ...]:
    """Return what has not been received yet and is shown to people, the oldest first."""
    rows = connection.execute(
        text(
            "SELECT r.id, v.id, v.kind, r.title, v.state, o.queued_at,"  # noqa: S608 - a constant
            " b.slug, f.title"
            " FROM outbox AS o JOIN revision AS v ON v.id = o.revision"
            " JOIN record AS r ON r.id = v.record"
            " LEFT JOIN sent_bundle AS b ON b.manifest_sha256 = o.bundle"
            " LEFT JOIN record AS f ON f.id = r.family"
            f" WHERE {_EXPECTED} ORDER BY o.number LIMIT :limit"
        ),
        {"limit": limit},
    )
    return tuple(OutboxEntry(*row) for row in rows)


@dataclass(frozen=True, slots=True)
class Tally:
    """How many revisions wait, by state, and since when the oldest does (RFC 3339) or None."""

    sealed: int
    handed_over: int
    needs_attention: int
    oldest: str | None


def tally(connection: Connection) -> Tally:
    """Count what has not been received yet, of what people see."""
    row = connection.execute(
        text(
            "SELECT coalesce(sum(v.state = 'sealed'), 0),"  # noqa: S608 - a constant
            " coalesce(sum(v.state = 'handed-over'), 0),"
            " coalesce(sum(v.state = 'needs-attention'), 0), min(o.queued_at)"
            " FROM outbox AS o JOIN revision AS v ON v.id = o.revision"
            f" JOIN record AS r ON r.id = v.record WHERE {_EXPECTED}"
        )
    ).one()
    return Tally(*row)


def count_outbox(connection: Connection) -> int:
    """Return how many revisions of all kinds wait for a receipt."""
    counted = text(f"SELECT count(*) FROM outbox AS o WHERE {_EXPECTED}")  # noqa: S608 - a constant
    return int(connection.execute(counted).scalar_one())


def sent_summary(connection: Connection, *, limit: int = 100) -> tuple[SentBundle, ...]:
    """Return the newest bundles that the other side has spoken about, the newest first."""
    rows = connection.execute(
        select(sent_bundle)
        .where(sent_bundle.c.settled_at.is_not(None), sent_bundle.c.kind != "receipt")
        .order_by(sent_bundle.c.settled_at.desc(), sent_bundle.c.seq.desc())
        .limit(limit)
    )
    return tuple(_bundle(row) for row in rows)
