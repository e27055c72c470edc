# SPDX-License-Identifier: Apache-2.0
"""What somebody at the keyboard waits for: hits while they type, and keys while drafts are saved.

Runs in a process of its own, which :mod:`bench.child` starts.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from bench import child

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from PySide6.QtWidgets import QPlainTextEdit

    from desktop.ui.application import Application
    from desktop.ui.workroom import Workroom

_BETWEEN_KEYS_MS: Final = 15
_SAVED_EVERY: Final = 4
_LONG_NOTE: Final = "We talked for a long time about sleep. " * 100


def found(home: Path, texts: Iterable[str]) -> None:
    """Put each of these texts into the search box, and stop the time when its hits are painted."""
    left = list(reversed(list(texts)))
    times: list[float] = []

    def step(application: Application) -> None:
        if not left:
            child.end(times=times)
        search = _room(application).search
        started = child.now()
        search.setText(left.pop())
        search.textEdited.emit(search.text())
        child.when_idle(application, lambda: painted(application, started))

    def painted(application: Application, started: float) -> None:
        times.append(child.now() - started)
        step(application)

    child.run_unlocked(home, step)


def keystrokes(home: Path, keys: int) -> None:
    """Press keys in a long note while its draft is saved again and again, and time each of them.

    A key comes to the window, as from the system, and is done when it is painted.
    """
    times: list[float] = []

    def begin(application: Application) -> None:
        from desktop.ui.page import Target

        note = Target(page="visit-notes", kind="visit-note", action="new")
        _room(application).show_target(note)
        child.when_idle(application, partial(write, application))

    def write(application: Application) -> None:
        from PySide6.QtWidgets import QPlainTextEdit

        shown = (box for box in _room(application).findChildren(QPlainTextEdit) if box.isVisible())
        box = next(shown, None)
        if box is None:
            child.end(fault="no form")
        box.setFocus()
        box.insertPlainText(_LONG_NOTE)
        child.when_idle(application, partial(press, application, box, keys))

    def press(application: Application, box: QPlainTextEdit, left: int) -> None:
        from PySide6.QtCore import Qt, QTimer
        from PySide6.QtTest import QTest

        if not left:
            child.end(times=times)
        if left % _SAVED_EVERY == 0:
            _save_drafts(application)
        handle = application.window.windowHandle()
        started = child.now()
        QTest.keyClick(handle, Qt.Key.Key_E)
        box.viewport().repaint()
        times.append(child.now() - started)
        again = partial(press, application, box, left - 1)
        QTimer.singleShot(_BETWEEN_KEYS_MS, application.window, again)

    child.run_unlocked(home, begin)


def _save_drafts(application: Application) -> None:
    from desktop.ui.drafts import Autosave

    for saving in application.window.findChildren(Autosave):
        saving.save_now()


def _room(application: Application) -> Workroom:
    room = application.window.workroom
    if room is None:
        child.end(fault="locked")
    return room


MODES: Final[dict[str, Callable[[Path, str], None]]] = {
    "found": lambda home, texts: found(home, texts.split(",")),
    "keystrokes": lambda home, keys: keystrokes(home, int(keys)),
}
