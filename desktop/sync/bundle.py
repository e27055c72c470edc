# SPDX-License-Identifier: Apache-2.0
"""Bundles: building one, and opening one that anybody may have made. Bytes in, bytes out.

Owns the layout of a bundle (docs/bundle-format.md) and the order of its checks: outer age
file, manifest and signature, then the body. A genuine signature makes a sender known, not
harmless, so every function here that reads raises only members of the error tree, whatever it
is given. Must not know files, carriers, the database or what the body's lines say.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from desktop.crypto import age, keys
from desktop.crypto import signing as sshsig
from desktop.errors import (
    BadFormat,
    BadSignature,
    BundleDamaged,
    BundleNewer,
    BundleTooLarge,
    NotForUs,
)
from desktop.sync import fields, strict_json
from desktop.sync.manifest import FORMAT, MAX_RECIPIENTS, After, Body, Manifest

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

MAGIC = b"ALONGSIDE/1\n"
NAMESPACE = "alongside-bundle"

MAX_FILE = 40 * 1024 * 1024
MAX_MANIFEST_LINE = 16384
MAX_SIGNATURE_LINE = 1024
MAX_PACKED = 32 * 1024 * 1024
MAX_RAW = 64 * 1024 * 1024
MAX_LINES = 50_000
MAX_LINE = 1024 * 1024
MAX_RATIO = 200

_AGE_MAGIC = b"age-encryption.org/v1\n"
_GZIP_WINDOW = 31  # wbits of zlib: a 32 KiB window inside one gzip member
_STEP = 65536
_OTHER_VERSION_CHARS = 20
_LIMITS = age.Limits(stanzas=MAX_RECIPIENTS, file=MAX_FILE)


@dataclass(frozen=True)
class Sealed:
    """A finished bundle: the exact bytes to carry, its manifest and the manifest's hash."""

    data: bytes
    manifest: Manifest
    manifest_sha256: str


@dataclass(frozen=True)
class Opened:
    """A bundle whose manifest is well-formed and signed by the key it names.

    Whether that key belongs to a device that may send is still for the caller to decide.
    """

    manifest: Manifest
    manifest_sha256: str
    signer_public: bytes
    body_offset: int
    inner: bytes


def padme(size: int) -> int:
    """Return the size that ``size`` bytes are padded to: at most 12 % more.

    Source: Padmé, from "Reducing Metadata Leakage from Encrypted Files and Communication with
    PURBs" (Nikitin et al., 2019), algorithm 1.
    """
    if size < 2:  # the logarithms below need at least 2
        return size
    exponent = size.bit_length() - 1
    mask = (1 << (exponent - exponent.bit_length())) - 1
    return (size + mask) & ~mask


def build(
    *,
    kind: Literal["enrol", "records", "receipt"],
    stream: str,
    hub: str,
    recipients: Sequence[age.HybridRecipient],
    signing: sshsig.SigningKey,
    epoch: str,
    seq: int,
    prev: str,
    after: After | None = None,
    ack: Mapping[str, int],
    made: str,
    lines: Sequence[bytes],
) -> Sealed:
    """Return a signed and encrypted bundle of ``lines`` (each without its newline).

    Raises:
        BundleTooLarge: the lines break a limit that every reader enforces.
        ValueError: an argument has the wrong form; a mistake of the caller.
    """
    _check_lines(lines)
    raw = b"".join(line + b"\n" for line in lines)
    packed = _pack(raw)
    if len(raw) > MAX_RAW or len(packed) > MAX_PACKED:
        raise BundleTooLarge
    to = {keys.recipient_id(recipient.key): recipient for recipient in recipients}
    manifest = Manifest(
        v=1,
        kind=kind,
        stream=stream,
        bundle=keys.random_id(),
        hub=hub,
        to=tuple(sorted(to)),
        dev=keys.device_id(signing.public),
        epoch=epoch,
        seq=seq,
        prev=prev,
        after=after,
        ack=dict(ack),
        made=made,
        format=FORMAT,
        body=Body(
            enc="gzip",
            len=len(packed),
            sha256=keys.sha256_hex(packed),
            raw=len(raw),
            n=len(lines),
        ),
    )
    return seal(manifest=manifest, packed=packed, signing=signing, recipients=[*to.values()])


