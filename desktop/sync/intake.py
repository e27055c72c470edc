# SPDX-License-Identifier: Apache-2.0
"""Take in bundles: order them, check their chains, apply each whole or not at all.

The same code serves both sides: the hub takes in what devices sent, a device what the hub sent.
Several bundles share a transaction, so that one import costs few commits. Bodies are read before it
begins; what decides (sender, chain, ledger) is asked inside it, whatever was known before.
"""

from __future__ import annotations

import time
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Final

from desktop.errors import (
    AlongsideError,
    BundleError,
    BundleNewer,
    EnrolmentError,
    ForkedDevice,
    NotForUs,
    RecordError,
    RevokedDevice,
    UnknownDevice,
    WaitingForApproval,
    WaitingForEarlier,
    fault_of,
)
from desktop.storage import arrivals, trust
from desktop.storage.arrivals import Held, LedgerEntry
from desktop.storage.exchange import FIRST
from desktop.storage.journal import Merged
from desktop.sync import policy
from desktop.sync.examine import Examined, Incoming, look, with_body

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from desktop.storage.database import Connection
    from desktop.storage.trust import KnownDevice
    from desktop.sync.bundle import Opened
    from desktop.sync.manifest import Manifest
    from desktop.workspace import Party, Workspace

# What a commit writes into the search index costs nearly as much for one bundle as for three, and a
# save waits for it. A turn ends early when somebody else wants to write; who does is likely to
# want it again, so the turns are short from then on.
_TURN_RECORDS: Final = 2500
_SHORT_TURN_RECORDS: Final = 500
_TURN_RAW: Final = 4 * 1024 * 1024  # bytes of bodies, so that few of the largest are in memory
_TURN_SECONDS: Final = 0.5
NO_RECEIPT: Final = "none"  # what the hub sends needs no receipt
_WAITING: Final = (WaitingForEarlier, WaitingForApproval, BundleNewer)
# What the contents of a bundle can be at fault for; a full disk is not among them.
_CONTENT_FAULTS: Final = (BundleError, EnrolmentError, RecordError)


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


class _TakeBack(Exception):  # noqa: N818 - not an error: it ends a rehearsal
    """Ends a transaction that must not be kept."""


class _Refused(Exception):  # noqa: N818 - not an error: the turn is done again with savepoints
    """Something in a body was refused after parts of it may have been written."""


def take_in(workspace: Workspace, files: Iterable[Incoming], *, intake: str) -> list[Outcome]:
    """Take in files, in the order of their chains; nothing that they hold can raise.

    Raises:
        DiskFull, ReadOnly, DeviceGone, WorkspaceLocked: what was committed before stays; the
            same files can simply be taken in again.
    """
    waiting = _in_order(workspace, files)
    outcomes: list[Outcome] = []
    most = _TURN_RECORDS
    while waiting:
        ready = _with_bodies(workspace, waiting[: _next_turn(waiting, most=most)])
        waiting = waiting[len(ready) :]
        while ready:
            turn = _take_turn(workspace, ready, intake=intake)
            outcomes += turn.outcomes
            ready = ready[turn.settled :]
            if turn.interrupted:
                most = _SHORT_TURN_RECORDS
    return outcomes


def _next_turn(waiting: Sequence[Examined], *, most: int) -> int:
    """Return how many files make one turn: at least one."""
    records = size = 0
    for place, item in enumerate(waiting):
        if item.opened is not None:
            records += item.opened.manifest.body.n
            size += item.opened.manifest.body.raw
        if place and (records > most or size > _TURN_RAW):
            return place
    return len(waiting)


@dataclass(frozen=True, slots=True)
class _Turn:
    """What one transaction did: how many files it settled, and whether somebody waited for it."""

    settled: int
    outcomes: list[Outcome]
    interrupted: bool


def _take_turn(workspace: Workspace, ready: Sequence[Examined], *, intake: str) -> _Turn:
    turn = partial(_one_turn, workspace=workspace, examined=ready, intake=intake)
    try:
        return workspace.write(partial(turn, careful=False))
    except _Refused:
        return workspace.write(partial(turn, careful=True))


