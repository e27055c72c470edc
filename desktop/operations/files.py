# SPDX-License-Identifier: Apache-2.0
"""Files that a person names: reading one, and writing a new one. Knows nothing of what is inside.

Unlike bundles, such a file may be a pipe or a link: whoever typed its name meant it.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final, NoReturn

from desktop.errors import BadInputFile, BundleTooLarge, FileUnreadable, FolderUnreadable
from desktop.storage.folder import atomic_write

if TYPE_CHECKING:
    from collections.abc import Mapping

MAX_LINE: Final = 4096
MAX_OBJECT: Final = 4 * 1024 * 1024
MAX_INVITATION: Final = 4 * 1024 * 1024


def read(path: Path, *, limit: int) -> bytes:
    """Return the bytes of a file.

    Raises:
        FileUnreadable: it is not there, or cannot be read.
        BundleTooLarge: it holds more than ``limit`` bytes.
    """
    try:
        with path.open("rb") as file:
            found = file.read(limit + 1)
    except OSError as error:
        raise FileUnreadable(name=path.name) from error
    if len(found) > limit:
        raise BundleTooLarge
    return found


def read_first_line(path: Path) -> str:
    """Return the first line of a text file without its line break: a passphrase, a code.

    Raises:
        FileUnreadable: it is not there, cannot be read, or is no UTF-8 text.
    """
    try:
        with path.open("rb") as file:
            line = file.readline(MAX_LINE)
        return line.decode("utf-8-sig").rstrip("\r\n")
    except (OSError, UnicodeDecodeError) as error:
        raise FileUnreadable(name=path.name) from error


def read_object(source: Path | IO[bytes]) -> Mapping[str, object]:
    """Return the one JSON object in a file or a stream, for a record's fields.

    Raises:
        FileUnreadable: it cannot be read.
        BadInputFile: it is not one JSON object, or names a field twice.
    """
    if isinstance(source, Path):
        name = source.name
        try:
            data = read(source, limit=MAX_OBJECT)
        except BundleTooLarge:
            raise BadInputFile(name=name) from None
    else:
        name, data = "standard input", source.read(MAX_OBJECT + 1)
    try:
        # Whatever the text holds, json.loads finds out by itself which UTF it is written in.
        value = json.loads(data, object_pairs_hook=_object, parse_constant=_refuse)
    except (ValueError, RecursionError):
        raise BadInputFile(name=name) from None
    if not isinstance(value, dict):
        raise BadInputFile(name=name)
    return value


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name appears twice")
    return found


def _refuse(_constant: str) -> NoReturn:
    raise ValueError("not a number")


def write_new(path: Path, data: bytes) -> None:
    """Write a file, whole or not at all, that only its owner may read.

    Raises:
        DiskFull, ReadOnly, DeviceGone, FolderUnreadable: nothing was written.
    """
    require_folder_of(path)
    atomic_write(path, data)


def require_folder_of(path: Path) -> None:
    """Raise FolderUnreadable unless the folder in which ``path`` is to lie is there."""
    if not path.absolute().parent.is_dir():
        raise FolderUnreadable(name=path.absolute().parent.name)
