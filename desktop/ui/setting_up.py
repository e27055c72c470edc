# SPDX-License-Identifier: Apache-2.0
"""The work of setting up, for the task threads.

The operations are loaded by the first call, so that the window is painted before them. It must
not know any widget.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from PySide6.QtCore import QMimeData

    from desktop.operations.practice import PracticePair
    from desktop.operations.workspaces import (
        HubCreated,
        InvitationView,
        VolunteerCreated,
        Workspace,
    )


_ENDING: Final = ".alongside"


def dropped(data: QMimeData) -> Path | None:
    """Return the one invitation file that is dropped; anything else is none."""
    names = [url.toLocalFile() for url in data.urls() if url.isLocalFile()]
    if len(names) != 1 or not names[0].endswith(_ENDING):
        return None
    return Path(names[0])


def read_invitation(path: Path) -> tuple[bytes, InvitationView]:
    """Return an invitation file, and what it says."""
    from desktop.operations import files, workspaces

    data = files.read(path, limit=files.MAX_INVITATION)
    return data, workspaces.read_invitation(data)


def programmes() -> tuple[tuple[str, str], ...]:
    """Return the programmes that come with the program: id and title."""
    from desktop.records import programme

    return tuple((one, programme.load(one).title) for one in programme.shipped())


def create_volunteer(
    folder: Path, *, invitation: bytes, passphrase: str, hub_words: str | None
) -> VolunteerCreated:
    """Make a volunteer’s workspace."""
    from desktop.operations import desk, workspaces

    made = workspaces.create_volunteer(
        folder, invitation=invitation, passphrase=passphrase, hub_words=hub_words
    )
    desk.note_sheet(made.workspace, is_due=True)
    return made


def create_hub(
    folder: Path, *, name: str, staff: str, programme: str, offline_out: Path, passphrase: str
) -> HubCreated:
    """Make a hub’s workspace."""
    from desktop.operations import desk, workspaces

    made = workspaces.create_hub(
        folder,
        name=name,
        staff=staff,
        programme=programme,
        offline_out=offline_out,
        passphrase=passphrase,
    )
    desk.note_sheet(made.workspace, is_due=True)
    return made


def note_sheet_proved(workspace: Workspace) -> None:
    """Note that the recovery code is on paper."""
    from desktop.operations import desk

    desk.note_sheet(workspace, is_due=False)


def make_practice(home: Path) -> tuple[PracticePair, str]:
    """Make a practice pair, or find the one made before; return it with its passphrase."""
    from desktop.operations import practice

    pair = practice.find_pair(home) or practice.make_pair(practice.new_folder(home))
    return pair, practice.passphrase_of(pair)


def open_workspace(folder: Path, passphrase: str) -> Workspace:
    """Open a workspace."""
    from desktop.operations import workspaces

    return workspaces.open_workspace(folder, passphrase)


def is_empty(folder: Path) -> bool:
    """Return whether a folder holds nothing, or is not there yet."""
    try:
        return next(folder.iterdir(), None) is None
    except OSError:
        # Whether it can be used at all is said when it is used.
        return True
