# SPDX-License-Identifier: Apache-2.0
"""Makes the safety copies that are due, some time after unlocking, while somebody works.

It knows no page. What it finds out, others show.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.errors import Cancelled, WorkspaceLocked
from desktop.operations import backups
from desktop.operations.progress import Progress

if TYPE_CHECKING:
    from desktop.errors import AlongsideError
    from desktop.operations.workspaces import Workspace
    from desktop.ui.tasks import Runner, Task

FIRST_MS: Final = 20_000
"""Whoever has just unlocked wants to see something first."""
AGAIN_MS: Final = 3_600_000
"""Whoever leaves it open for days has copies too."""


class CopiesKeeper(QObject):
    """Looks whether a copy is due, makes it, and says whether one in another place is.

    Signals:
        away_due: a hub needs a copy in another place, or needs none any more.
        failed: no copy could be made; carries the fault.
    """

    away_due = Signal(bool)
    failed = Signal(object)

    def __init__(self, *, workspace: Workspace, runner: Runner, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._runner = runner
        self._task: Task | None = None
        self._is_busy = False
        self._timer = QTimer(self)
        self._timer.setInterval(FIRST_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """Make the copy that is due, if there is one."""
        self._timer.setInterval(AGAIN_MS)
        if self._is_busy:
            return
        self._is_busy = True
        workspace, progress = self._workspace, Progress()

        def work() -> bool:
            backups.run_due(workspace, progress=progress)
            return backups.status(workspace).away_due

        self._task = self._runner.start(
            work, owner=self, done=self._done, failed=self._fail, progress=progress
        )

    def look_at_status(self) -> None:
        """Say again whether one in another place is due, without making any."""
        workspace = self._workspace
        self._runner.start(
            lambda: backups.status(workspace).away_due,
            owner=self,
            done=self.away_due.emit,
            failed=lambda _error: None,  # whoever asks for the copies themselves is told
        )

    def stop(self) -> None:
        """Look no more, and stop what is under way."""
        self._timer.stop()
        if self._task is not None:
            self._task.cancel()

    def _done(self, is_away_due: bool) -> None:
        self._is_busy = False
        self.away_due.emit(is_away_due)

    def _fail(self, error: AlongsideError) -> None:
        self._is_busy = False
        if not isinstance(error, Cancelled | WorkspaceLocked):
            self.failed.emit(error)
