# SPDX-License-Identifier: Apache-2.0
"""The file of a backup: how it is written, and how it is read whoever may have changed it.

Owns the format ``alongside-backup/1`` (docs/backups.md): a ZIP whose first member says what the
others are, with their hashes and a MAC that only a holder of the workspace's keys can make. Must
not know how a workspace is copied or rebuilt, nor where keys come from.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import re
import secrets
import zlib
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Annotated, Final, Literal, Self

import msgspec

from desktop.carriers.files import safe_open
from desktop.errors import (
    BackupAltered,
    BackupDamaged,
    BackupNewer,
    BackupTooLarge,
    NotABackup,
)
from desktop.storage import plain_zip
from desktop.storage.copies import nobody_waits
from desktop.storage.faults import system_faults
from desktop.storage.folder import CONCERNS, HEADER, RECORDS, sync_file, sync_folder
from desktop.storage.plain_zip import Member, NotPlain, Place

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path
    from types import TracebackType
    from typing import BinaryIO

FORMAT: Final = "alongside-backup/1"
MANIFEST: Final = "backup.json"
#: What a backup of each role holds, in this order, after the manifest.
CONTENTS: Final[Mapping[str, tuple[str, ...]]] = {
    "volunteer": (HEADER, RECORDS),
    "hub": (HEADER, RECORDS, CONCERNS),
}
ENDING: Final = ".alongside"
LONGEST_MANIFEST: Final = 4096  # bytes
LARGEST_HEADER: Final = 64 * 1024
_BLOCK: Final = 1024 * 1024
_BINARY: Final[int] = getattr(os, "O_BINARY", 0)
_ANY_FORMAT: Final = re.compile(r"alongside-backup/([1-9][0-9]{0,5})")
_NAME: Final = re.compile(r"backup-[0-9]{8}-[0-9]{6}" + re.escape(ENDING))
_TIME: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{3}Z")
_HEX: Final = re.compile(r"[0-9a-f]*")
_ID_CHARACTERS: Final = 32
_EPOCH_CHARACTERS: Final = 16
_HASH_CHARACTERS: Final = 64
_NAME_OF_TIME: Final = f"backup-%Y%m%d-%H%M%S{ENDING}"
_Count = Annotated[int, msgspec.Meta(ge=0, le=2**53 - 1)]


class FileFacts(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Size in bytes and SHA-256 of one file in a backup."""

    size: _Count
    sha256: str


