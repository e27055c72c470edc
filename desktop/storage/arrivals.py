# SPDX-License-Identifier: Apache-2.0
"""What came in: the ledger of verified bundles, held bytes, and objects already fetched."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sqlalchemy import select, text

from desktop.storage.tables import held, intake, ledger, seen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.storage.database import Connection

# Values of ``intake.hidden``.
_SHOWN: Final = 0
_HIDDEN: Final = 1
_BEING_HIDDEN: Final = 2
_BEING_SHOWN: Final = 3


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """One bundle whose manifest verified; ``receipt`` is None while the sender must be told."""

    manifest_sha256: str
    device: str
    epoch: str
    stream: str
    seq: int
    kind: str
    status: str
    slug: str | None
    intake: str | None
    records: int
    arrived_at: str
    receipt: str | None


@dataclass(frozen=True, slots=True)
class Held:
    """The bytes of a file that waits (``waiting``) or was kept aside (``quarantined``)."""

    file_sha256: str
    manifest_sha256: str | None
    device: str | None
    data: bytes
    name: str
    status: str
    slug: str
    at: str


@dataclass(frozen=True, slots=True)
class Intake:
    """One act of importing: how many bundles and revisions came with it.

    ``changing``: it was begun to hide it, or to show it again, and that is not finished.
    """

    id: str
    at: str
    person: str
    hidden: bool
    bundles: int
    records: int
    changing: bool


def last_arrivals(connection: Connection) -> dict[str, str]:
    """Return when the newest bundle of each device arrived."""
    rows = connection.execute(text("SELECT device, max(arrived_at) FROM ledger GROUP BY device"))
    return {row[0]: row[1] for row in rows}


def ledger_entry(connection: Connection, manifest_sha256: str) -> LedgerEntry | None:
    """Return what became of a bundle, or None when it is not known."""
    row = connection.execute(
        select(ledger).where(ledger.c.manifest_sha256 == manifest_sha256)
    ).first()
    return None if row is None else _entry(row)


def write_ledger(connection: Connection, item: LedgerEntry) -> None:
    """Write or rewrite what became of a bundle. A changed status makes a receipt due again."""
    before = ledger_entry(connection, item.manifest_sha256)
    values = {name: getattr(item, name) for name in LedgerEntry.__slots__}
    if before is None:
        connection.execute(ledger.insert(), values)
        return
    if (before.status, before.slug) == (item.status, item.slug):
        values["receipt"] = before.receipt
    connection.execute(
        ledger.update().where(ledger.c.manifest_sha256 == item.manifest_sha256), values
    )


def receipts_due(connection: Connection, device: str, *, most: int) -> tuple[LedgerEntry, ...]:
    """Return the bundles of a device of whose status it has not been told, oldest first."""
    rows = connection.execute(
        select(ledger)
        .where(ledger.c.device == device, ledger.c.receipt.is_(None))
        .order_by(ledger.c.epoch, ledger.c.stream, ledger.c.seq)
        .limit(most)
    )
    return tuple(_entry(row) for row in rows)


def devices_with_receipts_due(connection: Connection) -> tuple[str, ...]:
    """Return the devices that must be told something."""
    rows = connection.execute(
        text("SELECT DISTINCT device FROM ledger WHERE receipt IS NULL ORDER BY device")
    )
    return tuple(rows.scalars())


def count_unanswered(connection: Connection) -> int:
    """Return how many approved devices have something coming that was placed nowhere yet."""
    counted = connection.execute(
        text(
            "SELECT count(*) FROM device AS d WHERE d.state = 'approved' AND ("
            " EXISTS (SELECT 1 FROM ledger AS l WHERE l.device = d.id AND l.receipt IS NULL)"
            " OR EXISTS (SELECT 1 FROM outbox AS o WHERE o.stream = d.id AND o.bundle IS NULL)"
            " OR EXISTS (SELECT 1 FROM sent_bundle AS b"
            " WHERE b.stream = d.id AND b.state = 'sealed'))"
        )
    )
    return int(counted.scalar_one())


def mark_receipted(connection: Connection, manifests: Sequence[str], *, receipt: str) -> None:
    """Note which receipt bundle names these bundles."""
    for manifest in manifests:
        connection.execute(
            ledger.update().where(ledger.c.manifest_sha256 == manifest).values(receipt=receipt)
        )


def make_due(connection: Connection, manifest_sha256: str) -> None:
    """Note that the sender is to be told once more what became of a bundle."""
    connection.execute(
        ledger.update().where(ledger.c.manifest_sha256 == manifest_sha256).values(receipt=None)
    )


def chain_entries(
    connection: Connection, *, device: str, epoch: str, stream: str, from_seq: int
) -> tuple[LedgerEntry, ...]:
    """Return what is known of a chain from one number on, with all that claim the same number."""
    rows = connection.execute(
        select(ledger)
        .where(
            ledger.c.device == device,
            ledger.c.epoch == epoch,
            ledger.c.stream == stream,
            ledger.c.seq >= from_seq,
        )
        .order_by(ledger.c.seq)
    )
    return tuple(_entry(row) for row in rows)


def applied_of(connection: Connection, *, device: str, stream: str) -> tuple[LedgerEntry, ...]:
    """Return what was applied of a device's stream, in all its epochs."""
    rows = connection.execute(
        select(ledger).where(
            ledger.c.device == device, ledger.c.stream == stream, ledger.c.status == "applied"
        )
    )
    return tuple(_entry(row) for row in rows)


