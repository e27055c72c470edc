# SPDX-License-Identifier: Apache-2.0
"""Reading a file a person chose, and writing one where a person asked for it.

Faults of the disk become the faults that people are told about. What is in a file is not known
here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QFileDevice, QIODevice, QSaveFile

from desktop.errors import DiskFull, FileUnreadable, NotAnOrdinaryFile, ReadOnly

if TYPE_CHECKING:
    from pathlib import Path

LARGEST: Final = 4 * 1024 * 1024


def read_chosen(path: Path) -> bytes:
    """Return the first 4 MiB of a file, more than any invitation has.

    Raises:
        NotAnOrdinaryFile: it is a folder, a link to a device, a pipe.
        FileUnreadable: it cannot be read.
    """
    try:
        if not path.is_file():
            raise NotAnOrdinaryFile(name=path.name)
        with path.open("rb") as file:
            return file.read(LARGEST)
    except OSError as error:
        raise FileUnreadable(name=path.name) from error


def write_chosen(path: Path, data: bytes) -> None:
    """Write a file where a person asked for it, whole or not at all.

    Raises:
        DiskFull: there is no room.
        ReadOnly: nothing can be written there.
    """
    file = QSaveFile(str(path))
    if not file.open(QIODevice.OpenModeFlag.WriteOnly):
        raise ReadOnly
    if file.write(data) != len(data) or not file.commit():
        if file.error() == QFileDevice.FileError.ResourceError:
            raise DiskFull
        raise ReadOnly
