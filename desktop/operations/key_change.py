# SPDX-License-Identifier: Apache-2.0
"""New keys for a workspace after its passphrase or its recovery code became known to somebody.

Changing a passphrase alone leaves the key of the records as it was, so an older copy of the small
file with the keys opens them for ever. Here everything is encrypted again under new keys.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.crypto import passphrase, vault
from desktop.errors import AlongsideError, WorkspaceMissing, WrongRole
from desktop.operations import backups, headers, kept_backups, workspaces
from desktop.storage import rekey
from desktop.storage.folder import WorkspaceFolder
from desktop.workspace import system_clock, timestamp

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.crypto.vault import Argon2Parameters, Secrets
    from desktop.workspace import Clock, Workspace

__all__ = ["Renewed", "renew"]


@dataclass(frozen=True, slots=True)
class Renewed:
    """A workspace with new keys, unlocked, and its new recovery code, which exists nowhere else."""

    workspace: Workspace
    recovery_code: str


@dataclass(frozen=True, slots=True)
class _Change:
    """What is given up, what comes in its place, and the header that says so."""

    old: Secrets
    new: Secrets
    header: bytes
    code: str


def renew(
    folder: Path,
    *,
    current: str,
    new: str,
    strength: Argon2Parameters | None = None,
    clock: Clock = system_clock,
) -> Renewed:
    """Encrypt a workspace again under new keys, with a new passphrase and a new recovery code.

    The workspace must be locked; afterwards it is open. Whenever this is cut short, the workspace
    opens either with ``current`` as before or with ``new``, never with both, and holds everything.
    It needs as much free space as the databases have.

    Args:
        folder: of the workspace.
        current: the passphrase that it has.
        new: the passphrase that it is to have.
        strength: of the new passphrase's key derivation; by default as strong as possible.
        clock: where the time comes from.

    Raises:
        WeakPassphrase, WorkspaceMissing, WorkspaceInUse, WrongPassphrase, HeaderDamaged,
        HeaderTampered, DatabaseMissing, DatabaseDamaged, DatabaseForeign: nothing was changed.
        DiskFull, ReadOnly, DeviceGone: it opens with one of the two passphrases.
    """
    passphrase.check(new)
    target = WorkspaceFolder(folder)
    if not target.exists:
        raise WorkspaceMissing
    lock = target.lock()
    try:
        change = _begin(target, current=current, new=new, strength=strength)
        try:
            _finish_earlier(target, change.old)
            _prepare(target, change, at=timestamp(clock()))
            target.replace_header(change.header)
        finally:
            change.old.wipe()
    except BaseException:
        lock.release()
        raise
    # The header is the switch: opening does what is left to do, now or another time.
    workspace = workspaces.enter(target, lock, change.new, clock)
    _replace_backups(target, workspace)
    return Renewed(workspace, change.code)


def _begin(
    target: WorkspaceFolder, *, current: str, new: str, strength: Argon2Parameters | None
) -> _Change:
    found = headers.working(target, lambda header: vault.unlock(header, current))
    old = found.result
    if target.concerns.exists() and old.concerns_key is None:
        raise WrongRole(needed="safeguarding")  # whoever cannot read the concerns would lose them
    header, renewed, code = vault.renew(found.data, old, new, parameters=strength)
    return _Change(old=old, new=renewed, header=header, code=code)


def _replace_backups(target: WorkspaceFolder, workspace: Workspace) -> None:
    """Make a backup with the new keys, which removes those that the old passphrase opens.

    If that cannot be done now, the next automatic backup does it.
    """
    if any(kept_backups.files_in(target.backups, clock=workspace.clock)):
        with suppress(AlongsideError):
            backups.run_due(workspace)


def _finish_earlier(target: WorkspaceFolder, old: Secrets) -> None:
    rekey.finish(target, key=old.database_key(), vault=old.vault)


def _prepare(target: WorkspaceFolder, change: _Change, *, at: str) -> None:
    old, new = change.old, change.new
    pairs = [(target.records, old.database_key(), new.database_key())]
    if target.concerns.exists():
        pairs.append((target.concerns, old.concerns_key or b"", new.concerns_key or b""))
    try:
        # The records first: a copy of the concerns never stands alone.
        for path, key, new_key in pairs:
            rekey.prepare(path, key=key, new_key=new_key, vault=old.vault, at=at)
    except AlongsideError:
        rekey.discard(target)  # it takes space, and perhaps that is what was missing
        raise
