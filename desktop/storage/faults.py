# SPDX-License-Identifier: Apache-2.0
"""Turn faults of the database driver and of the operating system into the errors people meet.

Owns the two tables from result codes to error classes. Messages of the driver are never passed
on: they may quote what somebody wrote.
"""

from __future__ import annotations

import errno
import os
import shutil
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Final

from sqlalchemy.exc import DBAPIError
from sqlcipher3 import dbapi2 as driver

from desktop.errors import (
    AlongsideError,
    Busy,
    DatabaseDamaged,
    DeviceGone,
    DiskFull,
    FileUnreadable,
    ReadOnly,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# Result codes: https://www.sqlite.org/rescode.html. The driver tells only the primary code, the
# low byte, so that for faults of input and output we have to look for ourselves.
_BY_RESULT: Final[dict[int, type[AlongsideError]]] = {
    driver.SQLITE_FULL: DiskFull,
    driver.SQLITE_READONLY: ReadOnly,
    driver.SQLITE_PERM: ReadOnly,
    driver.SQLITE_CORRUPT: DatabaseDamaged,
    driver.SQLITE_NOTADB: DatabaseDamaged,
    driver.SQLITE_BUSY: Busy,
    driver.SQLITE_LOCKED: Busy,
    driver.SQLITE_PROTOCOL: Busy,
}
_FULL: Final = "database or disk is full"  # sqlite3_errstr(SQLITE_FULL)
_SPACE_FOR_A_SAVE: Final = 64 * 1024  # bytes; with less than this free, the disk counts as full

_BY_ERRNO: Final[dict[int, type[AlongsideError]]] = {
    errno.ENOSPC: DiskFull,
    errno.EDQUOT: DiskFull,
    errno.EFBIG: DiskFull,
    errno.EROFS: ReadOnly,
    errno.EACCES: ReadOnly,
    errno.EPERM: ReadOnly,
    errno.ENOLCK: ReadOnly,
    errno.EOPNOTSUPP: ReadOnly,
    errno.EIO: DeviceGone,
    errno.ENODEV: DeviceGone,
    errno.ENXIO: DeviceGone,
    errno.ESTALE: DeviceGone,
    errno.ENOENT: DeviceGone,
    errno.ENOTDIR: DeviceGone,
}


def from_driver(fault: BaseException, database: Path) -> AlongsideError | None:
    """Return the error that ``fault`` means for the file ``database``.

    Accepts the driver's own exceptions and SQLAlchemy's wrappers around them. Returns None for
    what is not a fault of file, disk or lock: broken constraints and mistakes in our statements.
    """
    cause = fault.orig if isinstance(fault, DBAPIError) else fault
    code = getattr(cause, "sqlite_errorcode", None)
    if not isinstance(code, int):
        return None
    primary = code & 0xFF
    if primary == driver.SQLITE_CANTOPEN:
        return _cannot_open(database)
    if primary == driver.SQLITE_IOERR:
        return _disk_fault(database)
    if primary == driver.SQLITE_READONLY and not database.exists():
        return DeviceGone()  # it was moved or deleted while it was open
    found = _BY_RESULT.get(primary)
    return found() if found else None


def from_copying(fault: BaseException, target: Path) -> AlongsideError:
    """Return the error that a failed backup() into ``target`` means.

    There the driver tells no result code at all: an OperationalError is a fault of the disk, any
    other a fault of the pages. Of a full disk it says so; by now the room may be free again.
    """
    if str(fault) == _FULL:
        return DiskFull()
    if isinstance(fault, driver.OperationalError):
        return _disk_fault(target)
    return DatabaseDamaged()


def from_system(fault: OSError, *, reading: Path | None = None) -> AlongsideError | None:
    """Return the error that an operating system fault means, or None.

    Args:
        fault: what the operating system said.
        reading: the file that was being read; None while writing.
    """
    found = _BY_ERRNO.get(fault.errno) if fault.errno is not None else None
    if found is ReadOnly and reading is not None:
        return FileUnreadable(name=reading.name)
    return found() if found else None


@contextmanager
def system_faults(*, reading: Path | None = None) -> Iterator[None]:
    """Raise the errors of :func:`from_system` in place of the OSErrors that mean them."""
    try:
        yield
    except OSError as fault:
        error = from_system(fault, reading=reading)
        if error is None:
            raise
        raise error from fault


@contextmanager
def driver_faults(database: Path) -> Iterator[None]:
    """Raise the errors of :func:`from_driver` in place of the driver's own."""
    try:
        yield
    except (DBAPIError, driver.Error) as fault:
        error = from_driver(fault, database)
        if error is None:
            raise
        # The driver's message may quote what a person wrote: it is not kept as the cause.
        raise error from None


def _cannot_open(database: Path) -> AlongsideError:
    if not database.exists():
        return DeviceGone()
    if not os.access(database, os.R_OK):
        return FileUnreadable(name=database.name)
    return ReadOnly()


def _disk_fault(database: Path) -> AlongsideError:
    """Tell a disk that is full, or at its limit, from one that went away."""
    try:
        database.stat()
        free = shutil.disk_usage(database.parent).free
    except OSError:
        return DeviceGone()
    if free < _SPACE_FOR_A_SAVE or _cannot_grow(database):
        return DiskFull()
    return DeviceGone()


def _cannot_grow(database: Path) -> bool:
    """Return whether new bytes beside the database are refused for want of room: a quota."""
    probe = database.with_name(f".{database.name}.room.tmp")
    try:
        probe.write_bytes(bytes(_SPACE_FOR_A_SAVE))
    except OSError as fault:
        return isinstance(from_system(fault), DiskFull)
    finally:
        with suppress(OSError):
            probe.unlink()
    return False
