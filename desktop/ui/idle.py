# SPDX-License-Identifier: Apache-2.0
"""Notices that nobody has touched the keyboard or the mouse for a while, asleep or awake.

Looks on where touches come in: at the windows that the system sees. A filter on the application
would run for every event of every object, also of those that Qt is just taking apart.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QWindow
    from PySide6.QtWidgets import QApplication

_TOUCHES: Final = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
    }
)
LOOK_MS: Final = 1_000
"""Whole seconds: such timers wake the computer all at once."""


@dataclass(frozen=True, slots=True)
class Moment:
    """The time by two clocks.

    Attributes:
        wall: seconds by the clock on the wall, which goes on while the computer sleeps and can be
            set by hand.
        steady: seconds by a clock that nobody can set, which on most systems stands still while
            the computer sleeps.
    """

    wall: float
    steady: float

    @classmethod
    def now(cls) -> Moment:
        """Read both clocks."""
        return cls(wall=time.time(), steady=time.monotonic())

    def passed_since(self, before: Moment) -> float:
        """Return the seconds since ``before``: what the clock says on which more has passed."""
        return max(self.wall - before.wall, self.steady - before.steady)


class IdleWatch(QObject):
    """Watches every window of the program while it is switched on.

    Signals:
        idled: nobody was there for the whole time. The touch that comes after a long sleep is
            not passed on: whoever woke the computer may be somebody else.
    """

    idled = Signal()

    def __init__(
        self,
        *,
        app: QApplication,
        minutes: int,
        parent: QObject,
        now: Callable[[], Moment] = Moment.now,
    ) -> None:
        super().__init__(parent)
        self._now = now
        self._limit = minutes * 60
        self._touched = now()
        self._is_watching = False
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.VeryCoarseTimer)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self.look)
        # Of dialogs and whatever else opens later.
        app.focusWindowChanged.connect(self._watch_window)
        # What is put together from several keys (Chinese, for instance) comes past every window.
        app.inputMethod().cursorRectangleChanged.connect(self._touch)

    @property
    def minutes(self) -> int:
        """How long nobody has to be there."""
        return self._limit // 60

    def set_minutes(self, minutes: int) -> None:
        """Wait that long from now on; the time that has passed already counts."""
        self._limit = minutes * 60

    def start(self) -> None:
        """Begin to watch."""
        self._is_watching = True
        self._touched = self._now()
        for window in QGuiApplication.topLevelWindows():
            self._watch_window(window)
        self._timer.start()

    def stop(self) -> None:
        """Watch no more."""
        self._is_watching = False
        self._timer.stop()

    def look(self) -> bool:
        """Say so if nobody was there for the whole time, and begin the time again."""
        now = self._now()
        if not self._is_watching or now.passed_since(self._touched) < self._limit:
            return False
        # From the start: after a lock that failed, the workspace is still open.
        self._touched = now
        self.idled.emit()
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Start the time again at each touch, unless it was up already."""
        del watched
        return self._is_watching and event.type() in _TOUCHES and self._touch()

    def _touch(self) -> bool:
        """Start the time again, unless it was up already; say whether it was."""
        was_up = self.look()
        if not was_up:
            self._touched = self._now()
        return was_up

    def _watch_window(self, window: QWindow | None) -> None:
        if window is not None and self._is_watching:
            window.installEventFilter(self)  # doing it again changes nothing
