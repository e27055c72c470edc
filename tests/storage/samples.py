# SPDX-License-Identifier: Apache-2.0
"""Small databases for the tests of storage, and ways to damage and to read them."""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from desktop.storage import recipe
from desktop.storage.database import Database

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop.storage.database import Connection

KEY: Final = bytes(range(32))
OTHER_KEY: Final = bytes(range(1, 33))
VAULT: Final = "0123456789abcdef" * 2
OTHER_VAULT: Final = "fedcba9876543210" * 2
PAGE: Final = 4096
ROOT: Final = Path(__file__).resolve().parents[2]


def make(path: Path, *, key: bytes = KEY, vault: str = VAULT) -> Database:
    return Database.create(path, key=key, vault=vault, role="volunteer")


def reopen(path: Path, *, key: bytes = KEY, vault: str = VAULT) -> Database:
    return Database.open(path, key=key, vault=vault)


def note(database: Database, name: str, text: str = "") -> None:
    """Make one save, in a transaction of its own."""
    with database.write() as connection:
        connection.exec_driver_sql("INSERT INTO meta (key, value) VALUES (?, ?)", (name, text))


def names(connection: Connection) -> set[str]:
    """Return the names given to :func:`note`."""
    rows = connection.exec_driver_sql("SELECT key FROM meta").scalars()
    return set(rows) - {"vault_id", "role"}


def saved(database: Database) -> set[str]:
    with database.read() as connection:
        return names(connection)


def value_of(database: Database, pragma: str) -> object:
    """Ask the writing connection for a setting, which is otherwise forbidden."""
    with recipe.maintenance(database._raw):
        return recipe.one(database._raw, f"PRAGMA {pragma}")


def flip(path: Path, at: int) -> None:
    """Change one bit of the byte at ``at``."""
    data = bytearray(path.read_bytes())
    data[at] ^= 1
    path.write_bytes(data)


def as_after_a_crash(database: Database, folder: Path) -> Path:
    """Copy the files of an open database as a crash would leave them; return the copy."""
    folder.mkdir(exist_ok=True)
    for suffix in ("", "-wal", "-shm"):
        source = database.path.with_name(database.path.name + suffix)
        shutil.copyfile(source, folder / source.name)
    return folder / database.path.name


@contextmanager
def unchanged(folder: Path) -> Iterator[None]:
    """Check that no file in ``folder`` is altered, made or removed."""
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    yield
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
