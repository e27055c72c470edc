# SPDX-License-Identifier: Apache-2.0
"""Ed25519 signatures in the form that ``ssh-keygen -Y`` makes and checks.

Owns SSHSIG blobs (OpenSSH, PROTOCOL.sshsig) with Ed25519 keys and SHA-512. It must not know
whose keys are trusted: a signature that verifies says which key made it, and nothing more.
Signatures can be altered without becoming invalid in other programs, so their bytes are never
used as a name for what they sign.
"""

from __future__ import annotations

import base64
import hashlib
import os
from typing import Final

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_ssh_private_key,
)

from desktop.errors import BadSignature

KEY_SIZE: Final = 32

_MAGIC: Final = b"SSHSIG"
_VERSION: Final = (1).to_bytes(4, "big")
_KEY_TYPE: Final = b"ssh-ed25519"
_HASH: Final = b"sha512"
_RESERVED: Final = b""
_SIGNATURE_SIZE: Final = 64
_ARMOR_COLUMNS: Final = 70


class SigningKey:
    """A private Ed25519 key.

    Attributes:
        seed: the 32 secret bytes.
        public: the 32 bytes of the public key.
    """

    def __init__(self, seed: bytes) -> None:
        self._key = Ed25519PrivateKey.from_private_bytes(seed)
        self.seed = bytes(seed)
        self.public = self._key.public_key().public_bytes_raw()

    @classmethod
    def generate(cls) -> SigningKey:
        """Make a new key from the system's randomness."""
        return cls(os.urandom(KEY_SIZE))

    @classmethod
    def from_seed(cls, seed: bytes) -> SigningKey:
        """Make the key of a seed of 32 bytes. Raises ValueError for another length."""
        return cls(seed)

    @classmethod
    def from_openssh(cls, text: str) -> SigningKey:
        """Read an unencrypted OpenSSH private key.

        Raises:
            ValueError: it is damaged, encrypted, or not an Ed25519 key.
        """
        try:
            key = load_ssh_private_key(text.encode("utf-8", "surrogatepass"), password=None)
        except (ValueError, TypeError, UnsupportedAlgorithm):
            raise ValueError("not an unencrypted OpenSSH private key") from None
        if not isinstance(key, Ed25519PrivateKey):
            raise ValueError("not an Ed25519 key")  # noqa: TRY004 - wrong content, not wrong type
        return cls(key.private_bytes_raw())

    def to_openssh(self) -> str:
        """Return the key as an unencrypted OpenSSH private key, for ``ssh-keygen``. Secret."""
        pem = self._key.private_bytes(Encoding.PEM, PrivateFormat.OpenSSH, NoEncryption())
        return pem.decode("ascii")

    def __repr__(self) -> str:
        return "SigningKey(…)"

    def sign(self, message: bytes, *, namespace: str) -> bytes:
        """Return the SSHSIG blob over ``message``; ``namespace`` says what it is signed as."""
        signature = self._key.sign(_signed_bytes(message, namespace))
        return _blob(self.public, namespace, signature)


def verify(message: bytes, blob: bytes, *, namespace: str) -> bytes:
    """Return the 32-byte public key that made ``blob`` over ``message``.

    The caller must still check that it trusts this key.

    Raises:
        BadSignature: if and only if the blob is anything else than an Ed25519 SSHSIG of version 1
            over this message in this namespace, byte for byte as :meth:`SigningKey.sign` lays it
            out.
    """
    start = len(_MAGIC + _VERSION) + len(_string(_string(_KEY_TYPE))) + 4
    public = blob[start : start + KEY_SIZE]
    signature = blob[-_SIGNATURE_SIZE:]
    # Everything but the key and the signature is fixed. Laying it out again and comparing leaves
    # no room for trailing bytes, other algorithms or lengths that lie.
    if len(public) != KEY_SIZE or blob != _blob(public, namespace, signature):
        raise BadSignature
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(
            signature, _signed_bytes(message, namespace)
        )
    except InvalidSignature:
        raise BadSignature from None
    return public


def armor(blob: bytes) -> str:
    """Return the text form of an SSHSIG blob, as ``ssh-keygen -Y verify`` reads it."""
    text = base64.b64encode(blob).decode("ascii")
    lines = [text[start : start + _ARMOR_COLUMNS] for start in range(0, len(text), _ARMOR_COLUMNS)]
    return "\n".join(["-----BEGIN SSH SIGNATURE-----", *lines, "-----END SSH SIGNATURE-----", ""])


def public_line(public: bytes) -> str:
    """Return ``ssh-ed25519 AAAA…``, as it stands in OpenSSH's public key files."""
    return f"{_KEY_TYPE.decode('ascii')} {base64.b64encode(_public_blob(public)).decode('ascii')}"


def _string(data: bytes) -> bytes:
    """Return an SSH string: its length in four bytes, then its bytes (RFC 4251, section 5)."""
    return len(data).to_bytes(4, "big") + data


def _public_blob(public: bytes) -> bytes:
    return _string(_KEY_TYPE) + _string(public)


def _blob(public: bytes, namespace: str, signature: bytes) -> bytes:
    return b"".join(
        [
            _MAGIC,
            _VERSION,
            _string(_public_blob(public)),
            _string(namespace.encode("utf-8")),
            _string(_RESERVED),
            _string(_HASH),
            _string(_string(_KEY_TYPE) + _string(signature)),
        ]
    )


def _signed_bytes(message: bytes, namespace: str) -> bytes:
    parts = (namespace.encode("utf-8"), _RESERVED, _HASH, hashlib.sha512(message).digest())
    return _MAGIC + b"".join(_string(part) for part in parts)
