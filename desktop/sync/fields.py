# SPDX-License-Identifier: Apache-2.0
"""Checks of single fields, shared by every structure that travels.

Owns what an id, a time, a key or a short name may look like (docs/bundle-format.md, "Words
and values"). Each check raises a bare ``ValueError``: msgspec turns it into a validation error
while reading, and while writing it points at a mistake of the program. The value is never put
into the error. Must not know the structures that use it.
"""

from __future__ import annotations

import base64
import re
from datetime import UTC, datetime

# fullmatch throughout: "$" would also match before a final newline.
_HEX = re.compile("[0-9a-f]*")
_BASE32 = re.compile("[a-z2-7]{26}")
_RECIPIENT = re.compile("age1pq1[02-9ac-hj-np-z]{1952}")
_SLUG = re.compile("[a-z][a-z0-9-]{0,39}")
_WORD = re.compile("[a-z0-9][a-z0-9._-]{0,99}")
_TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{3}Z")
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")

ID_CHARS = 32
EPOCH_CHARS = 16
HASH_CHARS = 64
ZERO_HASH = "0" * HASH_CHARS
MAX_NAME = 200
PUBLIC_KEY_BYTES = 32


def require(condition: bool) -> None:
    """Raise ``ValueError`` unless the condition holds."""
    if not condition:
        raise ValueError


def require_hex(value: str, chars: int) -> None:
    """Require exactly ``chars`` lower-case hexadecimal characters."""
    require(len(value) == chars and _HEX.fullmatch(value) is not None)


def require_id(value: str) -> None:
    """Require an id: 16 bytes as 32 lower-case hexadecimal characters."""
    require_hex(value, ID_CHARS)


def require_stream(value: str) -> None:
    """Require ``hub``, ``safeguarding`` or a device id."""
    if value not in ("hub", "safeguarding"):
        require_id(value)


def require_mailbox(value: str) -> None:
    """Require 26 lower-case base32 characters."""
    require(_BASE32.fullmatch(value) is not None)


def require_recipient(value: str) -> None:
    """Require what looks like the text of a recipient; its checksum is looked at when used.

    Reading the whole key costs 3 ms, too much for every line of a roster.
    """
    require(_RECIPIENT.fullmatch(value) is not None)


def require_slug(value: str) -> None:
    """Require the name of a fault: lower-case words joined by hyphens, at most 40 characters."""
    require(_SLUG.fullmatch(value) is not None)


def require_word(value: str) -> None:
    """Require a short technical name, such as the id of a programme pack."""
    require(_WORD.fullmatch(value) is not None)


def require_name(value: str) -> None:
    """Require a name for people to read: one line, not empty, at most 200 characters."""
    require(0 < len(value) <= MAX_NAME and value == value.strip())
    require(_CONTROL.search(value) is None)


def require_text(value: str, *, limit: int) -> None:
    """Require at most ``limit`` characters."""
    require(len(value) <= limit)


def require_line(value: str, *, limit: int) -> None:
    """Require one line of 1 to ``limit`` characters without control characters."""
    require(0 < len(value) <= limit and _CONTROL.search(value) is None)


def parse_time(value: str) -> datetime:
    """Return the moment of an RFC 3339 time in UTC with milliseconds, else ``ValueError``."""
    require(_TIME.fullmatch(value) is not None)
    return datetime.strptime(value, "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=UTC)


def from_base64(text: str) -> bytes:
    """Return the bytes of canonical padded base64 (RFC 4648, section 4), else ``ValueError``."""
    data = base64.b64decode(text, validate=True)
    require(base64.b64encode(data).decode("ascii") == text)
    return data


def to_base64(data: bytes) -> str:
    """Return padded base64."""
    return base64.b64encode(data).decode("ascii")


def require_public_key(text: str) -> bytes:
    """Return the 32 bytes of an Ed25519 public key written in base64."""
    key = from_base64(text)
    require(len(key) == PUBLIC_KEY_BYTES)
    return key
