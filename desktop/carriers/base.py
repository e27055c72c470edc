# SPDX-License-Identifier: Apache-2.0
"""What every carrier can do, how its objects are named, and what its faults are called.

Owns the four verbs, the names (docs/bundle-format.md, "Carrier layout") and the translation of
the operating system's errors. Must not know what is inside an object, who it is from or for,
or any database.
"""

from __future__ import annotations

import errno
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from desktop.errors import (
    AlongsideError,
    CarrierFull,
    CarrierReadOnly,
    CarrierUnknown,
    CarrierUnreachable,
    DeviceGone,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

TO_HUB = "to-hub"

_OBJECT = re.compile(r"[a-z2-7]{26}\.age")
_FOLDER = re.compile("to-hub|to/[a-z2-7]{26}")

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_READ_ONLY = frozenset({errno.EROFS, errno.EACCES, errno.EPERM})
_GONE = frozenset({errno.EIO, errno.ENODEV, errno.ENXIO, errno.ESTALE})
# Windows reports these as "access denied" or as nothing in particular: ERROR_NOT_READY,
# ERROR_GEN_FAILURE, ERROR_DEV_NOT_EXIST, ERROR_NO_SUCH_DEVICE, ERROR_DEVICE_NOT_CONNECTED.
_GONE_ON_WINDOWS = frozenset({21, 31, 55, 433, 1167})


@dataclass(frozen=True, slots=True)
class Entry:
    """One object in a folder of a carrier. ``size`` is in bytes, as far as the carrier says."""

    name: str
    size: int


class Carrier(Protocol):
    """A place with folders ``to-hub`` and ``to/<mailbox>`` that hold objects written once.

    Every verb may raise ``CarrierUnreachable`` (the place is not there) and ``DeviceGone`` (it
    went away meanwhile); verbs that write also ``CarrierFull`` and ``CarrierReadOnly``. A name
    or folder of the wrong form is a mistake of the caller: ``ValueError``.
    """

    @property
    def url(self) -> str:
        """The address that :func:`open_carrier` opens this carrier by."""
        ...

    def put_new(self, folder: str, name: str, data: bytes) -> None:
        """Write an object under a new name: wholly or not at all, and never over another.

        Does nothing when an object of that name holds the same bytes. ``data`` is never empty.

        Raises:
            CarrierNameTaken: an object of that name holds other bytes; use another name.
        """
        ...

    def list(self, folder: str) -> tuple[Entry, ...]:
        """Return the objects of a folder by name; none when the folder is not there yet.

        Anything that is not a complete object (unfinished, empty, other names, not an ordinary
        file) is passed over.
        """
        ...

    def get(self, folder: str, name: str, *, limit: int) -> bytes:
        """Return the bytes of an object.

        Raises:
            BundleTooLarge: it holds more than ``limit`` bytes.
            FileUnreadable: it is not there any more, or cannot be read.
            NotAnOrdinaryFile: something else has that name.
        """
        ...

    def delete(self, folder: str, name: str) -> None:
        """Remove an object. One that is not there is no error."""
        ...


def open_carrier(url: str) -> Carrier:
    """Return the carrier of an address such as ``folder:/media/stick``. Touches nothing yet.

    Raises:
        CarrierUnknown: no carrier has this scheme, or the rest cannot be an address of it.
    """
    scheme, separator, rest = url.partition(":")
    opener = _openers().get(scheme) if separator else None
    if opener is None or not rest or "\0" in rest:
        raise CarrierUnknown(scheme=scheme)
    return opener(rest)


def is_object_name(name: str) -> bool:
    """Say whether a file name is one that objects have: 26 base32 characters and ``.age``."""
    return _OBJECT.fullmatch(name) is not None


def require_folder(folder: str) -> None:
    """Raise ``ValueError`` unless ``folder`` is ``to-hub`` or ``to/<mailbox>``."""
    if _FOLDER.fullmatch(folder) is None:
        raise ValueError("not a carrier folder")


def require_object(folder: str, name: str) -> None:
    """Raise ``ValueError`` unless both the folder and the object name have the right form."""
    require_folder(folder)
    if not is_object_name(name):
        raise ValueError("not an object name")


def write_fault(error: OSError, *, name: str) -> AlongsideError:
    """Return the fault to raise for an operating system error met while writing to ``name``."""
    if is_gone(error):
        return DeviceGone()
    if error.errno in _FULL:
        return CarrierFull(name=name)
    if error.errno in _READ_ONLY:
        return CarrierReadOnly(name=name)
    return CarrierUnreachable(name=name)


def read_fault(error: OSError, *, name: str) -> AlongsideError:
    """Return the fault to raise for an operating system error met while reading ``name``."""
    return DeviceGone() if is_gone(error) else CarrierUnreachable(name=name)


def is_gone(error: OSError) -> bool:
    """Say whether an error means that a stick or network disk went away."""
    return error.errno in _GONE or getattr(error, "winerror", None) in _GONE_ON_WINDOWS


def _openers() -> Mapping[str, Callable[[str], Carrier]]:
    # Imported here because every carrier imports this module.
    from desktop.carriers.folder import FolderCarrier

    return {"folder": FolderCarrier}
