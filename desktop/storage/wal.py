# SPDX-License-Identifier: Apache-2.0
"""Find out, before a database is opened, whether its write-ahead log lost saves.

After a crash the log holds the newest saves. The library reads it up to the first frame that does
not fit and forgets the rest without a word, and it takes a log that was deleted for an empty one.
This module looks for proof that a save which had been acknowledged is among what was lost; what a
power cut may do to a save that was not acknowledged yet is no such proof. It reads the formats of
https://www.sqlite.org/walformat.html, and writes nothing.

The index beside the log proves most: it says how far the log went. After a power cut it may be
older than the log, never newer. Without it the very last save cannot be proved; comparing with
what the other side has received covers that one.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO, Final

if TYPE_CHECKING:
    from pathlib import Path

_MAGIC: Final = {0x377F0682: "<", 0x377F0683: ">"}  # byte order of the words in checksums
_HEADER: Final = struct.Struct(">4I8s2I")  # magic, version, page, number, salts, checksum ×2
_FRAME: Final = struct.Struct(">2I8s2I")  # page, size after commit or 0, salts, checksum ×2
_MASK: Final = 0xFFFFFFFF
# The index is in the machine's own byte order: two copies of a 48-byte header, of which these
# are the newest frame, its database's size and checksum, and the salts; then how many frames
# have been copied into the database.
_INDEX: Final = struct.Struct("=16x4I8s56xI")
_COPY: Final = 48


@dataclass(frozen=True, slots=True)
class _Log:
    """What a log holds.

    Attributes:
        salts: tell this round of the log from the ones before it.
        reachable: number of the last frame of the last save that can be read.
        broken: a save that was acknowledged lies beyond a frame that does not fit.
    """

    salts: bytes
    reachable: int
    broken: bool


def log_of(database: Path) -> Path:
    """Return where the library keeps the log of ``database``."""
    return database.with_name(database.name + "-wal")


def index_of(database: Path) -> Path:
    """Return where the library keeps the index of the log of ``database``."""
    return database.with_name(database.name + "-shm")


def beside(database: Path) -> tuple[Path, ...]:
    """Return where the library may keep files of its own beside ``database``.

    The last is a rollback journal, which it uses until a new file was given a log. One that is
    left over would be played back into the next file of that name.
    """
    journal = database.with_name(database.name + "-journal")
    return log_of(database), index_of(database), journal


def has_frames(database: Path) -> bool:
    """Return whether the log of ``database`` holds anything."""
    log = log_of(database)
    return log.exists() and log.stat().st_size > _HEADER.size


def lost_saves(database: Path) -> bool:
    """Return whether saves that were acknowledged can no longer be read from the log.

    Nobody may have the database open. Raises OSError when the files cannot be read.
    """
    newest, salts = _newest_frame(index_of(database))
    if not log_of(database).exists():
        # On closing, the library deletes the index first and the log after it; an index alone
        # means that something else took the log away.
        return newest > 0
    if not has_frames(database):
        return False
    with log_of(database).open("rb") as stream:
        log = _read_log(stream)
    return log.broken or (salts == log.salts and newest > log.reachable)


def _newest_frame(index: Path) -> tuple[int, bytes]:
    """Return the number of the newest frame and its salts, or 0 when only the file is needed."""
    if not index.exists():
        return 0, b""
    with index.open("rb") as stream:
        start = stream.read(_INDEX.size)
    if len(start) < _INDEX.size or start[:_COPY] != start[_COPY : 2 * _COPY]:
        return 0, b""  # caught in the middle of a change: it proves nothing
    newest, _size, _sum1, _sum2, salts, copied = _INDEX.unpack(start)
    return (newest if newest > copied else 0), salts


def _read_log(stream: BinaryIO) -> _Log:
    """Follow the log as the library will, and look beyond the frame where it will stop.

    Each frame's checksum runs on from the frame before. A frame that fits to a commit frame was
    written after that commit was acknowledged; if neither can be reached from the start of the
    log, a save is lost.
    """
    head = stream.read(_HEADER.size)
    magic, _version, page_bytes, _number, salts, *stored = _HEADER.unpack(head)
    order = _MAGIC.get(magic)
    if order is None or _checksum(order, [0, 0], head[: _HEADER.size - 8]) != stored:
        # It is on the disk before any frame follows it.
        return _Log(salts=salts, reachable=0, broken=True)
    whole, reachable, number = True, 0, 0
    previous, after_commit = stored, False
    while len(frame := stream.read(_FRAME.size + page_bytes)) == _FRAME.size + page_bytes:
        number += 1
        _page, size, frame_salts, *stored = _FRAME.unpack_from(frame)
        # With other salts it is left over from the round before. Beyond the break only what
        # follows a commit matters, which keeps a long log quick to read.
        fits = (
            frame_salts == salts
            and (whole or after_commit)
            and _checksum(order, _checksum(order, previous, frame[:8]), frame[_FRAME.size :])
            == stored
        )
        if fits and not whole:
            return _Log(salts=salts, reachable=reachable, broken=True)
        whole = whole and fits
        if whole and size:
            reachable = number
        previous, after_commit = stored, frame_salts == salts and size != 0
    return _Log(salts=salts, reachable=reachable, broken=False)


def _checksum(order: str, start: list[int], data: bytes) -> list[int]:
    """Return the checksum of "Checksum Algorithm" in the format's description."""
    first, second = start
    words = iter(struct.unpack(f"{order}{len(data) // 4}I", data))
    for even, odd in zip(words, words, strict=True):
        first = (first + even + second) & _MASK
        second = (second + odd + first) & _MASK
    return [first, second]
