# SPDX-License-Identifier: Apache-2.0
"""Hears over D-Bus that the computer goes to sleep or that somebody locks the screen.

Signals and calls are those of systemd-logind (org.freedesktop.login1, its manual page) on the
system bus, and of the screen savers of the desktops on the session bus. Where there is no bus, or
nobody on it, nothing is heard and nothing is said. Must not know what is locked then.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast

from PySide6.QtCore import SLOT, QObject, Signal, Slot
from PySide6.QtDBus import (
    QDBusConnection,
    QDBusError,
    QDBusMessage,
    QDBusObjectPath,
    QDBusVariant,
)

from desktop.ui.session_watch import LOCKED, SLEEP, SWITCHED

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

LOGIND: Final = "org.freedesktop.login1"
MANAGER: Final = "/org/freedesktop/login1"
OUR_SESSION: Final = "/org/freedesktop/login1/session/auto"
"""What logind calls the session of whoever asks. Its signals carry the real path."""
SCREEN_SAVERS: Final = (
    "org.freedesktop.ScreenSaver",
    "org.gnome.ScreenSaver",
    "org.cinnamon.ScreenSaver",
    "org.mate.ScreenSaver",
    "org.xfce.ScreenSaver",
)
_SESSION: Final = f"{LOGIND}.Session"
_PROPERTIES: Final = "org.freedesktop.DBus.Properties"


def connect_early() -> None:
    """Open the connections to both buses now; Qt keeps them for the whole program."""
    QDBusConnection.sessionBus()
    QDBusConnection.systemBus()


class SessionBus(QObject):
    """Listens as long as it lives, and holds sleep up until it is closed.

    Signals:
        left: the screen is left; carries why.
        session_found: our own session is known by now, and listened to.
    """

    left = Signal(str)
    session_found = Signal()

    def __init__(self, *, parent: QObject, who: str, why: str) -> None:
        """Begin to listen.

        Args:
            parent: the object it lives with.
            who: name of the program, for whoever asks logind what holds sleep up.
            why: the same in a few words.
        """
        super().__init__(parent)
        self._is_closed = False
        self._held: QDBusMessage | None = None
        self._session = QDBusConnection.sessionBus()
        self._system = QDBusConnection.systemBus()
        if self._session.isConnected():
            for name in SCREEN_SAVERS:
                # From anybody and on any path: desktops differ in both.
                self._hear(self._session, ("", "", name, "ActiveChanged"), "screen_saver(bool)")
        if self._system.isConnected():
            manager = (LOGIND, MANAGER, f"{LOGIND}.Manager")
            self._hear(self._system, (*manager, "PrepareForSleep"), "sleeping(bool)")
            self._ask("Inhibit", ["sleep", who, why, "delay"], answer="hold(QDBusMessage)")
            self._ask(
                "Get",
                [_SESSION, "Id"],
                answer="find_session(QDBusMessage)",
                of=(OUR_SESSION, _PROPERTIES),
            )

    def close(self) -> None:
        """Let the computer sleep, and listen no more."""
        # The answer holds the file descriptor; logind waits until the last of them is closed.
        self._is_closed = True
        self._held = None
        self.blockSignals(True)
        self.deleteLater()

    @Slot(bool)
    def sleeping(self, is_going: bool) -> None:
        """Hear that the computer goes to sleep, or that it has woken with something still open."""
        del is_going
        self.left.emit(SLEEP)

    @Slot(bool)
    def screen_saver(self, is_active: bool) -> None:
        """Hear from the screen saver."""
        if is_active:
            self.left.emit(LOCKED)

    @Slot()
    def locked(self) -> None:
        """Hear that the session is to be locked."""
        self.left.emit(LOCKED)

    @Slot(str, "QVariantMap", "QStringList")
    def session_changed(
        self, interface: str, changed: Mapping[str, object], others: Sequence[str]
    ) -> None:
        """Hear that the session is locked by now, or that somebody else's is on the screen."""
        del interface, others
        if changed.get("LockedHint") is True:
            self.left.emit(LOCKED)
        elif changed.get("Active") is False:
            self.left.emit(SWITCHED)

    @Slot(QDBusMessage)
    def hold(self, answer: QDBusMessage) -> None:
        """Keep what holds sleep up for the moments that locking takes."""
        if not self._is_closed:
            self._held = answer

    @Slot(QDBusMessage)
    def find_session(self, answer: QDBusMessage) -> None:
        """Ask for the path of our session, now that its name is known."""
        value = _value(answer)
        name = value.variant() if isinstance(value, QDBusVariant) else value
        self._ask("GetSession", [name], answer="watch_session(QDBusMessage)")

    @Slot(QDBusMessage)
    def watch_session(self, answer: QDBusMessage) -> None:
        """Listen to our own session."""
        path = _value(answer)
        if isinstance(path, QDBusObjectPath):
            self._hear(self._system, (LOGIND, path.path(), _SESSION, "Lock"), "locked()")
            self._hear(
                self._system,
                (LOGIND, path.path(), _PROPERTIES, "PropertiesChanged"),
                "session_changed(QString,QVariantMap,QStringList)",
            )
            self.session_found.emit()

    @Slot(QDBusError, QDBusMessage)
    def refused(self, error: QDBusError, question: QDBusMessage) -> None:
        """Do without: an older logind, another one, or none."""
        del error, question

    def _hear(self, bus: QDBusConnection, signal: tuple[str, str, str, str], slot: str) -> None:
        service, path, interface, name = signal
        bus.connect(service, path, interface, name, self, _slot(slot))

    def _ask(
        self,
        method: str,
        arguments: list[object],
        *,
        answer: str,
        of: tuple[str, str] = (MANAGER, f"{LOGIND}.Manager"),
    ) -> None:
        path, interface = of
        question = QDBusMessage.createMethodCall(LOGIND, path, interface, method)
        question.setAutoStartService(False)
        question.setArguments(arguments)
        self._system.callWithCallback(
            question, self, _slot(answer), _slot("refused(QDBusError,QDBusMessage)")
        )


def _slot(signature: str) -> bytes:
    # A str, which is what these methods take; PySide's type stubs say bytes, which they refuse.
    return cast("bytes", SLOT(signature))


def _value(answer: QDBusMessage) -> object:
    arguments = answer.arguments()
    return arguments[0] if arguments else None
