# SPDX-License-Identifier: Apache-2.0
"""The single lines of ``enrol`` and ``receipt`` bundles.

Owns their fields (docs/bundle-format.md, "Enrolment" and "Receipt"). An enrolment says which
keys a new device has; a receipt says how far each chain of a device was applied at the hub.
Must not decide anything: whether a device is approved, or what is sent again, is for others.
"""

from __future__ import annotations

import hmac
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

import msgspec

from desktop.crypto import keys
from desktop.errors import BadFormat, BadSignature, BundleTooLarge
from desktop.sync import documents, fields, strict_json
from desktop.sync.manifest import Count, Positive  # noqa: TC001 - read by msgspec

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.crypto import age

MAX_CONTROL_LINE = 1024 * 1024
MAC_CHARS = 64


class Enrolment(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The keys of a new device, tied to its invitation.

    Attributes:
        invite: id of the invitation.
        signing: Ed25519 key, base64.
        recipient: ``age1pq1...``.
        mac: HMAC-SHA256 with the invitation's secret, hexadecimal.
    """

    invite: str
    signing: str
    recipient: str
    mac: str

    def __post_init__(self) -> None:
        fields.require_id(self.invite)
        fields.require_public_key(self.signing)
        documents.parse_recipient(self.recipient)
        fields.require_hex(self.mac, MAC_CHARS)

    @property
    def public(self) -> bytes:
        """The 32 bytes of the signing key."""
        return fields.require_public_key(self.signing)

    @property
    def device(self) -> str:
        """Id of the device."""
        return keys.device_id(self.public)

    @property
    def hybrid(self) -> age.HybridRecipient:
        """The key that bundles to this device are encrypted to."""
        return documents.parse_recipient(self.recipient)

    def has_secret(self, secret: bytes) -> bool:
        """Say whether whoever made this knew the invitation's secret."""
        return hmac.compare_digest(bytes.fromhex(self.mac), self._mac(secret))

    def _mac(self, secret: bytes) -> bytes:
        return keys.enrol_mac(
            secret, invite=self.invite, signing=self.public, recipient=self.hybrid.key
        )


class ReceiptItem(
    msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, omit_defaults=True
):
    """What became of one bundle; ``sha256`` is the hash of its manifest."""

    seq: Positive
    sha256: str
    status: Literal["applied", "waiting", "quarantined"]
    slug: str | None = None

    def __post_init__(self) -> None:
        fields.require_hex(self.sha256, fields.HASH_CHARS)
        if self.slug is not None:
            fields.require_slug(self.slug)
        fields.require(self.status != "applied" or self.slug is None)
        fields.require(self.status != "quarantined" or self.slug is not None)


class ReceiptChain(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """How far one chain of the device got.

    Attributes:
        epoch: the device's epoch.
        stream: the stream.
        high: the highest seq up to which every bundle was applied; 0 for none.
        missing: seqs above ``high`` that are asked for, rising.
        items: what became of single bundles, rising by seq.
    """

    epoch: str
    stream: str
    high: Count
    missing: tuple[Positive, ...]
    items: tuple[ReceiptItem, ...]

    def __post_init__(self) -> None:
        fields.require_hex(self.epoch, fields.EPOCH_CHARS)
        fields.require_stream(self.stream)
        _require_rising(self.missing)
        fields.require(not self.missing or self.missing[0] > self.high)
        _require_rising([item.seq for item in self.items])


class Receipt(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What the hub has of a device, one entry for each of its chains."""

    chains: tuple[ReceiptChain, ...]

    def __post_init__(self) -> None:
        named = {(chain.epoch, chain.stream) for chain in self.chains}
        fields.require(len(named) == len(self.chains))


def make_enrolment(
    *, invite: str, secret: bytes, signing: bytes, recipient: age.HybridRecipient
) -> Enrolment:
    """Return the enrolment of a device with these public keys."""
    mac = keys.enrol_mac(secret, invite=invite, signing=signing, recipient=recipient.key)
    return Enrolment(
        invite=invite,
        signing=fields.to_base64(signing),
        recipient=str(recipient),
        mac=mac.hex(),
    )


def encode_enrolment(enrolment: Enrolment) -> bytes:
    """Return the line of an ``enrol`` bundle."""
    return strict_json.encode(enrolment)


def decode_enrolment(lines: Sequence[bytes], *, signer_public: bytes) -> Enrolment:
    """Return the enrolment from the lines of an ``enrol`` bundle.

    Raises:
        BadSignature: it names another signing key than the one that signed the bundle.
        BadFormat, BadJson, BundleTooLarge: not one line of the right form.
    """
    enrolment = strict_json.decode(_only(lines), Enrolment)
    if enrolment.public != signer_public:
        raise BadSignature
    return enrolment


def encode_receipt(receipt: Receipt) -> bytes:
    """Return the line of a ``receipt`` bundle.

    Raises:
        BundleTooLarge: more than one line can hold.
    """
    return _only([strict_json.encode(receipt)])


def decode_receipt(lines: Sequence[bytes]) -> Receipt:
    """Return the receipt from the lines of a ``receipt`` bundle.

    Raises:
        BadFormat, BadJson, BundleTooLarge: not one line of the right form.
    """
    return strict_json.decode(_only(lines), Receipt)


def _only(lines: Sequence[bytes]) -> bytes:
    if len(lines) != 1:
        raise BadFormat
    if len(lines[0]) > MAX_CONTROL_LINE:
        raise BundleTooLarge
    return lines[0]


def _require_rising(values: Sequence[int]) -> None:
    fields.require(all(first < second for first, second in pairwise(values)))
