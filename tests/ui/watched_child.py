# SPDX-License-Identifier: Apache-2.0
"""The program with a real window and an open workspace, in a process with buses of its own.

Usage: ``python -m tests.ui.watched_child FOLDER SETTINGS``. It unlocks the workspace, and again
whenever it has a line of input. It says when it is open and listens, why the screen was left and
what was on the screen then, and when the workspace is locked.
"""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QSocketNotifier
from PySide6.QtDBus import QDBusConnection
from PySide6.QtWidgets import QApplication

from desktop.ui.application import Application
from tests.ui.recorded import RecordedPrompts
from tests.ui.workspaces import PASSPHRASE


def say(word: str) -> None:
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


class Watched:
    """The program, told to say what it does."""

    def __init__(self, app: QApplication, folder: Path, settings: Path) -> None:
        self.application = Application(
            app=app,
            home=folder.parent / "none",
            folder=folder,
            settings=settings,
            prompts=RecordedPrompts(),
        )
        self.window = self.application.window
        self.window.workspace_opened.connect(self._opened)
        self.window.workspace_locked.connect(lambda: say("locked"))
        self.application.session.left.connect(self._left)
        self.application.start()

    def unlock(self) -> None:
        self.window.unlock.secret.line.setText(PASSPHRASE)
        self.window.unlock.unlock.click()

    def _opened(self) -> None:
        listener = self.application.session._listener
        found = getattr(listener, "session_found", None)
        if found is None or not QDBusConnection.systemBus().isConnected():
            say("open")
        else:
            found.connect(self._listening)

    def _listening(self) -> None:
        for bus in (QDBusConnection.systemBus(), QDBusConnection.sessionBus()):
            if bus.isConnected():
                # The bus takes messages in order: once this is answered, it knows all the rest.
                bus.interface().isServiceRegistered("org.freedesktop.login1")
        say("open")

    def _left(self, why: str) -> None:
        screens = self.window.screens
        covered = screens.currentWidget() is self.window.unlock
        say(f"left {why} {'covered' if covered else 'on show'}")


def main(folder: Path, settings: Path) -> None:
    app = QApplication(sys.argv[:1])
    watched = Watched(app, folder, settings)

    def read() -> None:
        if sys.stdin.readline():
            watched.unlock()
        else:
            app.quit()

    notifier = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read)
    notifier.activated.connect(lambda *_: read())
    app.exec()
    watched.window.close()
    watched.application.end()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
