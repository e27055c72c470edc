# SPDX-License-Identifier: Apache-2.0
"""One encrypted database file, open: transactions, snapshots, checkpoints and checks.

Owns the connections and their life. Must not know what the rows mean, nor where keys come from.
A :class:`Database` and a :class:`Reader` each belong to the thread that made them; the driver
refuses any other.
"""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, TypeAlias

import sqlalchemy
from sqlalchemy import event
from sqlalchemy.pool import NullPool
from sqlcipher3 import dbapi2 as driver

from desktop.errors import AlongsideError, WorkspaceExists, WorkspaceLocked
from desktop.storage import health, near_words, recipe, schema, wal
from desktop.storage.faults import driver_faults, system_faults
from desktop.storage.folder import sync_folder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

Connection: TypeAlias = sqlalchemy.Connection


class Reader:
    """A connection that can only read. Made by :meth:`Database.reader` in the reading thread."""

    def __init__(self, path: Path, *, key: bytes | bytearray, vault: str) -> None:
        """Open the file once more.

        Raises:
            DatabaseDamaged, DatabaseForeign, DeviceGone, Busy…: as for opening a database.
        """
        self.path = path
        raw = recipe.joined(path, key=key, vault=vault, views=near_words.VIEWS)
        self._connection: Connection | None = _wrap(raw, begin="BEGIN")
        recipe.forbid(raw)

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Give a connection that sees the database as it is now, whatever is written meanwhile.

        Raises:
            WorkspaceLocked: it was closed.
            DatabaseDamaged, DeviceGone, Busy: the file cannot be read.
        """
        if self._connection is None:
            raise WorkspaceLocked
        with driver_faults(self.path), self._connection.begin():
            # A snapshot begins with the first thing that is read.
            self._connection.exec_driver_sql("SELECT 1 FROM sqlite_schema LIMIT 1").close()
            yield self._connection

    def close(self) -> None:
        """Close the connection; closing again does nothing."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None


