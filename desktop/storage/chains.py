# SPDX-License-Identifier: Apache-2.0
"""How far the chains of the other side were followed, and which of them come after which.

A sender counts its bundles anew in each epoch. An epoch that follows another one says how far its
sender remembers that one, so what a restored laptop has forgotten can be told.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sqlalchemy import select, text

from desktop.storage.tables import chain, heard, ledger

if TYPE_CHECKING:
    from collections.abc import Mapping

    from desktop.storage.database import Connection

LEFT: Final = "left"  # in place of a hash: what follows is not what we followed
ANY_NUMBER: Final = 2**53  # above every number that a manifest can have


def chain_end(
    connection: Connection, *, device: str, epoch: str, stream: str
) -> tuple[int, str] | None:
    """Return (highest number followed, hash of that manifest), or None for an unknown chain."""
    row = connection.execute(
        select(chain.c.high, chain.c.last).where(
            chain.c.device == device, chain.c.epoch == epoch, chain.c.stream == stream
        )
    ).first()
    return None if row is None else (row.high, row.last)


def chain_ends(connection: Connection, *, device: str, stream: str) -> dict[str, int]:
    """Return, for each epoch of a device's stream, the highest number that has arrived.

    That is how far the chain was followed, or further where a bundle waits for an earlier one.
    """
    rows = connection.execute(
        text(
            "SELECT epoch, max(seq) AS seq FROM ("
            "SELECT epoch, high AS seq FROM chain WHERE device = :device AND stream = :stream"
            " UNION ALL SELECT epoch, seq FROM ledger WHERE device = :device"
            " AND stream = :stream AND status = 'waiting') GROUP BY epoch"
        ),
        {"device": device, "stream": stream},
    )
    return {row.epoch: row.seq for row in rows}


def advance_chain(
    connection: Connection, *, device: str, epoch: str, stream: str, high: int, last: str
) -> None:
    """Move the end of a chain to manifest ``last`` with number ``high``."""
    connection.execute(
        text(
            "INSERT INTO chain (device, epoch, stream, high, last)"
            " VALUES (:device, :epoch, :stream, :high, :last)"
            " ON CONFLICT (device, epoch, stream) DO UPDATE SET high = :high, last = :last"
        ),
        {"device": device, "epoch": epoch, "stream": stream, "high": high, "last": last},
    )


@dataclass(frozen=True, slots=True)
class ChainEnd:
    """How far one chain of a sender was followed."""

    device: str
    epoch: str
    high: int


def chains_of(
    connection: Connection, *, stream: str, device: str | None = None
) -> tuple[ChainEnd, ...]:
    """Return how far the chains of a stream were followed, the newest chain last.

    Without ``device``: of any sender, for a stream that only the other side writes. A chain that
    was left is not among them.
    """
    rows = connection.execute(
        text(
            "SELECT device, epoch, high FROM chain WHERE stream = :stream"
            " AND (:device IS NULL OR device = :device) AND last <> 'left' ORDER BY rowid"
        ),
        {"device": device, "stream": stream},
    )
    return tuple(ChainEnd(*row) for row in rows)


def missing_numbers(
    connection: Connection, *, device: str, epoch: str, stream: str, high: int
) -> tuple[int, ...]:
    """Return the numbers above ``high`` that are wanted before what waits can be used."""
    waiting = connection.execute(
        select(ledger.c.seq).where(
            ledger.c.device == device,
            ledger.c.epoch == epoch,
            ledger.c.stream == stream,
            ledger.c.status == "waiting",  # for whatever reason: it is here
        )
    )
    here = set(waiting.scalars())
    most = max(here, default=high)
    return tuple(n for n in range(high + 1, min(most, high + 1000)) if n not in here)


def leave(connection: Connection, *, device: str, epoch: str, stream: str) -> bool:
    """Follow a chain no further, because there are two of it; return whether that is news."""
    left = connection.execute(
        chain.update()
        .where(
            chain.c.device == device,
            chain.c.epoch == epoch,
            chain.c.stream == stream,
            chain.c.last != LEFT,
        )
        .values(last=LEFT)
    )
    return left.rowcount > 0


@dataclass(frozen=True, slots=True)
class Memory:
    """What the newest epoch of a sender remembers of the earlier ones.

    Attributes:
        known: for each epoch that it goes back to, the highest number that it remembers.
        limits: for each epoch that another one follows, the highest number that any of those
            remembers. What has a higher one came from another copy of the same workspace.
    """

    known: Mapping[str, int]
    limits: Mapping[str, int]

    def remembers(self, epoch: str, seq: int) -> bool:
        """Whether the sender still knows a bundle of its own."""
        return seq <= self.known.get(epoch, 0)

    def speaks_for(self, epoch: str, seq: int) -> bool:
        """Whether a bundle comes from the copy that goes on, as far as can be told."""
        return seq <= self.limits.get(epoch, seq)


def note_after(
    connection: Connection, *, device: str, epoch: str, stream: str, after: tuple[str, int]
) -> None:
    """Note the epoch that this one follows, and the highest number that it remembers of it."""
    connection.execute(
        chain.update()
        .where(chain.c.device == device, chain.c.epoch == epoch, chain.c.stream == stream)
        .values(after_epoch=after[0], after_seq=after[1])
    )


def memories(connection: Connection, *, stream: str) -> dict[str, Memory]:
    """Return the memory of each device that ever began a new epoch in a stream."""
    rows = connection.execute(
        text(
            "SELECT device, epoch, after_epoch, after_seq FROM chain"
            " WHERE stream = :stream AND after_epoch IS NOT NULL ORDER BY rowid"
        ),
        {"stream": stream},
    )
    links: dict[str, dict[str, tuple[str, int]]] = {}
    for row in rows:
        links.setdefault(row.device, {})[row.epoch] = (row.after_epoch, row.after_seq)
    return {device: _memory(of_device) for device, of_device in links.items()}


def _memory(links: Mapping[str, tuple[str, int]]) -> Memory:
    """Go back from the newest epoch, which is the one that was heard of last."""
    limits: dict[str, int] = {}
    for epoch, seq in links.values():
        limits[epoch] = min(seq, limits.get(epoch, seq))
    here = list(links)[-1]
    known = {here: ANY_NUMBER}
    while here in links and links[here][0] not in known:  # a device may name them in a circle
        here, seq = links[here]
        known[here] = seq
    return Memory(known, limits)


def keep_heard(
    connection: Connection, manifest_sha256: str, *, epoch: str, seq: int, inner: bytes
) -> None:
    """Keep what the hub signed, as it was inside the age file, should the hub lose it."""
    connection.execute(
        heard.insert().prefix_with("OR IGNORE"),
        {"manifest_sha256": manifest_sha256, "epoch": epoch, "seq": seq, "inner": inner},
    )


def heard_and_forgotten(connection: Connection, memory: Memory) -> tuple[bytes, ...]:
    """Return what the hub signed in bundles that it does not remember, as it was inside."""
    rows = connection.execute(select(heard.c.manifest_sha256, heard.c.epoch, heard.c.seq)).all()
    lost = [row.manifest_sha256 for row in rows if not memory.remembers(row.epoch, row.seq)]
    found = (select(heard.c.inner).where(heard.c.manifest_sha256 == name) for name in lost)
    return tuple(bytes(connection.execute(one).scalar_one()) for one in found)
