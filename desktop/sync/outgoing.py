# SPDX-License-Identifier: Apache-2.0
"""Seal what is queued: outbox rows, receipts that are due, answers that are due.

Each bundle is kept with its exact bytes in the same transaction that numbers it, so nothing that
happens afterwards can lose it, number it twice, or change what is offered.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final, Literal

from desktop.crypto.age import HybridRecipient
from desktop.storage import arrivals, chains, exchange, journal, renewal, trust
from desktop.storage.exchange import Queued, SentBundle
from desktop.sync import bundle, notices, policy, renewing
from desktop.sync.manifest import After
from desktop.sync.notices import Receipt, ReceiptChain, ReceiptItem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from desktop.storage.arrivals import LedgerEntry
    from desktop.storage.database import Connection
    from desktop.sync.bundle import Sealed
    from desktop.workspace import Party, Workspace

MAX_RECORDS: Final = 500
MAX_RAW: Final = 1024 * 1024
MAX_RECEIPT_ITEMS: Final = 2000
MAX_MISSING: Final = 5000  # numbers asked for in one receipt; it has to fit into one line
MAX_ACKS: Final = 64  # chains named in one manifest; the newest count
HUB_STREAM: Final = "hub"
SAFEGUARDING_STREAM: Final = "safeguarding"
_LINE_EXTRA: Final = len(',"body":') + len("\n")

BundleKind = Literal["enrol", "records", "receipt"]


@dataclass(frozen=True, slots=True)
class SealedCount:
    """How many bundles were sealed: with records, and with receipts."""

    records: int = 0
    receipts: int = 0


def seal_all(workspace: Workspace) -> SealedCount:
    """Seal everything that is queued or due; one transaction for each bundle."""
    if workspace.read(renewal.is_older_copy):
        return SealedCount()  # its numbers may have been used for something else
    receipts = 0
    if workspace.role == "hub":
        for device in workspace.read(_devices_to_tell):
            receipts += _repeat(
                workspace, partial(seal_receipt, workspace=workspace, device=device)
            )
    records = 0
    for stream in workspace.read(exchange.streams_waiting):
        records += _repeat(workspace, partial(seal_records, workspace=workspace, stream=stream))
    if workspace.role == "volunteer":
        records += workspace.write(lambda c: seal_answer(c, workspace))
    return SealedCount(records, receipts)


def _devices_to_tell(connection: Connection) -> tuple[str, ...]:
    due = arrivals.devices_with_receipts_due(connection)
    return tuple(dict.fromkeys((*renewal.devices_to_tell_all(connection), *due)))


def _repeat(workspace: Workspace, step: Callable[[Connection], int]) -> int:
    total = 0
    while workspace.write(step):
        total += 1
    return total


def seal_records(connection: Connection, workspace: Workspace, stream: str) -> int:
    """Seal the next bundle of a stream; return 1, or 0 when nothing can be sealed for it."""
    recipients = recipients_of(connection, workspace.party, stream)
    queued = exchange.next_queued(
        connection, stream, most=MAX_RECORDS, down_to=_least_urgent(connection, stream)
    )
    if not recipients or not queued:
        return 0
    chosen = _as_many_as_fit(queued)
    lines = [
        envelope[:-1] + b',"body":' + body + b"}"
        for envelope, body in journal.lines_of(connection, [row.revision for row in chosen])
    ]
    sealed = seal(
        connection, workspace, kind="records", stream=stream, recipients=recipients, lines=lines
    )
    keep(connection, workspace, sealed, queued=[row.number for row in chosen])
    return 1


def _least_urgent(connection: Connection, stream: str) -> int:
    """Return down to which priority a stream is sealed: a revoked device gets no records."""
    device = trust.devices(connection).get(stream)
    is_revoked = device is not None and device.state == "revoked"
    return exchange.PRIORITY_CONTROL if is_revoked else exchange.PRIORITY_RECORD


def _as_many_as_fit(queued: Sequence[Queued]) -> list[Queued]:
    """Return the first rows that make at most 1 MiB of lines; always at least one."""
    chosen: list[Queued] = []
    size = 0
    for row in queued:
        size += row.size + _LINE_EXTRA
        if chosen and size > MAX_RAW:
            break
        chosen.append(row)
    return chosen


def seal_answer(connection: Connection, workspace: Workspace) -> int:
    """Seal an empty bundle when the hub sent records and nothing else would tell it so."""
    if trust.get_meta(connection, renewal.ANSWER_DUE) != "yes":
        return 0
    if trust.get_meta(connection, policy.APPROVAL) == "revoked":
        return 0  # the hub listens no more; the file would only be put aside there
    recipients = recipients_of(connection, workspace.party, HUB_STREAM)
    if not recipients:
        return 0
    sealed = seal(
        connection, workspace, kind="records", stream=HUB_STREAM, recipients=recipients, lines=[]
    )
    keep(connection, workspace, sealed)
    return 1


def seal_receipt(connection: Connection, workspace: Workspace, device: str) -> int:
    """Seal the receipt that is due to a device; return 1, or 0 when none can be sealed."""
    recipients = recipients_of(connection, workspace.party, device)
    due = _one_of_each_number(arrivals.receipts_due(connection, device, most=MAX_RECEIPT_ITEMS))
    says_all = device in renewal.devices_to_tell_all(connection)
    if not recipients or not (due or says_all):
        return 0
    receipt = Receipt(chains=tuple(_chains(connection, device, due, says_all=says_all)))
    sealed = seal(
        connection,
        workspace,
        kind="receipt",
        stream=device,
        recipients=recipients,
        lines=[notices.encode_receipt(receipt)],
    )
    keep(connection, workspace, sealed)
    arrivals.mark_receipted(
        connection, [entry.manifest_sha256 for entry in due], receipt=sealed.manifest_sha256
    )
    if says_all:
        renewal.told_all(connection, device)
    return 1


def _chains(
    connection: Connection, device: str, due: Sequence[LedgerEntry], *, says_all: bool
) -> Iterator[ReceiptChain]:
    room = MAX_MISSING
    named: dict[tuple[str, str], list[LedgerEntry]] = {}
    for entry in due:
        named.setdefault((entry.epoch, entry.stream), []).append(entry)
    if says_all:
        for stream in (HUB_STREAM, SAFEGUARDING_STREAM):
            for known in chains.chains_of(connection, stream=stream, device=device):
                named.setdefault((known.epoch, stream), [])
    for (epoch, stream), entries in named.items():
        end = chains.chain_end(connection, device=device, epoch=epoch, stream=stream)
        high = 0 if end is None else end[0]
        missing = chains.missing_numbers(
            connection, device=device, epoch=epoch, stream=stream, high=high
        )[:room]
        room -= len(missing)
        yield ReceiptChain(
            epoch=epoch,
            stream=stream,
            high=high,
            missing=missing,
            items=tuple(_item(entry) for entry in entries),
        )


def _item(entry: LedgerEntry) -> ReceiptItem:
    return ReceiptItem(
        seq=entry.seq,
        sha256=entry.manifest_sha256,
        status=entry.status,  # type: ignore[arg-type]  # the ledger holds only these three
        slug=entry.slug,
    )


def _one_of_each_number(due: Sequence[LedgerEntry]) -> list[LedgerEntry]:
    """Leave out a second bundle of the same number (a copied laptop): its turn is the next."""
    chosen: dict[tuple[str, str, int], LedgerEntry] = {}
    for entry in due:
        chosen.setdefault((entry.epoch, entry.stream, entry.seq), entry)
    return list(chosen.values())


def recipients_of(connection: Connection, party: Party, stream: str) -> tuple[HybridRecipient, ...]:
    """Return the keys that a stream is encrypted to; empty while it has none.

    To the hub: every active key of the audience, and the escrow key. To a device: its own key,
    once it was approved; never escrow.
    """
    if party.role == "volunteer":
        keyset = policy.current_keyset(connection)
        return keyset.active_recipients(stream, "escrow")
    device = trust.devices(connection).get(stream)
    if device is None or not device.may_be_sent_to:
        return ()
    return (HybridRecipient(device.recipient),)


def seal(
    connection: Connection,
    workspace: Workspace,
    *,
    kind: BundleKind,
    stream: str,
    recipients: Sequence[HybridRecipient],
    lines: Sequence[bytes],
) -> Sealed:
    """Build the next bundle of a stream's chain. It is not kept yet."""
    party = workspace.party
    epoch = renewal.epoch_of(connection, stream)
    seq, prev = exchange.end_of_chain(connection, epoch=epoch, stream=stream)
    return bundle.build(
        kind=kind,
        stream=stream,
        hub=party.hub,
        recipients=recipients,
        signing=party.signing,
        epoch=epoch,
        seq=seq + 1,
        prev=prev,
        after=None if seq else _after(connection, epoch=epoch, stream=stream),
        ack=_ack(connection, party, stream),
        made=workspace.now(),
        lines=lines,
    )


