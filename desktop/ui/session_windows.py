# SPDX-License-Identifier: Apache-2.0
"""Hears from Windows that the session is locked or switched, or that the computer sleeps.

Messages: WM_WTSSESSION_CHANGE and WM_POWERBROADCAST of the Windows API
(https://learn.microsoft.com/windows/win32/termserv/wm-wtssession-change,
https://learn.microsoft.com/windows/win32/power/wm-powerbroadcast). Only what listens needs
Windows; what the messages mean can be read anywhere.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Final

from desktop.ui.session_watch import LOCKED, SLEEP, SWITCHED, WOKEN

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtWidgets import QWidget

WM_POWERBROADCAST: Final = 0x0218
WM_WTSSESSION_CHANGE: Final = 0x02B1

_MEANINGS: Final[Mapping[tuple[int, int], str]] = {
    (WM_POWERBROADCAST, 0x04): SLEEP,  # PBT_APMSUSPEND
    (WM_POWERBROADCAST, 0x07): WOKEN,  # PBT_APMRESUMESUSPEND
    (WM_POWERBROADCAST, 0x12): WOKEN,  # PBT_APMRESUMEAUTOMATIC
    (WM_WTSSESSION_CHANGE, 0x02): SWITCHED,  # WTS_CONSOLE_DISCONNECT
    (WM_WTSSESSION_CHANGE, 0x04): SWITCHED,  # WTS_REMOTE_DISCONNECT
    (WM_WTSSESSION_CHANGE, 0x06): LOCKED,  # WTS_SESSION_LOGOFF
    (WM_WTSSESSION_CHANGE, 0x07): LOCKED,  # WTS_SESSION_LOCK
}


def meaning(message: int, parameter: int) -> str | None:
    """Return why the screen is left when a window message says so, else ``None``."""
    return _MEANINGS.get((message, parameter))


if sys.platform == "win32":  # pragma: no cover - the tests run on Linux and Mac
    import ctypes
    from ctypes import wintypes

    from PySide6.QtCore import QAbstractNativeEventFilter, QCoreApplication, QObject, Signal

    _THIS_SESSION: Final = 0

    class _Teller(QObject):
        left = Signal(str)

    class SessionMessages(QAbstractNativeEventFilter):
        """Listens until it is closed."""

        def __init__(self, window: QWidget) -> None:
            super().__init__()
            self._teller = _Teller()
            self.left = self._teller.left
            self._handle = int(window.winId())
            ctypes.windll.wtsapi32.WTSRegisterSessionNotification(
                wintypes.HWND(self._handle), _THIS_SESSION
            )
            self._app().installNativeEventFilter(self)

        def close(self) -> None:
            """Hear no more."""
            self._app().removeNativeEventFilter(self)
            ctypes.windll.wtsapi32.WTSUnRegisterSessionNotification(wintypes.HWND(self._handle))

        def nativeEventFilter(self, kind: object, message: int, /) -> tuple[bool, int]:
            """Look at a message of Windows; all of them go on to Qt."""
            del kind
            found = wintypes.MSG.from_address(int(message))
            why = meaning(int(found.message), int(found.wParam))
            if why is not None:
                self._teller.left.emit(why)
            return False, 0

        @staticmethod
        def _app() -> QCoreApplication:
            app = QCoreApplication.instance()
            if app is None:
                raise RuntimeError("there is no application to listen to")
            return app
