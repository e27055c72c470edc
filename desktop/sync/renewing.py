# SPDX-License-Identifier: Apache-2.0
"""What follows when one side counts anew, or has lost what it once had.

A hub learns from the first bundle of a new epoch what a restored laptop has forgotten, and sends
it back. A device learns from receipts that the hub has less than it had, and sends that again; or
that it is itself an older copy (docs/bundle-format.md, "Epochs"). Everything here runs inside the
transaction that applies the bundle.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from desktop.crypto import keys
from desktop.errors import ForkedDevice
from desktop.storage import arrivals, chains, exchange, renewal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Set

    from desktop.storage.chains import Memory
    from desktop.storage.database import Connection
    from desktop.storage.trust import KnownDevice
    from desktop.sync.manifest import After, Manifest
    from desktop.sync.notices import Receipt, ReceiptChain
    from desktop.workspace import Party


_HUB_STREAM: Final = "hub"


def chain_id(*, device: str, epoch: str, stream: str) -> str:
    """Return the name that one chain has in an ``ack`` (docs/bundle-format.md, "Manifest")."""
    named = bytes.fromhex(device) + bytes.fromhex(epoch) + stream.encode("ascii")
    return keys.sha256_hex(b"alongside-chain/1" + named)[:32]


class Acks:
    """What devices say they applied of what this hub sent, within one transaction.

    What there is to acknowledge is looked up once for each device, not for each of its bundles.
    """

    def __init__(
        self,
        connection: Connection,
        party: Party,
        *,
        devices: Callable[[], Mapping[str, KnownDevice]],
        now: str,
    ) -> None:
        self._connection = connection
        self._devices = devices
        self._party = party
        self._now = now
        self._open: dict[str, tuple[tuple[str, str], ...]] = {}
        self._ends: dict[str, tuple[str, int]] = {}
        self._known: dict[str, frozenset[str]] = {}

    def take(self, manifest: Manifest) -> None:
        """Clear what the hub sent to a device up to the number that the device says it applied.

        A device is never asked for a receipt; the number in its signed manifest is enough
        (docs/adr/0009). Only the number of the exact chain counts: the one under the stream's
        name may still speak of bundles from before the hub was restored.
        """
        device = manifest.dev
        self._look_up(device)
        for epoch, name in self._open[device]:
            high = manifest.ack.get(name, 0)
            if high:
                self._clear(device, epoch, high)

    def heed(self, manifest: Manifest) -> None:
        """Notice a number, or a chain, that was never used: the device follows another copy of us.

        That is so whether or not the bundle's turn has come. The hub begins anew for this device
        alone: a device that lies must not be able to stop it for the others.
        """
        device = manifest.dev
        self._look_up(device)
        name, end = self._ends[device]
        is_beyond = manifest.ack.get(name, 0) > end
        others = self._chains_of_others(manifest)
        if not is_beyond and not others:
            return
        is_new = renewal.note_chains_of_others(self._connection, device, others)
        if not is_beyond and not is_new:
            return
        sent = self.of_all(manifest)
        if is_beyond:
            sent[renewal.epoch_of(self._connection, device)] = 0
        renewal.raise_roster_version(self._connection)
        renewal.renew_stream(self._connection, device, remembered=sent, at=self._now)
        self.forget(device)

    def forget(self, device: str) -> None:
        """Look up again what there is to acknowledge: it has changed."""
        self._open.pop(device, None)

    def of_all(self, manifest: Manifest) -> dict[str, int]:
        """Return how far a device followed each epoch of what the hub sends it."""
        epochs = renewal.epochs_of(self._connection, manifest.dev)
        return {
            epoch: max(manifest.ack.get(name, 0) for name in self._names(manifest.dev, epoch))
            for epoch in epochs
        }

    def _look_up(self, device: str) -> None:
        if device in self._open:
            return
        unanswered = exchange.open_epochs(self._connection, stream=device)
        self._open[device] = tuple(
            (epoch, name) for epoch in unanswered for name in self._names(device, epoch)
        )
        here = renewal.epoch_of(self._connection, device)
        end, _hash = exchange.end_of_chain(self._connection, epoch=here, stream=device)
        self._ends[device] = (self._name(device, here), end)
        # The number under the stream's own name is of no chain in particular.
        self._known[device] = frozenset((device, *self._names(device, here)))

    def _chains_of_others(self, manifest: Manifest) -> Set[str]:
        """Return the chains in an ``ack`` that this hub never sealed.

        Nearly always the present one is all that is named. Only otherwise the earlier ones are
        looked up, which means going through everything that was ever sealed.
        """
        device = manifest.dev
        unknown = manifest.ack.keys() - self._known[device]
        if unknown:
            epochs = renewal.epochs_of(self._connection, device)
            earlier = {name for epoch in epochs for name in self._names(device, epoch)}
            self._known[device] |= earlier
            unknown = unknown - earlier
        return unknown

    def _names(self, device: str, epoch: str) -> Iterator[str]:
        """Yield what a chain may be called: an older one has the key that was replaced since."""
        for own in self._devices().values():
            if own.role == "hub":
                yield chain_id(device=own.id, epoch=epoch, stream=device)

    def _name(self, device: str, epoch: str) -> str:
        return chain_id(device=self._party.device, epoch=epoch, stream=device)

    def _clear(self, device: str, epoch: str, high: int) -> None:
        bundles = exchange.bundles_up_to(self._connection, epoch=epoch, stream=device, seq=high)
        for ours in bundles:
            exchange.settle(self._connection, ours, status="applied", slug=None, at=self._now)


def note_after(connection: Connection, manifest: Manifest, after: After) -> Memory:
    """Note what a side that began a new epoch remembers of its earlier ones, and return it."""
    device, stream = manifest.dev, manifest.stream
    remembered = (after.epoch, _remembered(connection, manifest, after))
    chains.note_after(
        connection, device=device, epoch=manifest.epoch, stream=stream, after=remembered
    )
    return chains.memories(connection, stream=stream)[device]


def bring_back(
    connection: Connection, manifest: Manifest, memory: Memory, acks: Acks, *, now: str
) -> None:
    """Send back to a device that began a new epoch what it has forgotten.

    That is what it wrote itself, and whatever the hub had sent that it no longer acknowledges.
    More than it has forgotten does no harm.
    """
    device = manifest.dev
    forgotten = {
        entry.intake or ""
        for entry in arrivals.applied_of(connection, device=device, stream=manifest.stream)
        if not memory.remembers(entry.epoch, entry.seq)
    }
    lost = arrivals.written_by(connection, device, intakes=sorted(forgotten))
    send_back(connection, device, lost, now=now)
    exchange.offer_again(connection, device)  # the laptop that was lost may have fetched it
    sent = acks.of_all(manifest)
    if any(renewal.has_lost(connection, epoch, device, high) for epoch, high in sent.items()):
        renewal.renew_stream(connection, device, remembered=sent, at=now)
        acks.forget(device)


def _remembered(connection: Connection, manifest: Manifest, after: After) -> int:
    """Return up to which number a device surely remembers the epoch that it names.

    None of it, where it names another bundle than the one that is here under this number: from
    where on the two differ cannot be told.
    """
    here = arrivals.chain_entries(
        connection,
        device=manifest.dev,
        epoch=after.epoch,
        stream=manifest.stream,
        from_seq=after.seq,
    )
    known = next((entry for entry in here if entry.manifest_sha256 == after.hash), None)
    if known is None:
        return 0 if here else after.seq
    return 0 if known.slug == ForkedDevice.slug else after.seq


def send_back(connection: Connection, device: str, revisions: tuple[str, ...], *, now: str) -> None:
    """Queue for a device what it wrote and does not remember."""
    exchange.enqueue(
        connection, revisions, stream=device, priority=exchange.PRIORITY_RECORD, at=now
    )


def shows_older_copy(connection: Connection, receipt: Receipt) -> bool:
    """Whether the hub knows bundles of our present epoch that this workspace never sealed.

    That is true of a receipt whenever it was made, and in whatever order it is read.
    """
    return any(
        _is_ahead(connection, chain) or _has_others(connection, chain)
        for chain in receipt.chains
        if chain.epoch == renewal.epoch_of(connection, chain.stream)
    )


def names_others(connection: Connection, receipt: Receipt) -> bool:
    """Whether a receipt speaks of bundles that another copy of this workspace has sealed."""
    return any(_has_others(connection, chain) for chain in receipt.chains)


def _is_ahead(connection: Connection, chain: ReceiptChain) -> bool:
    end, _hash = exchange.end_of_chain(connection, epoch=chain.epoch, stream=chain.stream)
    return chain.high > end


def _has_others(connection: Connection, chain: ReceiptChain) -> bool:
    if any(item.slug == ForkedDevice.slug for item in chain.items):
        return True
    return not exchange.are_ours(connection, [item.sha256 for item in chain.items])


def leave_chain(connection: Connection, manifest: Manifest, *, now: str) -> None:
    """Stop following a chain of the hub of which there are two, and begin anew ourselves.

    What we followed is acknowledged no more: by that the hub sees that its own was not followed,
    and begins a new epoch for this device.
    """
    if chains.leave(connection, device=manifest.dev, epoch=manifest.epoch, stream=manifest.stream):
        renewal.begin_new_epoch(connection, reason=renewal.HUB_RESTORED, now=now)


def send_again(
    connection: Connection, party: Party, receipt: Receipt, manifest: Manifest, *, now: str
) -> None:
    """Queue again what the hub once had and has lost, in a new epoch.

    Receipts come in order, so a number that fell means that the hub was restored. The first
    bundle of a later epoch of the hub names every chain: what lies beyond that is sealed again
    even if nobody has spoken of it yet, since a receipt that is still on its way may speak of a
    hub that is no more.
    """
    known = chains.chains_of(connection, stream=party.inbound_stream)
    says_all = manifest.seq == 1 and bool(known or manifest.after)
    is_newest = manifest.seq == 1 or known[-1].epoch == manifest.epoch
    if not is_newest:
        return
    lost: list[str] = []
    for epoch, stream, high in _ends_at_hub(connection, receipt, says_all=says_all):
        if says_all or renewal.has_lost(connection, epoch, stream, high):
            lost += renewal.beyond(connection, epoch, stream, high)
    if says_all or lost:
        renewal.queue_what_came_back(connection, _HUB_STREAM, at=now)
    if lost:
        renewal.take_back(connection, lost, at=now)
        renewal.begin_new_epoch(connection, reason=renewal.HUB_RESTORED, now=now)


def _ends_at_hub(
    connection: Connection, receipt: Receipt, *, says_all: bool
) -> Iterator[tuple[str, str, int]]:
    named = {(chain.epoch, chain.stream): chain.high for chain in receipt.chains}
    for place in renewal.chains_sealed(connection) if says_all else named:
        yield (*place, named.get(place, 0))