def _after(connection: Connection, *, epoch: str, stream: str) -> After | None:
    """Say what we remember of the epoch before, in the first bundle of a new one."""
    end = exchange.earlier_end(connection, epoch=epoch, stream=stream)
    return None if end is None else After(epoch=end[0], seq=end[1], hash=end[2])


def _ack(connection: Connection, party: Party, stream: str) -> Mapping[str, int]:
    """Say how far we followed the other side: by stream, and exactly, by chain."""
    inbound = party.inbound_stream
    sender = None if party.role == "volunteer" else stream
    ack: dict[str, int] = {}
    for end in chains.chains_of(connection, stream=inbound, device=sender)[-MAX_ACKS:]:
        ack[inbound] = end.high  # of the newest, which comes last
        ack[renewing.chain_id(device=end.device, epoch=end.epoch, stream=inbound)] = end.high
    return ack


def keep(
    connection: Connection, workspace: Workspace, sealed: Sealed, *, queued: Sequence[int] = ()
) -> None:
    """Keep a bundle's exact bytes and tie its outbox rows to it."""
    manifest = sealed.manifest
    exchange.keep_bundle(
        connection,
        SentBundle(
            manifest_sha256=sealed.manifest_sha256,
            kind=manifest.kind,
            stream=manifest.stream,
            epoch=manifest.epoch,
            seq=manifest.seq,
            data=sealed.data,
            records=manifest.body.n,
            state="sealed",
            slug=None,
            sealed_at=workspace.now(),
            settled_at=None,
        ),
        queued=queued,
    )
    if workspace.role == "volunteer":
        # Its `ack` tells the hub how far we are.
        trust.set_meta(connection, renewal.ANSWER_DUE, "no")
