# SPDX-License-Identifier: Apache-2.0
"""A stand-in for systemd-logind on a private bus: says what it is asked, and tells what it is told.

Usage: ``python -m tests.ui.fake_logind``, with the address of the bus in
DBUS_SYSTEM_BUS_ADDRESS. Each line of its input is something to tell; what it was asked for, and
that sleep is held up no longer, are lines of its output.
"""

from __future__ import annotations

import os
import sys
from typing import Final

from PySide6.QtCore import QCoreApplication, QSocketNotifier
from PySide6.QtDBus import (
    QDBusConnection,
    QDBusMessage,
    QDBusObjectPath,
    QDBusUnixFileDescriptor,
    QDBusVariant,
    QDBusVirtualObject,
)

LOGIND: Final = "org.freedesktop.login1"
MANAGER: Final = "/org/freedesktop/login1"
SESSION: Final = f"{MANAGER}/session/_37"
OTHER_SESSION: Final = f"{MANAGER}/session/_38"


def say(word: str) -> None:
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


class Logind(QDBusVirtualObject):
    """Answers what the program asks of logind, as its manual page says."""

    def __init__(self) -> None:
        super().__init__()
        self._watched: list[QSocketNotifier] = []

    def introspect(self, path: str) -> str:
        return ""

    def handleMessage(  # noqa: N802 - Qt's own name
        self, message: QDBusMessage, connection: QDBusConnection, /
    ) -> bool:
        asked = (message.path(), message.member(), tuple(message.arguments()))
        reply = message.createReply()
        if asked == (f"{MANAGER}/session/auto", "Get", (f"{LOGIND}.Session", "Id")):
            reply.setArguments([QDBusVariant("7")])
        elif asked == (MANAGER, "GetSession", ("7",)):
            reply.setArguments([QDBusObjectPath(SESSION)])
        elif asked[:2] == (MANAGER, "Inhibit"):
            what, who, why, mode = asked[2]
            say(f"held {what} {mode} {who}: {why}")
            reply.setArguments([self._inhibitor()])
        else:
            return False
        return connection.send(reply)

    def _inhibitor(self) -> QDBusUnixFileDescriptor:
        ours, theirs = os.pipe()
        given = QDBusUnixFileDescriptor(theirs)
        os.close(theirs)
        # Readable once the last copy of the other end is closed.
        notifier = QSocketNotifier(ours, QSocketNotifier.Type.Read)
        notifier.activated.connect(lambda *_: self._released(notifier))
        self._watched.append(notifier)
        return given

    @staticmethod
    def _released(notifier: QSocketNotifier) -> None:
        notifier.setEnabled(False)
        say("released")


def signal(path: str, interface: str, name: str, *arguments: object) -> QDBusMessage:
    made = QDBusMessage.createSignal(path, interface, name)
    made.setArguments(arguments)
    return made


def properties(path: str, **changed: object) -> QDBusMessage:
    # The last is what has changed without saying to what; one, so that it is a list of texts.
    return signal(
        path,
        "org.freedesktop.DBus.Properties",
        "PropertiesChanged",
        f"{LOGIND}.Session",
        changed,
        ["IdleSinceHint"],
    )


def message(told: str) -> QDBusMessage:
    """Return the signal for a line of input."""
    made = {
        "sleep": signal(MANAGER, f"{LOGIND}.Manager", "PrepareForSleep", True),
        "wake": signal(MANAGER, f"{LOGIND}.Manager", "PrepareForSleep", False),
        "lock": signal(SESSION, f"{LOGIND}.Session", "Lock"),
        "lock other": signal(OTHER_SESSION, f"{LOGIND}.Session", "Lock"),
        "hint": properties(SESSION, LockedHint=True),
        "switch": properties(SESSION, Active=False),
        "switch other": properties(OTHER_SESSION, Active=False),
        "return": properties(SESSION, Active=True, LockedHint=False),
    }
    return made[told]


def main() -> None:
    app = QCoreApplication([])
    bus = QDBusConnection.systemBus()
    logind = Logind()
    option = QDBusConnection.VirtualObjectRegisterOption.SubPath
    if not (bus.registerVirtualObject(MANAGER, logind, option) and bus.registerService(LOGIND)):
        sys.exit("there is no bus, or there is a logind on it already")

    def read() -> None:
        # Not through sys.stdin, whose buffer would keep all lines but the first from the notifier.
        told = os.read(sys.stdin.fileno(), 4096).decode().splitlines()
        for line in told:
            bus.send(message(line))
        if not told:
            app.quit()

    notifier = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read)
    notifier.activated.connect(lambda *_: read())
    say("ready")
    app.exec()


if __name__ == "__main__":
    main()
