# SPDX-License-Identifier: Apache-2.0
"""The one window: setting up, unlocking, or an open workspace. Its title never says which.

It owns locking: what is on the screen is saved first, then everything is emptied and closed.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QMainWindow, QStackedWidget

from desktop import heap, preflight
from desktop.ui import places
from desktop.ui.clipboard import clear_clipboard
from desktop.ui.unlock import UnlockScreen

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from PySide6.QtGui import QCloseEvent, QPaintEvent

    from desktop.errors import AlongsideError
    from desktop.operations.workspaces import Workspace
    from desktop.ui.first_run import FirstRun
    from desktop.ui.prompts import Prompts
    from desktop.ui.tasks import Runner
    from desktop.ui.theme import Theme
    from desktop.ui.workroom import Workroom

TITLE: Final = "Alongside"
_DESK: Final = "place"


def _recall(workspace: Workspace) -> dict[str, object]:
    # Loaded late: this window is painted before the operations are.
    from desktop.operations import desk

    return desk.recall(workspace, _DESK)


def _require_passphrase(workspace: Workspace, passphrase: str) -> None:
    from desktop.operations import workspaces

    workspaces.require_passphrase(workspace, passphrase)


def _leave(workspace: Workspace, where: Mapping[str, object]) -> None:
    from desktop.errors import AlongsideError
    from desktop.operations import desk

    # A comfort only: whether or not it could be noted, what is open is closed.
    with suppress(AlongsideError):
        desk.remember(workspace, _DESK, where)
    workspace.lock()


class MainWindow(QMainWindow):
    """The window of the program.

    Signals:
        painted: the window is on the screen for the first time.
        workspace_opened: a workspace is on the screen now.
        workspace_locked: nothing of it is on the screen or in memory any more.
    """

    painted = Signal()
    workspace_opened = Signal()
    workspace_locked = Signal()

    def __init__(
        self,
        *,
        home: Path,
        folder: Path | None,
        runner: Runner,
        prompts: Prompts,
        theme: Theme,
    ) -> None:
        super().__init__()
        self._home = home
        self._runner = runner
        self._prompts = prompts
        self._theme = theme
        self._is_painted = False
        self._is_closing = False
        self._is_locking = False
        self._opening: Workspace | None = None
        self.workroom: Workroom | None = None
        self.setWindowTitle(TITLE)
        self.resize(1366, 768)
        self.setMinimumSize(720, 480)
        self.screens = QStackedWidget()
        self._first_run: FirstRun | None = None
        self.unlock = UnlockScreen(
            home=home, folder=folder, runner=runner, prompts=prompts, theme=theme
        )
        self.screens.addWidget(self.unlock)
        self.setCentralWidget(self.screens)
        self._connect()
        self._choose_first_screen(folder)
        theme.dress(self)

    def _connect(self) -> None:
        self.unlock.unlocked.connect(self.show_workspace)
        self.unlock.setup_requested.connect(self._set_up)
        self.unlock.return_requested.connect(self._return_to_work)
        for keys, act in (
            ("Ctrl+L", self.lock),
            ("Ctrl++", self._theme.zoom_in),
            ("Ctrl+=", self._theme.zoom_in),
            ("Ctrl+-", self._theme.zoom_out),
            ("Ctrl+0", lambda: self._theme.set_zoom(100)),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(act)

    @property
    def first_run(self) -> FirstRun:
        """The way to a new workspace, made when it is first asked for."""
        if self._first_run is None:
            # Loaded late: most days nobody sets anything up.
            from desktop.ui.first_run import FirstRun

            made = FirstRun(
                home=self._home, runner=self._runner, prompts=self._prompts, theme=self._theme
            )
            made.made.connect(self.workspace_opened)
            made.finished.connect(self.show_workspace)
            made.cancelled.connect(self._show_unlock)
            made.restore_requested.connect(self._restore)
            self.screens.addWidget(made)
            self._first_run = made
        return self._first_run

    def _choose_first_screen(self, folder: Path | None) -> None:
        # Looking inside the folders needs the operations, which are not loaded yet.
        has_workspace = folder is not None or bool(places.folders(self._home))
        if has_workspace:
            self._show_unlock()
        else:
            self._set_up()

    def load_rest(self) -> None:
        """Load the rest of the program in the background, now that the window is painted."""
        # Not at the top: it is not needed before.
        from desktop.ui import ahead

        self.unlock.look_for_workspaces()
        # While the passphrase is typed, and its key is derived, nobody waits for this.
        self._runner.start(
            ahead.load,
            owner=self,
            done=lambda _none: ahead.get_ready(self._theme),
            failed=self._show_fault,
        )
        self._runner.start(
            preflight.check_encryption,
            owner=self,
            done=lambda _none: None,
            failed=self._show_fault,
        )

    def _show_fault(self, error: AlongsideError) -> None:
        is_setting_up = self.screens.currentWidget() is not self.unlock
        (self.first_run if is_setting_up else self.unlock).banner.show_fault(error)

    def show_workspace(self, workspace: Workspace) -> None:
        """Show an open workspace, where the person left it."""
        self._opening = workspace
        self._runner.start(
            lambda: _recall(workspace),
            owner=self,
            done=lambda where: self._show_workroom(workspace, where),
            # Where somebody was is a comfort; without it the first page is shown.
            failed=lambda _error: self._show_workroom(workspace, {}),
        )

    def _show_workroom(self, workspace: Workspace, where: Mapping[str, object]) -> None:
        if self._opening is not workspace:
            return  # locked meanwhile
        self._opening = None
        # Loaded late: the pages bring the operations with them.
        from desktop.ui.workroom import Workroom

        self.workroom = Workroom(
            workspace=workspace,
            runner=self._runner,
            prompts=self._prompts,
            theme=self._theme,
            where=where,
        )
        self.workroom.lock_requested.connect(self.lock)
        self.screens.addWidget(self.workroom)
        self.screens.setCurrentWidget(self.workroom)
        self.workroom.focus()
        self.workspace_opened.emit()

    def lock(self) -> None:
        """Save what is on the screen, then lock. What was written is covered at once."""
        workroom = self.workroom
        if workroom is None:
            self._lock_before_it_is_shown()
            return
        if self._is_locking:
            return
        self._is_locking = True
        saves = workroom.pending_saves()
        self._cover()
        self._runner.start(
            lambda: [save() for save in saves],
            owner=self,
            done=lambda _rows: self._close_workspace(workroom),
            failed=self._lock_failed,
        )

    def _lock_before_it_is_shown(self) -> None:
        opening, self._opening = self._opening, None
        if opening is not None:
            opening.lock()
            self._locked()
            return
        self._lock_what_was_made()

    def _lock_what_was_made(self) -> None:
        """Lock a workspace whose first steps are not done: its recovery code is on the screen."""
        if self._first_run is None or not self._first_run.has_made:
            return
        self._prompts.take_away()
        self._first_run.close_made()
        self._locked()
        self.screens.setCurrentWidget(self.unlock)
        self.unlock.banner.show_note(
            self.tr("Locked before the recovery sheet was done."),
            self.tr(
                "The workspace is made, and nothing is lost. Unlock it, then make a recovery "
                "sheet in Settings."
            ),
            tone="warn",
        )

    def _close_workspace(self, workroom: Workroom) -> None:
        # Asked for only now: a draft that was just saved for the first time has its id.
        where, workspace = workroom.where(), workroom.workspace
        self._runner.start(
            lambda: _leave(workspace, where),
            owner=self,
            done=lambda _none: self._locked(),
            failed=self._lock_failed,
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        """Say so when it is painted for the first time."""
        super().paintEvent(event)
        if not self._is_painted:
            self._is_painted = True
            # Not before all parts are painted and shown, which is one step with this.
            QTimer.singleShot(0, self, self.painted.emit)

    def focusNextPrevChild(self, is_next: bool) -> bool:
        """Go on with Tab in the order of reading."""
        # Loaded late: nobody presses Tab before there is a window.
        from desktop.ui import tab_order

        return tab_order.go_on(self, forward=is_next)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Lock first; the window closes when that is done."""
        if self.workroom is None:
            if self._first_run is not None:
                self._first_run.close_made()
            if self._opening is not None:
                self._opening.lock()
            event.accept()
            return
        self._is_closing = True
        self.lock()
        # Where tasks run at once it is locked by now; otherwise it closes when it is.
        event.setAccepted(self.workroom is None)

    def _cover(self) -> None:
        self._prompts.take_away()
        clear_clipboard()
        self.unlock.prepare(self.tr("Locking…"))
        self.screens.setCurrentWidget(self.unlock)

    def _locked(self) -> None:
        self._is_locking = False
        workroom, self.workroom = self.workroom, None
        if workroom is not None:
            workroom.empty()
            self.screens.removeWidget(workroom)
            workroom.deleteLater()
        clear_clipboard()
        self.unlock.prepare()
        self.unlock.look_for_workspaces()
        self.workspace_locked.emit()
        # Not before what was to be deleted is; otherwise texts would lie in memory for longer.
        QTimer.singleShot(0, heap.sweep)
        if self._is_closing:
            self.close()

    def _lock_failed(self, error: AlongsideError) -> None:
        # Still open, and covered: somebody may be looking over the volunteer's shoulder.
        self._is_locking = False
        self._is_closing = False
        self.unlock.show_unsaved(error)

    def _return_to_work(self, passphrase: str) -> None:
        workroom = self.workroom
        if workroom is None:
            return
        self._runner.start(
            lambda: _require_passphrase(workroom.workspace, passphrase),
            owner=self,
            done=lambda _none: self._uncover(workroom),
            failed=self.unlock.show_unsaved,
        )

    def _uncover(self, workroom: Workroom) -> None:
        self.unlock.prepare()
        self.screens.setCurrentWidget(workroom)

    def _show_unlock(self) -> None:
        self.unlock.prepare()
        self.screens.setCurrentWidget(self.unlock)

    def _restore(self) -> None:
        self._show_unlock()
        self.unlock.show_restoring()

    def _set_up(self) -> None:
        self.first_run.start(has_workspace=bool(places.folders(self._home)))
        self.screens.setCurrentWidget(self.first_run)
