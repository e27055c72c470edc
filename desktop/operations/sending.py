# SPDX-License-Identifier: Apache-2.0
"""Send and fetch: carriers, one round, files by hand, the outbox and what the receipts say."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from desktop.carriers.base import open_carrier
from desktop.crypto import keys
from desktop.errors import (
    AlongsideError,
    CarrierExists,
    CarrierNotFound,
    NoCarrier,
    WordsDiffer,
    fault_of,
)
from desktop.hub import importer
from desktop.operations.anew import begin_anew
from desktop.operations.imports import ImportReport, report_of
from desktop.storage import arrivals, exchange, places, renewal, trust
from desktop.sync import engine, outgoing, policy, waiting

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from desktop.operations.progress import Progress
    from desktop.storage.database import Connection
    from desktop.storage.places import CarrierEntry
    from desktop.sync.engine import RoundResult
    from desktop.sync.outcomes import Outcome
    from desktop.workspace import Workspace

__all__ = [
    "CarrierRow",
    "OutboxRow",
    "ReceiptRow",
    "RoundReport",
    "SendingStatus",
    "begin_anew",
]


@dataclass(frozen=True, slots=True)
class CarrierRow:
    """One place where bundles are left and fetched. ``label`` is what people are shown."""

    id: int
    url: str
    label: str
    added_at: str


@dataclass(frozen=True, slots=True)
class RoundReport:
    """What one round over one or all carriers did.

    Attributes:
        placed: bundles written, receipts included.
        received: files fetched that were new.
        outbox: revisions that still wait for a receipt.
        quarantined: files kept aside.
        receipts: receipts taken in (volunteer) or placed (hub).
        new, amended, duplicate, conflict: what the fetched files brought.
        problems: (carrier, fault) where a carrier failed; the others went on.
    """

    placed: int = 0
    received: int = 0
    outbox: int = 0
    quarantined: int = 0
    receipts: int = 0
    new: int = 0
    amended: int = 0
    duplicate: int = 0
    conflict: int = 0
    problems: tuple[tuple[str, AlongsideError], ...] = ()


@dataclass(frozen=True, slots=True)
class OutboxRow:
    """One record version that has no receipt yet; ``advice`` says what to do about it."""

    record: str
    revision: str
    kind: str
    title: str
    state: str
    since: str
    slug: str | None
    advice: str | None
    family_name: str = ""


@dataclass(frozen=True, slots=True)
class ReceiptRow:
    """What the hub said of one bundle, and when this computer heard it."""

    at: str
    seq: int
    status: str
    records: int
    slug: str | None


@dataclass(frozen=True, slots=True)
class SendingStatus:
    """The truth about sending, for the status line.

    Attributes:
        unsent: versions that are only on this computer.
        handed_over: versions placed somewhere, without a receipt.
        needs_attention: versions that the hub could not use.
        oldest_days: whole days since the oldest of all these was finished; None if there is none.
        last_receipt_at: when the hub last spoke, or None.
        has_carrier: whether there is a place to send to.
        approved: whether the hub has approved this device (always true at a hub).
        switched_off: whether the hub had approved this device and has switched it off.
        hub_words_checked: whether the hub's words were compared (always true at a hub).
        unanswered: at a hub, laptops for which receipts, marks or records lie ready.
        older_copy: this volunteer's workspace is an older copy, or in use twice. Nothing new is
            sealed until :func:`begin_anew`; what to do is in OlderCopy.
    """

    unsent: int
    handed_over: int
    needs_attention: int
    oldest_days: int | None
    last_receipt_at: str | None
    has_carrier: bool
    approved: bool
    switched_off: bool
    hub_words_checked: bool
    unanswered: int = 0
    older_copy: bool = False


def add_carrier(workspace: Workspace, url: str) -> CarrierRow:
    """Add a place to send to and fetch from. It need not be there at this moment.

    Raises:
        CarrierUnknown: the address is of no known kind. CarrierExists: it is in the list.
    """
    clean = open_carrier(url.strip()).url
    entry = workspace.write(lambda c: places.add_carrier(c, clean, at=workspace.now()))
    if entry is None:
        raise CarrierExists
    return _carrier_row(entry)


def list_carriers(workspace: Workspace) -> tuple[CarrierRow, ...]:
    """Return the places to send to and fetch from."""
    return tuple(_carrier_row(entry) for entry in workspace.read(places.carriers))


def find_carrier(workspace: Workspace, url: str) -> CarrierRow:
    """Return one place of the list. Raises CarrierNotFound, CarrierUnknown."""
    return _carrier_row(_find(workspace, url))


def remove_carrier(workspace: Workspace, url: str) -> None:
    """Remove a place. What has no receipt is offered at the next one. Raises CarrierNotFound."""
    entry = _find(workspace, url)
    workspace.write(lambda c: places.remove_carrier(c, entry.url))


def _find(workspace: Workspace, url: str) -> CarrierEntry:
    clean = open_carrier(url.strip()).url
    entries = workspace.read(places.carriers)
    found = next((entry for entry in entries if entry.url == clean), None)
    if found is None:
        raise CarrierNotFound
    return found


def _carrier_row(entry: CarrierEntry) -> CarrierRow:
    scheme, _, rest = entry.url.partition(":")
    label = rest if scheme == "folder" else entry.url
    return CarrierRow(entry.id, entry.url, label, entry.added_at)


def synchronise(
    workspace: Workspace,
    *,
    carrier: str | None = None,
    progress: Progress | None = None,
    send_again: bool = False,
    step: Callable[[str], None] | None = None,
) -> RoundReport:
    """Do one round with every carrier, or with one: fetch, take in, seal, place, tidy.

    A carrier that fails does not keep the others from their turn; it is named in ``problems``.

    Args:
        workspace: of either role.
        carrier: address of one carrier, added when it is not in the list yet; what was placed
            elsewhere without a receipt is placed here too.
        progress: told about each step; may cancel between two steps.
        send_again: offer again what has no receipt.
        step: called at each boundary, for tests that stop the program there.

    Raises:
        NoCarrier: there is none. CarrierUnknown: the address is of no known kind. Cancelled.
        DiskFull, WorkspaceLocked and others: as the workspace behaves.
    """
    entries = _chosen(workspace, carrier)
    wish = engine.Wish(here=carrier is not None, again=send_again)
    results: list[RoundResult] = []
    problems: list[tuple[str, AlongsideError]] = []
    waiting.try_again(workspace, intake=keys.new_id())

    def count(name: str) -> None:
        if progress is not None:
            progress.step(done=int(name in ("fetched", "placed")))
        if step is not None:
            step(name)

    for entry in entries:
        result = engine.run_round(workspace, entry, wish=wish, intake_id=keys.new_id(), step=count)
        results.append(result)
        if result.problem is not None:
            problems.append((entry.url, result.problem))
    return _report(workspace, results, problems)


def _chosen(workspace: Workspace, carrier: str | None) -> tuple[CarrierEntry, ...]:
    if carrier is None:
        entries = workspace.read(places.carriers)
        if not entries:
            raise NoCarrier
        return entries
    try:
        return (_find(workspace, carrier),)
    except CarrierNotFound:
        add_carrier(workspace, carrier)
        return (_find(workspace, carrier),)


def _report(
    workspace: Workspace,
    results: Sequence[RoundResult],
    problems: Sequence[tuple[str, AlongsideError]],
) -> RoundReport:
    outcomes = [outcome for result in results for outcome in result.outcomes]
    receipts = (
        sum(result.receipts for result in results)
        if workspace.role == "hub"
        else sum(o.kind == "receipt" and o.status == "imported" for o in outcomes)
    )
    return RoundReport(
        placed=sum(result.placed for result in results),
        received=sum(result.fetched for result in results),
        outbox=workspace.read(exchange.count_outbox),
        quarantined=sum(o.status == "quarantined" for o in outcomes),
        receipts=receipts,
        new=sum(o.merged.new for o in outcomes),
        amended=sum(o.merged.amended for o in outcomes),
        duplicate=sum(o.merged.duplicate for o in outcomes),
        conflict=sum(o.merged.conflict for o in outcomes),
        problems=tuple(problems),
    )


def take_in(
    workspace: Workspace, paths: Sequence[Path], *, progress: Progress | None = None
) -> ImportReport:
    """Take in bundles from a stick or an e-mail: files, or whole folders.

    Raises:
        FolderUnreadable: a folder that was named is not there. Cancelled: between two batches.
    """
    intake_id = importer.new_intake_id()
    files = importer.find_files(paths)
    if progress is not None:
        progress.total = len(files)
    outcomes: list[Outcome] = []
    for batch in importer.read_files(files):
        outcomes += importer.take_in_files(workspace, batch, intake_id=intake_id)
        if progress is not None:
            progress.step(done=len(batch))
    outgoing.seal_all(workspace)
    return report_of(workspace, outcomes, intake_id=intake_id)


def save_to_folder(workspace: Workspace, folder: Path) -> int:
    """Write every bundle without a receipt into a folder, for a stick or an e-mail by hand.

    Returns:
        How many were written. Each is under a new random name; nothing is overwritten.

    Raises:
        CarrierReadOnly, CarrierFull, CarrierUnreachable, DeviceGone: as the folder behaves;
            what was written before stays and counts as handed over.
    """
    outgoing.seal_all(workspace)
    carrier = open_carrier(f"folder:{folder}")
    written = 0
    for item in workspace.read(exchange.open_bundles):
        place = engine.outbound_folder(workspace, item.stream)
        data = engine.bundle_bytes(workspace, item.manifest_sha256)
        if data is None or place is None:
            continue
        carrier.put_new(place, f"{keys.random_name()}.age", data)
        workspace.write(partial(exchange.mark_handed_over, bundle=item.manifest_sha256))
        written += 1
    return written


def outbox(workspace: Workspace) -> tuple[OutboxRow, ...]:
    """Return what has no receipt yet, the oldest first, each with what to do about it."""
    return tuple(
        OutboxRow(
            record=row.record,
            revision=row.revision,
            kind=row.kind,
            title=row.title,
            state=row.state,
            since=row.since,
            slug=slug,
            advice=None if slug is None else fault_of(slug).what_to_do(),
            family_name=row.family_title or "",
        )
        for row in workspace.read(exchange.outbox_entries)
        # One that the hub asks for again needs nobody's attention: the next round offers it.
        for slug in [None if row.slug == exchange.ASKED_AGAIN else row.slug]
    )


def receipts(workspace: Workspace) -> tuple[ReceiptRow, ...]:
    """Return what the other side has said of our bundles, the newest first."""
    return tuple(
        ReceiptRow(row.settled_at or "", row.seq, row.state, row.records, row.slug)
        for row in workspace.read(exchange.sent_summary)
    )


def status(workspace: Workspace) -> SendingStatus:
    """Return the truth about sending, for the status line."""
    return workspace.read(lambda c: status_of(c, now=workspace.clock()))


def status_of(connection: Connection, *, now: datetime) -> SendingStatus:
    """Return the same inside a transaction that the caller has begun."""
    tally = exchange.tally(connection)
    facts = trust.all_meta(connection)
    newest = exchange.sent_summary(connection, limit=1)
    is_hub = facts["role"] == "hub"
    return SendingStatus(
        unsent=tally.sealed,
        handed_over=tally.handed_over,
        needs_attention=tally.needs_attention,
        oldest_days=_days_since(tally.oldest, now),
        last_receipt_at=newest[0].settled_at if newest else None,
        has_carrier=bool(places.carriers(connection)),
        approved=is_hub or facts.get(policy.APPROVAL) == "active",
        switched_off=not is_hub and facts.get(policy.APPROVAL) == "revoked",
        hub_words_checked=is_hub or facts.get("hub_words_checked") == "yes",
        unanswered=arrivals.count_unanswered(connection) if is_hub else 0,
        older_copy=renewal.OLDER_COPY in facts,
    )


def _days_since(then: str | None, now: datetime) -> int | None:
    return None if then is None else max(0, (now - datetime.fromisoformat(then)).days)


def confirm_hub_words(workspace: Workspace, words: str) -> None:
    """Note that the hub's eight words, as they were heard, are the ones shown here.

    Raises:
        WordsDiffer: they are not the same; nothing is noted.
    """
    workspace.require_role("volunteer")
    if not keys.same_words(words, hub_words(workspace)):
        raise WordsDiffer
    workspace.write(lambda c: trust.set_meta(c, "hub_words_checked", "yes"))


def hub_words(workspace: Workspace) -> tuple[str, ...]:
    """Return the eight words of this workspace's hub."""
    root = workspace.read(lambda c: trust.get_meta(c, "root")) or ""
    return keys.hub_words(bytes.fromhex(root))


def own_words(workspace: Workspace) -> tuple[str, ...]:
    """Return the eight words of this device, for the coordinator to hear."""
    party = workspace.party
    return keys.device_words(
        signing=party.signing.public, recipient=party.identities[0].recipient.key
    )
