# SPDX-License-Identifier: Apache-2.0
"""Copy an encrypted database, encrypted, while others go on working with it.

Owns how a copy comes into being: whole and read back, or not at all. Must not know what it is for.
"""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from sqlcipher3 import dbapi2 as driver

from desktop.errors import DatabaseDamaged, DatabaseMissing
from desktop.storage import health, recipe, wal
from desktop.storage.faults import driver_faults, from_copying, system_faults
from desktop.storage.folder import sync_file, sync_folder

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_STEP: Final = 2048  # pages, 8 MiB: after each, whoever wants to stop the copying can


def nobody_waits() -> None:
    """Let copying go on to its end."""


def copy_database(
    path: Path,
    target: Path,
    *,
    key: bytes | bytearray,
    vault: str,
    watch: Callable[[], None] = nobody_waits,
) -> None:
    """Copy a database that may be open and written to; the copy is of one moment.

    Runs in the calling thread, on a connection of its own, and holds up nobody.

    Args:
        path: the database.
        target: where the copy goes.
        key: the raw key of both.
        vault: id of the workspace that it belongs to.
        watch: called again and again; what it raises ends the copying.

    Raises:
        DatabaseMissing: there is no such file.
        DatabaseDamaged, DatabaseForeign, WorkspaceNewer: it cannot be opened, or has faults.
        DiskFull, ReadOnly, DeviceGone: nothing is left of the copy.
    """
    if not path.exists():
        raise DatabaseMissing
    raw = recipe.joined(path, key=key, vault=vault)
    try:
        with driver_faults(path):
            # Otherwise each save that others make meanwhile would start the copying again.
            raw.execute("BEGIN").close()
            recipe.one(raw, "SELECT 1 FROM sqlite_schema LIMIT 1")
        copy_encrypted(raw, target, key=key, watch=watch)
    finally:
        raw.close()


def copy_encrypted(
    raw: recipe.DriverConnection,
    target: Path,
    *,
    key: bytes | bytearray,
    watch: Callable[[], None] = nobody_waits,
) -> None:
    """Copy a whole database to ``target``, under ``key``, and read the copy back.

    Only a copy that is whole and on the disk gets that name; until then what was there stays.

    Raises:
        DatabaseDamaged: the copy has faults, which then are those of the original.
        DiskFull, ReadOnly, DeviceGone: nothing is left of it.
        Others: as ``watch`` raises them; nothing is left of it.
    """
    unfinished = target.with_name(f".{target.name}.tmp")
    try:
        with system_faults():
            for left in (*wal.beside(unfinished), unfinished):
                left.unlink(missing_ok=True)
            os.close(os.open(unfinished, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        with driver_faults(unfinished):
            copy = recipe.connect(unfinished, key=key)
            try:
                _backup(raw, copy, unfinished, watch)
                problems = health.examine(copy, unfinished)
            finally:
                copy.close()
        if problems:
            raise DatabaseDamaged
        watch()
        with system_faults():
            sync_file(unfinished)
            unfinished.replace(target)
            sync_folder(target.parent)
    finally:
        for left in (*wal.beside(unfinished), unfinished):
            with suppress(OSError):
                left.unlink()


def _backup(
    raw: recipe.DriverConnection,
    copy: recipe.DriverConnection,
    target: Path,
    watch: Callable[[], None],
) -> None:
    def progress(_status: int, _left: int, _total: int) -> None:
        watch()

    try:
        raw.backup(copy, pages=_STEP, progress=progress)
    except driver.DatabaseError as fault:
        raise from_copying(fault, target) from None
