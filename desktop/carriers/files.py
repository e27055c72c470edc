# SPDX-License-Identifier: Apache-2.0
"""Reading a file that somebody else put there, without being held up or led astray by it.

Owns the one careful way to read such a file. A plain ``open()`` waits for ever on a named pipe,
follows a link to wherever it points, and reads a file of any size into memory. Must not know
what the bytes mean.
"""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

from desktop.carriers.base import is_gone
from desktop.errors import (
    AlongsideError,
    BundleTooLarge,
    DeviceGone,
    FileUnreadable,
    NotAnOrdinaryFile,
)

_STEP = 1024 * 1024
# Names that only some systems have; each is 0, "no flag", elsewhere.
NO_FOLLOW: int = getattr(os, "O_NOFOLLOW", 0)
_READ_FLAGS: int = (
    os.O_RDONLY
    | NO_FOLLOW
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_NOCTTY", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_BINARY", 0)
)


def safe_read(path: Path, *, limit: int) -> bytes:
    """Return the bytes of an ordinary file of at most ``limit`` bytes.

    Raises:
        NotAnOrdinaryFile: a link, folder, pipe, socket or device; it was not opened.
        BundleTooLarge: more than ``limit`` bytes, or growing beyond them while being read.
        FileUnreadable: not there, or not allowed.
        DeviceGone: the stick or disk went away.
    """
    descriptor = safe_open(path, limit=limit)
    try:
        return _read_all(descriptor, limit=limit)
    except OSError as error:
        raise _fault(error, path) from error
    finally:
        os.close(descriptor)


def safe_open(path: Path, *, limit: int | None = None) -> int:
    """Open an ordinary file for reading and return its descriptor, which the caller closes.

    Args:
        path: where it is.
        limit: the most bytes that it may have; None when its reader takes little at a time.

    Raises:
        The same errors as :func:`safe_read`.
    """
    try:
        # Asked before opening: opening some devices already does something.
        _check(os.lstat(path), path, limit=limit)
        descriptor = os.open(path, _READ_FLAGS)
        try:
            # Asked again of what was really opened: it may have been exchanged meanwhile.
            _check(os.fstat(descriptor), path, limit=limit)
        except BaseException:
            os.close(descriptor)
            raise
    except OSError as error:
        raise _fault(error, path) from error
    except ValueError:  # a NUL character inside the path
        raise FileUnreadable(name=_display(path)) from None
    return descriptor


def _check(status: os.stat_result, path: Path, *, limit: int | None) -> None:
    if not stat.S_ISREG(status.st_mode):
        raise NotAnOrdinaryFile(name=_display(path))
    if limit is not None and status.st_size > limit:
        raise BundleTooLarge


def _read_all(descriptor: int, *, limit: int) -> bytes:
    parts: list[bytes] = []
    left = limit + 1
    while left:
        part = os.read(descriptor, min(_STEP, left))
        if not part:
            return b"".join(parts)
        parts.append(part)
        left -= len(part)
    raise BundleTooLarge


def _fault(error: OSError, path: Path) -> AlongsideError:
    if is_gone(error):
        return DeviceGone()
    if error.errno == errno.ELOOP:  # it became a link between the two looks
        return NotAnOrdinaryFile(name=_display(path))
    return FileUnreadable(name=_display(path))


def _display(path: Path) -> str:
    # A name of another system's making may not be text at all; show what can be shown.
    return "".join(char if char.isprintable() else "�" for char in Path(path).name)