def written_by(connection: Connection, device: str, *, intakes: Sequence[str]) -> tuple[str, ...]:
    """Return the revisions of a device that some acts of importing brought, in their order."""
    rows = connection.execute(
        text(
            "SELECT id FROM revision WHERE device = :device"
            " AND intake IN (SELECT value FROM json_each(:intakes)) ORDER BY number"
        ),
        {"device": device, "intakes": json.dumps(list(intakes))},
    )
    return tuple(rows.scalars())


def _entry(row: object) -> LedgerEntry:
    get = row.__getattribute__
    return LedgerEntry(**{name: get(name) for name in LedgerEntry.__slots__})


def hold(connection: Connection, item: Held) -> None:
    """Keep the bytes of a file that waits or is kept aside.

    The newest reason counts, and the time when it first came.
    """
    same = held.c.file_sha256 == item.file_sha256
    before = connection.execute(select(held.c.at).where(same)).scalar()
    connection.execute(held.delete().where(same))
    values = {name: getattr(item, name) for name in Held.__slots__}
    connection.execute(held.insert(), values | {"at": before or item.at})


def release(connection: Connection, *, file_sha256: str) -> None:
    """Let go of held bytes after they were applied."""
    connection.execute(held.delete().where(held.c.file_sha256 == file_sha256))


def held_files(connection: Connection, *, status: str) -> tuple[Held, ...]:
    """Return what is held, without its bytes (``data`` is empty), the oldest first."""
    rows = connection.execute(
        text(
            "SELECT file_sha256, manifest_sha256, device, x'' AS data, name, status, slug, at"
            " FROM held WHERE status = :status ORDER BY at, rowid"
        ),
        {"status": status},
    )
    return tuple(Held(*row) for row in rows)


def held_file(connection: Connection, file_sha256: str) -> Held | None:
    """Return a held file with its bytes, or None."""
    row = connection.execute(select(held).where(held.c.file_sha256 == file_sha256)).first()
    return None if row is None else Held(**{n: getattr(row, n) for n in Held.__slots__})


def is_held(connection: Connection, file_sha256: str) -> bool:
    """Return whether the bytes of a file are held."""
    row = connection.execute(select(held.c.status).where(held.c.file_sha256 == file_sha256)).first()
    return row is not None


def held_of_device(connection: Connection, device: str, *, slugs: Sequence[str]) -> tuple[str, ...]:
    """Return the file hashes of what is held of a device for one of these reasons.

    They come in the order of their chains, as far as that is known.
    """
    rows = connection.execute(
        select(held.c.file_sha256)
        .join(ledger, ledger.c.manifest_sha256 == held.c.manifest_sha256, isouter=True)
        .where(held.c.device == device, held.c.slug.in_(list(slugs)))
        .order_by(ledger.c.epoch, ledger.c.stream, ledger.c.seq, held.c.at)
    )
    return tuple(rows.scalars())


def approved_but_held(connection: Connection, *, slug: str) -> tuple[str, ...]:
    """Return the approved devices of which something is held for this reason."""
    rows = connection.execute(
        text(
            "SELECT DISTINCT device.id FROM held JOIN device ON device.id = held.device"
            " WHERE held.slug = :slug AND device.state = 'approved' ORDER BY device.id"
        ),
        {"slug": slug},
    )
    return tuple(rows.scalars())


