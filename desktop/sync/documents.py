# SPDX-License-Identifier: Apache-2.0
"""Signed documents of a hub: the keyset (which keys are its own) and the roster (who belongs).

Owns their fields, their signatures and how one vouches for the next: the root key signs the
keyset, an operational key of the keyset signs the roster (docs/bundle-format.md, "Signed
documents"). Must not know where they are stored or how they travel, and does not compare
versions: that an older document must not replace a newer one is for the caller.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeVar

import msgspec

from desktop.crypto import age, keys
from desktop.crypto import signing as sshsig
from desktop.errors import BadFormat, BadSignature, BundleNewer, BundleTooLarge
from desktop.sync import fields, strict_json
from desktop.sync.manifest import Count, Positive  # noqa: TC001 - read by msgspec

if TYPE_CHECKING:
    from collections.abc import Collection

KEYSET_NAMESPACE = "alongside-keyset"
ROSTER_NAMESPACE = "alongside-roster"
MAX_DOCUMENT = 768 * 1024

KEYSET_TYPE = "alongside-keyset/1"
ROSTER_TYPE = "alongside-roster/1"

Role = Literal["hub", "staff", "safeguarding", "volunteer"]
KeyState = Literal["active", "retiring", "retired"]

D = TypeVar("D", bound=msgspec.Struct)


class SignedDocument(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A document as it was signed, and its signature.

    Attributes:
        document: one line of JSON, without its newline.
        signature: base64 of the SSHSIG blob over the line with its newline.
    """

    document: str
    signature: str

    @property
    def sha256(self) -> str:
        """SHA-256 of the signed bytes, which the next version names as ``previous``."""
        return keys.sha256_hex(self.message)

    @property
    def message(self) -> bytes:
        """The signed bytes: the line with its newline."""
        return self.document.encode("utf-8", "surrogatepass") + b"\n"


