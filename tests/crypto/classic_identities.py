# SPDX-License-Identifier: Apache-2.0
"""X25519 and passphrase identities, for test vectors only: the program itself refuses both.

They show that the reader of age files does what the specification says also where the vectors are
not post-quantum (C2SP, age.md, "The X25519 recipient type" and "The scrypt recipient type").
"""

from __future__ import annotations

import hashlib
import re

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from desktop.crypto import bech32
from desktop.crypto.age import HeaderFailure, Stanza
from desktop.crypto.age_format import decode_base64

BODY_SIZE = 32
HIGHEST_WORK_FACTOR = 22


class X25519Identity:
    def __init__(self, text: str) -> None:
        prefix, scalar = bech32.decode(text)
        assert prefix == "AGE-SECRET-KEY-"
        self._key = X25519PrivateKey.from_private_bytes(scalar)

    def unwrap(self, stanza: Stanza) -> bytes | None:
        if stanza.type != "X25519":
            return None
        if len(stanza.args) != 1 or len(stanza.body) != BODY_SIZE:
            raise HeaderFailure("arguments or size")
        share = decode_base64(stanza.args[0].encode("ascii"))
        if len(share) != 32:
            raise HeaderFailure("share")
        try:
            secret = self._key.exchange(X25519PublicKey.from_public_bytes(share))
        except ValueError:
            raise HeaderFailure("low order") from None
        salt = share + self._key.public_key().public_bytes_raw()
        info = b"age-encryption.org/v1/X25519"
        key = HKDF(algorithm=SHA256(), length=32, salt=salt, info=info).derive(secret)
        return open_body(key, stanza.body)


class ScryptIdentity:
    def __init__(self, passphrase: str) -> None:
        self._passphrase = passphrase.encode("utf-8")

    def unwrap(self, stanza: Stanza) -> bytes | None:
        if stanza.type != "scrypt":
            return None
        if len(stanza.args) != 2 or len(stanza.body) != BODY_SIZE:
            raise HeaderFailure("arguments or size")
        salt = decode_base64(stanza.args[0].encode("ascii"))
        if len(salt) != 16 or not re.fullmatch("[1-9][0-9]?", stanza.args[1]):
            raise HeaderFailure("salt or work factor")
        factor = int(stanza.args[1])
        if factor > HIGHEST_WORK_FACTOR:
            raise HeaderFailure("work factor")
        key = hashlib.scrypt(
            self._passphrase,
            salt=b"age-encryption.org/v1/scrypt" + salt,
            n=1 << factor,
            r=8,
            p=1,
            maxmem=(1 << factor) * 8 * 128 + (1 << 20),
            dklen=32,
        )
        return open_body(key, stanza.body)


def open_body(key: bytes, body: bytes) -> bytes | None:
    try:
        return ChaCha20Poly1305(key).decrypt(bytes(12), body, None)
    except InvalidTag:
        return None
