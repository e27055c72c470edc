# SPDX-License-Identifier: Apache-2.0
"""The bytes of an age v1 file: its header and its payload of 64 KiB chunks.

Owns parsing and writing after the age v1 specification (C2SP, age.md). It must not know how a
file key is wrapped for anybody: that is :mod:`desktop.crypto.age`.

The parser works on bytes, looks at each byte a bounded number of times and stops at the first
limit that is passed, so that a hostile header costs no more than its permitted size.
"""

from __future__ import annotations

import binascii
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

FILE_KEY_SIZE: Final = 16
MAC_SIZE: Final = 32
NONCE_SIZE: Final = 16
CHUNK_SIZE: Final = 64 * 1024
TAG_SIZE: Final = 16

_VERSION_LINE: Final = b"age-encryption.org/v1\n"
_COLUMNS: Final = 64
_SEALED_SIZE: Final = CHUNK_SIZE + TAG_SIZE
_PRINTABLE: Final = bytes(range(0x21, 0x7F))


class AgeError(Exception):
    """An age file could not be opened. Says nothing about the content."""


class HeaderFailure(AgeError):  # noqa: N818 - named for what happened
    """The header does not follow the specification, or passes a limit."""


class NotAccepted(HeaderFailure):
    """The file is of a sort that is refused: armored, of another version, or a refused stanza."""


class HmacFailure(AgeError):  # noqa: N818 - named for what happened
    """The header was changed after it was written."""


class NoMatch(AgeError):  # noqa: N818 - named for what happened
    """None of the identities opens any of the stanzas."""


class PayloadFailure(AgeError):  # noqa: N818 - named for what happened
    """The payload is damaged, cut short, or followed by something else."""


class TooLarge(AgeError):  # noqa: N818 - named for what happened
    """The file is larger than the limit."""


@dataclass(frozen=True)
class Limits:
    """How much of a file is looked at before it is refused; all sizes in bytes."""

    stanzas: int = 64
    line: int = 4096
    header: int = 256 * 1024
    file: int = 40 * 1024 * 1024


@dataclass(frozen=True)
class Stanza:
    """One recipient stanza: ``-> type args…`` and its body, decoded."""

    type: str
    args: tuple[str, ...]
    body: bytes


@dataclass(frozen=True)
class Header:
    """A parsed header.

    Attributes:
        stanzas: at least one.
        covered: the bytes that the MAC is over, up to and including ``---``.
        mac: 32 bytes.
        size: bytes of the file that the header takes, with its last newline.
    """

    stanzas: tuple[Stanza, ...]
    covered: bytes
    mac: bytes
    size: int


def encode_base64(data: bytes) -> str:
    """Return ``data`` as base64 without padding."""
    return binascii.b2a_base64(data, newline=False).rstrip(b"=").decode("ascii")


def decode_base64(text: bytes) -> bytes:
    """Return the bytes of canonical base64 without padding.

    Raises:
        HeaderFailure: anything that ``encode_base64`` would not have written.
    """
    try:
        data = binascii.a2b_base64(text + b"=" * (-len(text) % 4))
    except binascii.Error:
        raise HeaderFailure("not base64") from None
    # a2b_base64 passes over foreign characters and spare bits; writing it again finds both.
    if encode_base64(data).encode("ascii") != text:
        raise HeaderFailure("base64 is not canonical")
    return data


def derive_key(file_key: bytes, *, salt: bytes | None, info: bytes) -> bytes:
    """Return 32 bytes of HKDF-SHA-256 over the file key."""
    return HKDF(algorithm=SHA256(), length=32, salt=salt, info=info).derive(file_key)


def write_stanzas(stanzas: Sequence[Stanza]) -> bytes:
    """Return the header from its first byte up to and including ``---``: what the MAC covers."""
    parts = [_VERSION_LINE]
    for stanza in stanzas:
        parts.append(f"-> {' '.join((stanza.type, *stanza.args))}\n".encode("ascii"))
        body = encode_base64(stanza.body)
        # A body that fills its last line is followed by an empty one, which ends it.
        parts.extend(
            body[start : start + _COLUMNS].encode("ascii") + b"\n"
            for start in range(0, len(body) + 1, _COLUMNS)
        )
    parts.append(b"---")
    return b"".join(parts)