def seal(
    *,
    manifest: Manifest,
    packed: bytes,
    signing: sshsig.SigningKey,
    recipients: Sequence[age.HybridRecipient],
) -> Sealed:
    """Return a bundle of a finished manifest and body: sign, pad, encrypt.

    Raises:
        BundleTooLarge: the manifest line is longer than readers accept.
    """
    line = strict_json.encode(manifest) + b"\n"
    if len(line) > MAX_MANIFEST_LINE:
        raise BundleTooLarge
    signed = MAGIC + line
    signature = fields.to_base64(signing.sign(signed, namespace=NAMESPACE))
    inner = signed + signature.encode("ascii") + b"\n" + packed
    padded = inner.ljust(padme(len(inner)), b"\0")
    return Sealed(
        data=age.encrypt(padded, recipients),
        manifest=manifest,
        manifest_sha256=keys.sha256_hex(signed),
    )


def open_outer(data: bytes, identities: Sequence[age.Identity]) -> bytes:
    """Return what is inside the age file, all of it verified, or raise.

    Raises:
        NotForUs: encrypted to none of these identities.
        BundleTooLarge: more than 40 MiB.
        BadFormat: not a binary age v1 file (armored text included), or one for a passphrase
            or a key without post-quantum protection.
        BundleDamaged: anything else: cut short or altered on its way.
    """
    if _AGE_MAGIC.startswith(data):
        raise BundleDamaged  # nothing, or the very beginning of a bundle: a copy cut short
    try:
        return age.decrypt(data, identities, limits=_LIMITS, allowed=age.is_not_classic)
    except age.TooLarge:
        raise BundleTooLarge from None
    except age.NotAccepted:
        raise BadFormat from None
    except age.NoMatch:
        raise NotForUs from None
    except age.AgeError:
        raise BundleDamaged from None


def read_manifest(inner: bytes) -> Opened:
    """Return the verified manifest of ``inner`` (what :func:`open_outer` gave).

    Nothing of the manifest is used before it has the right form and its signature, by the key
    that its ``dev`` names, covers the bytes as they were sent.

    Raises:
        BundleNewer: a later layout than this program knows.
        BadJson, BadFormat: the first three lines are not as they should be.
        BadSignature: not signed, or not by ``dev``.
    """
    if not inner.startswith(MAGIC):
        raise BundleNewer if _is_other_version(inner) else BadFormat
    line_end = _line_end(inner, start=len(MAGIC), limit=MAX_MANIFEST_LINE)
    body_offset = _line_end(inner, start=line_end, limit=MAX_SIGNATURE_LINE)
    manifest = strict_json.decode(inner[len(MAGIC) : line_end - 1], Manifest)
    signed = inner[:line_end]
    try:
        blob = fields.from_base64(inner[line_end : body_offset - 1].decode("ascii"))
    except ValueError:
        raise BadFormat from None
    public = sshsig.verify(signed, blob, namespace=NAMESPACE)
    if keys.device_id(public) != manifest.dev:
        raise BadSignature
    return Opened(
        manifest=manifest,
        manifest_sha256=keys.sha256_hex(signed),
        signer_public=public,
        body_offset=body_offset,
        inner=inner,
    )


def require_addressed(opened: Opened, *, hub: str, recipients: Collection[str]) -> None:
    """Require that the sender meant this hub and one of these recipient ids.

    Encryption alone does not say so: whoever can open a bundle can encrypt it again for
    somebody else. Only the signed ``hub`` and ``to`` bind it.

    Raises:
        NotForUs: made for another hub, or for none of these keys.
    """
    manifest = opened.manifest
    if manifest.hub != hub or not set(manifest.to) & set(recipients):
        raise NotForUs


