# SPDX-License-Identifier: Apache-2.0
"""How an encrypted database file is opened: every guard and every setting, in order.

Owns the recipe described in docs/security.md ("How the record file is opened"). Works on the
driver's connection; must not know the tables, except that ``meta`` names the workspace.
"""

from __future__ import annotations

import stat
import sys
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from sqlcipher3 import dbapi2 as driver

from desktop.errors import (
    DatabaseDamaged,
    DatabaseForeign,
    DatabaseMissing,
    InternalFault,
    ReadOnly,
    WorkspaceNewer,
)
from desktop.storage import wal
from desktop.storage.faults import driver_faults, system_faults

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

DriverConnection: TypeAlias = Any  # the driver is written in C and has no types

APPLICATION_ID: Final = 0x416C6F6E  # "Alon", in the file's header
SCHEMA_VERSION: Final = 5  # PRAGMA user_version; the number of the newest migration
KEY_BYTES: Final = 32
PAGE_BYTES: Final = 4096
BUSY_SECONDS: Final = 2.0
_PLAIN_SQLITE: Final = b"SQLite format 3\0"
_OLDEST_CIPHER: Final = 4  # major version of SQLCipher whose file format this is

# Set on every connection, each time: none of these is kept in the file, or it may be altered.
SETTINGS: Final[tuple[tuple[str, str], ...]] = (
    ("temp_store", "MEMORY"),  # otherwise sorting spills plain text to the disk
    ("trusted_schema", "OFF"),  # a tampered schema must not call functions
    ("cell_size_check", "ON"),  # notice damaged pages earlier
    ("foreign_keys", "ON"),
    ("secure_delete", "ON"),  # deleted bytes are overwritten
    ("recursive_triggers", "ON"),  # otherwise REPLACE deletes past the guards in tables.py
    ("mmap_size", "0"),  # a read error becomes an error, not a crash
    ("journal_mode", "WAL"),
    ("synchronous", "FULL"),  # in WAL, anything less loses acknowledged saves at a power cut
    ("wal_autocheckpoint", "4000"),  # pages; an import would copy the log at every commit
)
WRITER_CACHE: Final = 16_000  # KiB; with less, an import writes many pages twice
READER_CACHE: Final = 4_000
MAC_SETTINGS: Final[tuple[tuple[str, str], ...]] = (
    ("fullfsync", "ON"),  # on a Mac, fsync alone leaves the data in the drive's cache
    ("checkpoint_fullfsync", "ON"),
)


def check_file(path: Path) -> None:
    """Refuse a file that cannot be ours, before the library can touch it.

    An empty file would open as a new, empty database in which every check passes; a plain
    database would be read and written without encryption. A log that lost saves would be
    shortened silently.

    Raises:
        DatabaseMissing: there is no file.
        DatabaseForeign: not an ordinary file, or not an encrypted one; or something else than a
            file stands where the library would look for its log.
        DatabaseDamaged: empty, not made of whole pages, or its log lost saves.
    """
    with system_faults(reading=path):
        try:
            status = path.lstat()
        except FileNotFoundError:
            raise DatabaseMissing from None
        if not stat.S_ISREG(status.st_mode) or not _is_ordinary_beside(path):
            raise DatabaseForeign
        with path.open("rb") as stream:
            start = stream.read(len(_PLAIN_SQLITE))
        lost = wal.lost_saves(path)
    if start == _PLAIN_SQLITE:
        raise DatabaseForeign
    if status.st_size < PAGE_BYTES or (status.st_size % PAGE_BYTES and not wal.has_frames(path)):
        raise DatabaseDamaged
    if lost:
        raise DatabaseDamaged


def _is_ordinary_beside(path: Path) -> bool:
    """Say whether the library may open what lies beside a database: on a pipe it would wait."""
    journal = path.with_name(f"{path.name}-journal")
    for place in (wal.log_of(path), wal.index_of(path), journal):
        with suppress(FileNotFoundError):
            if not stat.S_ISREG(place.lstat().st_mode):
                return False
    return True