def held_next(
    connection: Connection, *, device: str, epoch: str, stream: str, seq: int
) -> tuple[str, ...]:
    """Return the file hashes of held bundles that carry exactly this number and wait for it."""
    rows = connection.execute(
        text(
            "SELECT h.file_sha256 FROM held AS h"
            " JOIN ledger AS l ON l.manifest_sha256 = h.manifest_sha256"
            " WHERE l.device = :device AND l.epoch = :epoch AND l.stream = :stream"
            " AND l.seq = :seq AND l.status = 'waiting' ORDER BY h.at"
        ),
        {"device": device, "epoch": epoch, "stream": stream, "seq": seq},
    )
    return tuple(rows.scalars())


def open_intake(connection: Connection, *, intake_id: str, at: str, person: str) -> None:
    """Begin an act of importing; opening it again changes nothing."""
    connection.execute(
        intake.insert().prefix_with("OR IGNORE"),
        {"id": intake_id, "at": at, "person": person, "hidden": 0},
    )


def intakes(connection: Connection, *, limit: int = 100) -> tuple[Intake, ...]:
    """Return the acts of importing that brought at least one bundle, the newest first."""
    rows = connection.execute(
        text(
            "SELECT i.id, i.at, i.person, i.hidden, l.bundles,"
            " (SELECT count(*) FROM revision WHERE revision.intake = i.id)"
            " FROM (SELECT intake, count(*) AS bundles FROM ledger GROUP BY intake) AS l"
            " JOIN intake AS i ON i.id = l.intake ORDER BY i.rowid DESC LIMIT :limit"
        ),
        {"limit": limit},
    )
    return tuple(
        Intake(
            r[0],
            r[1],
            r[2],
            hidden=r[3] in (_HIDDEN, _BEING_SHOWN),
            bundles=r[4],
            records=r[5],
            changing=r[3] in (_BEING_HIDDEN, _BEING_SHOWN),
        )
        for r in rows
    )


def set_intake_hidden(
    connection: Connection, intake_id: str, *, hidden: bool, finished: bool = True
) -> bool:
    """Mark an act of importing as hidden or shown; return whether it exists.

    Until that is ``finished`` it counts as what it was before, so that it can be done again.
    """
    if finished:
        value = _HIDDEN if hidden else _SHOWN
    else:
        value = _BEING_HIDDEN if hidden else _BEING_SHOWN
    changed = connection.execute(
        intake.update().where(intake.c.id == intake_id).values(hidden=value)
    )
    return changed.rowcount > 0


def arrived_at(connection: Connection, revision: str) -> str:
    """Return when a version was taken in; empty for one that was written here."""
    found = connection.execute(
        text("SELECT i.at FROM revision AS r JOIN intake AS i ON i.id = r.intake WHERE r.id = :id"),
        {"id": revision},
    ).scalar()
    return found or ""


def seen_mark(connection: Connection, *, carrier: int, name: str) -> str | None:
    """Return what was remembered of an object of a carrier; None when it was never fetched."""
    row = connection.execute(
        select(seen.c.manifest_sha256).where(seen.c.carrier == carrier, seen.c.name == name)
    ).first()
    return None if row is None else row.manifest_sha256 or ""


def mark_seen(
    connection: Connection, *, carrier: int, name: str, manifest_sha256: str | None
) -> None:
    """Remember an object of a carrier, with the bundle that it turned out to be.

    In place of a manifest that did not verify there may be anything that is no hash.
    """
    connection.execute(
        seen.insert().prefix_with("OR REPLACE"),
        {"carrier": carrier, "name": name, "manifest_sha256": manifest_sha256},
    )


def finished_objects(connection: Connection, *, carrier: int) -> tuple[str, ...]:
    """Return fetched objects that may be deleted: applied, and their receipt is on its way.

    What needs no receipt (a bundle from the hub) may go as soon as it was applied.
    """
    rows = connection.execute(
        text(
            "SELECT s.name FROM seen AS s JOIN ledger AS l USING (manifest_sha256)"
            " LEFT JOIN sent_bundle AS b ON b.manifest_sha256 = l.receipt"
            " WHERE s.carrier = :carrier AND l.status = 'applied'"
            " AND (l.receipt = 'none' OR b.state IN ('handed-over', 'applied'))"
        ),
        {"carrier": carrier},
    )
    return tuple(rows.scalars())
