# SPDX-License-Identifier: Apache-2.0
"""Bring an older database file up to date, with a copy beside it first.

The only module that imports Alembic; it is itself imported only when a file is really old.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from alembic import command
from alembic.config import Config

from desktop.errors import DatabaseDamaged
from desktop.storage import health, recipe
from desktop.storage.copies import copy_encrypted
from desktop.storage.schema import mark_version, revision_name

if TYPE_CHECKING:
    from sqlalchemy import Connection

MIGRATIONS: Final = Path(__file__).parent / "migrations"


def copy_of(path: Path, version: int) -> Path:
    """Return where the copy from before the migration of a ``version`` file is kept."""
    return path.with_name(f"{path.stem}.before-{version}{path.suffix}")


def bring_up_to_date(
    connection: Connection,
    raw: recipe.DriverConnection,
    path: Path,
    *,
    key: bytes | bytearray,
    version: int,
) -> None:
    """Copy the file, then run every migration after ``version`` in one transaction.

    Args:
        connection: no transaction is open on it; nothing is forbidden on it yet.
        raw: the driver's connection beneath it.
        path: its file.
        key: the raw key, also of the copy.
        version: the file's PRAGMA user_version.

    Raises:
        DatabaseDamaged: rows would be left that refer to nothing, the copy cannot be read back,
            or the result has faults. Unless the last, the file is as it was.
        DiskFull, ReadOnly, DeviceGone: the file is as it was.
    """
    copy_encrypted(raw, copy_of(path, version), key=key)
    # Inside a transaction this is ignored, and a table that is made anew would then take the
    # rows that refer to it along.
    raw.execute("PRAGMA foreign_keys = OFF").close()
    try:
        with connection.begin():
            migrate(connection)
            if recipe.column(raw, "PRAGMA foreign_key_check"):
                raise DatabaseDamaged
            mark_version(connection)
    finally:
        raw.execute("PRAGMA foreign_keys = ON").close()
    if health.examine(raw, path):
        raise DatabaseDamaged


def migrate(connection: Connection) -> None:
    """Run the migrations up to this program's version in the caller's transaction."""
    config = Config()
    # Alembic reads its options with "%" as a mark of its own.
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, revision_name(recipe.SCHEMA_VERSION))
