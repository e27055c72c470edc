# SPDX-License-Identifier: Apache-2.0
"""The folder of a workspace: which files it holds, how they are written, and who has it open.

Owns names and the order in which things come into being, so that a crash at any moment leaves
either a workspace or something that is plainly not one. Must not know what the files say.

A workspace folder holds ``vault.json`` (the header with the wrapped keys), ``vault.json.1`` (the
header before the last change), ``records.db``, at a hub ``concerns.db``, ``lock``, and the folder
``backups``. While it is being made it also holds ``unfinished``, and while a backup is made or
restored the folder ``working``, which holds nothing that anybody needs afterwards.
"""

from __future__ import annotations

import os
import secrets
import shutil
import stat
import sys
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Self

from desktop.errors import (
    FolderUnreadable,
    HeaderDamaged,
    NotAnOrdinaryFile,
    WorkspaceExists,
    WorkspaceInUse,
    WorkspaceMissing,
)
from desktop.storage.faults import system_faults

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from types import TracebackType

if sys.platform == "win32":  # pragma: no cover - the other branch runs on Linux and Mac
    import msvcrt
else:
    import fcntl

HEADER: Final = "vault.json"
PREVIOUS_HEADER: Final = "vault.json.1"
RECORDS: Final = "records.db"
CONCERNS: Final = "concerns.db"
LOCK: Final = "lock"
UNFINISHED: Final = "unfinished"
BACKUPS: Final = "backups"
WORKING: Final = "working"
MAX_HEADER_BYTES: Final = 64 * 1024
_TEMPORARY: Final = ".tmp"
_NO_LINK: Final[int] = getattr(os, "O_NOFOLLOW", 0)
_BINARY: Final[int] = getattr(os, "O_BINARY", 0)
_OURS: Final = frozenset(
    {HEADER, PREVIOUS_HEADER, LOCK, UNFINISHED, WORKING}
    | {name + end for name in (RECORDS, CONCERNS) for end in ("", "-wal", "-shm", "-journal")}
)


@dataclass(frozen=True, slots=True)
class StoredHeader:
    """A header as it was read.

    Attributes:
        data: its bytes.
        previous: it is the one from before the last change, because the newest is missing or
            cut short. It opens with the passphrase of that time.
    """

    data: bytes
    previous: bool


class InstanceLock:
    """Keeps a second program out. The operating system lets go of it when the process ends."""

    def __init__(self, path: Path) -> None:
        """Take the lock at once; ``path`` is the lock file, made when missing.

        Raises:
            WorkspaceInUse: somebody else, or this program, has it.
            NotAnOrdinaryFile: there is a link or a folder in its place.
            ReadOnly, DiskFull, DeviceGone: the lock file cannot be made.
        """
        if path.is_symlink() or path.is_dir():
            raise NotAnOrdinaryFile(name=path.name)
        with system_faults():
            self._file: int | None = os.open(
                path, os.O_RDWR | os.O_CREAT | _NO_LINK | _BINARY, 0o600
            )
        try:
            with system_faults():
                _lock(self._file)
        except BaseException:
            self.release()
            raise

    def release(self) -> None:
        """Let go. Doing it again does nothing. The file stays: removing it would be a race."""
        if self._file is not None:
            os.close(self._file)
            self._file = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.release()


