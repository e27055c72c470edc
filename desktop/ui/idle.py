# SPDX-License-Identifier: Apache-2.0
"""Notices that nobody has touched the keyboard or the mouse for a while, asleep or awake."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal

if TYPE_CHECKING:
    from collections.abc import Callable

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
        self._app = app
        self._now = now
        self._limit = minutes * 60
        self._touched = now()
        self._is_watching = False
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.VeryCoarseTimer)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self.look)

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
        self._app.installEventFilter(self)
        self._timer.start()

    def stop(self) -> None:
        """Watch no more."""
        self._is_watching = False
        self._timer.stop()
        self._app.removeEventFilter(self)

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
        if event.type() not in _TOUCHES or not self._is_watching:
            return False
        if self.look():
            return True
        self._touched = self._now()
        return False
