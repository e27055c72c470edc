# SPDX-License-Identifier: Apache-2.0
"""The JSON of a workspace header, format ``alongside-vault/1`` (docs/security.md).

Owns the layout of ``vault.json``, its limits, and what of it is covered by which check. It must
not know any key.

There is one way to write a header, and only that is read: compact JSON, the members in the order
below, one newline at the end, all bytes as lower-case hexadecimal.
"""

from __future__ import annotations

import re
from typing import Final, Literal

import msgspec

from desktop.errors import HeaderDamaged, HeaderParameters, WorkspaceNewer

FORMAT: Final = "alongside-vault/1"
PASSPHRASE: Final = "pass"  # noqa: S105 - the name of a slot type
RECOVERY: Final = "recovery"
SALT_SIZE: Final = 16
NONCE_SIZE: Final = 12

SlotType = Literal["pass", "recovery"]
Purpose = Literal["master", "concerns"]

_ID_SIZE: Final = 16
_WRAPPED_SIZE: Final = 48
_MAC_SIZE: Final = 32
_LARGEST: Final = 64 * 1024
_MOST_SLOTS: Final = 16
_LAST_GENERATION: Final = 2**53 - 2
_OUR_FORMAT: Final = 1
_ANY_FORMAT: Final = re.compile(r"alongside-vault/([1-9][0-9]{0,5})")
_HEX: Final = re.compile(r"(?:[0-9a-f]{2})*")

# 19 MiB, two passes, one lane is the floor of OWASP's advice; above the ceilings a header would
# only be a way to stop the computer.
_MEMORY_KIB: Final = range(19 * 1024, 1024 * 1024 + 1)
_PASSES: Final = range(1, 21)
_LANES: Final = range(1, 9)


class Argon2Kdf(
    msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="alg", tag="argon2id"
):
    """Argon2id, RFC 9106: memory in KiB, passes, lanes, salt of 16 bytes."""

    m: int
    t: int
    p: int
    salt: str


class HkdfKdf(
    msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="alg", tag="hkdf-sha256"
):
    """HKDF with SHA-256, RFC 5869: salt of 16 bytes."""

    salt: str


Kdf = Argon2Kdf | HkdfKdf


class Wrap(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A 32-byte key under AES-256-GCM: nonce of 12 bytes, ciphertext with tag of 48."""

    alg: Literal["aes-256-gcm"] = "aes-256-gcm"
    nonce: str
    ct: str


class Slot(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One way to open the header."""

    id: str
    type: SlotType
    kdf: Kdf
    wrap: Wrap
    concerns: Wrap | None = None


class Header(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole header; ``mac`` is over everything else."""

    fmt: str
    vault: str
    gen: int
    slots: tuple[Slot, ...]
    mac: str


class _Stamp(msgspec.Struct):
    fmt: str


def write(header: Header) -> bytes:
    """Return the bytes of a header."""
    return msgspec.json.encode(header) + b"\n"


def read(data: bytes) -> Header:
    """Parse the bytes of a header.

    Raises:
        HeaderDamaged: they are anything that :func:`write` would not have written.
        HeaderParameters: the settings of a passphrase slot are outside what is accepted.
        WorkspaceNewer: they are in a later format than this program knows.
    """
    if len(data) > _LARGEST:
        raise HeaderDamaged
    try:
        _check_format(msgspec.json.decode(data, type=_Stamp).fmt)
        header = msgspec.json.decode(data, type=Header)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        raise HeaderDamaged from None
    # Writing it again finds doubled members, other spacing and other spellings of a number.
    if write(header) != data or not _is_sound(header):
        raise HeaderDamaged
    for slot in header.slots:
        if isinstance(slot.kdf, Argon2Kdf):
            check_parameters(slot.kdf)
    return header


def check_parameters(kdf: Argon2Kdf) -> None:
    """Accept the settings of a passphrase slot.

    Raises:
        HeaderParameters: they are too weak, or so strong that they would stop the computer.
    """
    if kdf.m not in _MEMORY_KIB or kdf.t not in _PASSES or kdf.p not in _LANES:
        raise HeaderParameters


def covered(header: Header) -> bytes:
    """Return the bytes that the MAC is over: the header with an empty MAC, without the newline."""
    return msgspec.json.encode(msgspec.structs.replace(header, mac=""))


def associated_data(*, vault: str, slot: str, kind: SlotType, kdf: Kdf, purpose: Purpose) -> bytes:
    """Return the associated data of a wrap: JSON of format, vault, slot, type, kdf.

    The wrap of the concerns key has a sixth item, ``"concerns"``.
    """
    items: list[object] = [FORMAT, vault, slot, kind, kdf]
    return msgspec.json.encode(items if purpose == "master" else [*items, purpose])


def _check_format(fmt: str) -> None:
    found = _ANY_FORMAT.fullmatch(fmt)
    if found is None:
        raise HeaderDamaged
    if int(found[1]) != _OUR_FORMAT:
        raise WorkspaceNewer(needed=int(found[1]), known=_OUR_FORMAT)


def _is_sound(header: Header) -> bool:
    ids = [slot.id for slot in header.slots]
    return (
        _is_hex(header.vault, _ID_SIZE)
        and _is_hex(header.mac, _MAC_SIZE)
        and 1 <= header.gen <= _LAST_GENERATION
        and 1 <= len(ids) <= _MOST_SLOTS
        and len(set(ids)) == len(ids)
        and all(_is_sound_slot(slot) for slot in header.slots)
    )


def _is_sound_slot(slot: Slot) -> bool:
    wraps = [slot.wrap] if slot.concerns is None else [slot.wrap, slot.concerns]
    return (
        _is_hex(slot.id, _ID_SIZE)
        and isinstance(slot.kdf, Argon2Kdf) == (slot.type == PASSPHRASE)
        and _is_hex(slot.kdf.salt, SALT_SIZE)
        and all(_is_hex(wrap.nonce, NONCE_SIZE) for wrap in wraps)
        and all(_is_hex(wrap.ct, _WRAPPED_SIZE) for wrap in wraps)
    )


def _is_hex(text: str, size: int) -> bool:
    return len(text) == 2 * size and _HEX.fullmatch(text) is not None
