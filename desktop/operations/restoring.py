# SPDX-License-Identifier: Apache-2.0
"""Rebuild a workspace from a backup: into a new folder for a person, or as a rehearsal.

Both go the same way, so that a rehearsal proves what it says. Never touches a workspace that is
there already.
"""

from __future__ import annotations

from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from desktop.crypto import vault
from desktop.errors import (
    AlongsideError,
    BackupAltered,
    BackupDamaged,
    BackupNewer,
    BackupOfAnother,
    DatabaseDamaged,
    DatabaseForeign,
    HeaderDamaged,
    HeaderParameters,
    HeaderTampered,
    PassphraseNeeded,
    WorkspaceExists,
    WorkspaceNewer,
)
from desktop.operations.progress import Progress
from desktop.storage import changes, renewal, trust
from desktop.storage.backup import BackupFile
from desktop.storage.copies import nobody_waits
from desktop.storage.database import Database
from desktop.storage.faults import system_faults
from desktop.storage.folder import CONCERNS, LOCK, RECORDS, WorkspaceFolder, sync_folder
from desktop.wording import QT_TRANSLATE_NOOP
from desktop.workspace import Clock, system_clock, timestamp

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from desktop.crypto.vault import Secrets
    from desktop.storage.database import Connection


CHECKING: Final = QT_TRANSLATE_NOOP("progress", "Checking the backup")
REBUILDING: Final = QT_TRANSLATE_NOOP("progress", "Putting everything back")

#: What a workspace remembers of the backups that it made by itself, into its own folder.
OWN_BACKUPS: Final = (
    "backup_last_at",
    "backup_last_records",
    "backup_last_state",
    "backup_tested_at",
    "backup_test_failed",
)


@dataclass(frozen=True, slots=True)
class Restored:
    """A workspace that was restored, and is locked.

    Attributes:
        workspace: its folder.
        records: how many records it holds.
        epoch: the new epoch in which it goes on.
    """

    workspace: Path
    records: int
    epoch: str


def restore(
    file: Path,
    folder: Path,
    *,
    passphrase: str | None = None,
    recovery_code: str | None = None,
    clock: Clock = system_clock,
    progress: Progress | None = None,
) -> Restored:
    """Restore a backup into a new or an empty folder.

    Everything is checked before the folder is touched, and again when it is there. A crash leaves
    no workspace or a whole one. It opens with the passphrase and the recovery code that the
    workspace had when the backup was made.

    Args:
        file: the backup.
        folder: new or empty.
        passphrase: of that time; or else
        recovery_code: of that time.
        clock: where the time comes from.
        progress: told how far it is.

    Raises:
        PassphraseNeeded: neither was given.
        WrongPassphrase, WrongRecoveryCode, RecoveryCodeMistyped: nothing was made.
        NotABackup, BackupDamaged, BackupAltered, BackupNewer: nothing was made.
        WorkspaceExists: what is in ``folder`` was left alone.
        DiskFull, ReadOnly, DeviceGone: what was begun is removed, or plainly unfinished.
    """
    progress = progress or Progress()
    progress.total = 2
    if passphrase is None and recovery_code is None:
        raise PassphraseNeeded
    if WorkspaceFolder(folder).exists:
        raise WorkspaceExists
    progress.step(CHECKING, done=0)
    with BackupFile(file) as found:
        found.check_files(lambda: progress.step(done=0))
        header = found.header()
        with _named(found):
            secrets = (
                vault.unlock_with_recovery(header, recovery_code)
                if recovery_code is not None
                else vault.unlock(header, passphrase or "")
            )
        try:
            _require_mac(found, secrets)
            progress.step(REBUILDING)
            return _restore(found, secrets, folder, header=header, at=timestamp(clock()))
        finally:
            secrets.wipe()


def rehearse(
    file: Path,
    secrets: Secrets,
    folder: WorkspaceFolder,
    *,
    at: str,
    watch: Callable[[], None] = nobody_waits,
) -> int:
    """Restore a backup of an open workspace into a private folder inside it, and throw it away.

    Returns:
        How many records were counted.

    Raises:
        BackupUnusable: it could not be restored.
        DiskFull, ReadOnly, DeviceGone: that could not be found out.
    """
    with BackupFile(file) as found:
        header = require_ours(found, secrets, watch)
        with folder.workplace() as place:
            target = WorkspaceFolder.create(place / "rehearsal")
            rebuild(found, secrets, target, header=header, at=at, watch=watch)
            return _count(found, secrets, target)


