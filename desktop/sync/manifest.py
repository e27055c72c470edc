# SPDX-License-Identifier: Apache-2.0
"""The manifest: the signed line of a bundle that says what it is, from whom and for whom.

Owns its fields and every rule that can be checked by looking at the manifest alone
(docs/bundle-format.md, "Manifest"). Must not know keys, files or what the body holds.
"""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

from desktop.sync import fields
from desktop.sync.strict_json import MAX_INTEGER

Count = Annotated[int, msgspec.Meta(ge=0, le=MAX_INTEGER)]
Positive = Annotated[int, msgspec.Meta(ge=1, le=MAX_INTEGER)]

MAX_RECIPIENTS = 64
FORMAT = 1


class Body(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What the body must turn out to be.

    Attributes:
        enc: how it is packed; only gzip (RFC 1952).
        len: bytes packed.
        sha256: SHA-256 of the packed bytes, hexadecimal.
        raw: bytes unpacked.
        n: lines.
    """

    enc: Literal["gzip"]
    len: Count
    sha256: str
    raw: Count
    n: Count

    def __post_init__(self) -> None:
        fields.require_hex(self.sha256, fields.HASH_CHARS)


class After(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The last bundle of an earlier epoch that the sender remembers of this stream."""

    epoch: str
    seq: Positive
    hash: str

    def __post_init__(self) -> None:
        fields.require_hex(self.epoch, fields.EPOCH_CHARS)
        fields.require_hex(self.hash, fields.HASH_CHARS)


class Manifest(
    msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, omit_defaults=True
):
    """One manifest, its fields in the order in which they are written.

    Attributes:
        v: 1.
        kind: ``enrol``, ``records`` or ``receipt``.
        stream: ``hub``, ``safeguarding`` or the device id that it is for.
        bundle: 16 random bytes; for support only.
        hub: id of the hub that it is to or from.
        to: sorted ids of every recipient key that it is encrypted to.
        dev: id of the signing key that sent it.
        epoch: 8 random bytes, new after enrolment, restore or copy.
        seq: 1, 2, 3... for each (dev, epoch, stream).
        prev: hash of the manifest before it in its chain; zeros for the first.
        after: only for seq 1 of a later epoch.
        ack: for each stream, the highest seq applied of what the other side sent.
        made: the sender's clock; for display, never for order.
        format: version of the lines in the body.
        body: length, hash and count of the body.
    """

    v: Literal[1]
    kind: Literal["enrol", "records", "receipt"]
    stream: str
    bundle: str
    hub: str
    to: tuple[str, ...]
    dev: str
    epoch: str
    seq: Positive
    prev: str
    after: After | None = None
    ack: dict[str, Count]
    made: str
    format: Positive
    body: Body

    def __post_init__(self) -> None:
        fields.require_stream(self.stream)
        for value in (self.bundle, self.hub, self.dev, *self.to):
            fields.require_id(value)
        fields.require(0 < len(self.to) <= MAX_RECIPIENTS)
        fields.require(list(self.to) == sorted(set(self.to)))
        fields.require_hex(self.epoch, fields.EPOCH_CHARS)
        self._check_chain()
        for stream in self.ack:
            fields.require_stream(stream)
        fields.parse_time(self.made)

    def _check_chain(self) -> None:
        fields.require_hex(self.prev, fields.HASH_CHARS)
        first = self.seq == 1
        fields.require((self.prev == fields.ZERO_HASH) == first)
        fields.require(first or self.after is None)
        fields.require(self.after is None or self.after.epoch != self.epoch)
