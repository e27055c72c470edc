# SPDX-License-Identifier: Apache-2.0
"""Make, open and look after workspaces: set-up of a hub and of a volunteer, passphrases, recovery.

A workspace comes into being in an order that a crash cannot spoil: databases first, the header
that makes the folder a workspace last (desktop/storage/folder.py).
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.crypto import keys, passphrase, vault
from desktop.crypto.age import HybridIdentity
from desktop.crypto.signing import SigningKey
from desktop.errors import (
    AlongsideError,
    DamagedWorkspace,
    OfflineFolderInUse,
    WeakPassphrase,
    WordsDiffer,
    WorkspaceMissing,
)
from desktop.operations import founding, headers, kept_backups, naming
from desktop.records import programme as programmes
from desktop.storage import drafts
from desktop.storage.folder import WorkspaceFolder
from desktop.sync import notices
from desktop.workspace import Clock, Workspace, system_clock

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from desktop.crypto.vault import Argon2Parameters, Secrets
    from desktop.storage.folder import InstanceLock

__all__ = [
    "HubCreated",
    "InvitationView",
    "PassphraseAdvice",
    "VolunteerCreated",
    "Workspace",
    "WorkspaceCard",
]


@dataclass(frozen=True, slots=True)
class HubCreated:
    """A new hub. ``recovery_code`` and the offline files exist nowhere else.

    Attributes:
        workspace: unlocked.
        hub: id of the hub.
        words: the eight words that volunteers compare.
        recovery_code: opens the workspace without its passphrase.
        offline_files: the root key and the escrow identity.
    """

    workspace: Workspace
    hub: str
    words: tuple[str, ...]
    recovery_code: str
    offline_files: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class VolunteerCreated:
    """A new volunteer workspace.

    Attributes:
        workspace: unlocked.
        device: id of this device.
        words: its eight words, for the coordinator to hear.
        hub_words: the eight words of the hub, for the coordinator to say.
        hub_words_checked: whether they were compared.
        recovery_code: opens the workspace without its passphrase.
    """

    workspace: Workspace
    device: str
    words: tuple[str, ...]
    hub_words: tuple[str, ...]
    hub_words_checked: bool
    recovery_code: str


@dataclass(frozen=True, slots=True)
class InvitationView:
    """What an invitation says, before anything is made from it."""

    hub_name: str
    person_name: str
    programme_title: str
    hub_words: tuple[str, ...]
    expires: str


@dataclass(frozen=True, slots=True)
class PassphraseAdvice:
    """How good a passphrase is: ``score`` 0 to 4, and what to do when it will not do."""

    score: int
    ok: bool
    text: str


@dataclass(frozen=True, slots=True)
class WorkspaceCard:
    """A folder for a chooser: nothing in it is secret, nothing comes from a record.

    ``label`` is the name that a person gave it, when it ``is_named``, and else the folder's own.
    """

    folder: Path
    exists: bool
    label: str
    is_named: bool = False


def suggest_passphrase() -> str:
    """Return six random words."""
    return passphrase.suggest()


def check_passphrase(text: str) -> PassphraseAdvice:
    """Say whether a passphrase will do."""
    try:
        passphrase.check(text)
    except WeakPassphrase as weak:
        return PassphraseAdvice(passphrase.score(text), ok=False, text=weak.advice)
    return PassphraseAdvice(passphrase.score(text), ok=True, text="")


def create_hub(
    folder: Path,
    *,
    name: str,
    staff: str,
    programme: str,
    offline_out: Path,
    passphrase: str,
    strength: Argon2Parameters | None = None,
    practice: bool = False,
    clock: Clock = system_clock,
) -> HubCreated:
    """Make a hub: its workspace, its keys, and the two offline files.

    Args:
        folder: new or empty.
        name: what volunteers see the hub called.
        staff: name of the first person who works here, who is also the safeguarding lead.
        programme: id of a programme pack that comes with the program.
        offline_out: new or empty; receives root-key.txt and escrow-identity.txt.
        passphrase: opens the workspace.
        strength: of the passphrase's key derivation; by default as strong as the computer can.
        practice: fictional families only; any passphrase will do.
        clock: where the time comes from.

    Raises:
        WeakPassphrase, WorkspaceExists, OfflineFolderInUse, ProgrammeUnknown: nothing was made.
        DiskFull, ReadOnly, DeviceGone: what was begun is plainly unfinished and may be redone.
    """
    _check_passphrase(passphrase, practice=practice)
    text = programmes.shipped_text(programme)
    _require_empty(offline_out)
    root, escrow = SigningKey.generate(), HybridIdentity.generate()
    hub = founding.HubFacts(
        name=founding.clean_name(name),
        staff=founding.clean_name(staff),
        programme_text=text,
        root=root,
        escrow=escrow,
        practice=practice,
    )
    target = WorkspaceFolder.create(folder)
    try:
        offline = founding.write_offline_files(offline_out, hub)
        header, secrets, code = vault.create(passphrase, parameters=strength, with_concerns=True)
        founding.found_hub(target, secrets, hub, now=clock())
        target.finish(header)
    except BaseException:
        if not target.exists:  # with its header in place, the hub is there, whatever failed then
            founding.remove_offline_files(offline_out)
        raise
    workspace = _open(target, lambda: secrets, clock)
    return HubCreated(workspace, workspace.hub, keys.hub_words(root.public), code, offline)


def _require_empty(folder: Path) -> None:
    try:
        in_use = folder.exists() and (not folder.is_dir() or any(folder.iterdir()))
    except OSError as error:
        raise OfflineFolderInUse(name=folder.name) from error
    if in_use:
        raise OfflineFolderInUse(name=folder.name)


def _check_passphrase(text: str, *, practice: bool) -> None:
    if not practice:  # the practice passphrase is printed on the screen
        passphrase.check(text)


def read_invitation(data: bytes, *, clock: Clock = system_clock) -> InvitationView:
    """Read an invitation file without making anything.

    Raises:
        InvitationDamaged, InvitationExpired: it cannot be used.
    """
    invitation = notices.read_invitation(data, now=clock())
    return InvitationView(
        hub_name=invitation.hub_name,
        person_name=invitation.name,
        programme_title=programmes.parse(invitation.programme.text).title,
        hub_words=keys.hub_words(invitation.root_public),
        expires=invitation.expires,
    )


def create_volunteer(
    folder: Path,
    *,
    invitation: bytes,
    passphrase: str,
    hub_words: str | None = None,
    strength: Argon2Parameters | None = None,
    practice: bool = False,
    clock: Clock = system_clock,
) -> VolunteerCreated:
    """Make a volunteer's workspace from an invitation. Needs no connection.

    Args:
        folder: new or empty.
        invitation: the bytes of the invitation file.
        passphrase: opens the workspace.
        hub_words: the hub's words as they were heard; None when they were not compared here.
        strength: of the passphrase's key derivation; by default as strong as the computer can.
        practice: fictional families only; any passphrase will do.
        clock: where the time comes from.

    Raises:
        WeakPassphrase, WorkspaceExists, InvitationDamaged, InvitationExpired, WordsDiffer:
            nothing was made.
        DiskFull, ReadOnly, DeviceGone: what was begun is plainly unfinished and may be redone.
    """
    _check_passphrase(passphrase, practice=practice)
    read = notices.read_invitation(invitation, now=clock())
    said = keys.hub_words(read.root_public)
    if hub_words is not None and not keys.same_words(hub_words, said):
        raise WordsDiffer
    device = _DeviceKeys(SigningKey.generate(), HybridIdentity.generate())
    target = WorkspaceFolder.create(folder)
    header, secrets, code = vault.create(passphrase, parameters=strength)
    founding.found_volunteer(
        target,
        secrets,
        founding.VolunteerFacts(
            invitation=read,
            signing=device.signing,
            identity=device.identity,
            hub_words_checked=hub_words is not None,
            practice=practice,
        ),
        now=clock(),
    )
    target.finish(header)
    workspace = _open(target, lambda: secrets, clock)
    return VolunteerCreated(
        workspace=workspace,
        device=workspace.device,
        words=device.words(),
        hub_words=said,
        hub_words_checked=hub_words is not None,
        recovery_code=code,
    )


@dataclass(frozen=True)
class _DeviceKeys:
    signing: SigningKey
    identity: HybridIdentity

    def words(self) -> tuple[str, ...]:
        return keys.device_words(signing=self.signing.public, recipient=self.identity.recipient.key)


def open_workspace(folder: Path, passphrase: str, *, clock: Clock = system_clock) -> Workspace:
    """Unlock a workspace.

    Raises:
        WorkspaceMissing, WorkspaceInUse, WrongPassphrase, HeaderDamaged, HeaderTampered,
        HeaderParameters, DatabaseMissing, DatabaseDamaged, DatabaseForeign, WorkspaceNewer:
            as they say; nothing was changed.
    """
    return _unlock(folder, lambda header: vault.unlock(header, passphrase), clock)


def recover(
    folder: Path, *, code: str, new_passphrase: str, clock: Clock = system_clock
) -> Workspace:
    """Unlock a workspace with its recovery code and give it a new passphrase.

    The recovery code stays as it is.

    Raises:
        RecoveryCodeMistyped, WrongRecoveryCode, WeakPassphrase: nothing was changed.
        Others as for :func:`open_workspace`.
    """
    passphrase.check(new_passphrase)
    workspace = _unlock(folder, lambda header: vault.unlock_with_recovery(header, code), clock)
    try:
        _rewrap(workspace, new_passphrase)
    except BaseException:
        workspace.lock()
        raise
    return workspace


def change_passphrase(workspace: Workspace, *, current: str, new: str) -> None:
    """Change the passphrase. The database is not touched.

    Raises:
        WrongPassphrase: ``current`` is not the passphrase.
        WeakPassphrase: the new one will not do.
    """
    passphrase.check(new)
    require_passphrase(workspace, current)
    _rewrap(workspace, new)


def new_recovery_code(workspace: Workspace, *, passphrase: str) -> str:
    """Give a workspace a new recovery code, in place of the old, and return it.

    It exists nowhere else. The passphrase and the databases stay as they are.

    Raises:
        WrongPassphrase: ``passphrase`` is not the one that opens the workspace.
        DiskFull, ReadOnly, DeviceGone: the old code still holds.
    """
    require_passphrase(workspace, passphrase)
    folder = WorkspaceFolder(workspace.folder)
    secrets = workspace.secrets()
    found = headers.working(folder, lambda h: vault.replace_recovery_code(h, secrets))
    header, code = found.result
    folder.write_header(header, previous=found.data)
    # The old code must not open the generation before either. From here on the new one counts,
    # so whatever happens now, it has to reach the person.
    with suppress(AlongsideError):
        folder.write_header(header, previous=header)
    return code


def require_passphrase(workspace: Workspace, typed: str) -> None:
    """Make sure that whoever is there knows the passphrase of an open workspace.

    Raises:
        WrongPassphrase: it is not the one.
    """
    folder = WorkspaceFolder(workspace.folder)
    headers.working(folder, lambda header: vault.unlock(header, typed)).result.wipe()


def _rewrap(workspace: Workspace, new_passphrase: str) -> None:
    folder = WorkspaceFolder(workspace.folder)
    secrets = workspace.secrets()
    found = headers.working(folder, lambda h: vault.change_passphrase(h, secrets, new_passphrase))
    folder.write_header(found.result, previous=found.data)


def _unlock(folder: Path, opener: Callable[[bytes], Secrets], clock: Clock) -> Workspace:
    target = WorkspaceFolder(folder)
    if not target.exists:
        raise WorkspaceMissing
    return _open(target, lambda: headers.working(target, opener).result, clock)


def _open(target: WorkspaceFolder, unlock: Callable[[], Secrets], clock: Clock) -> Workspace:
    # First the lock: whoever has it open elsewhere should not wait a second to hear so.
    lock = target.lock()
    try:
        secrets = unlock()
    except DamagedWorkspace as fault:
        lock.release()
        kept_backups.offer(fault, target.path, clock=clock)
        raise
    except BaseException:
        lock.release()
        raise
    return enter(target, lock, secrets, clock)


def enter(target: WorkspaceFolder, lock: InstanceLock, secrets: Secrets, clock: Clock) -> Workspace:
    """Open a workspace whose lock is held and whose keys are known.

    Raises:
        DatabaseMissing, DatabaseDamaged, DatabaseForeign, WorkspaceNewer and others: nothing is
            left open; the lock is released and the secrets are wiped.
    """
    key = secrets.backup_key()
    try:
        return _enter(target, lock, secrets, clock)
    except DamagedWorkspace as fault:
        kept_backups.offer(fault, target.path, vault=secrets.vault, key=key, clock=clock)
        raise


def _enter(
    target: WorkspaceFolder, lock: InstanceLock, secrets: Secrets, clock: Clock
) -> Workspace:
    workspace = Workspace(folder=target, lock=lock, secrets=secrets, clock=clock)
    # The last time may have ended before the search took note of every draft.
    workspace.postpone("words of drafts", drafts.index)
    if workspace.role == "volunteer":
        try:
            founding.seal_enrolment(workspace)
        except BaseException:
            workspace.lock()
            raise
    return workspace


def kind_of(folder: Path) -> WorkspaceCard:
    """Say whether there is a workspace in a folder, for a chooser."""
    name = naming.name_of(folder)
    return WorkspaceCard(
        folder,
        exists=WorkspaceFolder(folder).exists,
        label=name or folder.name,
        is_named=bool(name),
    )