def read_lines(opened: Opened, *, max_raw: int = MAX_RAW) -> list[bytes]:
    """Return the lines of the body (without newlines) after every check has passed.

    Args:
        opened: the bundle.
        max_raw: how many bytes it may unpack to, where fewer are expected than any body may have.

    Raises:
        BundleNewer: lines of a later format; to be kept until the program is updated.
        BundleTooLarge: more bytes, lines or expansion than accepted.
        BundleDamaged: the body is not the one that the manifest describes.
        BadFormat: padding, packing or line structure is not as it should be.
    """
    manifest = opened.manifest
    body = manifest.body
    if manifest.format > FORMAT:
        raise BundleNewer
    if body.len > MAX_PACKED or body.raw > max_raw or body.n > MAX_LINES:
        raise BundleTooLarge
    end = opened.body_offset + body.len
    packed = opened.inner[opened.body_offset : end]
    if len(packed) != body.len or keys.sha256_hex(packed) != body.sha256:
        raise BundleDamaged
    padding = opened.inner[end:]
    if len(opened.inner) != padme(end) or padding.strip(b"\0"):
        raise BadFormat
    return _split(_unpack(packed, raw=body.raw), count=body.n)


def _is_other_version(inner: bytes) -> bool:
    line, newline, _rest = inner[:_OTHER_VERSION_CHARS].partition(b"\n")
    name, slash, number = line.partition(b"/")
    known = name + slash == b"ALONGSIDE/" and newline == b"\n"
    return known and number.isdigit() and not number.startswith(b"0")


def _line_end(inner: bytes, *, start: int, limit: int) -> int:
    end = inner.find(b"\n", start, start + limit)
    if end < 0:
        raise BadFormat
    return end + 1


def _check_lines(lines: Sequence[bytes]) -> None:
    if len(lines) > MAX_LINES or any(len(line) > MAX_LINE for line in lines):
        raise BundleTooLarge
    if any(not line or b"\n" in line for line in lines):
        raise ValueError("a line is empty or holds a newline")


def _pack(raw: bytes) -> bytes:
    packed = _gzip(raw, level=6)
    if len(raw) > MAX_RATIO * len(packed):
        # A very repetitive note would look like a decompression bomb: pack it without
        # compression, which every reader accepts, rather than have it refused.
        packed = _gzip(raw, level=0)
    return packed


def _gzip(raw: bytes, *, level: int) -> bytes:
    packer = zlib.compressobj(level, zlib.DEFLATED, _GZIP_WINDOW)
    return packer.compress(raw) + packer.flush()


def _unpack(packed: bytes, *, raw: int) -> bytes:
    if raw > MAX_RATIO * len(packed):
        raise BundleTooLarge
    parts: list[bytes] = []
    size = 0
    try:
        for part in _inflate(packed):
            size += len(part)
            if size > raw:
                raise BundleTooLarge
            parts.append(part)
    except zlib.error:
        raise BadFormat from None
    if size != raw:
        raise BadFormat
    return b"".join(parts)


def _inflate(packed: bytes) -> Iterator[bytes]:
    """Yield the contents of exactly one gzip member, at most 64 KiB at a time.

    Raises:
        BadFormat: the member is cut short, or something follows it.
        zlib.error: it is no gzip member.
    """
    unpacker = zlib.decompressobj(_GZIP_WINDOW)
    start = 0
    part = pending = b""
    while not unpacker.eof:
        if not pending and len(part) < _STEP:  # all that was put in has come out
            if start >= len(packed):
                raise BadFormat
            # A piece, not the whole: what is left of it is copied at every step.
            pending = packed[start : start + _STEP]
            start += _STEP
        part = unpacker.decompress(pending, _STEP)
        pending = unpacker.unconsumed_tail
        yield part
    if unpacker.unused_data or start < len(packed):
        raise BadFormat


def _split(raw: bytes, *, count: int) -> list[bytes]:
    # Counted before split: a body of newlines alone would become 64 million lines.
    if raw.count(b"\n") != count or (raw and not raw.endswith(b"\n")):
        raise BadFormat
    lines = raw.split(b"\n")[:-1]
    if any(len(line) > MAX_LINE for line in lines):
        raise BundleTooLarge
    if not all(lines):
        raise BadFormat
    return lines
