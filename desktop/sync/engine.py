# SPDX-License-Identifier: Apache-2.0
"""One round with one carrier: fetch, take in, seal, place, tidy.

Every step leaves the workspace in a state from which the next round, in this or in another
process, goes on to the same end: what is fetched twice is applied once, and an object is written
under a name that was kept beforehand. There are no locks on the carrier.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Final

from desktop.carriers.base import TO_HUB, Carrier, Entry, is_object_name, open_carrier
from desktop.crypto import keys
from desktop.errors import (
    AlongsideError,
    BundleTooLarge,
    CarrierError,
    CarrierNameTaken,
    DeviceGone,
    KeptAsideFull,
    MachineError,
)
from desktop.storage import arrivals, exchange, places, trust
from desktop.storage.exchange import ASKED_AGAIN, SentBundle
from desktop.storage.places import CarrierEntry, Placement
from desktop.sync import intake, outgoing
from desktop.sync.bundle import MAX_FILE
from desktop.sync.examine import Incoming

if TYPE_CHECKING:
    from desktop.storage.database import Connection
    from desktop.sync.outcomes import Outcome
    from desktop.workspace import Workspace

OFFER_AGAIN_AFTER: Final = timedelta(days=7)
_OFFERED: Final = ("sealed", "handed-over")
_BATCH_FILES: Final = 64
_BATCH_BYTES: Final = 16 * 1024 * 1024
_BYTES: Final = " bytes"

Step = Callable[[str], None]


@dataclass(slots=True)
class RoundResult:
    """What one round did, also one that the carrier ended early.

    Attributes:
        fetched: objects that were new to us.
        outcomes: what became of them, and of what had waited for them.
        placed: bundles written to the carrier, receipts included.
        receipts: receipts among those.
        deleted: objects that are finished and were removed.
        problem: why the carrier could not be used to the end, or None.
    """

    fetched: int = 0
    outcomes: list[Outcome] = field(default_factory=list)
    placed: int = 0
    receipts: int = 0
    deleted: int = 0
    problem: AlongsideError | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What the person asked for.

    Attributes:
        here: place on this carrier even what was placed on another one.
        again: offer again what was placed already and has no receipt.
    """

    here: bool = False
    again: bool = False


def run_round(
    workspace: Workspace,
    entry: CarrierEntry,
    *,
    wish: Wish = Wish(),
    intake_id: str,
    step: Step = lambda _name: None,
) -> RoundResult:
    """Run one round. ``step`` is called at each boundary and may raise to stop there.

    A carrier that fails ends the round early, which is a ``problem`` of the result: what was
    done before stays done.

    Raises:
        DiskFull, WorkspaceLocked and others: as the workspace behaves.
    """
    result = RoundResult()
    try:
        _run(workspace, entry, wish, intake_id, step, result)
    except (CarrierError, DeviceGone) as fault:
        result.problem = fault
    return result


def _run(
    workspace: Workspace,
    entry: CarrierEntry,
    wish: Wish,
    intake_id: str,
    step: Step,
    result: RoundResult,
) -> None:
    carrier = open_carrier(entry.url)
    folder = inbound_folder(workspace)
    found = [item for item in carrier.list(folder) if is_object_name(item.name)]
    listed = [item.name for item in found]
    sizes = {item.name: item.size for item in found}
    step("listed")
    for batch in _fetch(workspace, carrier, folder, entry, found, step):
        result.outcomes += _take_in(workspace, entry, batch, sizes=sizes, intake_id=intake_id)
        result.fetched += len(batch)
        step("taken-in")
    outgoing.seal_all(workspace)
    step("sealed")
    _place_all(workspace, carrier, entry, wish, step, result)
    _tidy(workspace, carrier, folder, entry, listed, step, result)


def inbound_folder(workspace: Workspace) -> str:
    """Return the folder of a carrier in which bundles for this workspace lie."""
    if workspace.role == "hub":
        return TO_HUB
    mailbox = workspace.read(lambda c: trust.get_meta(c, "mailbox"))
    return f"to/{mailbox}"


def _fetch(
    workspace: Workspace,
    carrier: Carrier,
    folder: str,
    entry: CarrierEntry,
    listed: Sequence[Entry],
    step: Step,
) -> Iterator[list[Incoming]]:
    """Read what was not seen before, in batches that bound the memory they need."""
    batch: list[Incoming] = []
    size = 0
    for found in {item.name: item for item in listed}.values():
        mark = workspace.read(partial(arrivals.seen_mark, carrier=entry.id, name=found.name))
        if mark is not None and not _was_spoilt(mark, found.size):
            continue
        incoming = _get(carrier, folder, found.name)
        step("fetched")
        batch.append(incoming)
        size += len(incoming.data)
        if len(batch) >= _BATCH_FILES or size >= _BATCH_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _was_spoilt(mark: str, size: int) -> bool:
    """Say whether what came under this name was no bundle, and of another size than lies there.

    Then it was read before it was all there, or something stood between: read it again.
    """
    return mark.endswith(_BYTES) and mark != f"{size}{_BYTES}"


def _mark(item: Incoming, outcome: Outcome, *, size: int) -> str:
    """Return what to remember of an object: its manifest, or how much came in place of one."""
    if outcome.manifest_sha256 is not None:
        return outcome.manifest_sha256
    whole = isinstance(outcome.fault, BundleTooLarge) and size > MAX_FILE
    return f"{size if whole else len(item.data)}{_BYTES}"