def _with_bodies(workspace: Workspace, files: Sequence[Examined]) -> list[Examined]:
    """Read the bodies that will be used next, so that no transaction is open meanwhile.

    A body is unpacked only for a sender that may send, and only when its turn in the chain has
    come (docs/bundle-format.md). All of that is asked again where it counts.
    """
    foreseen = workspace.read(lambda connection: _foreseen(connection, files))
    return [with_body(item) if item.file_sha256 in foreseen else item for item in files]


def _foreseen(connection: Connection, files: Sequence[Examined]) -> set[str]:
    """Return the hashes of those files whose bodies will be asked for, as far as can be told."""
    known = trust.devices(connection)
    ends: dict[tuple[str, str, str], tuple[int, str]] = {}
    found: set[str] = set()
    for item in files:
        if item.opened is None:
            continue
        manifest, sha256 = item.opened.manifest, item.opened.manifest_sha256
        sender = known.get(manifest.dev)
        if sender is None or barred(sender, manifest) is not None:
            continue
        chain = (manifest.dev, manifest.epoch, manifest.stream)
        end = ends.get(chain) or _end_of_chain(connection, manifest)
        if (manifest.seq, manifest.prev) == (end[0] + 1, end[1]):
            ends[chain] = (manifest.seq, sha256)
            found.add(item.file_sha256)
    return found


def _in_order(workspace: Workspace, files: Iterable[Incoming]) -> list[Examined]:
    return sorted((look(workspace.party, item) for item in files), key=lambda item: item.order)


def rehearse(
    workspace: Workspace, batches: Iterable[Sequence[Incoming]], *, intake: str
) -> list[Outcome]:
    """Do everything that taking in these batches would do, and take it all back.

    So a preview cannot differ from the import. One batch at a time is in memory.
    """
    outcomes: list[Outcome] = []

    def work(connection: Connection) -> None:
        settler = Settler(connection, workspace.party, now=workspace.now(), intake=intake)
        settler.begin(workspace.person.id)
        for batch in batches:
            for item in _in_order(workspace, batch):
                outcomes.extend(settler.settle(item))
        raise _TakeBack

    with suppress(_TakeBack):
        workspace.write(work)
    return outcomes


def _one_turn(
    connection: Connection,
    workspace: Workspace,
    examined: Sequence[Examined],
    *,
    intake: str,
    careful: bool,
) -> _Turn:
    settler = Settler(
        connection, workspace.party, now=workspace.now(), intake=intake, careful=careful
    )
    settler.begin(workspace.person.id)
    started = time.monotonic()
    outcomes: list[Outcome] = []
    done = 0
    interrupted = False
    for item in examined:
        outcomes += settler.settle(item)
        done += 1
        interrupted = workspace.others_wait
        if interrupted or time.monotonic() - started > _TURN_SECONDS:
            break
    return _Turn(done, outcomes, interrupted)


