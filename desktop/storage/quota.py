# SPDX-License-Identifier: Apache-2.0
"""How much of other people's files may be kept aside before the rest is left where it is.

Whoever can write to a stick or a shared folder can write files without end, and each that is
refused is kept for a person to look at. Owns the bounds, and the counting. Must not know why a
file was refused, or where it came from.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import text

if TYPE_CHECKING:
    from desktop.storage.database import Connection

#: Files that no device which ever enrolled here has signed.
STRANGERS_FILES: Final = 200
STRANGERS_BYTES: Final = 256 * 1024 * 1024
#: Files of one device that did enrol, waiting ones included.
DEVICE_FILES: Final = 5_000
DEVICE_BYTES: Final = 1024 * 1024 * 1024

_STRANGERS: Final = text(
    "SELECT count(*), coalesce(sum(length(data)), 0) FROM held"
    " WHERE file_sha256 <> :file AND (device IS NULL OR device NOT IN (SELECT id FROM device))"
)
_OF_DEVICE: Final = text(
    "SELECT count(*), coalesce(sum(length(data)), 0) FROM held"
    " WHERE file_sha256 <> :file AND device = :device"
)
_IS_KNOWN: Final = text("SELECT count(*) FROM device WHERE id = :device")


def has_room(
    connection: Connection, *, file_sha256: str, size: int, device: str | None = None
) -> bool:
    """Say whether one more file may be kept aside.

    Args:
        connection: within a transaction.
        file_sha256: hash of the file; what is kept of it already does not count against it.
        size: its bytes.
        device: whoever signed it; None when nobody did.
    """
    known = device is not None and connection.execute(_IS_KNOWN, {"device": device}).scalar_one()
    statement = _OF_DEVICE if known else _STRANGERS
    parameters = {"file": file_sha256} | ({"device": device} if known else {})
    files, held = connection.execute(statement, parameters).one()
    most_files, most_bytes = (
        (DEVICE_FILES, DEVICE_BYTES) if known else (STRANGERS_FILES, STRANGERS_BYTES)
    )
    return bool(files < most_files and held + size <= most_bytes)
