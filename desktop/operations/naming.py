# SPDX-License-Identifier: Apache-2.0
"""The name that a workspace goes by before it is unlocked.

It stands in the open, in the file ``name.txt`` beside the header: whoever has the computer can
read it, and nothing checks it. So it says nothing about the work, and no record decides it.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from desktop.carriers.files import safe_read
from desktop.errors import AlongsideError
from desktop.storage.folder import atomic_write
from desktop.wording import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from desktop.workspace import Workspace

NAME_FILE: Final = "name.txt"
LONGEST: Final = 40
"""Letters; more would not be read at a glance."""
SUGGESTIONS: Final = (
    QT_TRANSLATE_NOOP("naming", "Blue notebook"),
    QT_TRANSLATE_NOOP("naming", "Kitchen table"),
    QT_TRANSLATE_NOOP("naming", "Tuesdays"),
)
_MOST_BYTES: Final = 1024
_MOST_FAMILIES: Final = 1_000


def name_of(folder: Path) -> str:
    """Return the name that was given to the workspace in a folder; empty when there is none."""
    try:
        text = safe_read(folder / NAME_FILE, limit=_MOST_BYTES).decode("utf-8", errors="replace")
    except AlongsideError:
        return ""
    return _clean(text)


def give_name(workspace: Workspace, name: str) -> str:
    """Give a workspace a name for the window that asks for the passphrase, and return it.

    Args:
        workspace: unlocked.
        name: one short line; an empty one takes the name away again.

    Raises:
        ReadOnly, DiskFull, DeviceGone: the name is as it was.
    """
    clean = _clean(name)
    atomic_write(Path(workspace.folder) / NAME_FILE, f"{clean}\n".encode())
    return clean


def names_a_family(workspace: Workspace, name: str) -> bool:
    """Return whether a name says who is supported: one of its words is what a family is called."""
    # Loaded late: whoever only asks for names does not need the rest.
    from desktop.operations import records

    typed = set(_clean(name).casefold().split())
    rows = records.list_records(workspace, kind="family", limit=_MOST_FAMILIES)
    called = (row.title.casefold().split() for row in rows)
    return any(words and typed.issuperset(words) for words in called)


def _clean(text: str) -> str:
    """Return one line of what can be seen, cut to its longest."""
    line = " ".join(text.split())
    return "".join(letter for letter in line if letter.isprintable())[:LONGEST].rstrip()
