# SPDX-License-Identifier: Apache-2.0
"""Run statements that every save needs straight on the driver, inside the caller's transaction.

SQLAlchemy takes longer to hand such a statement on than the database takes to run it. Only for
statements that are written out as text. Must not know what they say.
"""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from desktop.storage.database import Connection

Values: TypeAlias = "Sequence[object] | Mapping[str, object]"


def rows(connection: Connection, statement: str, values: Values = ()) -> list[tuple[Any, ...]]:
    """Run a statement and return the rows that it finds."""
    with closing(connection.connection.cursor()) as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall())


def value(connection: Connection, statement: str, values: Values = ()) -> Any:
    """Run a statement and return the first value of its first row, or None."""
    found = rows(connection, statement, values)
    return found[0][0] if found else None


def many(connection: Connection, statement: str, each: Sequence[Sequence[object]]) -> None:
    """Run a statement once for each of these values."""
    with closing(connection.connection.cursor()) as cursor:
        cursor.executemany(statement, each)
