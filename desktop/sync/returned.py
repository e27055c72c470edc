# SPDX-License-Identifier: Apache-2.0
"""Give back to a restored hub what it had signed and lost.

A device may send its own work only. What staff wrote, and what others wrote that the hub passed
on, it can give back only as the hub itself signed it for this device: so nobody can put words
into the hub's mouth (docs/bundle-format.md, "Epochs").
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from desktop.crypto import keys
from desktop.errors import BadFormat, NotAllowed
from desktop.records import control, revision
from desktop.records.kinds import KINDS
from desktop.storage import chains, exchange, journal, trust
from desktop.storage.journal import Merged
from desktop.sync import bundle, fields

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.records.revision import Revision
    from desktop.storage.chains import Memory
    from desktop.storage.database import Connection
    from desktop.storage.trust import KnownDevice
    from desktop.sync.bundle import Opened
    from desktop.workspace import Party

KIND: Final = "returned"
MOST_RAW: Final = 2 * 1024 * 1024  # a hub makes none that unpack to more
_HUB_STREAM: Final = "hub"


def keep(
    connection: Connection, party: Party, opened: Opened, revisions: Sequence[Revision]
) -> None:
    """At a device: keep a bundle of the hub with something that people see and others wrote."""
    if any(item.device != party.device and _is_seen(item.kind) for item in revisions):
        manifest = opened.manifest
        chains.keep_heard(
            connection,
            opened.manifest_sha256,
            epoch=manifest.epoch,
            seq=manifest.seq,
            inner=opened.inner,
        )


def give_back(connection: Connection, party: Party, memory: Memory, *, now: str) -> None:
    """At a device: queue for the hub the bundles that it signed and does not remember."""
    person = trust.get_meta(connection, "person") or ""
    for inner in chains.heard_and_forgotten(connection, memory):
        text = fields.to_base64(inner)
        if len(text) > control.MAX_RETURNED:
            continue  # no line can hold it
        item = revision.write(
            id=keys.new_id(),
            record=keys.new_id(),
            kind=KIND,
            schema=1,
            parents=(),
            author=person,
            device=party.device,
            at=now,
            reason=None,
            body=control.encode(control.Returned(inner=text)),
        )
        journal.append(connection, [item], state="sealed")
        exchange.enqueue(
            connection,
            [item.id],
            stream=_HUB_STREAM,
            priority=exchange.PRIORITY_RECORD,
            at=now,
        )


def take(
    connection: Connection,
    party: Party,
    sender: KnownDevice,
    revisions: Sequence[Revision],
    *,
    intake: str,
) -> Merged:
    """At a hub: add what is in bundles of its own that a device gives back.

    Raises:
        NotAllowed: one that no key of this hub signed, or that was for another device.
        BadFormat, BadSignature and others: one that is not a bundle, or not whole.
        IdReused: see journal.append.
    """
    total = Merged()
    for item in revisions:
        if item.kind == KIND and item.body is not None:
            found = journal.append(
                connection,
                _signed_by_us(connection, party, sender, _unwrap(item.body)),
                state="received",
                intake=intake,
            )
            total = total.plus(found)
    return total


def _unwrap(body: bytes) -> bytes:
    try:
        return fields.from_base64(control.decode(control.Returned, body).inner)
    except ValueError:
        raise BadFormat from None


def _is_seen(kind_name: str) -> bool:
    kind = KINDS.get(kind_name)
    return kind is not None and kind.visible


def _signed_by_us(
    connection: Connection, party: Party, sender: KnownDevice, inner: bytes
) -> list[Revision]:
    opened = bundle.read_manifest(inner)
    manifest = opened.manifest
    signer = trust.devices(connection).get(manifest.dev)
    ours = signer is not None and signer.role == "hub" and manifest.hub == party.hub
    if not ours or manifest.stream != sender.id or manifest.kind != "records":
        raise NotAllowed
    lines = map(revision.read, bundle.read_lines(opened, max_raw=MOST_RAW))
    return [item for item in lines if _is_seen(item.kind)]
