# SPDX-License-Identifier: Apache-2.0
"""A program that the tests kill: it writes records and says of each when it was acknowledged.

Usage: ``python -m tests.workspace_child write|open FOLDER``. With ``open`` it says how opening
ended, and nothing else.
"""

from __future__ import annotations

import sys
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.errors import AlongsideError
from desktop.operations import records, workspaces
from tests.pairs import PASSPHRASE

if TYPE_CHECKING:
    from desktop.operations.workspaces import Workspace


def say(word: str) -> None:
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


def write(workspace: Workspace) -> None:
    """Autosave one draft again and again, and finish a note after each save, until killed."""
    draft: str | None = None
    for number in count():
        fields = {"when": "2026-11-22", "how": "home", "talked_about": f"save {number}"}
        draft = records.save_draft(workspace, "visit-note", fields, draft=draft).record
        say(f"draft {draft} {number}")
        say(f"final {records.add(workspace, 'visit-note', fields).record} {number}")


def main(what: str, folder: Path) -> None:
    try:
        workspace = workspaces.open_workspace(folder, PASSPHRASE)
    except AlongsideError as fault:
        say(fault.slug)
        return
    with workspace:
        say("opened")
        if what == "write":
            write(workspace)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
