# SPDX-License-Identifier: Apache-2.0
"""Start the windows: paint the first one, load the rest while somebody types, end in order.

Nothing heavy may be imported here at the top.
"""

from __future__ import annotations

import faulthandler
import sys
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication

from desktop.operations import preferences
from desktop.ui import translation
from desktop.ui.chosen import COLOURS, MINUTES, ZOOM, ChosenSettings
from desktop.ui.faults import FaultWindow
from desktop.ui.icons import icon
from desktop.ui.prompts import WindowPrompts
from desktop.ui.tasks import TaskRunner
from desktop.ui.theme import Theme
from desktop.ui.window import TITLE, MainWindow

if TYPE_CHECKING:
    from desktop.ui.clipboard import ClipboardGuard
    from desktop.ui.idle import IdleWatch
    from desktop.ui.prompts import Prompts
    from desktop.ui.session_watch import SessionWatch
    from desktop.ui.tasks import Runner

SMALL_SCREEN: Final = QSize(1440, 900)
"""A screen not larger than this is filled."""


def default_home() -> Path:
    """Return the folder where workspaces lie when nobody says otherwise."""
    import platformdirs

    return Path(platformdirs.user_data_path("Alongside", appauthor=False)) / "workspaces"


class Application:
    """The program with its one window and everything that lives as long as it does."""

    def __init__(
        self,
        *,
        app: QApplication,
        home: Path,
        folder: Path | None = None,
        runner: Runner | None = None,
        prompts: Prompts | None = None,
        theme: Theme | None = None,
        settings: Path | None = None,
    ) -> None:
        """Make the window, and show nothing yet.

        Args:
            app: the application object.
            home: where workspaces lie.
            folder: the workspace to be offered first.
            runner: runs tasks; by default on threads.
            prompts: asks the person; by default in windows.
            theme: colours and type size; by default as the person chose.
            settings: the file of what the person chose; by default the system's place for it.
        """
        self._app = app
        app.setApplicationName(TITLE)
        app.setApplicationDisplayName(TITLE)
        self.prompts = prompts or WindowPrompts()
        self.faults = FaultWindow(prompts=self.prompts, window=lambda: self.window)
        self.runner = runner or TaskRunner()
        self.chosen = ChosenSettings(
            path=settings or preferences.default_path(), runner=self.runner, parent=app
        )
        self.theme = theme or Theme(app=app, scheme=self.chosen.scheme)
        self.theme.set_zoom(self.chosen.zoom)
        app.setWindowIcon(icon("alongside", colour=self.theme.colours.accent, size=64))
        self.window = MainWindow(
            home=home,
            folder=folder,
            runner=self.runner,
            prompts=self.prompts,
            theme=self.theme,
        )
        self.window.painted.connect(self._go_on)
        self.window.workspace_opened.connect(self._watch)
        self.window.workspace_locked.connect(self._watch_no_more)
        self.clipboard: ClipboardGuard | None = None
        self.theme.changed.connect(self._note_zoom)
        self.chosen.changed.connect(self._follow)

    # What looks after an open workspace is made when it is first needed: the window that asks for
    # the passphrase is painted before.

    @cached_property
    def idle(self) -> IdleWatch:
        """Locks when nobody is there."""
        from desktop.ui.idle import IdleWatch

        made = IdleWatch(app=self._app, minutes=self.chosen.minutes, parent=self.window)
        made.idled.connect(self.window.lock)
        return made

    @cached_property
    def session(self) -> SessionWatch:
        """Locks when the screen is left."""
        from desktop.ui.session_watch import SessionWatch

        made = SessionWatch(window=self.window, parent=self.window)
        made.left.connect(lambda _why: self.window.lock())
        return made

    def start(self) -> None:
        """Show the window, then load the rest of the program."""
        self.faults.install()
        room = self.window.screen().availableSize()
        if room.width() <= SMALL_SCREEN.width() or room.height() <= SMALL_SCREEN.height():
            self.window.showMaximized()
        else:
            self.window.show()

    def end(self) -> None:
        """Let go of everything, in order."""
        # Loaded late: most days no file is chosen.
        from desktop.ui.dialogs import forget_file_history

        self._watch_no_more()
        if self.clipboard is not None:
            self.clipboard.close()
        self.theme.changed.disconnect(self._note_zoom)
        self.chosen.flush()
        self.chosen.setParent(None)
        self.runner.close()
        self.window.deleteLater()
        self.faults.remove()
        forget_file_history()

    def _go_on(self) -> None:
        """Do what can wait until the window is painted."""
        from desktop.ui.clipboard import ClipboardGuard

        self.clipboard = ClipboardGuard(parent=self.window)
        self.window.load_rest()

    def _watch(self) -> None:
        self.idle.start()
        self.session.start()

    def _watch_no_more(self) -> None:
        self.idle.stop()
        self.session.stop()

    def _note_zoom(self) -> None:
        """Keep the size of text that was set with the keyboard."""
        self.chosen.choose(ZOOM, self.theme.zoom)

    def _follow(self, name: str) -> None:
        """Do as the person chose."""
        if name == ZOOM:
            self.theme.set_zoom(self.chosen.zoom)
        elif name == COLOURS:
            self.theme.set_scheme(self.chosen.scheme)
        elif name == MINUTES:
            self.idle.set_minutes(self.chosen.minutes)


def run(*, folder: Path | None = None, home: Path | None = None) -> int:
    """Open the window and stay until it is closed; return the exit status.

    Args:
        folder: the workspace to be offered first.
        home: where workspaces lie; by default the system's place for a program's data.
    """
    if sys.stderr is not None:
        # Where the process itself dies, the names of our functions are said: never a value.
        faulthandler.enable()
    existing = QApplication.instance()
    app = existing if isinstance(existing, QApplication) else QApplication(sys.argv[:1])
    translation.install(app)
    application = Application(app=app, home=home or default_home(), folder=folder)
    application.start()
    try:
        return app.exec()
    finally:
        application.end()
