# SPDX-License-Identifier: Apache-2.0
"""What became of files that were settled: the outcome for people, the ledger, the held bytes.

Must not decide anything: that is done in settling.py.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from desktop.errors import (
    BundleNewer,
    KeptAsideFull,
    NotForUs,
    WaitingForApproval,
    WaitingForEarlier,
)
from desktop.storage import arrivals, chains, quota
from desktop.storage.arrivals import Held, LedgerEntry
from desktop.storage.journal import Merged
from desktop.sync import renewing

if TYPE_CHECKING:
    from desktop.errors import AlongsideError
    from desktop.storage.database import Connection
    from desktop.sync.bundle import Opened
    from desktop.sync.examine import Examined
    from desktop.workspace import Party

NO_RECEIPT: Final = "none"  # what the hub sends needs no receipt
FOR_ANOTHER: Final = "for-another"  # nor does this, but it must stay where it lies
_WAITING: Final = (WaitingForEarlier, WaitingForApproval, BundleNewer)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file.

    Attributes:
        name: what it was called outside; for display only.
        status: imported, already-imported, waiting or quarantined.
        fault: why, where it was not imported.
        file_sha256: hash of its bytes; empty when it could not be read.
        sender: id of the device that signed it, when that is known.
        kind: kind of bundle, when that is known.
        manifest_sha256: hash of its verified manifest, or None.
        merged: what it brought.
    """

    name: str
    status: str
    fault: AlongsideError | None = None
    file_sha256: str = ""
    sender: str | None = None
    kind: str | None = None
    manifest_sha256: str | None = None
    merged: Merged = Merged()  # noqa: RUF009 - it is frozen

    @property
    def slug(self) -> str | None:
        """The slug of the fault, if there is one."""
        return None if self.fault is None else self.fault.slug


class Books:
    """Writes down, inside one transaction, what became of each file."""

    def __init__(self, connection: Connection, party: Party, *, now: str, intake: str) -> None:
        self._connection = connection
        self._party = party
        self._now = now
        self._intake = intake

    def advance(self, opened: Opened) -> None:
        """Note that a chain was followed up to this bundle, whatever became of its body."""
        manifest = opened.manifest
        chains.advance_chain(
            self._connection,
            device=manifest.dev,
            epoch=manifest.epoch,
            stream=manifest.stream,
            high=manifest.seq,
            last=opened.manifest_sha256,
        )

    def applied(self, item: Examined, opened: Opened, merged: Merged) -> Outcome:
        """Note that a bundle was applied whole."""
        self._write_ledger(opened, "applied", None, said=self._said_of_it(item))
        arrivals.release(self._connection, file_sha256=item.file_sha256)
        return replace(self.outcome(item, "imported"), merged=merged)

    def set_aside(
        self,
        item: Examined,
        fault: AlongsideError,
        *,
        ledger: bool = False,
        settled: bool = False,
    ) -> Outcome:
        """Keep a file that waits or was refused; leave alone what is not ours to keep.

        What is ``settled``, because its chain went on behind it, is kept whatever room there is.
        """
        waits = isinstance(fault, _WAITING)
        status = "waiting" if waits else "quarantined"
        opened = item.opened
        device = None if opened is None else opened.manifest.dev
        keeps = bool(item.file_sha256) and not isinstance(fault, NotForUs)
        if (
            keeps
            and not settled
            and not quota.has_room(
                self._connection, file_sha256=item.file_sha256, size=len(item.data), device=device
            )
        ):
            return self.outcome(item, "quarantined", KeptAsideFull())  # nobody is told it is here
        if ledger and opened is not None:
            self._write_ledger(opened, status, fault.slug)
        if keeps:
            held = Held(
                file_sha256=item.file_sha256,
                manifest_sha256=None if opened is None else opened.manifest_sha256,
                device=device,
                data=item.data,
                name=item.name,
                status=status,
                slug=fault.slug,
                at=self._now,
            )
            arrivals.hold(self._connection, held)
        return self.outcome(item, status, fault)

    def _said_of_it(self, item: Examined) -> str:
        """Return whether an object of our mailbox may be removed, or another copy needs it too."""
        receipt = item.receipt
        if receipt is not None and renewing.names_others(self._connection, receipt):
            return FOR_ANOTHER
        return NO_RECEIPT

    def _write_ledger(
        self, opened: Opened, status: str, slug: str | None, *, said: str = NO_RECEIPT
    ) -> None:
        manifest = opened.manifest
        arrivals.write_ledger(
            self._connection,
            LedgerEntry(
                manifest_sha256=opened.manifest_sha256,
                device=manifest.dev,
                epoch=manifest.epoch,
                stream=manifest.stream,
                seq=manifest.seq,
                kind=manifest.kind,
                status=status,
                slug=slug,
                intake=self._intake if status == "applied" else None,
                records=manifest.body.n,
                arrived_at=self._now,
                receipt=None if self._party.role == "hub" else said,
            ),
        )

    def outcome(self, item: Examined, status: str, fault: AlongsideError | None = None) -> Outcome:
        """Say what became of a file."""
        opened = item.opened
        return Outcome(
            name=item.name,
            status=status,
            fault=fault,
            file_sha256=item.file_sha256,
            sender=None if opened is None else opened.manifest.dev,
            kind=None if opened is None else opened.manifest.kind,
            manifest_sha256=None if opened is None else opened.manifest_sha256,
        )
