# SPDX-License-Identifier: Apache-2.0
"""Where workspaces lie on this computer when nobody says otherwise. Names are neutral."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

_MOST: Final = 200


def folders(home: Path) -> tuple[Path, ...]:
    """Return the folders under ``home`` that may hold workspaces: two levels, in order."""
    found: list[Path] = []
    for folder in _inside(home):
        inner = _inside(folder)
        found += [folder, *inner]
    return tuple(found[:_MOST])


def new_folder(home: Path, *, stem: str = "workspace") -> Path:
    """Return a folder under ``home`` that does not exist yet, with a neutral name."""
    number = 1
    while (home / f"{stem}-{number}").exists():
        number += 1
    return home / f"{stem}-{number}"


def _inside(folder: Path) -> tuple[Path, ...]:
    try:
        return tuple(sorted(path for path in folder.iterdir() if path.is_dir()))
    except OSError:
        return ()
