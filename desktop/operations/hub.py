# SPDX-License-Identifier: Apache-2.0
"""What hub staff do: invite, approve, revoke, import, undo, look at what was kept aside."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.carriers.base import open_carrier
from desktop.errors import InvitationUsed, fault_of
from desktop.hub import enrolment, importer
from desktop.hub.enrolment import Invited
from desktop.operations import hub_keys
from desktop.operations.founding import clean_name
from desktop.operations.imports import BundleOutcome, ImportReport, Totals, report_of
from desktop.storage import arrivals, places, trust
from desktop.sync import waiting

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from contextlib import AbstractContextManager
    from pathlib import Path

    from desktop.operations.progress import Progress
    from desktop.storage.database import Connection
    from desktop.storage.trust import KnownDevice
    from desktop.workspace import Workspace

__all__ = [
    "BundleOutcome",
    "DeviceRow",
    "ImportReport",
    "ImportRow",
    "InvitationRow",
    "Invited",
    "QuarantineRow",
    "Totals",
    "Undone",
]


@dataclass(frozen=True, slots=True)
class DeviceRow:
    """One volunteer's device.

    Attributes:
        device: its id.
        volunteer: person id of whose it is.
        name: what the volunteer is called.
        state: ``waiting``, ``approved`` or ``revoked``.
        words: what the volunteer reads out for it to be approved.
        last_heard: when the newest file from it arrived; empty when none has.
    """

    device: str
    volunteer: str
    name: str
    state: str
    words: tuple[str, ...]
    last_heard: str = ""


@dataclass(frozen=True, slots=True)
class InvitationRow:
    """One invitation that nobody has answered yet.

    Attributes:
        id: what it is withdrawn by.
        volunteer: person id of whom it was made for.
        name: what they are called.
        expires: until when a workspace can be made with it.
        has_expired: that is over.
    """

    id: str
    volunteer: str
    name: str
    expires: str
    has_expired: bool


@dataclass(frozen=True, slots=True)
class ImportRow:
    """One act of importing that can be undone.

    Attributes:
        id: what it is undone by.
        at: when it was done.
        person: who did it.
        bundles, records: how many came with it.
        hidden: it was undone.
        unfinished: undoing it, or redoing it when it is ``hidden``, was begun and not finished;
            doing the same again finishes it.
    """

    id: str
    at: str
    person: str
    bundles: int
    records: int
    hidden: bool
    unfinished: bool = False


@dataclass(frozen=True, slots=True)
class Undone:
    """An import that was undone or redone; ``hidden``: revisions that changed."""

    import_id: str
    hidden: int


@dataclass(frozen=True, slots=True)
class QuarantineRow:
    """One file that was kept aside or waits, with the reason and what to do."""

    file: str
    status: str
    slug: str
    message: str
    advice: str
    sender: str
    at: str


def invite(workspace: Workspace, *, name: str, carriers: Sequence[str] | None = None) -> Invited:
    """Write an invitation; the caller puts its bytes into a file.

    Args:
        workspace: a hub's.
        name: of the volunteer.
        carriers: where the volunteer's program will send; by default the hub's own list.

    Raises:
        WrongRole: this is not a hub.
        CarrierUnknown: an address is of no known kind; the volunteer could never use it.
    """
    workspace.require_role("hub")
    if carriers is None:
        carriers = [entry.url for entry in workspace.read(places.carriers)]
    carriers = [open_carrier(url.strip()).url for url in carriers]
    return enrolment.invite(workspace, name=clean_name(name), carriers=carriers)


def invitations(workspace: Workspace) -> tuple[InvitationRow, ...]:
    """Return the invitations that nobody has answered, those that run out first before others.

    Raises:
        WrongRole: this is not a hub.
    """
    workspace.require_role("hub")
    now = workspace.now()

    def work(connection: Connection) -> tuple[InvitationRow, ...]:
        people = trust.people(connection)
        return tuple(
            InvitationRow(
                id=item.id,
                volunteer=item.person,
                name=people[item.person].name if item.person in people else "",
                expires=item.expires,
                has_expired=item.expires < now,
            )
            for item in trust.open_invitations(connection)
        )

    return workspace.read(work)


def withdraw_invitation(workspace: Workspace, invitation: str) -> None:
    """Make an invitation that nobody has answered worthless, whoever holds its file.

    Doing it again does nothing.

    Raises:
        InvitationUsed: a laptop has answered it; it can be switched off instead.
        WrongRole: this is not a hub.
    """
    workspace.require_role("hub")

    def work(connection: Connection) -> None:
        was_open = trust.withdraw_invitation(connection, invitation)
        if not was_open and trust.find_invitation(connection, invitation) is not None:
            raise InvitationUsed

    workspace.write(work)


def devices(workspace: Workspace) -> tuple[DeviceRow, ...]:
    """Return the volunteers' devices with their words. Raises WrongRole."""
    workspace.require_role("hub")

    def work(connection: Connection) -> tuple[DeviceRow, ...]:
        people = trust.people(connection)
        heard = arrivals.last_arrivals(connection)
        return tuple(
            _device_row(device, people, heard)
            for device in trust.devices(connection).values()
            if device.role == "volunteer"
        )

    return workspace.read(work)


def _device_row(
    device: KnownDevice, people: Mapping[str, trust.KnownPerson], heard: Mapping[str, str]
) -> DeviceRow:
    person = people.get(device.person)
    return DeviceRow(
        device=device.id,
        volunteer=device.person,
        name="" if person is None else person.name,
        state=device.state,
        words=enrolment.words_of(device),
        last_heard=heard.get(device.id, ""),
    )


