# SPDX-License-Identifier: Apache-2.0
"""What a person chose on this computer: size of text, colours, when to lock.

These are kept outside every workspace, because they matter before one is unlocked. They hold
nothing secret: desktop/config.py says what they are. The file is one JSON object.
"""

from __future__ import annotations

import json
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Final

from desktop import config
from desktop.errors import AlongsideError, SettingsNotSaved

if TYPE_CHECKING:
    from desktop.config import SettingValue

FILE: Final = "settings.json"
LARGEST: Final = 64 * 1024
"""Bytes; a file that is longer is not one that this program wrote."""

_WRITING: Final = Lock()


def default_path() -> Path:
    """Return the file where choices are kept when nobody says otherwise."""
    import platformdirs

    return Path(platformdirs.user_config_path("Alongside", appauthor=False)) / FILE


def load(path: Path) -> dict[str, SettingValue]:
    """Return every setting with its value.

    A file that is missing, damaged or unreadable gives the defaults, and so does each value in it
    that cannot be: choices must never keep the program from starting.
    """
    return config.settings(_read(path))


def save(path: Path, name: str, value: SettingValue) -> None:
    """Keep one choice. Others in the file stay, also those of a newer version.

    The file holds either all of the new choices or all of those before.

    Raises:
        SettingsNotSaved: the file is as it was.
        ValueError: ``value`` is not one that the setting may have.
    """
    if not config.setting(name).accepts(value):
        raise ValueError(name)
    # Loaded late: reading choices comes before the first window, and this brings the database.
    from desktop.storage.folder import atomic_write

    with _WRITING:
        chosen = {**_read(path), name: value}
        text = json.dumps(chosen, indent=2, sort_keys=True) + "\n"
        try:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            atomic_write(path, text.encode())
        except (OSError, AlongsideError) as error:
            raise SettingsNotSaved from error


def _read(path: Path) -> dict[str, object]:
    """Return what is in the file, checked for nothing but being an object."""
    try:
        if not path.is_file():  # opening a pipe would wait for whoever writes into it
            return {}
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
        found = json.loads(data) if len(data) <= LARGEST else None
    except (OSError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}
