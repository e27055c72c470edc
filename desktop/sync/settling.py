# SPDX-License-Identifier: Apache-2.0
"""Decide about examined files: who sent them, whether it is their turn, and what becomes of them.

What decides (sender, chain, ledger) is asked inside the transaction that applies the bundle,
whatever was known before. The same code serves both sides. Must not know how files come in.
"""

from __future__ import annotations

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
from desktop.storage import arrivals, chains, trust
from desktop.storage.exchange import FIRST
from desktop.storage.journal import Merged
from desktop.sync import introduction, policy, renewing, returned
from desktop.sync.examine import Examined, Incoming, look, with_body
from desktop.sync.outcomes import Books
from desktop.sync.renewing import Acks

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from desktop.storage.chains import Memory
    from desktop.storage.database import Connection
    from desktop.storage.trust import KnownDevice
    from desktop.sync.bundle import Opened
    from desktop.sync.manifest import Manifest
    from desktop.sync.outcomes import Outcome
    from desktop.workspace import Party

# What the contents of a bundle can be at fault for; a full disk is not among them.
_CONTENT_FAULTS: Final = (BundleError, EnrolmentError, RecordError)


class Refused(Exception):  # noqa: N818 - not an error: the turn is done again with savepoints
    """Something in a body was refused after parts of it may have been written."""


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
        self._memories: dict[str, Memory] | None = None
        self._books = Books(connection, party, now=now, intake=intake)
        self._acks = Acks(connection, party, devices=self._devices, now=now)

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
        if self._party.role == "volunteer" and opened.manifest.kind == "records":
            outcomes += self._retry_hub_keys()
        return outcomes

    def _retry_hub_keys(self) -> list[Outcome]:
        """Settle again what a new key of the hub had signed before a keyset made it known."""
        own = [device.id for device in self._devices().values() if device.role == "hub"]
        hashes = [
            file_sha256
            for device in own
            for file_sha256 in arrivals.held_of_device(
                self._connection, device, slugs=(UnknownDevice.slug,)
            )
        ]
        return self._retry(hashes)

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
            return self._books.set_aside(item, item.fault or NotForUs())
        known = arrivals.ledger_entry(self._connection, item.opened.manifest_sha256)
        if known is not None and known.status == "applied":
            arrivals.release(self._connection, file_sha256=item.file_sha256)
            return self._books.outcome(item, "already-imported")
        if known is not None and known.status == "quarantined":
            if known.slug == ForkedDevice.slug and self._party.role == "hub":
                # One of two laptops may have taken the receipt that was for the other.
                arrivals.make_due(self._connection, known.manifest_sha256)
            return self._books.outcome(item, "quarantined", fault_of(known.slug))
        return self._settle_verified(item, item.opened)

    def _settle_verified(self, item: Examined, opened: Opened) -> Outcome:
        manifest = opened.manifest
        sender = self._device(manifest.dev)
        if sender is None and self._party.role == "volunteer":
            sender = self._introduced(item, manifest.dev)
        if sender is None:
            if self._party.role == "hub" and manifest.kind == "enrol":
                return self._settle_enrolment(item, opened)
            return self._books.set_aside(item, UnknownDevice())
        refused = barred(sender, manifest)
        if refused is not None:
            return self._books.set_aside(item, refused, ledger=True)
        if self._party.role == "hub":
            self._acks.heed(manifest)
        broken = self._chain_fault(manifest)
        if broken is not None:
            if self._party.role == "volunteer":
                self._heed_out_of_turn(item, manifest, broken)
            return self._books.set_aside(item, broken, ledger=True)
        if self._party.role == "hub" and self._speaks_for_its_device(manifest):
            self._acks.take(manifest)
        return self._settle_body(item, opened, sender)

    def _heed_out_of_turn(self, item: Examined, manifest: Manifest, broken: AlongsideError) -> None:
        """Take what can be taken from a bundle of the hub that is not the next one.

        If this is an older copy, the ones before it are gone, and its turn never comes. If the
        hub is one, its bundles are others than those that were followed.
        """
        if isinstance(broken, ForkedDevice):
            renewing.leave_chain(self._connection, manifest, now=self._now)
        if manifest.kind == "records":
            policy.owe_answer(self._connection)  # so that the hub hears how far we are
        receipt = with_body(item).receipt
        if receipt is not None:
            policy.heed(self._connection, receipt, now=self._now)

    def _memory(self, device: str) -> Memory | None:
        """Return what a device remembers, if it ever began a new epoch."""
        if self._memories is None:
            self._memories = chains.memories(self._connection, stream=self._party.inbound_stream)
        return self._memories.get(device)

    def _speaks_for_its_device(self, manifest: Manifest) -> bool:
        memory = self._memory(manifest.dev)
        return memory is None or memory.speaks_for(manifest.epoch, manifest.seq)

    def _introduced(self, item: Examined, device: str) -> KnownDevice | None:
        """Return the hub's new key, if this bundle brings what vouches for it."""
        if not introduction.vouched_for(self._connection, item):
            return None
        self._known = None
        return self._device(device)

    def _device(self, device: str) -> KnownDevice | None:
        return self._devices().get(device)

    def _devices(self) -> dict[str, KnownDevice]:
        if self._known is None:
            self._known = trust.devices(self._connection)
        return self._known

    def _chain_fault(self, manifest: Manifest) -> AlongsideError | None:
        """Return why this is not the next bundle of its chain, or None when it is."""
        high, last = self._chain_end(manifest)
        if manifest.seq <= high:
            return ForkedDevice()
        if manifest.seq > high + 1:
            return WaitingForEarlier(missing=high + 1)
        return None if manifest.prev == last else ForkedDevice()

    def _chain_end(self, manifest: Manifest) -> tuple[int, str]:
        return end_of_chain(self._connection, manifest)

    def _settle_body(self, item: Examined, opened: Opened, sender: KnownDevice) -> Outcome:
        item = with_body(item)  # only now: the sender is known and its chain is whole
        fault = item.body_fault
        merged = Merged()
        if fault is None:
            merged, fault = self._try_body(item, sender)
        if isinstance(fault, BundleNewer):
            # Its turn in the chain stays open: it can be used after an update.
            return self._books.set_aside(item, fault, ledger=True)
        # The sender's next bundle must not hang on one that it can never repair.
        self._books.advance(opened)
        self._note_how_far(opened.manifest)
        if fault is not None:
            return self._books.set_aside(item, fault, ledger=True, settled=True)
        outcome = self._books.applied(item, opened, merged)
        self._send_back(item, opened.manifest)
        return outcome

    def _note_how_far(self, manifest: Manifest) -> None:
        is_hub = self._party.role == "hub"
        if not is_hub and manifest.kind == "records":
            policy.owe_answer(self._connection)
        if manifest.after is None:
            return
        memory = renewing.note_after(self._connection, manifest, manifest.after)
        if is_hub:
            renewing.bring_back(self._connection, manifest, memory, self._acks, now=self._now)
            self._memories = None
        else:
            returned.give_back(self._connection, self._party, memory, now=self._now)

    def _send_back(self, item: Examined, manifest: Manifest) -> None:
        """Send back what a laptop wrote before it was restored and that arrived afterwards."""
        memory = self._memory(manifest.dev) if self._party.role == "hub" else None
        if memory is not None and not memory.remembers(manifest.epoch, manifest.seq):
            revisions = tuple(revision.id for revision in item.revisions)
            renewing.send_back(self._connection, manifest.dev, revisions, now=self._now)

    def _try_body(
        self, item: Examined, sender: KnownDevice
    ) -> tuple[Merged, AlongsideError | None]:
        """Apply a body whole; or, when something in it is refused, nothing of it.

        Raises:
            Refused: something was, and this settler is not careful.
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
                raise Refused from refused
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
            return self._books.set_aside(item, item.body_fault or UnknownDevice())
        try:
            policy.enrol(
                self._connection, item.enrolment, device=opened.manifest.dev, now=self._now
            )
        except _CONTENT_FAULTS as fault:
            return self._books.set_aside(item, fault)
        self._known = None
        self._books.advance(opened)
        return self._books.applied(item, opened, Merged())


def end_of_chain(connection: Connection, manifest: Manifest) -> tuple[int, str]:
    """Return how far the chain of a bundle was followed: (number, hash of that manifest)."""
    end = chains.chain_end(
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