class Manifest(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What a backup says of itself. ``mac`` is over everything else."""

    fmt: str = FORMAT
    vault: str
    made: str
    epoch: str
    role: Literal["volunteer", "hub"]
    records: _Count
    files: dict[str, FileFacts]
    mac: str = ""


class _Stamp(msgspec.Struct):
    fmt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is written into a new backup.

    Attributes:
        vault: id of the workspace.
        made: when, RFC 3339 UTC.
        epoch: its epoch at that time.
        role: ``volunteer`` or ``hub``.
        records: how many records it holds.
    """

    vault: str
    made: str
    epoch: str
    role: Literal["volunteer", "hub"]
    records: int


class BackupFile:
    """A backup that is open for reading. Use it as a context manager.

    Attributes:
        path: where it is.
        manifest: what it says of itself; true only after :meth:`check_files` and
            :meth:`check_mac`.
        size: of the whole file, in bytes.
    """

    def __init__(self, path: Path) -> None:
        """Open a file and read what it says of itself; the rest is not looked at.

        Raises:
            NotABackup: it is something else.
            BackupDamaged: it was one.
            BackupNewer: it is in a later format.
            NotAnOrdinaryFile, FileUnreadable, DeviceGone: it was not read.
        """
        self.path = path
        self._file = safe_open(path)
        try:
            with system_faults(reading=path):
                self.size = os.fstat(self._file).st_size
                self._places = self._find_members()
                self.manifest = self._read_manifest()
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Close the file."""
        os.close(self._file)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def check_mac(self, key: bytes) -> None:
        """Check that a holder of the workspace's keys wrote what it says of itself.

        Raises:
            BackupAltered: nobody did.
        """
        if not hmac.compare_digest(_mac(self.manifest, key), self.manifest.mac):
            raise BackupAltered(name=self.path.name)

    def check_files(self, watch: Callable[[], None] = nobody_waits) -> None:
        """Read everything and compare it with what the manifest says.

        Raises:
            BackupDamaged: it differs.
            FileUnreadable, DeviceGone: it cannot be read.
        """
        for name in self.manifest.files:
            for _block in self._checked(name):
                watch()

    def header(self) -> bytes:
        """Return the header of the workspace, with its wrapped keys. Raises BackupDamaged."""
        return b"".join(self._checked(HEADER))

    def extract(self, name: str, target: Path, watch: Callable[[], None] = nobody_waits) -> None:
        """Write one of its files to ``target``, which only its owner may read.

        Raises:
            BackupDamaged: it is not what the manifest says; nothing is left at ``target``.
            DiskFull, ReadOnly, DeviceGone, FileUnreadable: the same.
        """
        with _new_file(target) as stream:
            for block in self._checked(name):
                stream.write(block)
                watch()

    def _checked(self, name: str) -> Iterator[bytes]:
        """Yield a member's bytes; after the last, raise BackupDamaged if they were not right."""
        place, facts = self._places[name], self.manifest.files[name]
        found, crc = hashlib.sha256(), 0
        for block in self._blocks(place):
            found.update(block)
            crc = zlib.crc32(block, crc)
            yield block
        if found.hexdigest() != facts.sha256 or crc != place.member.crc:
            raise BackupDamaged(name=self.path.name)

    def _blocks(self, place: Place) -> Iterator[bytes]:
        left, offset = place.member.size, place.offset
        while left:
            block = self._read(offset, min(_BLOCK, left))
            yield block
            offset += len(block)
            left -= len(block)

    def _read(self, offset: int, size: int) -> bytes:
        """Return ``size`` bytes. Raises BackupDamaged when the file ends before."""
        parts = []
        with system_faults(reading=self.path):
            os.lseek(self._file, offset, os.SEEK_SET)
            while size:
                part = os.read(self._file, size)
                if not part:
                    raise BackupDamaged(name=self.path.name)
                parts.append(part)
                size -= len(part)
        return b"".join(parts)

    def _find_members(self) -> dict[str, Place]:
        begins = self._read(0, min(self.size, _LOCAL_START))
        try:
            places = self._read_places()
        except NotPlain:
            if begins[-len(MANIFEST) :] == MANIFEST.encode("ascii"):
                raise BackupDamaged(name=self.path.name) from None
            raise NotABackup(name=self.path.name) from None
        if places[0].member.name != MANIFEST:
            raise NotABackup(name=self.path.name)
        return {place.member.name: place for place in places}

    def _read_places(self) -> tuple[Place, ...]:
        length = min(self.size, plain_zip.longest_directory())
        tail = self._read(self.size - length, length)
        places = plain_zip.read_directory(tail, size=self.size)
        for place in places:
            header = plain_zip.local_header(place.member)
            if self._read(place.offset - len(header), len(header)) != header:
                raise NotPlain
        return places

    def _read_manifest(self) -> Manifest:
        place = self._places[MANIFEST]
        if place.member.size > LONGEST_MANIFEST:
            raise BackupDamaged(name=self.path.name)
        line = self._read(place.offset, place.member.size)
        if zlib.crc32(line) != place.member.crc:
            raise BackupDamaged(name=self.path.name)
        try:
            found = _ANY_FORMAT.fullmatch(msgspec.json.decode(line, type=_Stamp).fmt)
            if found is not None and found[0] != FORMAT:
                raise BackupNewer(name=self.path.name)
            manifest = msgspec.json.decode(line, type=Manifest)
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
            raise BackupDamaged(name=self.path.name) from None
        # Writing it again finds doubled members, other spacing and other spellings of a number.
        if _line(manifest) != line or not _is_sound(manifest) or not self._fits(manifest):
            raise BackupDamaged(name=self.path.name)
        return manifest

    def _fits(self, manifest: Manifest) -> bool:
        names = CONTENTS[manifest.role]
        sizes = {name: facts.size for name, facts in manifest.files.items()}
        return (
            tuple(self._places) == (MANIFEST, *names)
            and tuple(sizes) == names
            and all(self._places[name].member.size == size for name, size in sizes.items())
            and sizes[HEADER] <= LARGEST_HEADER
        )


_LOCAL_START: Final = len(plain_zip.local_header(Member(MANIFEST, 0, 0)))


def name_for(made: str) -> str:
    """Return the file name of a backup made at a moment (RFC 3339 UTC)."""
    digits = re.sub(r"[^0-9]", "", made)
    return f"backup-{digits[:8]}-{digits[8:14]}{ENDING}"


def is_name(name: str) -> bool:
    """Return whether a file is called as a backup is."""
    return _NAME.fullmatch(name) is not None


def unfinished_names(vault: str) -> re.Pattern[str]:
    """Return how the files are called that a crash may leave of backups of this workspace."""
    return re.compile(rf"\.backup-{re.escape(vault)}-[0-9a-f]{{16}}\.tmp")


def write(
    folder: Path,
    facts: Facts,
    *,
    files: Mapping[str, Path],
    key: bytes,
    watch: Callable[[], None] = nobody_waits,
) -> Path:
    """Write a backup under a temporary name, which :func:`keep` makes final.

    Args:
        folder: where it goes.
        facts: what it says of itself.
        files: for each member its source.
        key: of the MAC.
        watch: called again and again; what it raises ends the writing.

    Returns:
        The temporary file, on the disk.

    Raises:
        BackupTooLarge: the files are more than the format holds.
        DiskFull, ReadOnly, DeviceGone: nothing is left of it.
    """
    measured = {name: _measure(path, watch) for name, path in files.items()}
    manifest = Manifest(
        vault=facts.vault,
        made=facts.made,
        epoch=facts.epoch,
        role=facts.role,
        records=facts.records,
        files={name: found.facts for name, found in measured.items()},
    )
    line = _line(msgspec.structs.replace(manifest, mac=_mac(manifest, key)))
    members = [
        Member(MANIFEST, len(line), zlib.crc32(line)),
        *(Member(name, found.facts.size, found.crc) for name, found in measured.items()),
    ]
    if plain_zip.size_of(members) > plain_zip.LARGEST_FILE:
        raise BackupTooLarge
    target = folder / f".backup-{facts.vault}-{secrets.token_hex(8)}.tmp"
    with _new_file(target) as stream:
        stream.write(plain_zip.local_header(members[0]) + line)
        for member in members[1:]:
            stream.write(plain_zip.local_header(member))
            for block in _blocks_of(files[member.name]):
                stream.write(block)
                watch()
        stream.write(plain_zip.directory(members))
    return target


def keep(unfinished: Path, made: str) -> Path:
    """Give a backup its name; never that of another one.

    Returns:
        Where it is now. Two of the same second get names a second apart.

    Raises:
        ReadOnly, DiskFull, DeviceGone: it has not got its name.
    """
    name = name_for(made)
    target = unfinished.with_name(name)
    with system_faults():
        while os.path.lexists(target):
            name = _next_name(name)
            target = unfinished.with_name(name)
        unfinished.replace(target)
        sync_folder(target.parent)
    return target


def clear_unfinished(folder: Path, *, vault: str) -> None:
    """Remove what a crash left of backups of this workspace in ``folder``."""
    pattern = unfinished_names(vault)
    with suppress(OSError):
        for entry in list(folder.iterdir()):
            if pattern.fullmatch(entry.name):
                entry.unlink()


@dataclass(frozen=True, slots=True)
class _Measured:
    facts: FileFacts
    crc: int


def _measure(path: Path, watch: Callable[[], None]) -> _Measured:
    found, crc, size = hashlib.sha256(), 0, 0
    for block in _blocks_of(path):
        found.update(block)
        crc = zlib.crc32(block, crc)
        size += len(block)
        watch()
    return _Measured(FileFacts(size, found.hexdigest()), crc)


def _blocks_of(path: Path) -> Iterator[bytes]:
    with system_faults(reading=path), path.open("rb") as stream:
        while block := stream.read(_BLOCK):
            yield block


@contextmanager
def _new_file(target: Path) -> Iterator[BinaryIO]:
    """Make a file that was not there; it is on the disk at the end, or gone again."""
    try:
        with system_faults():
            file = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, 0o600)
        with system_faults(), os.fdopen(file, "wb") as stream:
            yield stream
        with system_faults():
            sync_file(target)
    except BaseException:
        with suppress(OSError):
            target.unlink()
        raise


