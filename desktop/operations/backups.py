# SPDX-License-Identifier: Apache-2.0
"""Backups of an open workspace: made by hand or by themselves, tested, and kept in order.

A backup counts only after it was restored once, into a private folder that is thrown away. Owns
when one is due and which are kept; docs/backups.md says it for people.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final, Literal, cast

from desktop.crypto import vault
from desktop.errors import (
    AlongsideError,
    BackupNewer,
    BackupNotMade,
    BackupUnusable,
    FolderUnreadable,
    WorkspaceLocked,
    WrongRole,
)
from desktop.operations import headers
from desktop.operations.kept_backups import (
    BackupRow,
    BackupView,
    files_in,
    is_older,
    look,
    newest_usable,
    rows,
)
from desktop.operations.progress import Progress
from desktop.operations.restoring import Restored, rehearse, require_ours, restore
from desktop.storage import backup, changes, trust
from desktop.storage.backup import BackupFile, Facts
from desktop.storage.copies import copy_database
from desktop.storage.database import Database
from desktop.storage.faults import system_faults
from desktop.storage.folder import (
    CONCERNS,
    HEADER,
    RECORDS,
    WorkspaceFolder,
    atomic_write,
    sync_folder,
)
from desktop.storage.rekey import NEW_KEYS_AT
from desktop.wording import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from desktop.crypto.vault import Secrets
    from desktop.storage.database import Connection
    from desktop.workspace import Workspace

__all__ = [
    "BackupMade",
    "BackupRow",
    "BackupStatus",
    "BackupView",
    "Restored",
    "is_due",
    "look",
    "make",
    "newest_usable",
    "restore",
    "run_due",
    "status",
    "test",
]

#: How many of the backups that a workspace makes by itself are kept.
KEPT: Final = 3
#: An automatic backup is due when the last is so old, and something changed since.
EVERY: Final = timedelta(hours=24)
#: So often the newest automatic backup is restored once, to see that it can be.
TESTED_EVERY: Final = timedelta(days=30)
#: A hub's last backup in another place must not be older than this.
AWAY_EVERY: Final = timedelta(days=30)

COPYING: Final = QT_TRANSLATE_NOOP("progress", "Copying the records")
WRITING: Final = QT_TRANSLATE_NOOP("progress", "Writing the backup")
TRYING: Final = QT_TRANSLATE_NOOP("progress", "Trying whether it can be restored")
TIDYING: Final = QT_TRANSLATE_NOOP("progress", "Removing the oldest backup")


@dataclass(frozen=True, slots=True)
class BackupStatus:
    """How the backups of a workspace stand. Times are RFC 3339 UTC.

    Attributes:
        last_at: when the last was made, wherever.
        kept: those that the workspace made by itself, the newest first.
        tested_at: when one of those was last restored as a test.
        test_failed: that test failed, and no better one was made since.
        away_at: when the last was made on another disk or in another place.
        away_tested_at: when that one passed its test.
        away_due: a hub needs one there: there is none, it did not pass, or it is too old.
    """

    last_at: str | None
    kept: tuple[BackupRow, ...]
    tested_at: str | None
    test_failed: bool
    away_at: str | None
    away_tested_at: str | None
    away_due: bool


@dataclass(frozen=True, slots=True)
class BackupMade:
    """A new backup.

    Attributes:
        file: where it is.
        records: how many records it holds.
        verified: it was read back and restored once.
        away: it is on another disk, or in what the person says is another place.
    """

    file: Path
    records: int
    verified: bool
    away: bool


def status(workspace: Workspace) -> BackupStatus:
    """Say how the backups of a workspace stand.

    Raises:
        WorkspaceLocked: it was locked.
    """
    facts = workspace.read(trust.all_meta)
    away_at = facts.get("backup_away_at") or None
    away_tested_at = facts.get("backup_away_tested_at") or None
    # One from before the workspace had new keys opens with what was given up.
    old = is_older(away_at, than=AWAY_EVERY, now=workspace.clock()) or (
        (away_at or "") < facts.get(NEW_KEYS_AT, "")
    )
    return BackupStatus(
        last_at=facts.get("backup_last_at") or None,
        kept=_kept(workspace),
        tested_at=facts.get("backup_tested_at") or None,
        test_failed=facts.get("backup_test_failed") == "yes",
        away_at=away_at,
        away_tested_at=away_tested_at,
        away_due=(
            workspace.role == "hub" and not workspace.practice and (old or away_tested_at is None)
        ),
    )


def make(
    workspace: Workspace,
    folder: Path,
    *,
    elsewhere: bool = False,
    progress: Progress | None = None,
) -> BackupMade:
    """Make a backup in ``folder``, and restore it once as a test. Others can go on writing.

    Args:
        workspace: unlocked.
        folder: where it goes; it has to be there, so that a missing stick is noticed.
        elsewhere: the person says that ``folder`` is in another place, although on this disk.
        progress: told how far it is, and asked whether to stop.

    Raises:
        FolderUnreadable: there is no such folder.
        BackupNotMade: what was written could not be restored; it was removed.
        BackupTooLarge, DatabaseDamaged, DatabaseMissing, HeaderDamaged: nothing was made.
        WrongRole: whoever opened this hub cannot read its concerns, so nothing was made.
        DiskFull, ReadOnly, DeviceGone, Cancelled, WorkspaceLocked: nothing was made.
    """
    if not folder.is_dir():
        raise FolderUnreadable(name=str(folder))
    steps = progress or Progress()
    steps.total = 4
    own = WorkspaceFolder(workspace.folder)
    away = _is_away(own, folder, elsewhere=elsewhere)
    made = _make(workspace, own, folder, steps)
    with system_faults():
        automatic = own.backups.is_dir() and folder.samefile(own.backups)
    notes = {"last_at": made.at, "last_records": str(made.records)}
    if automatic:
        notes |= {"last_state": made.state, "test_failed": ""}
        if _test_is_due(workspace) or status(workspace).test_failed:
            notes["tested_at"] = made.at
    if away:
        notes |= {"away_at": made.at, "away_tested_at": made.at}
    _note(workspace, notes)
    if automatic:
        steps.step(TIDYING, done=0)
        _forget_oldest(workspace, own, newest=made.file)
    return BackupMade(made.file, made.records, verified=True, away=away)


def run_due(workspace: Workspace, *, progress: Progress | None = None) -> BackupMade | None:
    """Make a backup in the workspace's own folder if one is due; test the newest once a month.

    Returns:
        The new backup, or None when none was due.

    Raises:
        The same errors as :func:`make`, FolderUnreadable apart.
    """
    own = WorkspaceFolder(workspace.folder)
    with system_faults():
        own.backups.mkdir(mode=0o700, exist_ok=True)
        sync_folder(own.path)  # or a power cut takes it away again, with the backup in it
    kept = _kept(workspace)
    if kept and _test_is_due(workspace):
        with suppress(BackupUnusable):
            test(workspace, kept[0].file)
    if not is_due(workspace):
        return None
    return make(workspace, own.backups, progress=progress)


def test(workspace: Workspace, file: Path) -> None:
    """Restore a backup of this workspace into a private folder, and throw that away.

    Raises:
        BackupUnusable: nothing could be restored from it. Of an automatic one that is noted.
        DiskFull, ReadOnly, DeviceGone, FileUnreadable: that could not be found out.
    """
    own = WorkspaceFolder(workspace.folder)
    automatic = file.parent.absolute() == own.backups.absolute()
    now = workspace.now()
    try:
        rehearse(file, workspace.secrets(), own, at=now, watch=_watch(workspace, Progress()))
    except BackupUnusable:
        if automatic:
            _note(workspace, {"tested_at": now, "test_failed": "yes"})
        raise
    if automatic:
        _note(workspace, {"tested_at": now, "test_failed": ""})
    elif _is_away(own, file.parent, elsewhere=False):
        made, known = look(file).made, status(workspace).away_at
        _note(workspace, {"away_at": max(made, known or ""), "away_tested_at": now})


@dataclass(frozen=True, slots=True)
class _Made:
    """A new backup, and the state of the database that is in it."""

    file: Path
    at: str
    records: int
    state: str


def _make(workspace: Workspace, own: WorkspaceFolder, folder: Path, steps: Progress) -> _Made:
    secrets, at = workspace.secrets(), workspace.now()
    watch = _watch(workspace, steps)
    backup.clear_unfinished(folder, vault=secrets.vault)
    with own.workplace() as place:
        steps.step(COPYING, done=0)
        files = _copies(own, secrets, place, role=workspace.role, watch=watch)
        facts, state = _snapshot(place / RECORDS, secrets, at=at)
        steps.step(WRITING)
        key = secrets.backup_key()
        unfinished = backup.write(folder, facts, files=files, key=key, watch=watch)
    try:
        steps.step(TRYING)
        # Under its temporary name: what is called a backup has passed.
        records = rehearse(unfinished, secrets, own, at=at, watch=watch)
        steps.step()
        return _Made(backup.keep(unfinished, at), at, records, state)
    except BackupUnusable:
        raise BackupNotMade from None
    finally:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)


def _copies(
    own: WorkspaceFolder,
    secrets: Secrets,
    place: Path,
    *,
    role: str,
    watch: Callable[[], None],
) -> dict[str, Path]:
    """Copy every file of the workspace into ``place``, each of one moment."""
    header = headers.working(own, lambda data: vault.require_whole(data, secrets)).data
    atomic_write(place / HEADER, header)
    keys = {RECORDS: secrets.database_key()}
    if role == "hub":
        if secrets.concerns_key is None:
            raise WrongRole(needed="safeguarding")  # nobody else can read the concerns
        keys[CONCERNS] = secrets.concerns_key
    for name, key in keys.items():
        copy_database(own.path / name, place / name, key=key, vault=secrets.vault, watch=watch)
    return {name: place / name for name in (HEADER, *keys)}


def _snapshot(path: Path, secrets: Secrets, *, at: str) -> tuple[Facts, str]:
    """Read from the copy what is said about it."""
    database = Database.open(path, key=secrets.database_key(), vault=secrets.vault)
    try:
        with database.read() as connection:
            facts = trust.all_meta(connection)
            records = changes.count_records(connection)
            state = changes.state(connection)
    finally:
        database.close()
    role = cast('Literal["volunteer", "hub"]', facts["role"])
    return Facts(
        vault=secrets.vault, made=at, epoch=facts["epoch"], role=role, records=records
    ), state


def _kept(workspace: Workspace) -> tuple[BackupRow, ...]:
    secrets = workspace.secrets()
    folder = WorkspaceFolder(workspace.folder).backups
    return rows(folder, vault=secrets.vault, key=secrets.backup_key(), clock=workspace.clock)


def is_due(workspace: Workspace) -> bool:
    """Return whether an automatic backup is due: :func:`run_due` would make one."""
    kept = _kept(workspace)
    facts = workspace.read(trust.all_meta)
    if not kept or facts.get("backup_test_failed") == "yes":
        return True
    if not is_older(kept[0].made, than=EVERY, now=workspace.clock()):
        return False
    return workspace.read(changes.state) != facts.get("backup_last_state")


def _test_is_due(workspace: Workspace) -> bool:
    tested = workspace.read(lambda c: trust.get_meta(c, "backup_tested_at"))
    return is_older(tested, than=TESTED_EVERY, now=workspace.clock())


def _note(workspace: Workspace, notes: Mapping[str, str]) -> None:
    def work(connection: Connection) -> None:
        for name, value in notes.items():
            trust.set_meta(connection, f"{changes.BACKUP_SETTINGS}{name}", value)

    workspace.write(work)


def _is_away(own: WorkspaceFolder, folder: Path, *, elsewhere: bool) -> bool:
    """Return whether ``folder`` outlives the loss of this computer's disk."""
    with system_faults(reading=folder):
        if folder.resolve().is_relative_to(own.path.resolve()):
            return False
        return elsewhere or folder.stat().st_dev != own.path.stat().st_dev


def _forget_oldest(workspace: Workspace, own: WorkspaceFolder, *, newest: Path) -> None:
    """Remove all but the newest automatic backups; what is not ours is left alone.

    Only called when the newest one is known to be good. What is damaged, or of the time before
    the workspace had new keys, does not count as one of those that are kept.
    """
    secrets, kept = workspace.secrets(), 1
    for path in files_in(own.backups, clock=workspace.clock):
        if path == newest:
            continue
        try:
            with BackupFile(path) as found:
                if found.manifest.vault != secrets.vault:
                    continue
                require_ours(found, secrets)
        except BackupNewer:
            continue
        except BackupUnusable:
            pass
        except AlongsideError:
            continue  # it cannot be read, which says nothing about it
        else:
            kept += 1
            if kept <= KEPT:
                continue
        with suppress(OSError):
            path.unlink()


def _watch(workspace: Workspace, steps: Progress) -> Callable[[], None]:
    def watch() -> None:
        if workspace.is_locked:
            raise WorkspaceLocked
        steps.step(done=0)

    return watch