def require_ours(
    found: BackupFile, secrets: Secrets, watch: Callable[[], None] = nobody_waits
) -> bytes:
    """Check that a backup is whole, genuine, and of the workspace with these keys.

    Returns:
        The header in it.

    Raises:
        BackupOfAnother, BackupDamaged, BackupAltered: it is not.
        FileUnreadable, DeviceGone: it cannot be read.
    """
    if found.manifest.vault != secrets.vault:
        raise BackupOfAnother(name=found.path.name)
    found.check_files(watch)
    header = found.header()
    try:
        vault.require_whole(header, secrets)
    except HeaderTampered:
        raise BackupOfAnother(name=found.path.name) from None
    except HeaderDamaged:
        raise BackupDamaged(name=found.path.name) from None
    found.check_mac(secrets.backup_key())
    return header


def rebuild(
    found: BackupFile,
    secrets: Secrets,
    target: WorkspaceFolder,
    *,
    header: bytes,
    at: str,
    watch: Callable[[], None] = nobody_waits,
) -> str:
    """Make a workspace of a backup that was checked; its header comes last.

    Returns:
        Its new epoch.

    Raises:
        BackupDamaged, BackupNewer: its databases cannot be used.
        DiskFull, ReadOnly, DeviceGone: it is plainly unfinished.
    """
    databases = [name for name in found.manifest.files if name in {RECORDS, CONCERNS}]
    with target.workplace() as place:
        for name in databases:
            found.extract(name, place / name, watch)
        epoch = _go_on(found, secrets, place / RECORDS, at=at)
        if CONCERNS in databases:
            _require_whole(found, secrets, place / CONCERNS)
        watch()
        with system_faults():
            for name in databases:
                (place / name).replace(target.path / name)
            sync_folder(target.path)
    target.finish(header)
    return epoch


def _restore(
    found: BackupFile, secrets: Secrets, folder: Path, *, header: bytes, at: str
) -> Restored:
    was_there = folder.exists()
    target = WorkspaceFolder.create(folder)
    try:
        with target.lock():
            epoch = rebuild(found, secrets, target, header=header, at=at)
            records = _count(found, secrets, target)
    except BaseException:
        _take_back(target, was_there=was_there)
        raise
    return Restored(folder, records, epoch)


def _take_back(target: WorkspaceFolder, *, was_there: bool) -> None:
    """Remove what was begun, as far as the disk lets us; a finished workspace stays."""
    if target.exists:
        return
    with suppress(AlongsideError, OSError):
        target.discard()
        if not was_there:
            (target.path / LOCK).unlink(missing_ok=True)
            target.path.rmdir()


def _go_on(found: BackupFile, secrets: Secrets, path: Path, *, at: str) -> str:
    """Check the database of records, and begin the epoch in which it goes on."""
    manifest = found.manifest
    with _whole(found, path, secrets.database_key(), secrets.vault) as database:
        with database.write() as connection:
            facts = trust.all_meta(connection)
            said = (manifest.epoch, manifest.role, manifest.records)
            if (facts["epoch"], facts["role"], changes.count_records(connection)) != said:
                raise BackupDamaged(name=found.path.name)
            _forget_own_backups(connection)
            epoch = renewal.begin_new_epoch(connection, reason=renewal.RESTORED, now=at)
        database.checkpoint()
    return epoch


def _forget_own_backups(connection: Connection) -> None:
    # They lie in the folder of the workspace that was lost.
    for key in OWN_BACKUPS:
        trust.forget_meta(connection, key)


def _require_whole(found: BackupFile, secrets: Secrets, path: Path) -> None:
    with _whole(found, path, secrets.concerns_key or b"", secrets.vault):
        pass


@contextmanager
def _whole(found: BackupFile, path: Path, key: bytes, vault_id: str) -> Iterator[Database]:
    """Open a database that was just written out of a backup, and read every page of it."""
    with _named(found):
        database = Database.open(path, key=key, vault=vault_id)
    try:
        if database.check():
            raise BackupDamaged(name=found.path.name)
        yield database
    finally:
        database.close()


def _count(found: BackupFile, secrets: Secrets, target: WorkspaceFolder) -> int:
    """Open what was restored as it will be opened, and count."""
    vault.require_whole(target.read_header().data, secrets)
    with _named(found):
        database = Database.open(target.records, key=secrets.database_key(), vault=secrets.vault)
    try:
        with database.read() as connection:
            records = changes.count_records(connection)
    finally:
        database.close()
    if records != found.manifest.records:
        raise BackupDamaged(name=found.path.name)
    return records


def _require_mac(found: BackupFile, secrets: Secrets) -> None:
    if found.manifest.vault != secrets.vault:
        raise BackupAltered(name=found.path.name)
    found.check_mac(secrets.backup_key())


@contextmanager
def _named(found: BackupFile) -> Iterator[None]:
    """Tell faults of what is in a backup as faults of the backup."""
    name = found.path.name
    try:
        yield
    except (DatabaseDamaged, DatabaseForeign, HeaderDamaged):
        raise BackupDamaged(name=name) from None
    except (HeaderTampered, HeaderParameters):
        raise BackupAltered(name=name) from None
    except WorkspaceNewer:
        raise BackupNewer(name=name) from None