class Settler:
    """Decides about examined files, one after the other, inside one transaction.

    Held files that are named as ``later`` have a turn of their own: they are not settled just
    because they follow another.

    A ``careful`` one takes each body in a savepoint of its own. At each savepoint the search index
    is written, so the first try goes without: what is refused then ends the whole transaction.
    """

    def __init__(
        self,
        connection: Connection,
        party: Party,
        *,
        now: str,
        intake: str,
        later: Collection[str] = (),
        careful: bool = True,
    ) -> None:
        self._connection = connection
        self._party = party
        self._now = now
        self._intake = intake
        self._later = frozenset(later)
        self._careful = careful
        self._known: dict[str, KnownDevice] | None = None

    def begin(self, person: str) -> None:
        """Open the act of importing that everything settled here belongs to."""
        arrivals.open_intake(self._connection, intake_id=self._intake, at=self._now, person=person)

    def settle(self, item: Examined) -> list[Outcome]:
        """Settle one file, and after it whatever had been waiting for it."""
        outcomes = [self._settle_one(item)]
        opened = item.opened
        if opened is None or outcomes[0].status == "already-imported":
            return outcomes
        if opened.manifest.kind == "enrol" and outcomes[0].status == "imported":
            outcomes += self.retry_device(opened.manifest.dev)
        if self._chain_end(opened.manifest)[0] == opened.manifest.seq:
            outcomes += self._settle_followers(opened.manifest)
        return outcomes

    def retry_device(self, device: str) -> list[Outcome]:
        """Settle again what was held of a device because it was not known or not approved."""
        hashes = arrivals.held_of_device(
            self._connection,
            device,
            slugs=(UnknownDevice.slug, WaitingForApproval.slug),
        )
        return self._retry(hashes)

    def _retry(self, hashes: Sequence[str]) -> list[Outcome]:
        outcomes: list[Outcome] = []
        again = [item for item in map(self._examine_held, hashes) if item is not None]
        for item in sorted(again, key=lambda item: item.order):
            # One before it in its chain may have brought it along.
            if arrivals.is_held(self._connection, item.file_sha256):
                outcomes += self.settle(item)
        return outcomes

    def settle_held(self, file_sha256: str) -> list[Outcome]:
        """Settle again one file that is held, and after it whatever had been waiting for it."""
        item = self._examine_held(file_sha256)
        return [] if item is None else self.settle(item)

    def _settle_followers(self, manifest: Manifest) -> list[Outcome]:
        outcomes: list[Outcome] = []
        number = manifest.seq + 1
        while True:
            waiting = arrivals.held_next(
                self._connection,
                device=manifest.dev,
                epoch=manifest.epoch,
                stream=manifest.stream,
                seq=number,
            )
            if not waiting or not self._later.isdisjoint(waiting):
                return outcomes
            again = [item for item in map(self._examine_held, waiting) if item is not None]
            settled = [self._settle_one(item) for item in again]
            moved = [outcome for outcome in settled if outcome.status != "waiting"]
            if not moved:
                return outcomes
            outcomes += moved
            number += 1

    def _examine_held(self, file_sha256: str) -> Examined | None:
        held = arrivals.held_file(self._connection, file_sha256)
        return None if held is None else look(self._party, Incoming(held.name, held.data))

    def _settle_one(self, item: Examined) -> Outcome:
        if item.opened is None:
            return self._set_aside(item, item.fault or NotForUs())
        known = arrivals.ledger_entry(self._connection, item.opened.manifest_sha256)
        if known is not None and known.status == "applied":
            arrivals.release(self._connection, file_sha256=item.file_sha256)
            return self._outcome(item, "already-imported")
        if known is not None and known.status == "quarantined":
            return self._outcome(item, "quarantined", fault_of(known.slug))
        return self._settle_verified(item, item.opened)

    def _settle_verified(self, item: Examined, opened: Opened) -> Outcome:
        manifest = opened.manifest
        sender = self._device(manifest.dev)
        if sender is None:
            if self._party.role == "hub" and manifest.kind == "enrol":
                return self._settle_enrolment(item, opened)
            return self._set_aside(item, UnknownDevice())
        refused = barred(sender, manifest)
        if refused is not None:
            return self._set_aside(item, refused, ledger=True)
        broken = self._chain_fault(manifest)
        if broken is not None:
            return self._set_aside(item, broken, ledger=True)
        policy.take_ack(self._connection, self._party, manifest.dev, manifest.ack, now=self._now)
        return self._settle_body(item, opened, sender)

    def _device(self, device: str) -> KnownDevice | None:
        if self._known is None:
            self._known = trust.devices(self._connection)
        return self._known.get(device)

    def _chain_fault(self, manifest: Manifest) -> AlongsideError | None:
        """Return why this is not the next bundle of its chain, or None when it is."""
        high, last = self._chain_end(manifest)
        if manifest.seq <= high:
            return ForkedDevice()
        if manifest.seq > high + 1:
            return WaitingForEarlier(missing=high + 1)
        return None if manifest.prev == last else ForkedDevice()

    def _chain_end(self, manifest: Manifest) -> tuple[int, str]:
        return _end_of_chain(self._connection, manifest)

    def _settle_body(self, item: Examined, opened: Opened, sender: KnownDevice) -> Outcome:
        item = with_body(item)  # only now: the sender is known and its chain is whole
        fault = item.body_fault
        merged = Merged()
        if fault is None:
            merged, fault = self._try_body(item, sender)
        if isinstance(fault, BundleNewer):
            # Its turn in the chain stays open: it can be used after an update.
            return self._set_aside(item, fault, ledger=True)
        # The sender's next bundle must not hang on one that it can never repair.
        self._advance(opened)
        if self._party.role == "volunteer" and opened.manifest.kind == "records":
            policy.owe_answer(self._connection)
        if fault is not None:
            return self._set_aside(item, fault, ledger=True)
        return self._applied(item, opened, merged)

    def _try_body(
        self, item: Examined, sender: KnownDevice
    ) -> tuple[Merged, AlongsideError | None]:
        """Apply a body whole; or, when something in it is refused, nothing of it.

        Raises:
            _Refused: something was, and this settler is not careful.
        """
        savepoint = self._connection.begin_nested() if self._careful else None
        try:
            merged = policy.apply(
                self._connection,
                self._party,
                sender,
                item,
                intake=self._intake,
                now=self._now,
            )
        except _CONTENT_FAULTS as refused:
            if savepoint is None:
                raise _Refused from refused
            savepoint.rollback()
            return Merged(), refused
        if savepoint is not None:
            savepoint.commit()
        if self._party.role == "volunteer":
            self._known = None  # a keyset among it may have changed whom we know
        return merged, None

    def _settle_enrolment(self, item: Examined, opened: Opened) -> Outcome:
        item = with_body(item)
        if item.enrolment is None or opened.manifest.seq != 1:
            return self._set_aside(item, item.body_fault or UnknownDevice())
        try:
            policy.enrol(
                self._connection, item.enrolment, device=opened.manifest.dev, now=self._now
            )
        except _CONTENT_FAULTS as fault:
            return self._set_aside(item, fault)
        self._known = None
        self._advance(opened)
        return self._applied(item, opened, Merged())

    def _advance(self, opened: Opened) -> None:
        manifest = opened.manifest
        arrivals.advance_chain(
            self._connection,
            device=manifest.dev,
            epoch=manifest.epoch,
            stream=manifest.stream,
            high=manifest.seq,
            last=opened.manifest_sha256,
        )

    def _applied(self, item: Examined, opened: Opened, merged: Merged) -> Outcome:
        self._write_ledger(opened, "applied", None)
        arrivals.release(self._connection, file_sha256=item.file_sha256)
        return replace(self._outcome(item, "imported"), merged=merged)

    def _set_aside(self, item: Examined, fault: AlongsideError, *, ledger: bool = False) -> Outcome:
        """Keep a file that waits or was refused; leave alone what is not ours to keep."""
        waits = isinstance(fault, _WAITING)
        status = "waiting" if waits else "quarantined"
        opened = item.opened
        if ledger and opened is not None:
            self._write_ledger(opened, status, fault.slug)
        if item.file_sha256 and not isinstance(fault, NotForUs):
            held = Held(
                file_sha256=item.file_sha256,
                manifest_sha256=None if opened is None else opened.manifest_sha256,
                device=None if opened is None else opened.manifest.dev,
                data=item.data,
                name=item.name,
                status=status,
                slug=fault.slug,
                at=self._now,
            )
            arrivals.hold(self._connection, held)
        return self._outcome(item, status, fault)

    def _write_ledger(self, opened: Opened, status: str, slug: str | None) -> None:
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
                receipt=None if self._party.role == "hub" else NO_RECEIPT,
            ),
        )

    def _outcome(self, item: Examined, status: str, fault: AlongsideError | None = None) -> Outcome:
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


def _end_of_chain(connection: Connection, manifest: Manifest) -> tuple[int, str]:
    end = arrivals.chain_end(
        connection, device=manifest.dev, epoch=manifest.epoch, stream=manifest.stream
    )
    return (0, FIRST) if end is None else end


def barred(sender: KnownDevice, manifest: Manifest) -> AlongsideError | None:
    """Return why a known device may not send this bundle, or None when it may."""
    if sender.state == "waiting":
        return WaitingForApproval()
    if sender.state == "revoked":
        allowed = (sender.revoked_after or {}).get(manifest.epoch, 0)
        return None if manifest.seq <= allowed else RevokedDevice()
    return None
