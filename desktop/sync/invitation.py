# SPDX-License-Identifier: Apache-2.0
"""The invitation file: what a coordinator hands to a new volunteer.

Owns its two lines (docs/bundle-format.md, "Invitation"): one JSON line and its signature by an
operational key of the keyset inside, which the root key inside has signed. All of that only
says that the file is whole. That the root key is the right one is known when the hub's words
were compared by voice, and nothing may be accepted because of this file before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from desktop.crypto import keys
from desktop.errors import (
    AlongsideError,
    BadFormat,
    BundleNewer,
    InvitationDamaged,
    InvitationExpired,
)
from desktop.sync import documents, fields
from desktop.sync.documents import Keyset, SignedDocument
from desktop.sync.manifest import Positive  # noqa: TC001 - read by msgspec

if TYPE_CHECKING:
    from datetime import datetime

    from desktop.crypto import signing as sshsig

INVITATION_NAMESPACE = "alongside-invitation"
INVITATION_TYPE = "alongside-invitation/1"

MAX_CARRIERS = 16
MAX_ADDRESS = 2048
MAX_PROGRAMME = 256 * 1024
MAX_SIGNATURE = 1024


class ProgrammePack(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A programme pack: its id, its version and its whole text."""

    id: str
    version: Positive
    text: str

    def __post_init__(self) -> None:
        fields.require_word(self.id)
        fields.require_text(self.text, limit=MAX_PROGRAMME)


class Invitation(
    msgspec.Struct,
    frozen=True,
    forbid_unknown_fields=True,
    kw_only=True,
    tag_field="type",
    tag=INVITATION_TYPE,
):
    """What an invitation says.

    Attributes:
        invite: id of this invitation; good for one device.
        secret: 128 random bits, hexadecimal, that tie the device's answer to this file.
        keyset: the hub's signed keyset.
        root: the hub's root key, Ed25519 in base64.
        hub_name: the hub's name.
        person: id of the invited person.
        name: name of the invited person.
        mailbox: where the hub leaves bundles for this device.
        carriers: addresses of the places to send to.
        programme: the programme pack to start with.
        expires: the last moment at which it is good.
    """

    invite: str
    secret: str
    keyset: SignedDocument
    root: str
    hub_name: str
    person: str
    name: str
    mailbox: str
    carriers: tuple[str, ...]
    programme: ProgrammePack
    expires: str

    def __post_init__(self) -> None:
        for value in (self.invite, self.secret, self.person):
            fields.require_id(value)
        fields.require_public_key(self.root)
        for name in (self.hub_name, self.name):
            fields.require_name(name)
        fields.require_mailbox(self.mailbox)
        fields.require(len(self.carriers) <= MAX_CARRIERS)
        for address in self.carriers:
            fields.require_line(address, limit=MAX_ADDRESS)
        fields.parse_time(self.expires)

    def __repr__(self) -> str:
        # The secret must not end up in a log or an error report.
        return f"Invitation(invite={self.invite!r})"

    @property
    def root_public(self) -> bytes:
        """The 32 bytes of the hub's root key."""
        return fields.require_public_key(self.root)

    @property
    def hub(self) -> str:
        """Id of the hub."""
        return keys.hub_id(self.root_public)

    @property
    def secret_bytes(self) -> bytes:
        """The 16 bytes of the secret."""
        return bytes.fromhex(self.secret)

    def open_keyset(self) -> Keyset:
        """Return the keyset inside, verified by the root key inside."""
        return documents.open_keyset(self.keyset, root_public=self.root_public)


def write_invitation(operational: sshsig.SigningKey, invitation: Invitation) -> bytes:
    """Return the file: the JSON line and the signature line."""
    signed = documents.sign(operational, invitation, namespace=INVITATION_NAMESPACE)
    return signed.message + signed.signature.encode("ascii") + b"\n"


def read_invitation(data: bytes, *, now: datetime) -> Invitation:
    """Return the invitation if it is whole and still good at ``now`` (aware of its time zone).

    Raises:
        InvitationDamaged: cut short, altered, not signed by the hub inside it, or no invitation.
        InvitationExpired: its time is over.
        BundleNewer: made by a later version of the program.
    """
    try:
        invitation = _read(data)
    except BundleNewer:
        raise
    except AlongsideError:
        raise InvitationDamaged from None
    if now > fields.parse_time(invitation.expires):
        raise InvitationExpired(until=invitation.expires[:10])
    return invitation


def _read(data: bytes) -> Invitation:
    signed = _split(data)
    # The keys to check with are inside: read first what is signed, believe it afterwards.
    unverified = documents.decode(signed.message[:-1], Invitation)
    signers = unverified.open_keyset().active_operational()
    return documents.verified(signed, Invitation, signers=signers, namespace=INVITATION_NAMESPACE)


def _split(data: bytes) -> SignedDocument:
    if len(data) > documents.MAX_DOCUMENT + MAX_SIGNATURE:
        raise BadFormat
    try:
        document, signature, rest = data.decode("utf-8").split("\n")
    except ValueError:
        raise BadFormat from None
    if rest:
        raise BadFormat
    return SignedDocument(document=document, signature=signature)
