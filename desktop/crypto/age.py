# SPDX-License-Identifier: Apache-2.0
"""Seal bytes for post-quantum age recipients, and open them again.

Owns age v1 files (C2SP, age.md) with ``mlkem768x25519`` recipients: HPKE (RFC 9180) with
ML-KEM-768 and X25519 together. It must not know what is inside, who signed it or where it came
from. Age hides and protects what is inside; it does not say who wrote it.

The errors are of this level only; the part that knows about bundles turns them into words.
"""

from __future__ import annotations

import hashlib
import hmac
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey, MLKEM768PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import (
    AEAD,
    KDF,
    KEM,
    MLKEM768X25519PrivateKey,
    MLKEM768X25519PublicKey,
    Suite,
)

from desktop.crypto import bech32
from desktop.crypto.age_format import (
    FILE_KEY_SIZE,
    NONCE_SIZE,
    TAG_SIZE,
    AgeError,
    Header,
    HeaderFailure,
    HmacFailure,
    Limits,
    NoMatch,
    NotAccepted,
    PayloadFailure,
    Stanza,
    TooLarge,
    decode_base64,
    derive_key,
    encode_base64,
    open_payload,
    read_header,
    seal_chunks,
    write_stanzas,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

__all__ = [
    "AgeError",
    "HeaderFailure",
    "HmacFailure",
    "HybridIdentity",
    "HybridRecipient",
    "Identity",
    "Limits",
    "NoMatch",
    "NotAccepted",
    "PayloadFailure",
    "Recipient",
    "Stanza",
    "TooLarge",
    "decrypt",
    "encrypt",
    "is_not_classic",
    "open_chunks",
]

RECIPIENT_SIZE: Final = 1216
SEED_SIZE: Final = 32

_TYPE: Final = "mlkem768x25519"
_INFO: Final = b"age-encryption.org/mlkem768x25519"
_RECIPIENT_PREFIX: Final = "age1pq"
_IDENTITY_PREFIX: Final = "AGE-SECRET-KEY-PQ-"
_MLKEM_KEY_SIZE: Final = 1184
_MLKEM_SHARE_SIZE: Final = 1088
_SHARE_SIZE: Final = 1120
_WRAPPED_SIZE: Final = FILE_KEY_SIZE + TAG_SIZE
_CLASSIC: Final = frozenset({"X25519", "scrypt", "ssh-ed25519", "ssh-rsa", "p256tag", "piv-p256"})
_SUITE: Final = Suite(KEM.MLKEM768_X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305)
_DEFAULT_LIMITS: Final = Limits()


class Recipient(Protocol):
    """Whoever a file can be sealed for."""

    def wrap(self, file_key: bytes) -> Stanza:
        """Return a stanza from which only this recipient can take the file key."""
        ...


class Identity(Protocol):
    """Whoever can open files."""

    def unwrap(self, stanza: Stanza) -> bytes | None:
        """Return the file key, or None when the stanza is for somebody else.

        Raises:
            HeaderFailure: the stanza is of a type that this identity knows, but is malformed.
        """
        ...


@dataclass(frozen=True)
class HybridRecipient:
    """A public key that files can be sealed for.

    Attributes:
        key: 1216 bytes, the ML-KEM-768 key and then the X25519 key.

    Raises:
        ValueError: ``key`` is not such a key.
    """

    key: bytes

    def __post_init__(self) -> None:
        # Keys come from invitations and enrolments: an unusable one must be found when it is
        # read, not weeks later when something is sealed for it.
        self._public()

    @classmethod
    def parse(cls, text: str) -> HybridRecipient:
        """Read ``age1pq1…``. Raises ValueError when it is anything else."""
        prefix, key = bech32.decode(text)
        if prefix != _RECIPIENT_PREFIX:
            raise ValueError("not a post-quantum age recipient")
        return cls(key)

    def __str__(self) -> str:
        return bech32.encode(_RECIPIENT_PREFIX, self.key)

    def wrap(self, file_key: bytes) -> Stanza:
        """Return the stanza that carries ``file_key`` to this recipient."""
        sealed = _SUITE.encrypt(file_key, self._public(), info=_INFO)
        return Stanza(_TYPE, (encode_base64(sealed[:_SHARE_SIZE]),), sealed[_SHARE_SIZE:])

    def _public(self) -> MLKEM768X25519PublicKey:
        if len(self.key) != RECIPIENT_SIZE:
            raise ValueError("a recipient has 1216 bytes")
        x25519 = X25519PublicKey.from_public_bytes(self.key[_MLKEM_KEY_SIZE:])
        # The exchange fails for the few points that give every sender the same secret.
        X25519PrivateKey.from_private_bytes(bytes(32)).exchange(x25519)
        return MLKEM768X25519PublicKey(
            MLKEM768PublicKey.from_public_bytes(self.key[:_MLKEM_KEY_SIZE]), x25519
        )


class HybridIdentity:
    """A private key that opens files sealed for its recipient.

    Attributes:
        seed: the 32 bytes that everything else is made from. Secret.
        recipient: the public key that belongs to it.
    """

    def __init__(self, seed: bytes) -> None:
        if len(seed) != SEED_SIZE:
            raise ValueError("a seed has 32 bytes")
        expanded = hashlib.shake_256(seed).digest(96)
        mlkem = MLKEM768PrivateKey.from_seed_bytes(expanded[:64])
        self.seed = bytes(seed)
        self._x25519 = X25519PrivateKey.from_private_bytes(expanded[64:])
        self._private = MLKEM768X25519PrivateKey(mlkem, self._x25519)
        self.recipient = HybridRecipient(
            mlkem.public_key().public_bytes_raw() + self._x25519.public_key().public_bytes_raw()
        )

    @classmethod
    def generate(cls) -> HybridIdentity:
        """Make a new identity from the system's randomness."""
        return cls(os.urandom(SEED_SIZE))

    @classmethod
    def from_seed(cls, seed: bytes) -> HybridIdentity:
        """Make the identity of a seed of 32 bytes. Raises ValueError for another length."""
        return cls(seed)

    @classmethod
    def parse(cls, text: str) -> HybridIdentity:
        """Read ``AGE-SECRET-KEY-PQ-1…``. Raises ValueError when it is anything else."""
        prefix, seed = bech32.decode(text)
        if prefix != _IDENTITY_PREFIX:
            raise ValueError("not a post-quantum age identity")
        return cls(seed)

    def to_text(self) -> str:
        """Return ``AGE-SECRET-KEY-PQ-1…``, which other age programs read. Secret."""
        return bech32.encode(_IDENTITY_PREFIX.lower(), self.seed).upper()

    def __repr__(self) -> str:
        return "HybridIdentity(…)"

    def unwrap(self, stanza: Stanza) -> bytes | None:
        """Return the file key, or None when the stanza is for somebody else.

        Raises:
            HeaderFailure: an ``mlkem768x25519`` stanza that no honest program writes.
        """
        if stanza.type != _TYPE:
            return None
        if len(stanza.args) != 1 or len(stanza.body) != _WRAPPED_SIZE:
            raise HeaderFailure("a stanza has the wrong number of arguments or the wrong size")
        share = decode_base64(stanza.args[0].encode("ascii"))
        if len(share) != _SHARE_SIZE:
            raise HeaderFailure("a stanza has a share of the wrong size")
        try:
            self._x25519.exchange(X25519PublicKey.from_public_bytes(share[_MLKEM_SHARE_SIZE:]))
        except ValueError:
            raise HeaderFailure("a stanza has a share of low order") from None
        try:
            return _SUITE.decrypt(share + stanza.body, self._private, info=_INFO)
        except InvalidTag:
            return None


def is_not_classic(stanza: Stanza) -> bool:
    """Tell whether a stanza may stand in a bundle: not one that a quantum computer could open.

    Unknown types are let through, because age adds such stanzas on purpose to keep readers honest.
    """
    return stanza.type not in _CLASSIC


def encrypt(plaintext: bytes, recipients: Sequence[Recipient]) -> bytes:
    """Seal ``plaintext`` as an age v1 file that any one of the recipients can open.

    Raises:
        ValueError: no recipients, or more than a reader accepts.
    """
    if not 0 < len(recipients) <= _DEFAULT_LIMITS.stanzas:
        raise ValueError("between 1 and 64 recipients are needed")
    file_key = os.urandom(FILE_KEY_SIZE)
    nonce = os.urandom(NONCE_SIZE)
    covered = write_stanzas([recipient.wrap(file_key) for recipient in recipients])
    mac = encode_base64(_header_mac(file_key, covered)).encode("ascii")
    key = derive_key(file_key, salt=nonce, info=b"payload")
    return b"".join([covered, b" ", mac, b"\n", nonce, *seal_chunks(plaintext, key)])


def decrypt(
    ciphertext: bytes,
    identities: Sequence[Identity],
    *,
    limits: Limits = _DEFAULT_LIMITS,
    allowed: Callable[[Stanza], bool] | None = None,
) -> bytes:
    """Return the plaintext of an age v1 file: all of it, once all of it is verified, or nothing.

    Args:
        ciphertext: the whole file.
        identities: tried in order on every stanza.
        limits: what is refused unread.
        allowed: asked about every stanza before any identity is tried; False refuses the file.

    Raises:
        TooLarge, NotAccepted, HeaderFailure, NoMatch, HmacFailure, PayloadFailure: see there.
    """
    return b"".join(open_chunks(ciphertext, identities, limits=limits, allowed=allowed))


def open_chunks(
    ciphertext: bytes,
    identities: Sequence[Identity],
    *,
    limits: Limits = _DEFAULT_LIMITS,
    allowed: Callable[[Stanza], bool] | None = None,
) -> Iterator[bytes]:
    """Verify the header now, and return an iterator over the verified chunks of the payload.

    A caller that acts on a chunk before the iterator has ended acts on a part of a file. Arguments
    and errors are those of :func:`decrypt`; only PayloadFailure comes from the iterator.
    """
    if len(ciphertext) > limits.file:
        raise TooLarge("the file is too large")
    header = read_header(ciphertext, limits)
    _check_stanzas(header, allowed)
    file_key = _file_key(header, identities)
    if not hmac.compare_digest(_header_mac(file_key, header.covered), header.mac):
        raise HmacFailure("the header was changed")
    payload = memoryview(ciphertext)[header.size :]
    if len(payload) < NONCE_SIZE:
        raise HeaderFailure("the file ends before its payload")
    key = derive_key(file_key, salt=bytes(payload[:NONCE_SIZE]), info=b"payload")
    return open_payload(payload[NONCE_SIZE:], key)


def _check_stanzas(header: Header, allowed: Callable[[Stanza], bool] | None) -> None:
    if allowed is not None and not all(allowed(stanza) for stanza in header.stanzas):
        raise NotAccepted("a stanza is of a refused type")
    # The specification wants a passphrase stanza to stand alone: whoever knows a passphrase
    # could otherwise have written the file in a recipient's name.
    if len(header.stanzas) > 1 and any(stanza.type == "scrypt" for stanza in header.stanzas):
        raise HeaderFailure("a passphrase stanza is not alone")


def _file_key(header: Header, identities: Sequence[Identity]) -> bytes:
    for identity in identities:
        for stanza in header.stanzas:
            file_key = identity.unwrap(stanza)
            if file_key is not None:
                return file_key
    raise NoMatch("no identity opens this file")


def _header_mac(file_key: bytes, covered: bytes) -> bytes:
    return hmac.digest(derive_key(file_key, salt=None, info=b"header"), covered, "sha256")