class Database:
    """One encrypted database file with its writing connection.

    Attributes:
        path: where the file is.
        vault: id of the workspace that it belongs to.
    """

    def __init__(
        self, raw: recipe.DriverConnection, path: Path, *, key: bytes | bytearray, vault: str
    ) -> None:
        """Take over a connection that went through the recipe. Use create() or open()."""
        self.path = path
        self.vault = vault
        self._key = bytearray(key)  # a reader opens the file again
        self._raw = raw
        self._connection: Connection | None = _wrap(raw, begin="BEGIN IMMEDIATE")
        self._own_reader: Reader | None = None

    @classmethod
    def create(cls, path: Path, *, key: bytes | bytearray, vault: str, role: str) -> Database:
        """Make a new database file, readable by nobody else, with every table in it.

        Args:
            path: where; nothing may be there yet.
            key: the raw 32-byte key.
            vault: id of the workspace.
            role: whose workspace it is, "volunteer" or "hub"; kept in ``meta``.

        Raises:
            WorkspaceExists: there is something at ``path``.
            DiskFull, ReadOnly, DeviceGone: nothing is left behind.
        """
        with system_faults():
            try:
                os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
            except FileExistsError:
                raise WorkspaceExists from None
        database = None
        try:
            with driver_faults(path):
                raw = recipe.connect(path, key=key)
                recipe.apply_settings(raw)
                database = cls(raw, path, key=key, vault=vault)
                with database.write() as connection:
                    schema.build(connection, vault=vault, role=role)
                recipe.forbid(raw)
                database.checkpoint()
            with system_faults():
                sync_folder(path.parent)
        except BaseException:
            if database is not None:
                database.close()
            for left in (path, wal.log_of(path), wal.index_of(path)):
                with suppress(OSError):
                    left.unlink()
            raise
        return database

    @classmethod
    def open(cls, path: Path, *, key: bytes | bytearray, vault: str) -> Database:
        """Open an existing file, and bring an older one up to date after copying it.

        Raises:
            DatabaseMissing: there is no file.
            DatabaseDamaged: it is empty, cut short, or its first pages or its log are damaged.
            DatabaseForeign: it is not encrypted, has another key, or is another workspace's.
            WorkspaceNewer: a newer version of the program wrote it.
            ReadOnly, DiskFull, DeviceGone, Busy, FileUnreadable: the machine stands in the way.
        """
        raw, version = recipe.opened(path, key=key, vault=vault)
        database = cls(raw, path, key=key, vault=vault)
        try:
            with driver_faults(path):
                if version < recipe.SCHEMA_VERSION:
                    database._migrate(version)
                recipe.forbid(raw)
                if wal.log_of(path).stat().st_size:  # left by a crash: do not lean on it for long
                    database.checkpoint()
        except BaseException:
            database.close()
            raise
        return database

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """Run a transaction: all of it is kept and on the disk, or nothing is.

        Raises:
            WorkspaceLocked: the database was closed.
            DiskFull, ReadOnly, DeviceGone, Busy, DatabaseDamaged: nothing of it was kept.
        """
        connection = self._open_connection()
        try:
            with driver_faults(self.path), connection.begin():
                yield connection
        finally:
            # A commit can be refused and leave the transaction open; when the disk is full
            # SQLite has ended it already, and asking again would be a fault of its own.
            if self._raw.in_transaction:
                self._raw.rollback()

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Read in the database's own thread, on a second connection that sees one snapshot."""
        self._open_connection()
        if self._own_reader is None:
            self._own_reader = self.reader()
        with self._own_reader.read() as connection:
            yield connection

    def reader(self) -> Reader:
        """Open a connection for the calling thread, which must close it before this database."""
        self._open_connection()
        return Reader(self.path, key=self._key, vault=self.vault)

    def checkpoint(self) -> bool:
        """Copy the log into the file and empty it, without waiting for readers.

        Returns:
            Whether the log is empty now; False while somebody is still reading from it.
        """
        self._open_connection()
        with driver_faults(self.path), recipe.maintenance(self._raw):
            return health.empty_log(self._raw)

    def check(self) -> tuple[str, ...]:
        """Look at every page and every row.

        Returns:
            What was found, for a report; empty when all is well. Nothing of what people wrote.

        Raises:
            Busy: somebody is reading; below an unfinished log every page would look wrong.
            DeviceGone: the disk went away.
        """
        self._open_connection()
        with driver_faults(self.path), recipe.maintenance(self._raw):
            return health.examine(self._raw, self.path)

    def optimise(self) -> None:
        """Merge the full-text indexes, which also drops what is left of deleted words."""
        with self.write() as connection:
            for name in schema.search_tables(connection):
                # The index takes its orders in a column that is called as it is itself.
                index = sqlalchemy.table(name, sqlalchemy.column(name))
                connection.execute(index.insert().values({name: "optimize"}))

    def close(self) -> None:
        """Empty the log, close the file and forget the key. Closing again does nothing."""
        if self._connection is None:
            return
        index = None
        try:
            if self._own_reader is not None:
                self._own_reader.close()
            # What cannot be copied now stays in the log, encrypted, and is copied at the next
            # opening; the key must go in any case.
            with suppress(AlongsideError):
                if self.checkpoint():
                    index = self._settle_index()
        finally:
            self._key[:] = bytes(len(self._key))
            connection, self._connection = self._connection, None
            with driver_faults(self.path):
                connection.close()
            if index is not None and not os.path.lexists(wal.index_of(self.path)):
                os.close(index)

    def _settle_index(self) -> int | None:
        """Bring the index onto the disk as it is now, when the log has been emptied.

        Closing removes the index and the log. If the power goes just then, a disk without a
        journal may keep the second removal and lose the first; an older state of the index, which
        still speaks of saves, would then look as if somebody had taken the log away.

        Returns:
            The open file. Closing it drops every lock that the library has on the index in this
            process, so it may be closed only when the index is gone. If it stays, because a
            backup is still reading, so does the file, until the program ends.
        """
        if sys.platform == "win32":  # pragma: no cover - there the order of removals is kept
            return None
        try:
            index = os.open(wal.index_of(self.path), os.O_RDWR)
        except OSError:
            return None
        with suppress(OSError):
            os.fsync(index)
        return index

    def _open_connection(self) -> Connection:
        if self._connection is None:
            raise WorkspaceLocked
        return self._connection

    def _migrate(self, version: int) -> None:
        # Alembic takes longer to import than everything else here takes to run.
        from desktop.storage import upgrade

        upgrade.bring_up_to_date(
            self._open_connection(), self._raw, self.path, key=self._key, version=version
        )


def _wrap(raw: recipe.DriverConnection, *, begin: str) -> Connection:
    """Return a SQLAlchemy connection over ``raw`` that starts transactions with ``begin``.

    One engine, one connection: nothing is pooled and nothing is shared between threads.
    """
    engine = sqlalchemy.create_engine(
        "sqlite://",
        module=driver,
        creator=lambda: raw,
        poolclass=NullPool,
        hide_parameters=True,  # errors must not quote what people wrote
    )

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine.connect()
