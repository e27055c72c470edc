# SPDX-License-Identifier: Apache-2.0
"""What runs in a process of its own: windows, from the start of Python to what they have painted.

Usage: ``python -m bench.child MODE STARTED [HOME [MORE]]``, where STARTED is the monotonic time
at which the process was started. Prints one JSON object. Nothing here changes the program: it
looks on, as a person with a stopwatch would.
"""

from __future__ import annotations

import json
import os
import sys
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final, NoReturn

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from PySide6.QtGui import QPaintEvent

    from desktop.ui.application import Application
    from desktop.workspace import Workspace

_PASSPHRASE: Final = "a lamp beside the quiet window"  # noqa: S105 - it protects made-up notes
_SAVE_EVERY: Final = 3
_SEARCH_EVERY: Final = 4
_LOCK_EVERY: Final = 100


def now() -> float:
    """Return the time by the clock that the other process reads too, in seconds."""
    return time.clock_gettime(time.CLOCK_MONOTONIC)


def end(**found: object) -> NoReturn:
    """Print what was found, and end the process."""
    sys.stdout.write(json.dumps(found) + "\n")
    sys.stdout.flush()
    os._exit(0)  # how long Python takes to tidy up is not measured


def bare(started: float) -> None:
    """Show the least window that PySide6 can."""
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication, QLabel, QMainWindow

    class Window(QMainWindow):
        def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
            super().paintEvent(event)
            QTimer.singleShot(0, lambda: end(painted=now() - started))

    app = QApplication(["bare"])
    window = Window()
    window.setCentralWidget(QLabel("hello"))
    window.resize(1366, 768)
    window.show()
    app.exec()


def same_controls(started: float) -> None:
    """Show the least window with the controls of the unlock window, and nothing behind them."""
    from PySide6.QtCore import Qt, QTimer
    from PySide6.QtGui import QColor, QPalette, QPixmap
    from PySide6.QtSvg import QSvgRenderer
    from PySide6.QtWidgets import (
        QApplication,
        QCheckBox,
        QLabel,
        QLineEdit,
        QMainWindow,
        QPushButton,
        QScrollArea,
        QStackedWidget,
        QVBoxLayout,
        QWidget,
    )

    class Window(QMainWindow):
        def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
            super().paintEvent(event)
            QTimer.singleShot(0, lambda: end(painted=now() - started))

    app = QApplication(["same controls"])
    app.setStyle("Fusion")
    palette = QPalette()
    palette.setColor(QPalette.ColorRole.Window, QColor("#fafafa"))
    app.setPalette(palette)
    window = Window()
    window.setStyleSheet("QLabel { color: #222222 } QPushButton { padding: 6px }")
    page = QWidget()
    column = QVBoxLayout(page)
    for _ in range(4):
        label = QLabel("hello")
        label.setTextFormat(Qt.TextFormat.PlainText)
        column.addWidget(label)
    line = QLineEdit()
    line.setEchoMode(QLineEdit.EchoMode.Password)
    QPixmap(QSvgRenderer().defaultSize())
    for part in (line, QCheckBox("show"), *(QPushButton("press") for _ in range(4))):
        column.addWidget(part)
    area, screens = QScrollArea(), QStackedWidget()
    area.setWidget(page)
    screens.addWidget(area)
    window.setCentralWidget(screens)
    window.resize(1366, 768)
    window.show()
    app.exec()


def _run(home: Path, began: Callable[[Application], None]) -> None:
    """Run the program's own main, and call ``began`` when its window is about to be shown."""
    from desktop import __main__ as program
    from desktop import preflight

    check = preflight.check_windows

    def hooked(environment: Mapping[str, str] = os.environ, *, system: str = sys.platform) -> None:
        check(environment, system=system)
        # The program loads its windows only after this check, and so do we.
        from desktop.ui import application

        start = application.Application.start

        def started(self: Application) -> None:
            began(self)  # first: showing a window may paint it at once
            start(self)

        application.Application.start = started  # type: ignore[method-assign]  # to look on
        application.default_home = lambda: home

    preflight.check_windows = hooked
    program.main([])


def _on_first_paint(application: Application, then: Callable[[], None]) -> None:
    from PySide6.QtCore import QEvent, QObject, QTimer

    class Watch(QObject):
        is_over = False

        def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
            if event.type() == QEvent.Type.Paint and not self.is_over:
                self.is_over = True
                QTimer.singleShot(0, then)
            return super().eventFilter(watched, event)

    watch = Watch(application.window)
    application.window.installEventFilter(watch)


