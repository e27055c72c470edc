# SPDX-License-Identifier: Apache-2.0
"""Who may write what, and what a bundle's contents do once they are allowed.

A verified signature says who sent a bundle; these rules say what that sender may put into it
(docs/bundle-format.md, "Who may write what"). Everything here runs inside the transaction that
applies the bundle; whatever is raised takes the whole bundle back.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import msgspec

from desktop.crypto import keys
from desktop.errors import (
    AlongsideError,
    BadSignature,
    InvitationExpired,
    InvitationUsed,
    NotAllowed,
    UnknownDevice,
)
from desktop.records import programme
from desktop.records.kinds import KINDS
from desktop.storage import exchange, journal, renewal, trust
from desktop.storage.journal import Merged
from desktop.storage.trust import KnownDevice, KnownPerson, StoredDocument
from desktop.sync import notices, renewing, returned
from desktop.sync.notices import Enrolment, Keyset, Receipt, Roster, SignedDocument

if TYPE_CHECKING:
    from desktop.records.revision import Revision
    from desktop.storage.database import Connection
    from desktop.sync.examine import Examined
    from desktop.sync.manifest import Manifest
    from desktop.workspace import Party

APPROVAL = "approval"  # what the hub says of this device: waiting, active or revoked
LATEST_ARRIVAL = timedelta(days=90)  # as long as a relay keeps an object


def apply(
    connection: Connection,
    party: Party,
    sender: KnownDevice,
    item: Examined,
    *,
    intake: str,
    now: str,
) -> Merged:
    """Apply the body of a bundle from a device that may send.

    Raises:
        NotAllowed: something in it is not for this sender to write.
        IdReused, BadSignature: see journal.append and the signed notices.
    """
    if item.enrolment is not None:
        raise NotAllowed  # a device enrols once; its first bundle is handled by enrol()
    if party.role == "hub":
        if item.receipt is not None:
            raise NotAllowed
        _require_own_work(sender, item.revisions)
        merged = journal.append(connection, item.revisions, state="received", intake=intake)
        back = returned.take(connection, party, sender, item.revisions, intake=intake)
        return merged.plus(back)
    _require_from_hub(sender)
    if item.receipt is not None and item.opened is not None:
        take_receipt(connection, party, item.receipt, item.opened.manifest, now=now)
        return Merged()
    merged = journal.append(connection, item.revisions, state="received", intake=intake)
    _take_notices(connection, item.revisions)
    if item.opened is not None:
        returned.keep(connection, party, item.opened, item.revisions)
    return merged


def owe_answer(connection: Connection) -> None:
    """Note that the hub sent records, and waits to hear how far we are."""
    trust.set_meta(connection, renewal.ANSWER_DUE, "yes")


def _require_own_work(sender: KnownDevice, revisions: tuple[Revision, ...]) -> None:
    for item in revisions:
        own = item.device == sender.id and item.author == sender.person
        if not own or sender.role not in KINDS[item.kind].roles:
            raise NotAllowed


def _require_from_hub(sender: KnownDevice) -> None:
    # The hub may pass on what others wrote: its signature on the bundle covers it.
    if sender.role != "hub":
        raise NotAllowed


def enrol(connection: Connection, enrolment: Enrolment, *, device: str, now: str) -> KnownDevice:
    """Take note of a new device that answers an invitation. It waits for a person's approval.

    Raises:
        UnknownDevice: there is no such invitation.
        InvitationUsed: another device has used it.
        InvitationExpired: the answer came 90 days after the invitation had run out.
        BadSignature: whoever made the bundle did not hold the invitation.
    """
    invitation = trust.find_invitation(connection, enrolment.invite)
    if invitation is None:
        raise UnknownDevice
    if invitation.used_by not in (None, device):
        raise InvitationUsed
    if not enrolment.has_secret(invitation.secret):
        raise BadSignature
    # Set-up had to happen in time, and the device saw to that. What it then sent may have lain on
    # a stick for weeks; the spoken words decide, not the postman.
    expires = datetime.fromisoformat(invitation.expires)
    if datetime.fromisoformat(now) > expires + LATEST_ARRIVAL:
        raise InvitationExpired(until=invitation.expires[:10])
    known = KnownDevice(
        id=device,
        person=invitation.person,
        role="volunteer",
        signing=enrolment.public,
        recipient=enrolment.hybrid.key,
        state="waiting",
        mailbox=invitation.mailbox,
        revoked_after=None,
        enrolled_at=now,
    )
    trust.put_device(connection, known)
    trust.use_invitation(connection, invitation.id, by=device)
    return known


def take_receipt(
    connection: Connection, party: Party, receipt: Receipt, manifest: Manifest, *, now: str
) -> None:
    """Bring our bundles to what the hub says of them; only an exact manifest hash counts."""
    for chain in receipt.chains:
        for item in chain.items:
            ours = exchange.find_bundle(connection, item.sha256)
            if ours is None or (ours.epoch, ours.stream, ours.seq) != (
                chain.epoch,
                chain.stream,
                item.seq,
            ):
                continue
            exchange.settle(connection, ours, status=item.status, slug=item.slug, at=now)
        exchange.ask_again(connection, chain.epoch, chain.stream, chain.missing)
    heed(connection, receipt, now=now)
    renewing.send_again(connection, party, receipt, manifest, now=now)


def heed(connection: Connection, receipt: Receipt, *, now: str) -> None:
    """Take from a receipt what is true whether or not its turn has come."""
    if renewing.shows_older_copy(connection, receipt):
        renewal.note_older_copy(connection, now=now)


def _take_notices(connection: Connection, revisions: tuple[Revision, ...]) -> None:
    for item in revisions:
        if item.body is None:
            continue
        if item.kind == "keyset":
            accept_keyset(connection, _signed(item.body))
        elif item.kind == "roster":
            accept_roster(connection, _signed(item.body))
        elif item.kind == "programme":
            _accept_programme(connection, item.body)


def _signed(body: bytes) -> SignedDocument:
    fields = msgspec.json.decode(body)
    return SignedDocument(document=fields["document"], signature=fields["signature"])


def current_keyset(connection: Connection) -> Keyset:
    """Return the keyset in force, verified again by the root key that the words vouched for."""
    stored = trust.newest_document(connection, "keyset")
    root = trust.get_meta(connection, "root")
    if stored is None or root is None:
        raise BadSignature
    signed = SignedDocument(document=stored.document, signature=stored.signature)
    return notices.open_keyset(signed, root_public=bytes.fromhex(root))


def accept_keyset(connection: Connection, signed: SignedDocument) -> None:
    """Accept a keyset that the root key signed and that follows the one in force.

    An older or equal version changes nothing.

    Raises:
        BadSignature: signed by another key, or it does not follow the one in force.
    """
    root = trust.get_meta(connection, "root")
    keyset = notices.open_keyset(signed, root_public=bytes.fromhex(root or ""))
    stored = trust.newest_document(connection, "keyset")
    if stored is not None:
        if keyset.version <= stored.version:
            return
        before = SignedDocument(document=stored.document, signature=stored.signature)
        if keyset.version == stored.version + 1 and keyset.previous != before.sha256:
            raise BadSignature
    trust.put_document(
        connection,
        StoredDocument("keyset", keyset.version, signed.document, signed.signature),
    )
    note_operational_keys(connection, keyset)


def note_operational_keys(connection: Connection, keyset: Keyset) -> None:
    """Know the hub's active signing keys as devices of role hub; switch off those it gave up.

    What a retiring key has signed may still be on its way. A key that is retired, or not named
    any more, may be in other hands.
    """
    known = trust.devices(connection)
    stated = {keys.device_id(entry.public): entry.state for entry in keyset.operational}
    for device in known.values():
        if device.role == "hub" and stated.get(device.id, "retired") == "retired":
            trust.put_device(connection, replace(device, state="revoked"))
    active = {keys.device_id(public): public for public in keyset.active_operational()}
    for device_id, public in active.items():
        before = known.get(device_id)
        trust.put_device(
            connection,
            KnownDevice(
                id=device_id,
                person="" if before is None else before.person,
                role="hub",
                signing=public,
                recipient=b"",
                state="approved",
                mailbox="",
                revoked_after=None,
                enrolled_at="" if before is None else before.enrolled_at,
            ),
        )


def accept_roster(connection: Connection, signed: SignedDocument) -> None:
    """Accept a roster that an operational key of the keyset in force signed.

    An older or equal version changes nothing.

    Raises:
        BadSignature: signed by another key or for another hub.
    """
    stored = trust.newest_document(connection, "roster")
    if stored is not None and notices.roster_version(signed) <= stored.version:
        return  # also one whose key has been given up since it was signed
    roster = notices.open_roster(signed, keyset=current_keyset(connection))
    trust.put_document(
        connection,
        StoredDocument("roster", roster.version, signed.document, signed.signature),
    )
    _note_roster(connection, roster)


def _note_roster(connection: Connection, roster: Roster) -> None:
    for person in roster.people:
        trust.put_person(connection, KnownPerson(person.person, person.name, person.role))
    own = trust.get_meta(connection, "device")
    entry = next((e for e in roster.entries if e.device == own), None)
    if entry is not None:
        trust.set_meta(connection, APPROVAL, entry.state)


def _accept_programme(connection: Connection, body: bytes) -> None:
    fields = msgspec.json.decode(body)
    try:
        pack = programme.parse(fields["text"])
    except AlongsideError:
        raise NotAllowed from None
    stored = trust.newest_document(connection, "programme")
    if stored is None or pack.version > stored.version:
        trust.put_document(
            connection, StoredDocument("programme", pack.version, fields["text"], "")
        )
