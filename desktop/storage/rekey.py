# SPDX-License-Identifier: Apache-2.0
"""Give the databases of a workspace new keys, so that a crash leaves the old ones or the new.

Each database is copied under its new key to a file beside it (``records.next.db``) and read back.
Then the header is replaced, which is the switch: from there on only the new keys open anything.
Then each copy takes the place of its original, ``records.db`` last. So a copy that opens with the
header in force stands for a change to be finished, and any other for one to be forgotten.

Must not know passphrases or headers, nor what the rows mean. Nobody else may have the databases
open meanwhile: the caller holds the lock of the folder.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from desktop.errors import DatabaseDamaged, DatabaseForeign
from desktop.storage import copies, recipe, trust, wal
from desktop.storage.database import Database
from desktop.storage.faults import driver_faults, system_faults
from desktop.storage.folder import sync_folder

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.storage.folder import WorkspaceFolder

#: Since when the workspace has the keys that it has; what is older opens with others.
NEW_KEYS_AT: Final = "new_keys_at"


def next_of(path: Path) -> Path:
    """Return where the copy of a database under its new key is made."""
    return path.with_name(f"{path.stem}.next{path.suffix}")


def prepare(path: Path, *, key: bytes, new_key: bytes, vault: str, at: str) -> None:
    """Copy a database under a new key, note in the copy when that was, and read all of it back.

    Args:
        path: the database; it stays as it is.
        key: the raw key that it has.
        new_key: the raw key of the copy.
        vault: id of the workspace.
        at: the present time, RFC 3339.

    Raises:
        DatabaseMissing, DatabaseDamaged, DatabaseForeign, WorkspaceNewer: the database cannot be
            opened, or what was read back is not what it holds.
        DiskFull, ReadOnly, DeviceGone: as the disk behaves.
    """
    Database.open(path, key=key, vault=vault).close()  # an older file is brought up to date first
    copy = next_of(path)
    _remove(copy)
    raw, _version = recipe.opened(path, key=key, vault=vault)
    try:
        with driver_faults(path):
            before = _row_counts(raw)
            copies.copy_encrypted(raw, copy, key=new_key)
    finally:
        raw.close()
    database = Database.open(copy, key=new_key, vault=vault)
    try:
        with database.write() as connection:
            is_first_note = trust.get_meta(connection, NEW_KEYS_AT) is None
            trust.set_meta(connection, NEW_KEYS_AT, at)
        problems = database.check()
    finally:
        database.close()
    before["meta"] += is_first_note
    if problems or _counts_of(copy, key=new_key, vault=vault) != before or wal.has_frames(copy):
        raise DatabaseDamaged


def finish(folder: WorkspaceFolder, *, key: bytes, vault: str) -> None:
    """Finish a change of keys whose header is in place; do nothing when there is none.

    ``key`` is what the header in force gives for the records. Doing it again is harmless.

    Raises:
        ReadOnly, DeviceGone: it is finished at the next opening.
    """
    copy = next_of(folder.records)
    if not copy.is_file() or not _opens(copy, key=key, vault=vault):
        return
    folder.forget_previous_header()
    for database in (folder.concerns, folder.records):
        _forget_older_copies(database)
        _take_over(database)


def discard(folder: WorkspaceFolder) -> None:
    """Remove what is left of a change of keys that never came to its switch.

    Only to be called when the records were opened with the header in force: then no copy that
    is still there can be wanted.

    Raises:
        ReadOnly, DeviceGone: what is left over is harmless.
    """
    for database in (folder.concerns, folder.records):
        _remove(next_of(database))


def _take_over(path: Path) -> None:
    """Let the copy take the place of its original, whose log must not be read into it."""
    copy = next_of(path)
    with system_faults():
        if not copy.exists():
            return
        for old in (wal.log_of(path), wal.index_of(path), wal.log_of(copy), wal.index_of(copy)):
            old.unlink(missing_ok=True)
        sync_folder(path.parent)
        copy.replace(path)
        sync_folder(path.parent)


def _forget_older_copies(path: Path) -> None:
    """Remove the copies that migrations made: only the keys that were given up open them."""
    with system_faults():
        for copy in path.parent.glob(f"{path.stem}.before-*{path.suffix}"):
            copy.unlink(missing_ok=True)


def _remove(copy: Path) -> None:
    """Remove a copy, its log, and what making it may have left; the copy itself last."""
    unfinished = copy.with_name(f".{copy.name}.tmp")
    with system_faults():
        for file in (unfinished, copy):
            for left in (*wal.beside(file), file):
                # A folder of that name is nobody's copy.
                if left.is_symlink() or left.is_file():
                    left.unlink()


def _opens(path: Path, *, key: bytes, vault: str) -> bool:
    try:
        recipe.check_file(path)
        with driver_faults(path):
            raw = recipe.connect(path, key=key)
            try:
                recipe.check_owner(raw, path, vault=vault)
            finally:
                raw.close()
    except (DatabaseForeign, DatabaseDamaged):
        return False
    return True


def _counts_of(path: Path, *, key: bytes, vault: str) -> dict[str, int]:
    raw, _version = recipe.opened(path, key=key, vault=vault)
    try:
        with driver_faults(path):
            return _row_counts(raw)
    finally:
        raw.close()


def _row_counts(raw: recipe.DriverConnection) -> dict[str, int]:
    names = recipe.column(raw, "SELECT name FROM sqlite_schema WHERE type = 'table'")
    found = {}
    for name in map(str, names):
        counted = recipe.one(raw, f'SELECT count(*) FROM "{name}"')  # noqa: S608 - our own tables
        found[name] = counted if isinstance(counted, int) else 0
    return found
