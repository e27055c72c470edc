# SPDX-License-Identifier: Apache-2.0
"""Notices that the person has left the screen: the computer sleeps, or the session is locked.

Linux tells it over D-Bus and Windows with window messages, before it happens. Everywhere, also on
a Mac, which tells only programs of another kind, two clocks are compared: when time has passed
that the program did not live through, the computer was asleep. Must not know what is locked then.
"""

from __future__ import annotations

import sys
from contextlib import suppress
from importlib import import_module
from typing import TYPE_CHECKING, Final, Protocol

from PySide6.QtCore import QCoreApplication, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication

from desktop.ui.idle import Moment

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType

    from PySide6.QtCore import SignalInstance
    from PySide6.QtWidgets import QWidget

SLEEP: Final = "sleep"
LOCKED: Final = "locked"
SWITCHED: Final = "switched"
WOKEN: Final = "woken"

BEAT_MS: Final = 1_000
"""Whole seconds: such timers wake the computer all at once."""
MISSED_SECONDS: Final = 10.0
"""More than a clock that is put right by a few seconds, less than any sleep that matters."""
SILENT_SECONDS: Final = 30.0
"""More than the longest moment in which the windows were ever too busy to look at the clock."""


class Listener(Protocol):
    """What hears from the system that the screen is left."""

    @property
    def left(self) -> SignalInstance:
        """Says so, and why."""
        ...

    def close(self) -> None:
        """Hear no more."""
        ...


class SessionWatch(QObject):
    """Watches while it is switched on.

    Signals:
        left: the screen is left, or was; carries why: sleep, locked, switched or woken. May come
            more than once.
    """

    left = Signal(str)

    def __init__(
        self,
        *,
        window: QWidget | None = None,
        parent: QObject | None = None,
        now: Callable[[], Moment] = Moment.now,
    ) -> None:
        """Watch nothing yet.

        Args:
            window: the window that Windows tells; elsewhere it is not needed.
            parent: the object it lives with.
            now: how to read the clocks.
        """
        super().__init__(parent)
        self._window = window
        self._now = now
        self._last = now()
        self._listener: Listener | None = None
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.VeryCoarseTimer)
        self._timer.setInterval(BEAT_MS)
        self._timer.timeout.connect(self.beat)
        app = QCoreApplication.instance()
        if isinstance(app, QGuiApplication):
            # The first thing that a woken desktop does; the next beat may be a second away.
            app.applicationStateChanged.connect(self.beat)

    @property
    def is_watching(self) -> bool:
        """Whether it is switched on."""
        return self._timer.isActive()

    def start(self) -> None:
        """Begin to watch."""
        self.stop()
        self._last = self._now()
        self._timer.start()
        self._listener = _listener(self, self._window)
        if self._listener is not None:
            self._listener.left.connect(self.left)

    def stop(self) -> None:
        """Watch no more, and let the computer sleep if it waits for us."""
        self._timer.stop()
        listener, self._listener = self._listener, None
        if listener is not None:
            listener.close()

    def beat(self) -> None:
        """Look at the clocks, and say so when time is missing."""
        if not self.is_watching:
            return
        before, self._last = self._last, self._now()
        by_wall = self._last.wall - before.wall
        by_steady = self._last.steady - before.steady
        # The second is for systems whose steady clock runs on in sleep.
        if by_wall - by_steady > MISSED_SECONDS or by_steady > SILENT_SECONDS:
            self.left.emit(WOKEN)


def load() -> None:
    """Load what hears from this system. On any thread; without it :meth:`start` takes longer."""
    _bus_module()


def connect_early() -> None:
    """Open the connections to this system that :meth:`SessionWatch.start` will listen on."""
    module = _bus_module()
    if module is not None:
        module.connect_early()


def _bus_module() -> ModuleType | None:
    """Return our part for D-Bus; None where there is none, or Qt was packaged without it."""
    if sys.platform in ("win32", "darwin"):
        return None  # pragma: no cover - covered where it is true
    with suppress(ImportError):
        return import_module("desktop.ui.session_bus")
    return None


def _listener(parent: QObject, window: QWidget | None) -> Listener | None:
    """Return what hears from this system, if there is anything. Loaded late: start-up is short."""
    if sys.platform == "win32":  # pragma: no cover - the tests run on Linux and Mac
        from desktop.ui.session_windows import SessionMessages

        return SessionMessages(window) if window is not None else None
    elif sys.platform == "darwin":  # noqa: RET505 - a checker for one system reads only its branch
        return None  # pragma: no cover - covered where it is true
    else:
        module = _bus_module()
        if module is None:
            return None
        heard: Listener = module.SessionBus(
            parent=parent,
            who="Alongside",
            why=QCoreApplication.translate("SessionWatch", "Saving and locking what is open"),
        )
        return heard
