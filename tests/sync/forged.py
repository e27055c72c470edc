# SPDX-License-Identifier: Apache-2.0
"""Bundles that a device could make which does not keep to the rules, and looks at what they did."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from desktop.crypto import keys
from desktop.crypto.signing import SigningKey
from desktop.records import revision
from desktop.storage import arrivals, exchange, trust
from desktop.sync import bundle, intake, outgoing
from desktop.sync.examine import Incoming

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from desktop.crypto.age import HybridIdentity, HybridRecipient
    from desktop.records.revision import Revision
    from desktop.storage.database import Connection
    from desktop.sync.bundle import Sealed
    from desktop.sync.outcomes import Outcome
    from desktop.workspace import Workspace

ANY_EPOCH = "00112233445566aa"


@dataclass
class Sender:
    """One chain of bundles, made by hand. Every part of it can be something else than it should."""

    signing: SigningKey
    person: str
    hub: str
    recipients: Sequence[HybridRecipient]
    stream: str
    epoch: str
    seq: int = 0
    last: str = exchange.FIRST

    @property
    def device(self) -> str:
        return keys.device_id(self.signing.public)

    def next(
        self,
        *lines: Revision | bytes,
        kind: Any = "records",
        ack: Mapping[str, int] | None = None,
        recipients: Sequence[HybridRecipient] | None = None,
        prev: str | None = None,
    ) -> Sealed:
        """Make the next bundle of the chain."""
        self.seq += 1
        sealed = bundle.build(
            kind=kind,
            stream=self.stream,
            hub=self.hub,
            recipients=recipients or self.recipients,
            signing=self.signing,
            epoch=self.epoch,
            seq=self.seq,
            prev=prev or self.last,
            ack=ack or {},
            made="2026-11-22T10:15:30.123Z",
            lines=[e if isinstance(e, bytes) else revision.line(e) for e in lines],
        )
        self.last = sealed.manifest_sha256
        return sealed

    def write(self, name: str = "J.", **changes: Any) -> Revision:
        """Write the first version of a family, with some fields as they should not be."""
        fields: dict[str, Any] = {
            "id": keys.new_id(),
            "record": keys.new_id(),
            "kind": "family",
            "schema": 1,
            "parents": (),
            "author": self.person,
            "device": self.device,
            "at": "2026-11-22T10:15:30.123Z",
            "reason": None,
            "body": json.dumps({"known_as": name}).encode("ascii"),
        }
        return revision.write(**{**fields, **changes})

    def fork(self) -> Sender:
        """Copy the laptop as it is now."""
        return Sender(**vars(self))


def as_volunteer(workspace: Workspace) -> Sender:
    """Return a sender that goes on where the volunteer's own chain ends."""
    party = workspace.party
    seq, last = workspace.read(lambda c: exchange.end_of_chain(c, epoch=party.epoch, stream="hub"))
    recipients = workspace.read(lambda c: outgoing.recipients_of(c, party, "hub"))
    return Sender(
        party.signing, workspace.person.id, party.hub, recipients, "hub", party.epoch, seq, last
    )


def as_stranger(workspace: Workspace) -> Sender:
    """Return a sender that the hub of this volunteer has never heard of."""
    sender = as_volunteer(workspace)
    sender.signing, sender.seq, sender.last = SigningKey.generate(), 0, exchange.FIRST
    return sender


def as_hub(workspace: Workspace, to: Workspace) -> Sender:
    """Return a sender that goes on where the hub's chain to a volunteer ends."""
    party = workspace.party
    seq, last = workspace.read(
        lambda c: exchange.end_of_chain(c, epoch=party.epoch, stream=to.device)
    )
    own = to.party.identities[0].recipient
    return Sender(
        party.signing, workspace.person.id, party.hub, [own], to.device, party.epoch, seq, last
    )


def take(workspace: Workspace, *bundles: Sealed | bytes, dry_run: bool = False) -> list[Outcome]:
    """Take in bundles, each under a name of its own, as one act of importing."""
    files = [
        Incoming(f"{number}.age", item if isinstance(item, bytes) else item.data)
        for number, item in enumerate(bundles)
    ]
    if dry_run:
        return intake.rehearse(workspace, [files], intake=keys.new_id())
    return intake.take_in(workspace, files, intake=keys.new_id())


def results(outcomes: Sequence[Outcome]) -> list[tuple[str, str | None]]:
    return [(outcome.status, outcome.slug) for outcome in outcomes]


def again(sealed: Sealed, identity: HybridIdentity, to: HybridRecipient) -> bytes:
    """Open a bundle and encrypt it again for somebody else, signature and all."""
    from desktop.crypto import age

    return age.encrypt(bundle.open_outer(sealed.data, [identity]), [to])


def dump(workspace: Workspace, *, without: Sequence[str] = ()) -> dict[str, list[Any]]:
    """Return every row of every table."""

    def work(connection: Connection) -> dict[str, list[Any]]:
        names = connection.exec_driver_sql(
            "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name"
        ).scalars()
        return {
            name: sorted(map(repr, connection.exec_driver_sql(f"SELECT * FROM {name}")))  # noqa: S608 - its own names
            for name in names.all()
            if name not in without
        }

    return workspace.read(work)


def statuses(workspace: Workspace, device: str) -> list[tuple[int, str, str | None]]:
    """Return number, status and slug of every verified bundle of a device."""

    def work(connection: Connection) -> list[tuple[int, str, str | None]]:
        rows = connection.exec_driver_sql(
            "SELECT seq, status, slug FROM ledger WHERE device = ? ORDER BY seq, status", (device,)
        )
        return [tuple(row) for row in rows]

    return workspace.read(work)


def held(workspace: Workspace) -> list[tuple[str, str]]:
    """Return status and slug of every file that is kept aside or waits."""
    return workspace.read(
        lambda c: [
            (item.status, item.slug)
            for status in ("quarantined", "waiting")
            for item in arrivals.held_files(c, status=status)
        ]
    )


def titles(workspace: Workspace) -> list[str]:
    """Return the titles of all records, in order."""
    return workspace.read(lambda c: sorted(c.exec_driver_sql("SELECT title FROM record").scalars()))


def bundle_states(workspace: Workspace) -> dict[tuple[str, int], tuple[str, str | None]]:
    """Return state and slug of our own bundles by stream and number."""
    return workspace.read(
        lambda c: {
            (row.stream, row.seq): (row.state, row.slug)
            for row in c.exec_driver_sql("SELECT stream, seq, state, slug FROM sent_bundle")
        }
    )


def revision_states(workspace: Workspace) -> set[str]:
    """Return the states that revisions of this computer have."""
    return workspace.read(
        lambda c: set(
            c.exec_driver_sql("SELECT state FROM revision WHERE device = ?", (workspace.device,))
            .scalars()
            .all()
        )
    )


def meta(workspace: Workspace, key: str) -> str | None:
    return workspace.read(lambda c: trust.get_meta(c, key))


def objects(carrier: Path, folder: str = "") -> dict[str, bytes]:
    """Return what lies on a folder carrier, by path from its root."""
    place = carrier / folder
    return {
        path.relative_to(carrier).as_posix(): path.read_bytes() for path in place.rglob("*.age")
    }
