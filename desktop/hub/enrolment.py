# SPDX-License-Identifier: Apache-2.0
"""How a volunteer's device comes to belong to a hub: invite, approve by words, revoke.

The roster that a device is sent names only the hub's own devices, its staff, and that device
(docs/adr/0007). Must not know files or windows.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from desktop.crypto import keys
from desktop.crypto.age import HybridRecipient
from desktop.errors import DeviceNotFound, WordsDiffer
from desktop.records import control, programme, revision
from desktop.storage import chains, exchange, journal, trust
from desktop.storage.trust import IssuedInvitation, KnownDevice, KnownPerson, StoredDocument
from desktop.sync import fields, notices, policy, waiting
from desktop.workspace import timestamp

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.crypto.signing import SigningKey
    from desktop.records.revision import Revision
    from desktop.storage.database import Connection
    from desktop.sync.documents import Role
    from desktop.workspace import Workspace

GOOD_FOR: Final = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Invited:
    """A written invitation: the person that it was made for, the bytes of the file, and its id."""

    volunteer: str
    data: bytes
    invitation: str


def invite(workspace: Workspace, *, name: str, carriers: Sequence[str]) -> Invited:
    """Write an invitation for a new volunteer, good for 14 days and for one device."""
    person = KnownPerson(keys.new_id(), name, "volunteer")
    secret = keys.random_id()
    issued = IssuedInvitation(
        id=keys.random_id(),
        person=person.id,
        secret=bytes.fromhex(secret),
        mailbox=keys.random_name(),
        expires=timestamp(workspace.clock() + GOOD_FOR),
        used_by=None,
    )

    def work(connection: Connection) -> notices.Invitation:
        trust.put_person(connection, person)
        trust.add_invitation(connection, issued)
        return _invitation(connection, workspace, issued, person, secret, carriers)

    invitation = workspace.write(work)
    data = notices.write_invitation(workspace.party.signing, invitation)
    return Invited(person.id, data, issued.id)


def _invitation(
    connection: Connection,
    workspace: Workspace,
    issued: IssuedInvitation,
    person: KnownPerson,
    secret: str,
    carriers: Sequence[str],
) -> notices.Invitation:
    keyset = require_document(connection, "keyset")
    root = trust.get_meta(connection, "root") or ""
    pack = trust.newest_document(connection, "programme")
    return notices.Invitation(
        invite=issued.id,
        secret=secret,
        keyset=notices.SignedDocument(document=keyset.document, signature=keyset.signature),
        root=fields.to_base64(bytes.fromhex(root)),
        hub_name=workspace.hub_name,
        person=person.id,
        name=person.name,
        mailbox=issued.mailbox,
        carriers=tuple(carriers),
        programme=notices.ProgrammePack(
            id=workspace.programme.id,
            version=workspace.programme.version,
            text=pack.document if pack else programme.shipped_text(workspace.programme.id),
        ),
        expires=issued.expires,
    )


def require_document(connection: Connection, kind: str) -> StoredDocument:
    """Return the notice of a kind that is in force. Raises DeviceNotFound when there is none."""
    stored = trust.newest_document(connection, kind)
    if stored is None:
        raise DeviceNotFound
    return stored


def words_of(device: KnownDevice) -> tuple[str, ...]:
    """Return the eight words by which a person recognises a device."""
    return keys.device_words(signing=device.signing, recipient=device.recipient)


def approve(workspace: Workspace, device_id: str, *, words: str) -> KnownDevice:
    """Approve a device whose eight words were heard from the volunteer.

    What it sent meanwhile has been waiting, and is taken in now. Should that be cut short, the
    next round or import takes in the rest.

    Raises:
        DeviceNotFound: there is no such device, or it was revoked.
        WordsDiffer: the words are not those of this device; nothing is changed.
        DiskFull, WorkspaceLocked and others: it may be approved all the same.
    """

    def work(connection: Connection) -> KnownDevice:
        device = _volunteer_device(connection, device_id)
        if device.state == "revoked":
            raise DeviceNotFound
        if not keys.same_words(words, words_of(device)):
            raise WordsDiffer
        approved = replace(device, state="approved")
        trust.put_device(connection, approved)
        if require_document(connection, "keyset").version > 1:
            # Its invitation may be older than the hub's keys.
            send_keyset(connection, workspace, [approved.id])
        send_roster(connection, workspace, approved)
        return approved

    approved = workspace.write(work)
    waiting.take_up(workspace, approved.id, intake=keys.new_id())
    return approved


def revoke(workspace: Workspace, device_id: str) -> KnownDevice:
    """Switch a device off. What it sealed up to the last bundle that is here still counts.

    Later bundles are kept aside for a person, never dropped; so is everything from a device that
    was never approved. One that was approved is told, by the last roster that it is sent.

    Raises:
        DeviceNotFound: there is no such device.
    """

    def work(connection: Connection) -> KnownDevice:
        device = _volunteer_device(connection, device_id)
        if device.state == "revoked":
            return device
        ends: dict[str, int] = {}
        if device.state == "approved":
            ends = chains.chain_ends(connection, device=device.id, stream="hub")
        revoked = replace(device, state="revoked", revoked_after=ends)
        trust.put_device(connection, revoked)
        if revoked.may_be_sent_to:
            send_roster(connection, workspace, revoked)
        return revoked

    return workspace.write(work)


def _volunteer_device(connection: Connection, device_id: str) -> KnownDevice:
    device = trust.devices(connection).get(device_id)
    if device is None or device.role != "volunteer":
        raise DeviceNotFound
    return device


def before_all_else(connection: Connection) -> int:
    """Return the priority of the keyset in force: ahead of everything, older keysets included.

    What a key signed that is retired by now may still be queued. It is behind what says so.
    """
    return exchange.PRIORITY_CONTROL - require_document(connection, "keyset").version


def send_keyset(connection: Connection, workspace: Workspace, devices: Sequence[str]) -> None:
    """Queue the keyset in force for devices, ahead of everything: by it they know who speaks."""
    keyset = require_document(connection, "keyset")
    body = control.encode(control.Keyset(document=keyset.document, signature=keyset.signature))
    item = staff_revision(workspace, kind="keyset", body=body)
    journal.append(connection, [item], state="sealed")
    priority = before_all_else(connection)
    for device in devices:
        exchange.enqueue(connection, [item.id], stream=device, priority=priority, at=item.at)


def send_roster(
    connection: Connection,
    workspace: Workspace,
    device: KnownDevice,
    *,
    signing: SigningKey | None = None,
    priority: int = exchange.PRIORITY_CONTROL,
) -> None:
    """Queue for a device the roster that says what it is now, ahead of records.

    Args:
        connection: in the transaction that changes what the roster says.
        workspace: the hub's.
        device: whom it is for, as it is to stand in it.
        signing: what the hub signs with once this transaction is done; by default as before.
        priority: as for an outbox row.
    """
    version = int(trust.get_meta(connection, "roster_version") or "0") + 1
    trust.set_meta(connection, "roster_version", str(version))
    roster = notices.Roster(
        version=version,
        hub=workspace.hub,
        entries=(*_hub_entries(connection, workspace), _entry(connection, device)),
        people=tuple(
            notices.RosterPerson(person=p.id, name=p.name, role=_roster_role(p.role))
            for p in trust.people(connection).values()
            if p.role != "volunteer" or p.id == device.person
        ),
    )
    signed = notices.sign_roster(signing or workspace.party.signing, roster)
    body = control.encode(control.Roster(document=signed.document, signature=signed.signature))
    item = staff_revision(workspace, kind="roster", body=body)
    journal.append(connection, [item], state="sealed")
    exchange.enqueue(connection, [item.id], stream=device.id, priority=priority, at=item.at)


def _hub_entries(connection: Connection, workspace: Workspace) -> tuple[notices.RosterEntry, ...]:
    keyset = policy.current_keyset(connection)
    return tuple(
        notices.RosterEntry(
            device=keys.device_id(public),
            person=workspace.person.id,
            role="hub",
            signing=fields.to_base64(public),
            state="active",
        )
        for public in keyset.active_operational()
    )


def _entry(connection: Connection, device: KnownDevice) -> notices.RosterEntry:
    after = _cut_off(connection, device)
    return notices.RosterEntry(
        device=device.id,
        person=device.person,
        role="volunteer",
        signing=fields.to_base64(device.signing),
        recipient=str(HybridRecipient(device.recipient)),
        state="active" if after is None else "revoked",
        revoked_after=after,
    )


def _cut_off(connection: Connection, device: KnownDevice) -> notices.RevokedAfter | None:
    """Return the last bundle of a revoked device that counts, of its newest epoch; else None.

    The number for every epoch stays here: bundles of an older one may still be on their way.
    """
    if device.revoked_after is None:
        return None
    newest = chains.chains_of(connection, stream="hub", device=device.id)[-1]
    return notices.RevokedAfter(epoch=newest.epoch, seq=device.revoked_after[newest.epoch])


def _roster_role(role: str) -> Role:
    if role == "volunteer":
        return "volunteer"
    return "safeguarding" if role == "safeguarding" else "staff"


def staff_revision(
    workspace: Workspace, *, kind: str, body: bytes, record: str | None = None
) -> Revision:
    """Write the first revision of a record that carries news from the hub."""
    return revision.write(
        id=keys.new_id(),
        record=record or keys.new_id(),
        kind=kind,
        schema=1,
        parents=(),
        author=workspace.person.id,
        device=workspace.device,
        at=workspace.now(),
        reason=None,
        body=body,
    )
