# SPDX-License-Identifier: Apache-2.0
"""The ``folder:`` carrier: a USB stick, a shared folder, or one that another program mirrors.

Owns how an object gets into a folder whole or not at all on any file system. Must not know what
is inside an object. Never makes the root folder itself: a missing root is a stick that is not
plugged in, and a folder made in its place would swallow what people send.
"""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import stat
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.carriers import base
from desktop.carriers.base import Entry
from desktop.carriers.files import NO_FOLLOW, safe_read
from desktop.errors import (
    BundleTooLarge,
    CarrierNameTaken,
    CarrierUnreachable,
    FileUnreadable,
    NotAnOrdinaryFile,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

_WRITE_FLAGS: int = (
    os.O_WRONLY
    | os.O_CREAT
    | os.O_EXCL
    | NO_FOLLOW
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_BINARY", 0)
)
_NO_HARD_LINKS = frozenset(
    {errno.EPERM, errno.EOPNOTSUPP, errno.ENOTSUP, errno.ENOSYS, errno.EINVAL, errno.EMLINK}
)
_NO_FOLDER_SYNC = frozenset(
    {errno.EINVAL, errno.EBADF, errno.EOPNOTSUPP, errno.ENOTSUP, errno.ENOSYS, errno.EACCES}
)


class FolderCarrier:
    """A folder of the file system. A relative path counts from the current folder, now."""

    def __init__(self, path: str) -> None:
        try:
            self._root = Path(path).absolute()
        except OSError as error:  # the current folder has been removed
            raise CarrierUnreachable(name=path) from error
        self._name = str(self._root)

    @property
    def url(self) -> str:
        """``folder:`` and the path."""
        return f"folder:{self._root}"

    def put_new(self, folder: str, name: str, data: bytes) -> None:
        """Write an object; see :meth:`desktop.carriers.base.Carrier.put_new`."""
        base.require_object(folder, name)
        if not data:
            raise ValueError("an object is never empty")
        self._require_root()
        with self._writing():
            place = self._make_folder(folder)
            final = place / name
            if self._is_there(final, data):
                return
            temporary = place / f".{secrets.token_hex(8)}.tmp"
            try:
                _write_whole(temporary, data)
                self._publish(temporary, final, data)
            finally:
                # After a successful rename there is nothing left to remove.
                with contextlib.suppress(OSError):
                    temporary.unlink()
            _sync_folder(place)

    def list(self, folder: str) -> tuple[Entry, ...]:
        """Return the objects; see :meth:`desktop.carriers.base.Carrier.list`."""
        base.require_folder(folder)
        self._require_root()
        try:
            if not self._is_folder(folder):
                return ()
            with os.scandir(self._root / folder) as found:
                return tuple(sorted(_entries(found), key=lambda entry: entry.name))
        except FileNotFoundError:
            return ()
        except OSError as error:
            raise base.read_fault(error, name=self._name) from error

    def get(self, folder: str, name: str, *, limit: int) -> bytes:
        """Return an object's bytes; see :meth:`desktop.carriers.base.Carrier.get`."""
        base.require_object(folder, name)
        self._require_root()
        try:
            if not self._is_folder(folder):
                raise FileUnreadable(name=name)
        except OSError as error:
            raise base.read_fault(error, name=self._name) from error
        return safe_read(self._root / folder / name, limit=limit)

    def delete(self, folder: str, name: str) -> None:
        """Remove an object; see :meth:`desktop.carriers.base.Carrier.delete`."""
        base.require_object(folder, name)
        self._require_root()
        with self._writing():
            place = self._root / folder
            if self._is_folder(folder):
                (place / name).unlink(missing_ok=True)
                _sync_folder(place)

    @contextlib.contextmanager
    def _writing(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise base.write_fault(error, name=self._name) from error

    def _require_root(self) -> None:
        try:
            status = self._root.stat()
        except OSError as error:
            raise base.read_fault(error, name=self._name) from error
        if not stat.S_ISDIR(status.st_mode):
            raise CarrierUnreachable(name=self._name)

    def _make_folder(self, folder: str) -> Path:
        place = self._root
        for part in folder.split("/"):
            place /= part
            with contextlib.suppress(FileExistsError):
                place.mkdir()
                _sync_folder(place.parent)
        if not self._is_folder(folder):
            raise CarrierUnreachable(name=self._name)
        return place

    def _is_folder(self, folder: str) -> bool:
        """Say whether each part is a real folder; False when one is not there.

        A link is refused: whoever had the stick could point it at any folder of this computer.
        """
        place = self._root
        for part in folder.split("/"):
            place /= part
            try:
                status = os.lstat(place)
            except FileNotFoundError:
                return False
            if not stat.S_ISDIR(status.st_mode):
                raise CarrierUnreachable(name=self._name)
        return True

    def _publish(self, temporary: Path, final: Path, data: bytes) -> None:
        try:
            _rename_new(temporary, final)
        except FileExistsError:
            if not self._is_there(final, data):
                # An empty file: a placeholder of an interrupted write. It holds nothing.
                temporary.replace(final)

    def _is_there(self, final: Path, data: bytes) -> bool:
        """Say whether the object is there already; False when absent or an empty placeholder."""
        try:
            present = safe_read(final, limit=len(data))
        except FileUnreadable:
            if _exists(final):
                raise CarrierNameTaken(name=self._name) from None
            return False
        except (BundleTooLarge, NotAnOrdinaryFile):
            raise CarrierNameTaken(name=self._name) from None
        if present and present != data:
            raise CarrierNameTaken(name=self._name)
        return bool(present)


def _entries(found: Iterator[os.DirEntry[str]]) -> Iterator[Entry]:
    for item in found:
        if base.is_object_name(item.name):
            with contextlib.suppress(FileNotFoundError):  # taken away since it was listed
                status = item.stat(follow_symlinks=False)
                # An empty file is the placeholder of an object that is being written.
                if stat.S_ISREG(status.st_mode) and status.st_size:
                    yield Entry(name=item.name, size=status.st_size)


def _write_whole(path: Path, data: bytes) -> None:
    descriptor = os.open(path, _WRITE_FLAGS, 0o666)
    try:
        left = memoryview(data)
        while left:
            left = left[os.write(descriptor, left) :]
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _rename_new(temporary: Path, final: Path) -> None:
    """Give the finished file its name, or raise ``FileExistsError``; never replaces anything."""
    if sys.platform == "win32":
        temporary.rename(final)  # Windows refuses to rename over an existing file
        return
    try:
        os.link(temporary, final, follow_symlinks=False)
    except OSError as error:
        if error.errno not in _NO_HARD_LINKS:
            raise
        # FAT and exFAT sticks, some network disks: take the name with an empty file of our own,
        # which nobody else can then take, and rename over just that.
        os.close(os.open(final, _WRITE_FLAGS, 0o666))
        temporary.replace(final)


def _sync_folder(place: Path) -> None:
    """Make the new name last through a power cut, where the system can do that for folders."""
    if sys.platform == "win32":
        return
    try:
        descriptor = os.open(place, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
    except OSError as error:
        if error.errno not in _NO_FOLDER_SYNC:
            raise


def _exists(path: Path) -> bool:
    try:
        os.lstat(path)
    except OSError:
        return False
    return True
