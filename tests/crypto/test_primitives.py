# SPDX-License-Identifier: Apache-2.0
"""That the cryptography package computes what the standards say, on the computer it runs on."""

from __future__ import annotations

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from desktop.crypto.age import HybridIdentity


def test_argon2id() -> None:
    """RFC 9106, section 5.3."""
    derivation = Argon2id(
        salt=bytes([2] * 16),
        length=32,
        iterations=3,
        lanes=4,
        memory_cost=32,
        secret=bytes([3] * 8),
        ad=bytes([4] * 12),
    )
    expected = "0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659"
    assert derivation.derive(bytes([1] * 32)).hex() == expected


def test_hkdf() -> None:
    """RFC 5869, appendix A.3."""
    derived = HKDF(algorithm=SHA256(), length=42, salt=None, info=b"").derive(b"\x0b" * 22)
    assert derived.hex().startswith("8da4e775a563c18f715f802a063c5a31")


def test_hpke_carries_a_file_key() -> None:
    identity = HybridIdentity.generate()
    stanza = identity.recipient.wrap(b"sixteen bytes ok")
    assert identity.unwrap(stanza) == b"sixteen bytes ok"
    assert stanza.body != identity.recipient.wrap(b"sixteen bytes ok").body
