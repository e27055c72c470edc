# SPDX-License-Identifier: Apache-2.0
"""How a version of a record is written and queued, inside a transaction that the caller has begun.

What records.py and amendments.py have in common. Must not know forms or what a version says.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.crypto import keys
from desktop.errors import KindNotWritable, RecordNotFound, UnknownKind
from desktop.operations.views import row_of
from desktop.records import merge, revision
from desktop.records.kinds import kind as find_kind
from desktop.records.kinds import visible
from desktop.storage import exchange, journal, lists, trust

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.records.declaration import Kind
    from desktop.records.revision import Revision
    from desktop.records.rows import RecordRow
    from desktop.storage.database import Connection
    from desktop.storage.journal import StoredRevision
    from desktop.workspace import Workspace


def visible_kind(name: str) -> Kind:
    """Return a kind that people write. Raises UnknownKind."""
    found = find_kind(name)
    if not found.visible:
        raise UnknownKind(name=name, known=", ".join(k.name for k in visible()))
    return found


def writable_kind(workspace: Workspace, name: str) -> Kind:
    """Return a kind that this workspace may write. Raises UnknownKind, KindNotWritable."""
    found = visible_kind(name)
    if workspace.role not in found.roles:
        raise KindNotWritable(role=workspace.role)
    return found


def compose(
    workspace: Workspace,
    kind: Kind,
    record: str,
    *,
    body: bytes,
    parents: tuple[str, ...] = (),
    reason: str | None = None,
    schema: int | None = None,
) -> Revision:
    """Return a new version by the person who works here, with today's schema of its kind.

    ``schema`` is given for a body that was taken over as it is.
    """
    return revision.write(
        id=keys.new_id(),
        record=record,
        kind=kind.name,
        schema=schema or kind.schema,
        parents=parents,
        author=workspace.person.id,
        device=workspace.device,
        at=workspace.now(),
        reason=reason,
        body=body,
    )


def finish(connection: Connection, workspace: Workspace, item: Revision) -> RecordRow:
    """Write a final version and queue it."""
    journal.append(connection, [item], state="sealed")
    known = journal.require(connection, item.record) if workspace.role == "hub" else ()
    queue(connection, workspace, item, about=known)
    return row(connection, item.record)


def queue(
    connection: Connection,
    workspace: Workspace,
    item: Revision,
    *,
    about: Sequence[StoredRevision],
) -> None:
    """Queue a version: from a volunteer to the hub, from the hub to who wrote what it is about."""
    streams = ["hub"] if workspace.role == "volunteer" else _writers(connection, about)
    for stream in streams:
        exchange.enqueue(
            connection,
            [item.id],
            stream=stream,
            priority=exchange.PRIORITY_RECORD,
            at=item.at,
        )


def _writers(connection: Connection, about: Sequence[StoredRevision]) -> list[str]:
    """Return the volunteers' devices that wrote these versions and may still be sent to."""
    known = trust.devices(connection)
    written_on = dict.fromkeys(version.device for version in about)
    return [
        device
        for device in written_on
        if device in known
        and known[device].role == "volunteer"
        and known[device].state != "revoked"
    ]


def row(connection: Connection, record: str) -> RecordRow:
    """Return the row of a record. Raises RecordNotFound."""
    found = lists.one(connection, record)
    if found is None:
        raise RecordNotFound
    return row_of(found)


def heads_of(stored: Sequence[StoredRevision]) -> list[StoredRevision]:
    """Return the newest versions, the shown one first.

    Raises:
        RecordNotFound: everything waits for a version that has not arrived.
    """
    by_id = {item.id: item for item in stored}
    found = [by_id[head] for head in merge.heads(stored)]
    if not found:
        raise RecordNotFound
    return found