def _get(carrier: Carrier, folder: str, name: str) -> Incoming:
    try:
        return Incoming(name, carrier.get(folder, name, limit=MAX_FILE))
    except CarrierError:
        raise  # the carrier as a whole is at fault: stop the round
    except AlongsideError as fault:
        return Incoming(name, fault=fault)


def _take_in(
    workspace: Workspace,
    entry: CarrierEntry,
    batch: Sequence[Incoming],
    *,
    sizes: Mapping[str, int],
    intake_id: str,
) -> list[Outcome]:
    outcomes = intake.take_in(workspace, batch, intake=intake_id)
    # Among them may be files that had waited, which somebody else may have called the same.
    found = {(outcome.name, outcome.file_sha256): outcome for outcome in outcomes}

    def note(connection: Connection) -> None:
        for item in batch:
            outcome = found[item.name, item.file_sha256]
            # It may be readable, and there may be room for it, the next time.
            if not isinstance(outcome.fault, MachineError | KeptAsideFull):
                arrivals.mark_seen(
                    connection,
                    carrier=entry.id,
                    name=item.name,
                    manifest_sha256=_mark(item, outcome, size=sizes[item.name]),
                )

    workspace.write(note)
    return outcomes


def _place_all(
    workspace: Workspace,
    carrier: Carrier,
    entry: CarrierEntry,
    wish: Wish,
    step: Step,
    result: RoundResult,
) -> None:
    there: dict[str, frozenset[str]] = {}
    for item in workspace.read(exchange.open_bundles):
        folder = outbound_folder(workspace, item.stream)
        if folder is None:
            continue
        if folder not in there:
            there[folder] = frozenset(found.name for found in carrier.list(folder))
        plan = _plan(workspace, item, entry, there[folder], wish)
        data = bundle_bytes(workspace, item.manifest_sha256) if plan is not None else None
        if plan is None or data is None:
            continue
        step("planned")
        plan = _put(workspace, carrier, folder, plan, data)
        step("put")
        workspace.write(partial(places.mark_placed, item=plan, at=workspace.now()))
        step("placed")
        result.placed += 1
        result.receipts += item.kind == "receipt"


def bundle_bytes(workspace: Workspace, manifest_sha256: str) -> bytes | None:
    """Return the exact bytes of one of our bundles; None once it was applied."""
    found = workspace.read(partial(exchange.find_bundle, manifest_sha256=manifest_sha256))
    return None if found is None else found.data


def _put(
    workspace: Workspace, carrier: Carrier, folder: str, plan: Placement, data: bytes
) -> Placement:
    """Write an object under the planned name, or another if something else lies there."""
    try:
        carrier.put_new(folder, plan.name, data)
    except CarrierNameTaken:
        # It was written before, the program was stopped, and the object was altered since.
        another = replace(plan, name=f"{keys.random_name()}.age")

        def rename(connection: Connection) -> None:
            places.drop_plan(connection, plan)
            places.plan_placement(connection, another)

        workspace.write(rename)
        carrier.put_new(folder, another.name, data)
        return another
    return plan


def outbound_folder(workspace: Workspace, stream: str) -> str | None:
    """Return the folder of a carrier for a stream; None while its device was not approved."""
    if workspace.role == "volunteer":
        return TO_HUB
    device = workspace.read(trust.devices).get(stream)
    return f"to/{device.mailbox}" if device is not None and device.may_be_sent_to else None


def _plan(
    workspace: Workspace,
    item: SentBundle,
    entry: CarrierEntry,
    there: frozenset[str],
    wish: Wish,
) -> Placement | None:
    """Decide whether a bundle is to be written to this carrier now, and under which name."""
    if item.state not in _OFFERED:
        return None  # the other side has it, and has said what is the matter with it
    past = workspace.read(lambda c: places.placements(c, item.manifest_sha256))
    begun = next((p for p in past if p.carrier == entry.id and p.placed_at is None), None)
    if begun is not None:
        return begun
    here = [p for p in past if p.carrier == entry.id]
    if here:
        lies_there = any(p.name in there for p in here)
        due = wish.again or _is_old(workspace, here[-1].placed_at or "")
        # Where the other side asks for it although it lies there, what lies there is spoilt.
        wanted = item.slug == ASKED_AGAIN or (due and not lies_there)
    else:
        wanted = not past or wish.here or wish.again
    if not wanted:
        return None
    plan = Placement(item.manifest_sha256, entry.id, f"{keys.random_name()}.age", None)
    workspace.write(lambda c: places.plan_placement(c, plan))
    return plan


def _is_old(workspace: Workspace, placed_at: str) -> bool:
    # A clock that was years ahead when it was placed, and was put right, must not mean never.
    return abs(workspace.clock() - datetime.fromisoformat(placed_at)) > OFFER_AGAIN_AFTER


def _tidy(
    workspace: Workspace,
    carrier: Carrier,
    folder: str,
    entry: CarrierEntry,
    listed: Sequence[str],
    step: Step,
    result: RoundResult,
) -> None:
    finished = set(workspace.read(lambda c: arrivals.finished_objects(c, carrier=entry.id)))
    for name in listed:
        if name in finished:
            carrier.delete(folder, name)
            step("deleted")
            result.deleted += 1
