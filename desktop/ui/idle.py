# SPDX-License-Identifier: Apache-2.0
"""Notices that nobody has touched the keyboard or the mouse for a while."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, QTimer, Signal

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

_TOUCHES: Final = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.InputMethod,
    }
)


class IdleWatch(QObject):
    """Watches every window of the program while it is switched on.

    Signals:
        idled: nobody was there for the whole time.
    """

    idled = Signal()

    def __init__(self, *, app: QApplication, minutes: int, parent: QObject) -> None:
        super().__init__(parent)
        self._app = app
        self._is_watching = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(minutes * 60_000)
        self._timer.timeout.connect(self.idled)

    def start(self) -> None:
        """Begin to watch."""
        self._is_watching = True
        self._app.installEventFilter(self)
        self._timer.start()

    def stop(self) -> None:
        """Watch no more."""
        self._is_watching = False
        self._timer.stop()
        self._app.removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Start the time again at each touch."""
        del watched
        # Also when its time was up: after a lock that failed, the workspace is still open.
        if self._is_watching and event.type() in _TOUCHES:
            self._timer.start()
        return False