class WorkspaceFolder:
    """The files of one workspace.

    Attributes:
        path: the folder.
        records: the database of records.
        concerns: the second database, which only a hub has.
        backups: the folder of the backups that are made by themselves.
    """

    def __init__(self, path: Path) -> None:
        """Name the files below ``path``; nothing is read or made."""
        self.path = path
        self.header = path / HEADER
        self.previous_header = path / PREVIOUS_HEADER
        self.records = path / RECORDS
        self.concerns = path / CONCERNS
        self.backups = path / BACKUPS
        self._working = path / WORKING

    @classmethod
    def create(cls, path: Path) -> WorkspaceFolder:
        """Begin a workspace in a new or an empty folder that nobody else may read.

        What an interrupted attempt left is removed first: its keys were never kept, so nothing
        in it can ever be read. Call :meth:`finish` when the databases are made.

        Raises:
            WorkspaceExists: there is something in the folder, or ``path`` is not a folder.
            ReadOnly, DiskFull, DeviceGone: it cannot be made.
        """
        folder = cls(path)
        with system_faults():
            try:
                path.mkdir(mode=0o700, parents=True)
            except FileExistsError:
                folder._claim_existing()
            except NotADirectoryError:
                raise WorkspaceExists from None
            # Written first and removed last: with it, and without a header, nothing is lost
            # by starting again.
            atomic_write(path / UNFINISHED, b"")
            sync_folder(path.parent)
        return folder

    @property
    def exists(self) -> bool:
        """Whether there is a workspace here, damaged or not. Half-made ones do not count."""
        if self.header.exists() or self.previous_header.exists():
            return True
        return self.records.exists() and not self._unfinished.exists()

    def finish(self, header: bytes) -> None:
        """Write the header, which makes the folder a workspace.

        Raises:
            WorkspaceExists: it is one already.
            ReadOnly, DiskFull, DeviceGone: it is still half-made.
        """
        if self.header.exists() or self.previous_header.exists():
            raise WorkspaceExists
        atomic_write(self.header, header)
        self._forget_unfinished()

    def discard(self) -> None:
        """Remove a half-made workspace, except for the lock file. Anything else is left alone.

        Raises:
            WorkspaceExists: it is not half-made.
        """
        with system_faults():
            if not self._half_made():
                raise WorkspaceExists
            self._clear_working()
            for entry in self.path.iterdir():
                if entry.name not in {LOCK, UNFINISHED}:
                    entry.unlink()
            # Last, so that it can be done again after a crash.
            self._unfinished.unlink(missing_ok=True)

    def lock(self) -> InstanceLock:
        """Take the lock of this workspace, and tidy what a crash may have left.

        Raises:
            WorkspaceMissing: there is no workspace here.
            WorkspaceInUse: it is open in another window or program.
            NotAnOrdinaryFile: there is a link or a folder in the place of the lock file.
            ReadOnly, DiskFull, DeviceGone: the lock file cannot be made.
        """
        if not self.path.is_dir():
            raise WorkspaceMissing
        lock = InstanceLock(self.path / LOCK)
        try:
            with system_faults():
                self._tidy()
        except BaseException:
            lock.release()
            raise
        return lock

    def read_header(self) -> StoredHeader:
        """Return the newest header that is there in full.

        Raises:
            WorkspaceMissing: there is no workspace here, or a half-made one.
            HeaderDamaged: there are records, but no header that could open them.
            FileUnreadable, DeviceGone: it is there but cannot be read.
        """
        newest = _read(self.header)
        if _looks_whole(newest):
            return StoredHeader(data=newest, previous=False)
        before = self.read_previous_header()
        if before is not None:
            return StoredHeader(data=before, previous=True)
        if not self.exists:
            raise WorkspaceMissing
        raise HeaderDamaged

    def read_previous_header(self) -> bytes | None:
        """Return the header from before the last change, if there is one in full."""
        before = _read(self.previous_header)
        return before if _looks_whole(before) else None

    def write_header(self, header: bytes, *, previous: bytes) -> None:
        """Replace the header.

        Args:
            header: the new one.
            previous: what to keep as ``vault.json.1``: a header that is known to work. The one
                that is replaced may be damaged, and must not take the place of a good one.

        Raises:
            ReadOnly, DiskFull, DeviceGone: the header is as it was.
        """
        atomic_write(self.previous_header, previous)
        atomic_write(self.header, header)

    def replace_header(self, header: bytes) -> None:
        """Replace the header and leave ``vault.json.1`` as it is: the switch to new keys.

        Raises:
            ReadOnly, DiskFull, DeviceGone: the header is as it was.
        """
        atomic_write(self.header, header)

    def forget_previous_header(self) -> None:
        """Remove ``vault.json.1``, which opens with what was given up.

        Raises:
            ReadOnly, DeviceGone: it may still be there.
        """
        with system_faults():
            self.previous_header.unlink(missing_ok=True)
            sync_folder(self.path)

    @contextmanager
    def workplace(self) -> Iterator[Path]:
        """Give a private folder for files that nobody needs afterwards; it is removed at the end.

        What a crash leaves of it goes away when the workspace is locked for use again. It lies
        inside the workspace, so that nothing of it, not even encrypted, is seen elsewhere.

        Raises:
            ReadOnly, DiskFull, DeviceGone: it cannot be made.
        """
        place = self._working / secrets.token_hex(8)
        with system_faults():
            self._working.mkdir(mode=0o700, exist_ok=True)
            place.mkdir(mode=0o700)
        try:
            yield place
        finally:
            shutil.rmtree(place, ignore_errors=True)
            with suppress(OSError):  # another one may still be at work
                self._working.rmdir()

    @property
    def _unfinished(self) -> Path:
        return self.path / UNFINISHED

    def _half_made(self) -> bool:
        names = {entry.name for entry in self.path.iterdir()}
        if names & {HEADER, PREVIOUS_HEADER}:
            return False
        if UNFINISHED not in names:
            # The very first step may have been cut short.
            begun = {name for name in names - {LOCK} if name.startswith(f".{UNFINISHED}.")}
            return bool(begun) and names - {LOCK} == begun and all(map(_is_temporary, begun))
        return all(name in _OURS or _is_temporary(name) for name in names)

    def _claim_existing(self) -> None:
        if not self.path.is_dir():
            raise WorkspaceExists
        try:
            names = {entry.name for entry in self.path.iterdir()}
        except PermissionError:
            raise FolderUnreadable(name=str(self.path)) from None
        if names - {LOCK}:
            if not self._half_made():
                raise WorkspaceExists
            with InstanceLock(self.path / LOCK):  # it may be in the making at this moment
                self.discard()
        with suppress(PermissionError):  # sticks without owners and modes refuse
            self.path.chmod(0o700)

    def _forget_unfinished(self) -> None:
        with system_faults():
            self._unfinished.unlink(missing_ok=True)
            sync_folder(self.path)

    def _clear_working(self) -> None:
        if self._working.is_symlink() or not self._working.is_dir():
            return
        shutil.rmtree(self._working)

    def _tidy(self) -> None:
        self._clear_working()
        for entry in self.path.iterdir():
            if _is_temporary(entry.name):
                entry.unlink()
        if self.header.exists() and self._unfinished.exists():
            self._forget_unfinished()


