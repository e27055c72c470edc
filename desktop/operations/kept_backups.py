# SPDX-License-Identifier: Apache-2.0
"""Which backups there are: rows for lists, the newest that can be used, and the offer of it.

Reads only. A damaged workspace is looked at without its database, and without its keys when even
those are gone.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from desktop.errors import AlongsideError
from desktop.storage import backup
from desktop.storage.backup import BackupFile
from desktop.storage.folder import WorkspaceFolder
from desktop.workspace import Clock, system_clock, timestamp

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from desktop.errors import DamagedWorkspace

#: A backup that seems to be of later than this from now was made while a clock was wrong.
_SLACK: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class BackupRow:
    """A backup for a list.

    Attributes:
        file: where it is.
        made: when, RFC 3339 UTC.
        records: how many records it holds.
        size: in bytes.
    """

    file: Path
    made: str
    records: int
    size: int


@dataclass(frozen=True, slots=True)
class BackupView:
    """What a backup says of itself, before anybody unlocked it; not checked."""

    made: str
    records: int
    role: str
    size: int


def look(file: Path) -> BackupView:
    """Read what a backup says of itself. Needs no passphrase, and proves nothing.

    Raises:
        NotABackup, BackupDamaged, BackupNewer: it cannot be one of ours.
        NotAnOrdinaryFile, FileUnreadable, DeviceGone: it was not read.
    """
    with BackupFile(file) as found:
        said = found.manifest
        return BackupView(said.made, said.records, said.role, found.size)


def newest_usable(
    folder: Path,
    *,
    vault: str | None = None,
    key: bytes | None = None,
    clock: Clock = system_clock,
) -> BackupRow | None:
    """Return the newest backup that a workspace made by itself and that is whole, or None.

    Args:
        folder: of the workspace, which may be damaged.
        vault: its id, when that is known.
        key: of the MAC; without it, only damage is found, no alteration.
        clock: where the time comes from.
    """
    for path in files_in(WorkspaceFolder(folder).backups, clock=clock):
        with suppress(AlongsideError), BackupFile(path) as found:
            if vault is not None and found.manifest.vault != vault:
                continue
            if key is not None:
                found.check_mac(key)
            found.check_files()
            return row_of(found)
    return None


def offer(fault: DamagedWorkspace, folder: Path, **known: object) -> None:
    """Let a fault of a damaged workspace name the newest backup that can be used, if there is one.

    Takes what :func:`newest_usable` takes. Looking for a backup never hides the fault itself.
    """
    with suppress(AlongsideError, OSError):
        found = newest_usable(folder, **known)  # type: ignore[arg-type]  # handed on as it came
        if found is not None:
            fault.offer_backup(backup=str(found.file), made=found.made, records=found.records)


def rows(folder: Path, *, vault: str, key: bytes, clock: Clock) -> tuple[BackupRow, ...]:
    """Return the backups in ``folder`` that say they are of this workspace, the newest first.

    What they say is authentic; whether all of each file is still whole is not looked at.
    """
    found = []
    for path in files_in(folder, clock=clock):
        with suppress(AlongsideError), BackupFile(path) as one:
            if one.manifest.vault == vault:
                one.check_mac(key)
                found.append(row_of(one))
    return tuple(found)


def row_of(found: BackupFile) -> BackupRow:
    """Return an open backup as a row."""
    return BackupRow(found.path, found.manifest.made, found.manifest.records, found.size)


def files_in(folder: Path, *, clock: Clock) -> Iterator[Path]:
    """Yield the files that are called as backups are, the newest first.

    Names that are of the future come last: a clock was wrong when they were made.
    """
    try:
        names = [entry.name for entry in folder.iterdir() if backup.is_name(entry.name)]
    except OSError:
        return
    latest = backup.name_for(timestamp(_later(clock())))
    names.sort(reverse=True)
    names.sort(key=lambda name: name > latest)
    yield from (folder / name for name in names)


def is_older(at: str | None, *, than: timedelta, now: datetime) -> bool:
    """Return whether a moment is so long ago, unknown, or in a future that cannot be right."""
    try:
        age = now - datetime.fromisoformat(at or "")
    except (ValueError, TypeError):
        return True
    return age >= than or age < -_SLACK


def _later(now: datetime) -> datetime:
    try:
        return now + _SLACK
    except OverflowError:
        return now
