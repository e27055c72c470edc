# SPDX-License-Identifier: Apache-2.0
"""Names and fingerprints of keys, and random names.

Owns how a hub, a device, a recipient, a record and a bundle are named, and the eight words that
people read to one another to compare keys. It must not know what is done with any of them.

Identifiers are lower-case hexadecimal. The prefixes (``alongside-hub/1`` …) keep the same bytes
from meaning two things; docs/bundle-format.md lists them.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
import re
import threading
import time
from functools import cache
from typing import TYPE_CHECKING, Final

from mnemonic import Mnemonic

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_SIGNING_SIZE: Final = 32
_RECIPIENT_SIZE: Final = 1216
_ID_SIZE: Final = 16
_EPOCH_SIZE: Final = 8
_NAME_LENGTH: Final = 26

_FINGERPRINT_ROUNDS: Final = 5200
_FINGERPRINT_SIZE: Final = 11
_WORDS: Final = 8
_WORD_BITS: Final = 11
_DIGIT_GROUPS: Final = 6
_BYTES_PER_GROUP: Final = 5

_NOT_A_LETTER: Final = re.compile(r"[^a-z]+")


def sha256_hex(data: bytes) -> str:
    """Return the SHA-256 of ``data`` as 64 hexadecimal characters."""
    return hashlib.sha256(data).hexdigest()


def hub_id(root_public: bytes) -> str:
    """Return the id of the hub with this root key (32 bytes)."""
    return _id(b"alongside-hub/1", root_public, _SIGNING_SIZE)


def device_id(signing_public: bytes) -> str:
    """Return the id of the device with this signing key (32 bytes)."""
    return _id(b"alongside-device/1", signing_public, _SIGNING_SIZE)


def recipient_id(key: bytes) -> str:
    """Return the id of a recipient key (1216 bytes)."""
    return _id(b"alongside-recipient/1", key, _RECIPIENT_SIZE)


def fingerprint(material: bytes) -> bytes:
    """Return 88 bits (11 bytes) by which people compare ``material``.

    It is the start of SHA-512 applied 5,200 times to ``alongside-fingerprint/1`` and the material,
    so that searching for keys that share it costs 5,200 times as much.
    """
    return _fingerprint_digest(material)[:_FINGERPRINT_SIZE]


def fingerprint_words(material: bytes) -> tuple[str, ...]:
    """Return the fingerprint as eight words of the English BIP-39 list, 11 bits each."""
    number = int.from_bytes(fingerprint(material), "big")
    places = range(_WORDS - 1, -1, -1)
    return tuple(word_list()[number >> _WORD_BITS * place & 2047] for place in places)


def fingerprint_digits(material: bytes) -> str:
    """Return the fingerprint as 30 digits in six groups of five, for people who use other words.

    Each group is five bytes of the same digest, modulo 100,000.
    """
    digest = _fingerprint_digest(material)
    starts = range(0, _DIGIT_GROUPS * _BYTES_PER_GROUP, _BYTES_PER_GROUP)
    numbers = (int.from_bytes(digest[start : start + _BYTES_PER_GROUP], "big") for start in starts)
    return " ".join(f"{number % 100_000:05}" for number in numbers)


def hub_words(root_public: bytes) -> tuple[str, ...]:
    """Return the eight words of a hub."""
    return fingerprint_words(_sized(root_public, _SIGNING_SIZE))


def device_words(*, signing: bytes, recipient: bytes) -> tuple[str, ...]:
    """Return the eight words of a device, over both of its public keys."""
    return fingerprint_words(_sized(signing, _SIGNING_SIZE) + _sized(recipient, _RECIPIENT_SIZE))


def same_words(typed: str, words: Sequence[str]) -> bool:
    """Tell whether somebody typed these words; case, spacing and commas do not matter."""
    heard = _NOT_A_LETTER.sub(" ", typed.lower()).strip()
    return hmac.compare_digest(heard.encode("ascii"), " ".join(words).encode("utf-8"))


def enrol_mac(secret: bytes, *, invite: str, signing: bytes, recipient: bytes) -> bytes:
    """Return the proof (32 bytes) that these device keys belong to an invitation.

    Args:
        secret: the one-time secret of the invitation.
        invite: the id of the invitation.
        signing: the signing key of the device, 32 bytes.
        recipient: the recipient key of the device, 1216 bytes.

    Raises:
        ValueError: something has the wrong length, or ``invite`` is not hexadecimal.
    """
    parts = (
        b"alongside-enrol/1",
        _sized(bytes.fromhex(invite), _ID_SIZE),
        _sized(signing, _SIGNING_SIZE),
        _sized(recipient, _RECIPIENT_SIZE),
    )
    return hmac.digest(secret, b"".join(parts), "sha256")


def random_id() -> str:
    """Return 16 random bytes."""
    return os.urandom(_ID_SIZE).hex()


def random_epoch() -> str:
    """Return 8 random bytes."""
    return os.urandom(_EPOCH_SIZE).hex()


def random_name() -> str:
    """Return 26 random characters of ``a``-``z`` and ``2``-``7``: 130 bits that say nothing."""
    return base64.b32encode(os.urandom(20))[:_NAME_LENGTH].decode("ascii").lower()


class IdSource:
    """Makes UUIDs of version 7 (RFC 9562) that rise, whatever the clock does.

    The 12 bits after the time count within a millisecond (method 1 of section 6.2); a count that
    runs over, or a clock that is put back, borrows from the next millisecond.
    """

    def __init__(self, clock: Callable[[], int] = time.time_ns) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._last = 0

    def __call__(self) -> str:
        """Return the next id, 32 hexadecimal characters."""
        random = int.from_bytes(os.urandom(10), "big")
        now = self._clock() // 1_000_000
        with self._lock:
            # A new millisecond starts its count at random in the lower half.
            self._last = max(self._last + 1, now << 12 | random >> 69)
            stamp, count = divmod(self._last, 1 << 12)
        tail = random & ((1 << 62) - 1)
        return f"{stamp << 80 | 0x7 << 76 | count << 64 | 0b10 << 62 | tail:032x}"


new_id: Final = IdSource()


@cache
def word_list() -> tuple[str, ...]:
    """Return the 2,048 English words of BIP 39."""
    return tuple(Mnemonic("english").wordlist)


def _id(prefix: bytes, key: bytes, size: int) -> str:
    return hashlib.sha256(prefix + _sized(key, size)).hexdigest()[: 2 * _ID_SIZE]


def _sized(data: bytes, size: int) -> bytes:
    if len(data) != size:
        raise ValueError(f"{size} bytes are needed")
    return data


def _fingerprint_digest(material: bytes) -> bytes:
    digest = b"alongside-fingerprint/1" + material
    for _ in range(_FINGERPRINT_ROUNDS):
        digest = hashlib.sha512(digest).digest()
    return digest
