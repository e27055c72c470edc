# SPDX-License-Identifier: Apache-2.0
"""Begin to count anew: after a restore, after a copy, or when the other side has lost something.

Owns which epoch each stream is in, and how what was sealed before is queued again. Bundles of an
epoch are numbered without a gap and never changed, so a workspace that may have forgotten some
of its own must not go on in it (docs/bundle-format.md, "Epochs"). Must not know keys or bundles.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from sqlalchemy import text

from desktop.crypto import keys
from desktop.storage import trust

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from desktop.storage.database import Connection

RESTORED: Final = "restored"  # from a backup
COPIED: Final = "copied"  # an older copy, or one of two
HUB_RESTORED: Final = "hub-restored"  # at a device: the hub has less than it once had

EPOCH: Final = "epoch"
OLDER_COPY: Final = "older_copy"  # since when we know that we are one; nothing is sealed then
ANSWER_DUE: Final = "answer_due"
ROSTER_VERSION: Final = "roster_version"
# Devices refuse a roster that is not newer than theirs. No hub writes as many in the time that
# lies between two backups.
ROSTER_JUMP: Final = 10_000

HUB_STREAM: Final = "hub"
_STREAM: Final = "epoch:"  # of a stream that has an epoch of its own
_OTHERS: Final = "chains_of_others:"  # that a device followed, of copies of this hub
MOST_OTHERS: Final = 256
_TELL_ALL: Final = "tell_all:"  # of a device that is to hear of every one of its chains

_QUEUE_CARRIED: Final = text(
    "INSERT OR IGNORE INTO outbox (revision, stream, priority, queued_at)"
    " SELECT c.revision, b.stream, c.priority, :at FROM carried AS c"
    " JOIN sent_bundle AS b ON b.manifest_sha256 = c.bundle"
    " JOIN revision AS r ON r.id = c.revision"
    " WHERE c.bundle IN (SELECT value FROM json_each(:bundles)) ORDER BY r.number"
)
# An older version of the program did not write down what was in a bundle that was applied.
_UNKNOWN_CONTENTS: Final = text(
    "SELECT DISTINCT stream FROM sent_bundle WHERE manifest_sha256 IN"
    " (SELECT value FROM json_each(:bundles)) AND state = 'applied' AND kind = 'records'"
    " AND records > 0 AND NOT EXISTS (SELECT 1 FROM carried WHERE bundle = manifest_sha256)"
)
_NOTE_CARRIED: Final = text(
    "INSERT OR IGNORE INTO carried (bundle, revision, priority)"
    " SELECT bundle, revision, priority FROM outbox"
    " WHERE bundle IN (SELECT value FROM json_each(:bundles))"
)
# What was written here, was lost here, and came back from the hub: no bundle that we remember
# carried it. What only carries news is written anew when it is needed.
_CAME_BACK: Final = text(
    "INSERT OR IGNORE INTO outbox (revision, stream, priority, queued_at)"
    " SELECT r.id, :stream, 5, :at FROM revision AS r"
    " WHERE r.device = (SELECT value FROM meta WHERE key = 'device') AND r.kind <> 'returned'"
    " AND NOT EXISTS (SELECT 1 FROM carried AS c WHERE c.revision = r.id)"
    " AND NOT EXISTS (SELECT 1 FROM outbox AS o WHERE o.revision = r.id) ORDER BY r.number"
)
_UNTIE: Final = text(
    "UPDATE outbox SET bundle = NULL WHERE bundle IN (SELECT value FROM json_each(:bundles))"
)
# What was written here, waits in the outbox and lies in no bundle is on this computer only.
_ONLY_HERE: Final = text(
    "UPDATE revision SET state = 'sealed' WHERE state <> 'sealed'"
    " AND device = (SELECT value FROM meta WHERE key = 'device')"
    " AND id IN (SELECT revision FROM outbox WHERE bundle IS NULL)"
)
_TELL_AGAIN: Final = text(
    "UPDATE ledger SET receipt = NULL WHERE receipt IN (SELECT value FROM json_each(:bundles))"
)
_RENEWED: Final = text(
    "UPDATE sent_bundle SET state = 'renewed', slug = NULL"
    " WHERE manifest_sha256 IN (SELECT value FROM json_each(:bundles))"
)


def begin_new_epoch(connection: Connection, *, reason: str, now: str) -> str:
    """Begin a new epoch in every stream, inside the caller's transaction; return it.

    What the first bundle of each stream comes after is worked out when that is sealed. Bundles of
    earlier epochs stay as they are, and are offered on. A volunteer's workspace then owes the hub
    an answer; a hub owes each of its devices a receipt that names every chain, and its next
    roster is newer than any that may have been forgotten.

    Args:
        connection: of the workspace that goes on in the new epoch.
        reason: ``restored``, ``copied`` or ``hub-restored``. After ``copied``, what has no
            receipt yet is queued once more: its numbers may have been used twice. At a
            volunteer's, so is everything else that was written there.
        now: RFC 3339 UTC.
    """
    epoch = keys.random_epoch()
    connection.execute(text("DELETE FROM meta WHERE key LIKE 'epoch:%'"))
    trust.set_meta(connection, EPOCH, epoch)
    trust.set_meta(connection, "epoch_reason", reason)
    trust.set_meta(connection, "epoch_begun", now)
    if reason != HUB_RESTORED:
        trust.forget_meta(connection, OLDER_COPY)
    is_hub = trust.get_meta(connection, "role") == "hub"
    if reason == COPIED:
        _queue_again(connection, _unanswered(connection), at=now)
        if not is_hub:
            # The mailbox is shared with the other copy, which may have taken what was said of
            # the rest since: that the hub was restored, for instance.
            _queue_everything(connection, HUB_STREAM, at=now)
            connection.execute(_ONLY_HERE)
    if is_hub:
        _renew_hub(connection)
    else:
        trust.set_meta(connection, ANSWER_DUE, "yes")
    return epoch


def raise_roster_version(connection: Connection) -> None:
    """Make the next roster newer than any that this hub may have forgotten."""
    version = int(trust.get_meta(connection, ROSTER_VERSION) or "0") + ROSTER_JUMP
    trust.set_meta(connection, ROSTER_VERSION, str(version))


def _renew_hub(connection: Connection) -> None:
    raise_roster_version(connection)
    connection.execute(
        text(
            "UPDATE ledger SET receipt = NULL WHERE receipt IN"
            " (SELECT manifest_sha256 FROM sent_bundle"
            " WHERE kind = 'receipt' AND state <> 'applied')"
        )
    )
    for device in trust.devices(connection).values():
        if device.role == "volunteer" and device.may_be_sent_to:
            tell_all(connection, device.id)


def renew_stream(
    connection: Connection, stream: str, *, remembered: Mapping[str, int], at: str
) -> None:
    """Begin a new epoch in one stream, because its reader has lost bundles that it had applied.

    What they carried is queued again, and so is whatever could not be followed without them.

    Args:
        connection: of a hub.
        stream: a device's.
        remembered: how far the reader still has each epoch of it; none of what is not named.
        at: RFC 3339 UTC.
    """
    for epoch in epochs_of(connection, stream):
        take_back(connection, beyond(connection, epoch, stream, remembered.get(epoch, 0)), at=at)
    trust.set_meta(connection, _STREAM + stream, keys.random_epoch())
    tell_all(connection, stream)


def epoch_of(connection: Connection, stream: str) -> str:
    """Return the epoch in which the next bundle of a stream is sealed."""
    found = connection.execute(
        text("SELECT value FROM meta WHERE key IN (:own, 'epoch') ORDER BY key DESC LIMIT 1"),
        {"own": _STREAM + stream},
    )
    return str(found.scalar_one())


def epochs_of(connection: Connection, stream: str) -> tuple[str, ...]:
    """Return every epoch in which bundles of a stream were sealed."""
    rows = connection.execute(
        text("SELECT DISTINCT epoch FROM sent_bundle WHERE stream = :stream"), {"stream": stream}
    )
    return tuple(rows.scalars())


def chains_sealed(connection: Connection) -> tuple[tuple[str, str], ...]:
    """Return each (epoch, stream) in which bundles were sealed."""
    rows = connection.execute(text("SELECT DISTINCT epoch, stream FROM sent_bundle"))
    return tuple((row.epoch, row.stream) for row in rows)


def tell_all(connection: Connection, device: str) -> None:
    """Note that a device is to be sent a receipt that names every chain of it."""
    trust.set_meta(connection, _TELL_ALL + device, "yes")


def devices_to_tell_all(connection: Connection) -> tuple[str, ...]:
    """Return the devices that are to be sent a receipt that names every chain of theirs."""
    rows = connection.execute(
        text("SELECT substr(key, 10) FROM meta WHERE key LIKE 'tell@_all:%' ESCAPE '@'")
    )
    return tuple(rows.scalars())


def told_all(connection: Connection, device: str) -> None:
    """Note that such a receipt was sealed."""
    trust.forget_meta(connection, _TELL_ALL + device)


def note_chains_of_others(connection: Connection, device: str, names: Collection[str]) -> bool:
    """Note names of chains that a device follows and that are not ours; say whether any is new.

    Of one device so many are noted, and no more: they would be made up.
    """
    noted = set(json.loads(trust.get_meta(connection, _OTHERS + device) or "[]"))
    new = sorted(set(names) - noted)[: MOST_OTHERS - len(noted)]
    if new:
        trust.set_meta(connection, _OTHERS + device, json.dumps(sorted({*noted, *new})))
    return bool(new)


def is_older_copy(connection: Connection) -> bool:
    """Whether this workspace is an older copy, or one of two, and has not begun anew."""
    return trust.get_meta(connection, OLDER_COPY) is not None


def note_older_copy(connection: Connection, *, now: str) -> None:
    """Note that the other side knows bundles of ours that we do not know."""
    if not is_older_copy(connection):
        trust.set_meta(connection, OLDER_COPY, now)


def beyond(connection: Connection, epoch: str, stream: str, high: int) -> tuple[str, ...]:
    """Return our bundles of a chain with a number above ``high``, in their order.

    Enrolments are left out: they are the same in every epoch. So is what was renewed before.
    """
    rows = connection.execute(
        text(
            "SELECT manifest_sha256 FROM sent_bundle WHERE epoch = :epoch AND stream = :stream"
            " AND seq > :high AND kind <> 'enrol' AND state <> 'renewed' ORDER BY seq"
        ),
        {"epoch": epoch, "stream": stream, "high": high},
    )
    return tuple(rows.scalars())


def has_lost(connection: Connection, epoch: str, stream: str, high: int) -> bool:
    """Whether the other side once applied a bundle of a chain with a number above ``high``."""
    row = connection.execute(
        text(
            "SELECT 1 FROM sent_bundle WHERE epoch = :epoch AND stream = :stream"
            " AND seq > :high AND state = 'applied' LIMIT 1"
        ),
        {"epoch": epoch, "stream": stream, "high": high},
    ).first()
    return row is not None


def take_back(connection: Connection, bundles: Sequence[str], *, at: str) -> None:
    """Queue again what these bundles of ours carry, and offer the bundles no more.

    They are ``renewed`` from then on, whatever is said of them later: only of what is sealed anew
    can it be known to have arrived. What was a receipt is said again by the next one.
    """
    _queue_again(connection, bundles, at=at)
    for statement in (_TELL_AGAIN, _RENEWED):
        connection.execute(statement, {"bundles": json.dumps(bundles)})


def queue_what_came_back(connection: Connection, stream: str, *, at: str) -> None:
    """At a device: queue its own work that it has only from the hub, which may have lost it since.

    More than the hub lacks does no harm.
    """
    connection.execute(_CAME_BACK, {"stream": stream, "at": at})
    connection.execute(_ONLY_HERE)


def _queue_again(connection: Connection, bundles: Sequence[str], *, at: str) -> None:
    values = {"bundles": json.dumps(bundles), "at": at}
    connection.execute(_QUEUE_CARRIED, values)
    for stream in connection.execute(_UNKNOWN_CONTENTS, values).scalars().all():
        _queue_everything(connection, stream, at=at)
    for statement in (_NOTE_CARRIED, _UNTIE):
        connection.execute(statement, values)
    connection.execute(_ONLY_HERE)


def _unanswered(connection: Connection) -> tuple[str, ...]:
    """Return our bundles with records that the other side has not applied."""
    rows = connection.execute(
        text(
            "SELECT manifest_sha256 FROM sent_bundle"
            " WHERE state NOT IN ('applied', 'renewed') AND kind = 'records'"
        )
    )
    return tuple(rows.scalars())


def _queue_everything(connection: Connection, stream: str, *, at: str) -> None:
    """Queue for a stream all that was written here, as far as it concerns who reads it."""
    connection.execute(
        text(
            "INSERT OR IGNORE INTO outbox (revision, stream, priority, queued_at)"
            " SELECT r.id, :stream, 5, :at FROM revision AS r"
            " WHERE r.device = (SELECT value FROM meta WHERE key = 'device')"
            " AND ((SELECT value FROM meta WHERE key = 'role') <> 'hub'"
            " OR r.record IN (SELECT record FROM revision WHERE device = :stream))"
            " ORDER BY r.number"
        ),
        {"stream": stream, "at": at},
    )
