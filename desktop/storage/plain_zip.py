# SPDX-License-Identifier: Apache-2.0
"""ZIP files of the plainest kind: nothing compressed, nothing encrypted, one after the other.

Owns the bytes of such files (PKWARE's APPNOTE.TXT 6.3.10, sections 4.3.7, 4.3.12 and 4.3.16). Any
program can unpack what is written here; but only what would be written here, byte by byte, is
read. So there is nothing to be unpacked to more than it is, no member behind another, no path
that leads elsewhere, and no second meaning.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

#: Beyond this the format would need its 64-bit extension.
LARGEST_FILE: Final = 2**32 - 2
MOST_MEMBERS: Final = 16
LONGEST_NAME: Final = 64

_LOCAL: Final = struct.Struct("<4s5H3I2H")
_ENTRY: Final = struct.Struct("<4s6H3I5H2I")
_END: Final = struct.Struct("<4s4H2IH")
_VERSION: Final = 10  # of the format that a reader needs: 1.0
_UNIX: Final = 3 << 8
_MIDNIGHT: Final = 0
_FIRST_DAY: Final = 1 << 5 | 1  # 1 January 1980: when the file was made says the member itself
_ORDINARY: Final = 0o100600 << 16  # an ordinary file that only its owner may read


class NotPlain(Exception):  # noqa: N818 - an answer about a file, told to nobody
    """The file is not one that this module writes."""


@dataclass(frozen=True, slots=True)
class Member:
    """One file inside.

    Attributes:
        name: ASCII, without folders.
        size: in bytes.
        crc: CRC-32 of its bytes.
    """

    name: str
    size: int
    crc: int


@dataclass(frozen=True, slots=True)
class Place:
    """Where a member's bytes begin in the file."""

    member: Member
    offset: int


def local_header(member: Member) -> bytes:
    """Return what stands before a member's bytes."""
    name = member.name.encode("ascii")
    return (
        _LOCAL.pack(
            b"PK\x03\x04",
            _VERSION,
            0,
            0,
            _MIDNIGHT,
            _FIRST_DAY,
            member.crc,
            member.size,
            member.size,
            len(name),
            0,
        )
        + name
    )


def directory(members: Sequence[Member]) -> bytes:
    """Return what stands behind the last member's bytes: the list of members, and the end."""
    entries = []
    offset = 0
    for member in members:
        name = member.name.encode("ascii")
        fields = (
            *(b"PK\x01\x02", _UNIX | _VERSION, _VERSION, 0, 0, _MIDNIGHT, _FIRST_DAY),
            *(member.crc, member.size, member.size, len(name), 0, 0, 0, 0, _ORDINARY, offset),
        )
        entries.append(_ENTRY.pack(*fields) + name)
        offset += len(local_header(member)) + member.size
    listed = b"".join(entries)
    count = len(members)
    end = _END.pack(b"PK\x05\x06", 0, 0, count, count, len(listed), offset, 0)
    return listed + end


def size_of(members: Sequence[Member]) -> int:
    """Return how long the whole file is, in bytes."""
    inside = sum(len(local_header(member)) + member.size for member in members)
    return inside + len(directory(members))


def longest_directory() -> int:
    """Return how many bytes at the end of a file :func:`read_directory` needs to see, at most."""
    return MOST_MEMBERS * (_ENTRY.size + LONGEST_NAME) + _END.size


def read_directory(tail: bytes, *, size: int) -> tuple[Place, ...]:
    """Return the members of a file.

    Args:
        tail: its last bytes, :func:`longest_directory` or all.
        size: how long it is.

    Raises:
        NotPlain: the directory is not what :func:`directory` writes, or does not fit the size.
            What stands before each member is for the caller to compare.
    """
    if len(tail) < _END.size:
        raise NotPlain
    _mark, _disk, _first, count, _all, length, _offset, _comment = _END.unpack(tail[-_END.size :])
    if not 1 <= count <= MOST_MEMBERS or length > len(tail) - _END.size:
        raise NotPlain
    listed = tail[-_END.size - length : -_END.size]
    members = tuple(_members(listed, count))
    if directory(members) != tail[-_END.size - length :] or size_of(members) != size:
        raise NotPlain
    if len({member.name for member in members}) != count:
        raise NotPlain
    return tuple(_places(members))


def _members(listed: bytes, count: int) -> Iterator[Member]:
    at = 0
    for _ in range(count):
        if len(listed) < at + _ENTRY.size:
            raise NotPlain
        fields = _ENTRY.unpack_from(listed, at)
        crc, size, length = fields[7], fields[9], fields[10]
        name = listed[at + _ENTRY.size : at + _ENTRY.size + length]
        if not name.isascii() or not 1 <= len(name) <= LONGEST_NAME:
            raise NotPlain
        yield Member(name.decode("ascii"), size, crc)
        at += _ENTRY.size + length


def _places(members: Sequence[Member]) -> Iterator[Place]:
    offset = 0
    for member in members:
        offset += len(local_header(member))
        yield Place(member, offset)
        offset += member.size