def connect(path: Path, *, key: bytes | bytearray) -> DriverConnection:
    """Open the existing file at ``path`` with a raw 32-byte key; nothing is read yet.

    The connection belongs to the calling thread. It commits each statement by itself until a
    transaction is begun.

    Raises:
        InternalFault: the key is not 32 bytes, or the library would not encrypt.
    """
    if len(key) != KEY_BYTES:
        # With any other length the library would take the text of the key as a passphrase.
        raise InternalFault(kind="key-length")
    connection = driver.connect(
        f"{path.absolute().as_uri()}?mode=rw",
        uri=True,
        timeout=BUSY_SECONDS,
        isolation_level=None,
        check_same_thread=True,
    )
    try:
        # Before the key: by default the library prints warnings on the error output.
        connection.execute("PRAGMA cipher_log_level = NONE").close()
        # Not PRAGMA key: its text would stay in the statement cache and show in traces.
        raw = bytearray(b"x'" + bytes(key).hex().encode("ascii") + b"'")
        connection.set_key(raw)
        raw[:] = bytes(len(raw))
        require_cipher(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def require_cipher(connection: DriverConnection) -> None:
    """Refuse a connection that would read and write plain text.

    Raises:
        InternalFault: no key is set, or the library is not SQLCipher 4 or newer.
    """
    status = one(connection, "PRAGMA cipher_status")
    version = str(one(connection, "PRAGMA cipher_version") or "")
    major = version.partition(".")[0]
    if str(status) != "1" or not major.isdecimal() or int(major) < _OLDEST_CIPHER:
        raise InternalFault(kind="not-encrypted")


def check_owner(connection: DriverConnection, path: Path, *, vault: str) -> int:
    """Check that the file belongs to the workspace ``vault``; return its schema version.

    Raises:
        DatabaseForeign: another key, another program, or another workspace.
        DatabaseDamaged: the first pages cannot be read.
        WorkspaceNewer: a newer version of the program wrote it.
    """
    try:
        application = one(connection, "PRAGMA application_id")
    except driver.DatabaseError as fault:
        if getattr(fault, "sqlite_errorcode", None) == driver.SQLITE_NOTADB:
            raise _unreadable(connection, path) from None
        raise
    if application != APPLICATION_ID:
        raise DatabaseForeign
    version = one(connection, "PRAGMA user_version")
    if not isinstance(version, int) or version < 0:
        raise DatabaseDamaged
    if version > SCHEMA_VERSION:
        raise WorkspaceNewer(needed=version, known=SCHEMA_VERSION)
    try:
        owner = one(connection, "SELECT value FROM meta WHERE key = 'vault_id'")
    except driver.OperationalError as fault:
        if getattr(fault, "sqlite_errorcode", None) == driver.SQLITE_ERROR:  # no such table
            raise DatabaseForeign from None
        raise
    if owner != vault:
        raise DatabaseForeign
    return version


def apply_settings(connection: DriverConnection, *, cache: int = WRITER_CACHE) -> None:
    """Set everything in ``SETTINGS``, and how many KiB of pages are kept in memory.

    Raises:
        ReadOnly: the place cannot hold a write-ahead log.
    """
    settings = SETTINGS + (MAC_SETTINGS if sys.platform == "darwin" else ())
    for name, value in settings:
        connection.execute(f"PRAGMA {name} = {value}").close()
    connection.execute(f"PRAGMA cache_size = -{cache}").close()
    if one(connection, "PRAGMA journal_mode") != "wal":
        raise ReadOnly


def forbid(connection: DriverConnection) -> None:
    """From now on refuse ATTACH, DETACH, load_extension and every PRAGMA but data_version.

    Setting it also expires every prepared statement, so that none prepared before it can be
    run again without being asked about.
    """
    connection.set_authorizer(_authorise)


@contextmanager
def maintenance(connection: DriverConnection) -> Iterator[None]:
    """Lift what :func:`forbid` forbids. Only for named operations of this package."""
    connection.set_authorizer(None)
    try:
        yield
    finally:
        forbid(connection)


@contextmanager
def impatient(connection: DriverConnection) -> Iterator[None]:
    """Give up at once, instead of after ``BUSY_SECONDS``, when somebody else is in the way."""
    patience = one(connection, "PRAGMA busy_timeout")
    one(connection, "PRAGMA busy_timeout = 0")
    try:
        yield
    finally:
        one(connection, f"PRAGMA busy_timeout = {patience}")


def one(connection: DriverConnection, statement: str) -> object:
    """Return the first column of the first row, or None."""
    cursor = connection.execute(statement)
    try:
        row = cursor.fetchone()
    finally:
        cursor.close()
    return None if row is None else row[0]


def column(connection: DriverConnection, statement: str) -> list[object]:
    """Return the first column of every row."""
    cursor = connection.execute(statement)
    try:
        return [row[0] for row in cursor.fetchall()]
    finally:
        cursor.close()


def opened(path: Path, *, key: bytes | bytearray, vault: str) -> tuple[DriverConnection, int]:
    """Run the whole recipe for the one writing connection, before :func:`forbid`.

    It reads the files itself, and closing a file that the library has open in the same process
    would drop the library's locks: call it only while nobody here has this database open.

    Returns:
        The connection, and the schema version of the file, which may be an older one.

    Raises:
        DatabaseMissing, DatabaseDamaged, DatabaseForeign, WorkspaceNewer: see the steps.
        ReadOnly, DiskFull, DeviceGone, Busy, FileUnreadable: the machine stands in the way.
    """
    check_file(path)
    with driver_faults(path), _closed_on_fault(path, key=key) as connection:
        version = check_owner(connection, path, vault=vault)
        apply_settings(connection)
        with system_faults():
            _check_length(connection, path)
    return connection, version


def joined(
    path: Path, *, key: bytes | bytearray, vault: str, views: Sequence[str] = ()
) -> DriverConnection:
    """Open one more connection, which can only read, beside the writing one.

    ``views`` are statements that are run before that: they make temporary things, in memory.

    Raises:
        The same errors as :func:`opened`.
    """
    with driver_faults(path), _closed_on_fault(path, key=key) as connection:
        check_owner(connection, path, vault=vault)
        apply_settings(connection, cache=READER_CACHE)
        for statement in views:
            connection.execute(statement).close()
        connection.execute("PRAGMA query_only = ON").close()
    return connection


@contextmanager
def _closed_on_fault(path: Path, *, key: bytes | bytearray) -> Iterator[DriverConnection]:
    connection = connect(path, key=key)
    try:
        yield connection
    except BaseException:
        # Closing must not hide the fault that is on its way.
        with suppress(driver.Error):
            connection.close()
        raise


def _unreadable(connection: DriverConnection, path: Path) -> DatabaseForeign | DatabaseDamaged:
    """Tell a file under another key, where no page fits, from one whose first page is damaged."""
    pages = path.stat().st_size // PAGE_BYTES
    misfits = len(column(connection, "PRAGMA cipher_integrity_check"))
    return DatabaseForeign() if misfits >= pages else DatabaseDamaged()


def _check_length(connection: DriverConnection, path: Path) -> None:
    """Refuse a file that is shorter than its own first page says."""
    if wal.has_frames(path):
        return  # pages may still be in the log
    pages = one(connection, "PRAGMA page_count")
    if not isinstance(pages, int) or path.stat().st_size < pages * PAGE_BYTES:
        raise DatabaseDamaged


_REFUSED: Final = frozenset({driver.SQLITE_ATTACH, driver.SQLITE_DETACH})


def _authorise(
    action: int, first: str | None, second: str | None, _database: str | None, _inner: str | None
) -> int:
    """Answer SQLite's question whether a statement may be prepared.

    https://www.sqlite.org/c3ref/set_authorizer.html: for a PRAGMA ``first`` is its name; for a
    function call ``second`` is the function's.
    """
    if action in _REFUSED:
        return int(driver.SQLITE_DENY)
    if action == driver.SQLITE_PRAGMA and first != "data_version":  # full-text search asks for it
        return int(driver.SQLITE_DENY)
    if action == driver.SQLITE_FUNCTION and second == "load_extension":
        return int(driver.SQLITE_DENY)
    return int(driver.SQLITE_OK)