def first_window(started: float, home: Path) -> None:
    """Start the program as people do, up to its painted unlock window."""
    _run(home, lambda made: _on_first_paint(made, lambda: end(painted=now() - started, rss=_rss())))


def unlocked(home: Path) -> None:
    """Start the program, unlock the workspace, and stop when its first page is painted."""
    from desktop.crypto import vault

    derived: list[float] = []
    unlock = vault.unlock

    def timed(header: bytes, passphrase: str) -> vault.Secrets:
        secrets = unlock(header, passphrase)
        derived.append(now())
        return secrets

    vault.unlock = timed

    def begin(application: Application) -> None:
        _on_first_paint(application, lambda: when_idle(application, lambda: go(application)))

    def go(application: Application) -> None:
        _open(application, home, lambda: end(painted=now() - derived[-1]))

    _run(home, begin)


def when_idle(application: Application, then: Callable[[], None]) -> None:
    """Call ``then`` once nothing runs in the background and everything is painted."""
    from PySide6.QtCore import QTimer

    timer = QTimer(application.window)

    def look() -> None:
        if application.runner.is_idle:  # type: ignore[attr-defined]  # the real runner has it
            timer.stop()
            application.window.repaint()
            then()

    timer.timeout.connect(look)
    timer.start(2)  # more often would take time from the work itself


def run_unlocked(home: Path, then: Callable[[Application], None]) -> None:
    """Start the program, unlock the one workspace below ``home``, and go on from its first page."""

    def begin(application: Application) -> None:
        def go_on() -> None:
            when_idle(application, lambda: _open(application, home, lambda: then(application)))

        _on_first_paint(application, go_on)

    _run(home, begin)


def _open(application: Application, home: Path, then: Callable[[], None]) -> None:
    """Unlock the one workspace below ``home`` as the unlock screen does, and show it."""
    from desktop.operations import workspaces

    folder = next(home.iterdir())

    def show(workspace: Workspace) -> None:
        application.window.show_workspace(workspace)
        when_idle(application, then)

    application.runner.start(
        partial(workspaces.open_workspace, folder, _PASSPHRASE),
        owner=application.window,
        done=show,
        failed=lambda fault: end(fault=fault.slug),
    )


def memory(home: Path, visits: int) -> None:
    """Work for an hour in a few minutes: visit pages, search, save, lock and unlock."""
    found: list[float] = []

    def begin(application: Application) -> None:
        _on_first_paint(
            application,
            lambda: when_idle(application, lambda: _open(application, home, partial(step, 0))),
        )
        made.append(application)

    def step(number: int) -> None:
        application = made[0]
        found.append(_rss())
        if number == visits:
            end(rss=found)
        then = partial(step, number + 1)
        if number % _LOCK_EVERY == _LOCK_EVERY - 1:
            application.window.lock()
            when_idle(application, lambda: _open(application, home, then))
        else:
            _work(application, number)
            when_idle(application, then)

    made: list[Application] = []
    _run(home, begin)


def _work(application: Application, number: int) -> None:
    from desktop.operations import records

    room = application.window.workroom
    if room is None:
        end(fault="locked")
    if number % _SEARCH_EVERY == 0:
        room.search.setText(("sleep", "feed", "hous", "grand")[number // _SEARCH_EVERY % 4])
    else:
        room.show_page(room.places[number % len(room.places)].name)
    if number % _SAVE_EVERY == 0:
        workspace = room.workspace
        fields = {"when": "2026-11-22", "how": "home", "talked_about": f"Visit {number}. " * 60}
        application.runner.start(
            lambda: records.add(workspace, "visit-note", fields),
            owner=application.window,
            done=lambda _row: None,
            failed=lambda fault: end(fault=fault.slug),
        )


def _rss() -> float:
    """Return the memory of this process that is in use now, in MB."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


_WINDOWS: Final = {"bare": bare, "same-controls": same_controls}


def main() -> None:
    """Carry out the mode that was asked for."""
    mode, started = sys.argv[1], float(sys.argv[2])
    if mode in _WINDOWS:
        _WINDOWS[mode](started)
        return
    home = Path(sys.argv[3])
    if mode == "first-window":
        first_window(started, home)
    elif mode == "unlocked":
        unlocked(home)
    elif mode in ("found", "keystrokes"):
        from bench import fingers

        fingers.MODES[mode](home, sys.argv[4])
    else:
        memory(home, int(sys.argv[4]))


if __name__ == "__main__":
    main()