class KeysetRecipient(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One key that bundles to the hub are encrypted to, written as age writes it."""

    id: str
    audience: Literal["hub", "safeguarding", "escrow"]
    key: str
    state: KeyState

    def __post_init__(self) -> None:
        fields.require(self.id == keys.recipient_id(parse_recipient(self.key).key))

    @property
    def recipient(self) -> age.HybridRecipient:
        """The key, ready for encryption."""
        return parse_recipient(self.key)


class OperationalKey(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One key that the hub signs with from day to day: 32 bytes of Ed25519 in base64."""

    key: str
    state: KeyState

    def __post_init__(self) -> None:
        fields.require_public_key(self.key)

    @property
    def public(self) -> bytes:
        """The 32 bytes."""
        return fields.require_public_key(self.key)


class Keyset(
    msgspec.Struct,
    frozen=True,
    forbid_unknown_fields=True,
    kw_only=True,
    tag_field="type",
    tag=KEYSET_TYPE,
):
    """Every key of a hub. ``previous`` is the hash of the version before it, or zeros."""

    version: Positive
    hub: str
    name: str
    recipients: tuple[KeysetRecipient, ...]
    operational: tuple[OperationalKey, ...]
    previous: str

    def __post_init__(self) -> None:
        fields.require_id(self.hub)
        fields.require_name(self.name)
        fields.require_hex(self.previous, fields.HASH_CHARS)
        fields.require((self.previous == fields.ZERO_HASH) == (self.version == 1))
        _require_distinct([entry.id for entry in self.recipients])
        _require_distinct([entry.key for entry in self.operational])

    def active_recipients(self, *audiences: str) -> tuple[age.HybridRecipient, ...]:
        """Return the active keys of these audiences, in the keyset's order."""
        return tuple(
            entry.recipient
            for entry in self.recipients
            if entry.state == "active" and entry.audience in audiences
        )

    def active_operational(self) -> tuple[bytes, ...]:
        """Return the keys that may sign rosters, invitations and bundles now."""
        return tuple(entry.public for entry in self.operational if entry.state == "active")

    def trusted_operational(self) -> tuple[bytes, ...]:
        """Return those, and the retiring ones: what they signed may still be on its way."""
        return tuple(entry.public for entry in self.operational if entry.state != "retired")


class RevokedAfter(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The last bundle of a device that still counts."""

    epoch: str
    seq: Count

    def __post_init__(self) -> None:
        fields.require_hex(self.epoch, fields.EPOCH_CHARS)


class RosterEntry(
    msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, omit_defaults=True
):
    """One device. A hub's own signing key is a device too, of role ``hub``, without a recipient."""

    device: str
    person: str
    role: Role
    signing: str
    recipient: str | None = None
    state: Literal["active", "revoked"]
    revoked_after: RevokedAfter | None = None

    def __post_init__(self) -> None:
        fields.require_id(self.person)
        fields.require(self.device == keys.device_id(fields.require_public_key(self.signing)))
        fields.require(self.recipient is not None or self.role == "hub")
        if self.recipient is not None:
            fields.require_recipient(self.recipient)
        fields.require(self.state == "revoked" or self.revoked_after is None)

    @property
    def public(self) -> bytes:
        """The 32 bytes of the signing key."""
        return fields.require_public_key(self.signing)

    @property
    def hybrid(self) -> age.HybridRecipient | None:
        """The key that bundles to this device are encrypted to; ``BadFormat`` if it is not one."""
        if self.recipient is None:
            return None
        try:
            return parse_recipient(self.recipient)
        except ValueError:
            raise BadFormat from None


class RosterPerson(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One person, with the name that others are shown."""

    person: str
    name: str
    role: Role

    def __post_init__(self) -> None:
        fields.require_id(self.person)
        fields.require_name(self.name)


class Roster(
    msgspec.Struct,
    frozen=True,
    forbid_unknown_fields=True,
    kw_only=True,
    tag_field="type",
    tag=ROSTER_TYPE,
):
    """Who belongs to a hub, and with which devices."""

    version: Positive
    hub: str
    entries: tuple[RosterEntry, ...]
    people: tuple[RosterPerson, ...]

    def __post_init__(self) -> None:
        fields.require_id(self.hub)
        _require_distinct([entry.device for entry in self.entries])
        _require_distinct([entry.person for entry in self.people])


def sign_keyset(root: sshsig.SigningKey, keyset: Keyset) -> SignedDocument:
    """Return the keyset signed by the hub's root key."""
    return sign(root, keyset, namespace=KEYSET_NAMESPACE)


def open_keyset(signed: SignedDocument, *, root_public: bytes) -> Keyset:
    """Return the keyset if the root key signed it and it is of the hub of that root key.

    Raises:
        BadSignature: signed by another key, or for another hub.
        BadJson, BadFormat, BundleTooLarge, BundleNewer: see :func:`verified`.
    """
    keyset = verified(signed, Keyset, signers=(root_public,), namespace=KEYSET_NAMESPACE)
    if keyset.hub != keys.hub_id(root_public):
        raise BadSignature
    return keyset


def sign_roster(operational: sshsig.SigningKey, roster: Roster) -> SignedDocument:
    """Return the roster signed by one of the hub's operational keys."""
    return sign(operational, roster, namespace=ROSTER_NAMESPACE)


def open_roster(signed: SignedDocument, *, keyset: Keyset) -> Roster:
    """Return the roster if an operational key of ``keyset`` that is not retired signed it.

    Raises:
        BadSignature: signed by another key, or for another hub.
        BadJson, BadFormat, BundleTooLarge, BundleNewer: see :func:`verified`.
    """
    signers = keyset.trusted_operational()
    roster = verified(signed, Roster, signers=signers, namespace=ROSTER_NAMESPACE)
    if roster.hub != keyset.hub:
        raise BadSignature
    return roster


def roster_version(signed: SignedDocument) -> int:
    """Return the version that a roster gives itself, whoever signed it.

    Raises:
        BundleTooLarge, BundleNewer, BadJson, BadFormat: see :func:`verified`.
    """
    message = signed.message
    if len(message) > MAX_DOCUMENT + 1:
        raise BundleTooLarge
    return decode(message[:-1], Roster).version


def sign(key: sshsig.SigningKey, document: msgspec.Struct, *, namespace: str) -> SignedDocument:
    """Return a document as one line, signed.

    Raises:
        BundleTooLarge: longer than readers accept.
    """
    line = strict_json.encode(document)
    if len(line) > MAX_DOCUMENT:
        raise BundleTooLarge
    signature = fields.to_base64(key.sign(line + b"\n", namespace=namespace))
    return SignedDocument(document=line.decode("utf-8"), signature=signature)


def verified(
    signed: SignedDocument, kind: type[D], *, signers: Collection[bytes], namespace: str
) -> D:
    """Return the document as ``kind`` after its signature by one of ``signers`` was verified.

    Raises:
        BundleTooLarge: longer than 768 KiB.
        BadSignature: not signed by one of these keys for this use.
        BundleNewer: a later version of this type of document.
        BadJson, BadFormat: not as it should be.
    """
    message = signed.message
    if len(message) > MAX_DOCUMENT + 1:
        raise BundleTooLarge
    try:
        blob = fields.from_base64(signed.signature)
    except ValueError:
        raise BadFormat from None
    if sshsig.verify(message, blob, namespace=namespace) not in signers:
        raise BadSignature
    line = message[:-1]
    return decode(line, kind)


def decode(line: bytes, kind: type[D]) -> D:
    """Return a line as ``kind``, whoever wrote it.

    Raises:
        BundleNewer: a later version of this type of document.
        BadJson, BadFormat: not as it should be.
    """
    value = strict_json.parse(line)
    found = value.get("type") if isinstance(value, dict) else None
    expected = str(kind.__struct_config__.tag)
    if found != expected:
        # The version is looked at first: a later one may have any other fields.
        raise BundleNewer if _is_later(str(found), expected=expected) else BadFormat
    return strict_json.decode(line, kind)


def parse_recipient(text: str) -> age.HybridRecipient:
    """Return a recipient from its ``age1pq1...`` text; ``ValueError`` if it is not one.

    One spelling only: age's own reader also takes capitals, and two spellings of one key would
    be two different signed documents.
    """
    recipient = age.HybridRecipient.parse(text)
    fields.require(str(recipient) == text)
    return recipient


def _is_later(found: str, *, expected: str) -> bool:
    name, _slash, version = found.rpartition("/")
    number = version.isascii() and version.isdigit() and not version.startswith("0")
    return number and name == expected.rpartition("/")[0]


def _require_distinct(values: list[str]) -> None:
    fields.require(len(set(values)) == len(values))
