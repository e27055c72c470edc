# SPDX-License-Identifier: Apache-2.0
"""Tell whether anything in a database changed that a backup should hold.

Owns a short text that differs when it did. Must not know what the rows mean.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final

from sqlalchemy import func, select

from desktop.storage.tables import draft, intake, ledger, meta, metadata, record, sent_bundle

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop.storage.database import Connection

#: Settings with this beginning are about backups themselves.
BACKUP_SETTINGS: Final = "backup_"


def state(connection: Connection) -> str:
    """Return a text that is the same as long as nothing was written that matters.

    How many rows each table has says nearly everything, because hardly any row is ever written
    over; what is written over in place is looked at by itself. It takes milliseconds.
    """
    found = hashlib.sha256()
    for part in _parts(connection):
        found.update(part.encode("utf-8") + b"\n")
    return found.hexdigest()


def count_records(connection: Connection) -> int:
    """Return how many records there are, drafts and hidden ones included."""
    return int(connection.execute(select(func.count()).select_from(record)).scalar_one())


def _parts(connection: Connection) -> Iterator[str]:
    for table in metadata.sorted_tables:
        if table is not meta:
            rows = connection.execute(select(func.count()).select_from(table)).scalar_one()
            yield f"{table.name} {rows}"
    for statement in (
        select(func.max(draft.c.saved_at)),
        select(func.sum(intake.c.hidden)),
        select(func.count(ledger.c.receipt)),
        select(func.count(sent_bundle.c.data)),
        select(func.max(sent_bundle.c.settled_at)),
    ):
        yield str(connection.execute(statement).scalar())
    for row in connection.execute(select(meta).order_by(meta.c.key)):
        if not row.key.startswith(BACKUP_SETTINGS):
            yield f"{row.key}={row.value}"