def approve(workspace: Workspace, device: str, *, words: str) -> DeviceRow:
    """Approve a device by the eight words that its volunteer read out.

    What it had sent meanwhile is taken in at once.

    Raises:
        DeviceNotFound, WordsDiffer, WrongRole: nothing was changed.
    """
    workspace.require_role("hub")
    approved = enrolment.approve(workspace, device, words=words)
    importer.finish(workspace)
    return _row_of(workspace, approved)


def revoke(workspace: Workspace, device: str) -> DeviceRow:
    """Switch a device off; see enrolment.revoke. Raises DeviceNotFound, WrongRole."""
    workspace.require_role("hub")
    revoked = enrolment.revoke(workspace, device)
    importer.finish(workspace)
    return _row_of(workspace, revoked)


def _row_of(workspace: Workspace, device: KnownDevice) -> DeviceRow:
    return workspace.read(lambda c: _device_row(device, trust.people(c), arrivals.last_arrivals(c)))


def preview(
    workspace: Workspace, paths: Sequence[Path], *, escrow_key: Path | None = None
) -> ImportReport:
    """Say what an import of these files would do. Nothing is kept.

    Raises:
        FolderUnreadable: a folder that was named is not there. WrongRole.
        FileUnreadable, NotAnEscrowKey, WrongEscrowKey: see :func:`import_files`.
    """
    workspace.require_role("hub")
    with _opening(workspace, escrow_key):
        return report_of(workspace, importer.preview(workspace, paths), intake_id=None)


def import_files(
    workspace: Workspace,
    paths: Sequence[Path],
    *,
    escrow_key: Path | None = None,
    progress: Progress | None = None,
) -> ImportReport:
    """Import files and folders: each bundle whole or not at all. Receipts are queued.

    Files outside are left as they are.

    Args:
        workspace: a hub's.
        paths: files and folders.
        escrow_key: the file ``escrow-identity.txt``, to open what the hub's own keys do not.
        progress: told how far it has got.

    Raises:
        FolderUnreadable: a folder that was named is not there.
        FileUnreadable, NotAnEscrowKey, WrongEscrowKey: there is no escrow key of this hub in that
            file; nothing was imported.
        Cancelled: between two batches; what was imported stays.
        DiskFull, WrongRole and others: nothing is half-imported.
    """
    workspace.require_role("hub")
    with _opening(workspace, escrow_key):
        return _import(workspace, paths, progress)


def _opening(workspace: Workspace, escrow_key: Path | None) -> AbstractContextManager[None]:
    if escrow_key is None:
        return nullcontext()
    return workspace.opening_also(hub_keys.read_escrow(workspace, escrow_key))


def _import(workspace: Workspace, paths: Sequence[Path], progress: Progress | None) -> ImportReport:
    intake_id = importer.new_intake_id()
    files = importer.find_files(paths)
    if progress is not None:
        progress.total = len(files)
    outcomes = waiting.try_again(workspace, intake=intake_id)
    for batch in importer.read_files(files):
        if progress is not None:
            progress.step(done=0)
        outcomes += importer.take_in_files(workspace, batch, intake_id=intake_id)
        if progress is not None:
            progress.step(done=len(batch))
    importer.finish(workspace)
    return report_of(workspace, outcomes, intake_id=intake_id)


def undo_import(
    workspace: Workspace, import_id: str, *, redo: bool = False, progress: Progress | None = None
) -> Undone:
    """Hide what one import brought, or show it again. Nothing is erased and receipts stand.

    A large import takes many short turns. If it is cut short, doing it again finishes it.

    Raises:
        ImportNotFound, WrongRole: nothing was changed.
        Cancelled: between two turns; see :class:`ImportRow`.
    """
    workspace.require_role("hub")
    if progress is not None:
        progress.total = importer.count_brought(workspace, import_id)
    changed = 0
    for turn in importer.undo(workspace, import_id, redo=redo):
        changed += turn.changed
        if progress is not None and not turn.finished:
            progress.step(done=turn.passed)
        elif progress is not None:
            progress.done += turn.passed
    return Undone(import_id, changed)


def imports(workspace: Workspace) -> tuple[ImportRow, ...]:
    """Return the acts of importing that brought something, the newest first."""

    def work(connection: Connection) -> tuple[ImportRow, ...]:
        people = trust.people(connection)
        return tuple(
            ImportRow(
                id=item.id,
                at=item.at,
                person=people[item.person].name if item.person in people else "",
                bundles=item.bundles,
                records=item.records,
                hidden=item.hidden,
                unfinished=item.changing,
            )
            for item in arrivals.intakes(connection)
            if item.bundles
        )

    return workspace.read(work)


def quarantine(workspace: Workspace) -> tuple[QuarantineRow, ...]:
    """Return the files that were kept aside, then those that wait, each with the reason."""

    def work(connection: Connection) -> tuple[QuarantineRow, ...]:
        people = trust.people(connection)
        names = {
            device.id: people[device.person].name
            for device in trust.devices(connection).values()
            if device.person in people
        }
        held = (
            *arrivals.held_files(connection, status="quarantined"),
            *arrivals.held_files(connection, status="waiting"),
        )
        return tuple(_quarantine_row(item, names) for item in held)

    return workspace.read(work)


def _quarantine_row(item: arrivals.Held, names: dict[str, str]) -> QuarantineRow:
    fault = fault_of(item.slug)
    return QuarantineRow(
        file=item.name,
        status=item.status,
        slug=item.slug,
        message=str(fault),
        advice=fault.what_to_do(),
        sender=names.get(item.device or "", ""),
        at=item.at,
    )