def read_header(data: bytes, limits: Limits) -> Header:
    """Parse the header at the start of ``data``.

    Raises:
        NotAccepted: the file does not start with the line of age v1.
        HeaderFailure: anything else that is not exactly as specified, or passes a limit.
    """
    if not data.startswith(_VERSION_LINE):
        raise NotAccepted("not an age v1 file")
    reader = _LineReader(data, limits, position=len(_VERSION_LINE))
    stanzas: list[Stanza] = []
    while True:
        start = reader.position
        line = reader.line()
        if not line.startswith(b"-> "):
            break
        if len(stanzas) == limits.stanzas:
            raise HeaderFailure("too many stanzas")
        stanzas.append(_read_stanza(line, reader))
    if not line.startswith(b"--- "):
        raise HeaderFailure("neither a stanza nor the end of the header")
    if not stanzas:
        raise HeaderFailure("no stanza")
    mac = decode_base64(line[4:])
    if len(mac) != MAC_SIZE:
        raise HeaderFailure("the MAC has the wrong length")
    return Header(tuple(stanzas), covered=data[: start + 3], mac=mac, size=reader.position)


def seal_chunks(plaintext: bytes, key: bytes) -> Iterator[bytes]:
    """Yield the chunks of the payload: 64 KiB each, the last one shorter unless it is just full."""
    cipher = ChaCha20Poly1305(key)
    view = memoryview(plaintext)
    last = max(0, (len(plaintext) - 1) // CHUNK_SIZE)
    for counter in range(last + 1):
        chunk = view[counter * CHUNK_SIZE : (counter + 1) * CHUNK_SIZE]
        yield cipher.encrypt(_chunk_nonce(counter, last=counter == last), chunk, None)


def open_payload(payload: memoryview, key: bytes) -> Iterator[bytes]:
    """Yield the plaintext of each chunk, authenticated before it is handed over.

    Raises:
        PayloadFailure: a chunk is damaged, the end is missing, or something follows the end.
    """
    cipher = ChaCha20Poly1305(key)
    counter = 0
    while True:
        chunk, payload = payload[:_SEALED_SIZE], payload[_SEALED_SIZE:]
        plaintext, is_last = _open_chunk(cipher, counter, chunk)
        if counter and not plaintext:
            raise PayloadFailure("an empty last chunk")
        yield plaintext
        if is_last and payload:
            raise PayloadFailure("something follows the end")
        if is_last:
            return
        if not payload:
            raise PayloadFailure("the end is missing")
        counter += 1


def _open_chunk(cipher: ChaCha20Poly1305, counter: int, chunk: memoryview) -> tuple[bytes, bool]:
    """Return the plaintext of a chunk, and whether it was sealed as the last one."""
    # Only a full chunk can be followed by another; whether it is, its seal says and not the
    # length of the file.
    for is_last in (False, True) if len(chunk) == _SEALED_SIZE else (True,):
        try:
            return cipher.decrypt(_chunk_nonce(counter, last=is_last), chunk, None), is_last
        except InvalidTag:
            continue
    raise PayloadFailure("a chunk is damaged")


def _chunk_nonce(counter: int, *, last: bool) -> bytes:
    return counter.to_bytes(11, "big") + (b"\x01" if last else b"\x00")


class _LineReader:
    """Hands out the lines of a header one by one, within the limits."""

    def __init__(self, data: bytes, limits: Limits, *, position: int) -> None:
        self._data = data
        self._limits = limits
        self.position = position

    def line(self) -> bytes:
        """Return the next line without its newline."""
        end = min(self.position + self._limits.line, self._limits.header)
        newline = self._data.find(b"\n", self.position, end)
        if newline < 0:
            raise HeaderFailure("a line or the header is too long, or cut short")
        line = self._data[self.position : newline]
        self.position = newline + 1
        return line


def _read_stanza(line: bytes, reader: _LineReader) -> Stanza:
    words = line[3:].split(b" ")
    # translate() deletes every permitted character: what is left over is not permitted.
    if not all(words) or any(word.translate(None, _PRINTABLE) for word in words):
        raise HeaderFailure("a stanza has an empty argument or a forbidden character")
    body: list[bytes] = []
    while True:
        part = reader.line()
        if len(part) > _COLUMNS:
            raise HeaderFailure("a stanza has a line that is too long")
        body.append(part)
        if len(part) < _COLUMNS:
            break
    name, *args = (word.decode("ascii") for word in words)
    return Stanza(name, tuple(args), decode_base64(b"".join(body)))
