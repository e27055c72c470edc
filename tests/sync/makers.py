# SPDX-License-Identifier: Apache-2.0
"""Keys that protect nothing, and bundles made with them, also such as no honest program makes."""

from __future__ import annotations

import json
import zlib
from typing import TYPE_CHECKING

from desktop.crypto import keys
from desktop.crypto.age import HybridIdentity
from desktop.crypto.signing import SigningKey
from desktop.sync import bundle, fields
from desktop.sync.bundle import MAGIC, NAMESPACE, Sealed, padme

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT = SigningKey.from_seed(b"root key for tests only".ljust(32))
OPERATIONAL = SigningKey.from_seed(b"operational key for tests only".ljust(32))
DEVICE = SigningKey.from_seed(b"device key for tests only".ljust(32))
STRANGER = SigningKey.from_seed(b"stranger's key for tests only".ljust(32))
HUB_KEY = HybridIdentity.from_seed(b"hub recipient for tests only".ljust(32))
ESCROW_KEY = HybridIdentity.from_seed(b"escrow recipient for tests only".ljust(32))
DEVICE_KEY = HybridIdentity.from_seed(b"device recipient for tests only".ljust(32))
OTHER_KEY = HybridIdentity.from_seed(b"another recipient, tests only".ljust(32))

HUB = keys.hub_id(ROOT.public)
DEVICE_ID = keys.device_id(DEVICE.public)
PERSON = "0" * 31 + "1"
EPOCH = "00112233445566aa"
MADE = "2026-11-22T10:15:30.123Z"
LINES = (b'{"n":1}', b'{"n":2}')


def sealed(
    *,
    lines: Sequence[bytes] = LINES,
    recipients: Sequence[HybridIdentity] = (HUB_KEY, ESCROW_KEY),
    seq: int = 1,
    prev: str = fields.ZERO_HASH,
    hub: str = HUB,
) -> Sealed:
    """Return an ordinary bundle from the device to the hub."""
    return bundle.build(
        kind="records",
        stream="hub",
        hub=hub,
        recipients=[identity.recipient for identity in recipients],
        signing=DEVICE,
        epoch=EPOCH,
        seq=seq,
        prev=prev,
        ack={"hub": 3},
        made=MADE,
        lines=lines,
    )


def packed(raw: bytes, *, level: int = 6) -> bytes:
    """Return gzip bytes."""
    packer = zlib.compressobj(level, zlib.DEFLATED, 31)
    return packer.compress(raw) + packer.flush()


def manifest(body: bytes = b"", **changes: object) -> dict[str, object]:
    """Return the fields of a good manifest of a body of one line, with some replaced."""
    described: dict[str, object] = {
        "enc": "gzip",
        "len": len(body),
        "sha256": keys.sha256_hex(body),
        "raw": 8,
        "n": 1,
    }
    return {
        "v": 1,
        "kind": "records",
        "stream": "hub",
        "bundle": "ab" * 16,
        "hub": HUB,
        "to": [keys.recipient_id(HUB_KEY.recipient.key)],
        "dev": DEVICE_ID,
        "epoch": EPOCH,
        "seq": 1,
        "prev": "0" * 64,
        "ack": {},
        "made": MADE,
        "format": 1,
        "body": described,
        **changes,
    }


def described(body: bytes, **changes: object) -> dict[str, object]:
    """Return a manifest whose ``body`` says other things about these gzip bytes."""
    plain = manifest(body)
    before = plain["body"]
    assert isinstance(before, dict)
    return {**plain, "body": {**before, **changes}}


def inner(
    fields_or_line: dict[str, object] | bytes,
    body: bytes = b"",
    *,
    magic: bytes = MAGIC,
    signer: SigningKey = DEVICE,
    namespace: str = NAMESPACE,
    padding: bytes | None = None,
) -> bytes:
    """Return what is inside a bundle, validly signed, whatever the manifest says."""
    if isinstance(fields_or_line, bytes):
        line = fields_or_line
    else:
        line = json.dumps(fields_or_line, separators=(",", ":")).encode("ascii")
    signed = magic + line + b"\n"
    signature = fields.to_base64(signer.sign(signed, namespace=namespace)).encode("ascii")
    whole = signed + signature + b"\n" + body
    if padding is None:
        padding = bytes(padme(len(whole)) - len(whole))
    return whole + padding
