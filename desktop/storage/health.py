# SPDX-License-Identifier: Apache-2.0
"""Look after an open database file: empty its log, and look for damage.

Runs on the driver's connection while the ban of :func:`desktop.storage.recipe.forbid` is lifted.
No single check sees everything: the page check misses pages that are gone from the end, the
structure check misses what it does not visit. So all of them run, and every table is read.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from sqlcipher3 import dbapi2 as driver

from desktop.errors import Busy, DatabaseDamaged
from desktop.storage.faults import from_driver, system_faults
from desktop.storage.recipe import PAGE_BYTES, DriverConnection, column, impatient, one

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def empty_log(connection: DriverConnection) -> bool:
    """Copy the log into the file and cut it to nothing.

    Returns:
        False when a reader still needs the log; nobody is waited for.
    """
    with impatient(connection):
        return one(connection, "PRAGMA wal_checkpoint(TRUNCATE)") == 0


def examine(connection: DriverConnection, path: Path) -> tuple[str, ...]:
    """Return what is wrong with the file, in words for a report; empty when all is well.

    Raises:
        Busy: somebody is reading. The page check looks beneath the log, so the log has to be
            empty or pages that are merely old would be reported.
    """
    steps: tuple[tuple[str, Callable[[], list[str]]], ...] = (
        ("log", partial(_log, connection)),
        ("length", partial(_length, connection, path)),
        ("pages", partial(_texts, connection, "PRAGMA cipher_integrity_check")),
        ("structure", partial(_structure, connection)),
        ("references", partial(_texts, connection, "PRAGMA foreign_key_check")),
        ("reading", partial(_read_everything, connection)),
    )
    problems: list[str] = []
    for name, step in steps:
        try:
            problems += [f"{name}: {found}" for found in step()]
        except driver.Error as fault:
            if not isinstance(from_driver(fault, path), DatabaseDamaged):
                raise
            problems.append(f"{name}: stopped at a damaged page")
    return tuple(problems)


def _log(connection: DriverConnection) -> list[str]:
    if not empty_log(connection):
        raise Busy
    return []


def _length(connection: DriverConnection, path: Path) -> list[str]:
    pages = one(connection, "PRAGMA page_count")
    with system_faults(reading=path):
        size = path.stat().st_size
    if isinstance(pages, int) and size == pages * PAGE_BYTES:
        return []
    return [f"{size} bytes, but {pages} pages"]


def _structure(connection: DriverConnection) -> list[str]:
    found = _texts(connection, "PRAGMA integrity_check")
    return [] if found == ["ok"] else found


def _texts(connection: DriverConnection, statement: str) -> list[str]:
    return [str(value) for value in column(connection, statement)]


def _read_everything(connection: DriverConnection) -> list[str]:
    tables = column(connection, "SELECT name FROM sqlite_schema WHERE type = 'table'")
    for table in tables:
        one(connection, f'SELECT count(*) FROM "{table}"')  # noqa: S608 - names of our own tables
    return []
