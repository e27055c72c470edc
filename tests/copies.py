# SPDX-License-Identifier: Apache-2.0
"""Copies of a workspace as people make them: put back from a backup, or taken to another laptop."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from desktop.operations import workspaces
from desktop.storage import renewal
from tests.pairs import PASSPHRASE

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.workspace import Workspace
    from tests.pairs import FakeClock


@dataclass
class Shelf:
    """Copies of one workspace, and whatever was opened from them."""

    folder: Path
    clock: FakeClock
    copies: list[Path] = field(default_factory=list)
    opened: list[Workspace] = field(default_factory=list)

    def copy(self, workspace: Workspace) -> Workspace:
        """Keep a copy of a workspace as it is now; return it, open again."""
        workspace.lock()
        place = self.folder / f"copy {len(self.copies)}"
        shutil.copytree(workspace.folder, place)
        self.copies.append(place)
        return self._open(workspace.folder)

    def put_back(self, number: int = -1) -> Workspace:
        """Open a copy of a copy, as it was then: nobody has told the program what it is."""
        source = self.copies[number % len(self.copies)]
        place = self.folder / f"opened {len(self.opened)}"
        shutil.copytree(source, place)
        return self._open(place)

    def restore(self, number: int = -1) -> Workspace:
        """Open a copy of a copy as restoring a backup does: it knows that it begins anew."""
        workspace = self.put_back(number)
        role = workspace.role
        reason = renewal.HUB_RESTORED if role == "hub" else renewal.RESTORED
        workspace.write(lambda c: renewal.begin_new_epoch(c, reason=reason, now=workspace.now()))
        workspace.reload()
        return workspace

    def _open(self, folder: Path) -> Workspace:
        workspace = workspaces.open_workspace(folder, PASSPHRASE, clock=self.clock)
        self.opened.append(workspace)
        return workspace

    def close(self) -> None:
        """Lock everything that was opened."""
        for workspace in self.opened:
            workspace.lock()