def atomic_write(path: Path, data: bytes) -> None:
    """Write ``data`` so that ``path`` holds either all of it or what it held before.

    Only the owner may read the file. It is on the disk when this returns.

    Raises:
        DiskFull, ReadOnly, DeviceGone: ``path`` is as it was.
    """
    unfinished = path.with_name(f".{path.name}.{secrets.token_hex(8)}{_TEMPORARY}")
    with system_faults():
        file = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _NO_LINK | _BINARY, 0o600)
        try:
            with os.fdopen(file, "wb") as stream:
                stream.write(data)
                stream.flush()
                _flush_to_disk(stream.fileno())
            unfinished.replace(path)
        except BaseException:
            with suppress(OSError):
                unfinished.unlink()
            raise
        sync_folder(path.parent)


def sync_file(path: Path) -> None:
    """Wait until the contents of ``path`` are on the disk."""
    with path.open("r+b") as stream:
        _flush_to_disk(stream.fileno())


def sync_folder(path: Path) -> None:
    """Wait until the names in the folder ``path`` are on the disk."""
    if sys.platform == "win32":  # pragma: no cover - there a folder cannot be flushed
        return
    file = os.open(path, os.O_RDONLY)
    try:
        os.fsync(file)
    finally:
        os.close(file)


def _flush_to_disk(file: int) -> None:
    if sys.platform == "darwin":  # pragma: no cover - fsync there stops at the drive's cache
        fcntl.fcntl(file, fcntl.F_FULLFSYNC)
    else:
        os.fsync(file)


def _lock(file: int) -> None:
    """Lock the open file for this process, or raise WorkspaceInUse."""
    try:
        if sys.platform == "win32":  # pragma: no cover - the other branch runs on Linux and Mac
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        raise WorkspaceInUse from None


def _read(path: Path) -> bytes:
    """Return the bytes of a header file; nothing when it is missing or no ordinary file."""
    with system_faults(reading=path):
        try:
            if not stat.S_ISREG(path.lstat().st_mode):
                return b""
        except FileNotFoundError:
            return b""
        with path.open("rb") as stream:
            return stream.read(MAX_HEADER_BYTES + 1)


def _looks_whole(header: bytes) -> bool:
    """Return whether ``header`` could be one JSON object that was not cut short."""
    text = header.strip()
    return len(header) <= MAX_HEADER_BYTES and text.startswith(b"{") and text.endswith(b"}")


def _is_temporary(name: str) -> bool:
    """Return whether a file is one that was being written, or the library's own beside it."""
    bare = name.removesuffix("-journal").removesuffix("-wal").removesuffix("-shm")
    return name.startswith(".") and bare.endswith(_TEMPORARY)