def _next_name(name: str) -> str:
    """Return the name of a second later."""
    later = datetime.strptime(name, _NAME_OF_TIME).replace(tzinfo=UTC) + timedelta(seconds=1)
    return later.strftime(_NAME_OF_TIME)


def _line(manifest: Manifest) -> bytes:
    return msgspec.json.encode(manifest) + b"\n"


def _mac(manifest: Manifest, key: bytes) -> str:
    covered = msgspec.json.encode(msgspec.structs.replace(manifest, mac=""))
    return hmac.digest(key, covered, "sha256").hex()


def _is_sound(manifest: Manifest) -> bool:
    return (
        manifest.fmt == FORMAT
        and _is_hex(manifest.vault, _ID_CHARACTERS)
        and _is_hex(manifest.epoch, _EPOCH_CHARACTERS)
        and _is_hex(manifest.mac, _HASH_CHARACTERS)
        and is_time(manifest.made)
        and all(_is_hex(facts.sha256, _HASH_CHARACTERS) for facts in manifest.files.values())
    )


def is_time(text: str) -> bool:
    """Return whether a text is a moment as the program writes it."""
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return _TIME.fullmatch(text) is not None


def _is_hex(text: str, size: int) -> bool:
    return len(text) == size and _HEX.fullmatch(text) is not None
