# SPDX-License-Identifier: Apache-2.0
"""What holds for every test: no screen, a home of its own, and nothing left running behind it.

Qt is looked at only where a test has loaded it, so that the core's tests stay free of it.
"""

from __future__ import annotations

import gc
import os
import sys
import threading
import weakref
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtCore import QObject, QTimer
    from PySide6.QtWidgets import QWidget

pytest_plugins = ("tests.outside_programs",)

# Before anything loads Qt: windows are drawn into memory, also on a developer's own desktop.
os.environ["QT_QPA_PLATFORM"] = "offscreen"
# And a developer's own screen saver locks nothing here; tests/ui/private_bus.py has other buses.
for _bus in ("DBUS_SYSTEM_BUS_ADDRESS", "DBUS_SESSION_BUS_ADDRESS"):
    os.environ[_bus] = "unix:path=nowhere"

# A slow machine is no reason to fail, so there is no deadline. In CI the examples are always the
# same, so that a red run can be repeated; at a developer's desk they differ from run to run.
settings.register_profile("ci", derandomize=True, deadline=None, print_blob=True)
settings.register_profile("develop", deadline=None, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") == "true" else "develop")

#: A thread on its way out gets this long to end; one that takes longer has leaked.
THREAD_GRACE_SECONDS = 5.0

#: Windows that Qt itself keeps for later use.
WINDOWS_OF_QT = frozenset({"QTipLabel"})


@pytest.fixture(autouse=True)
def own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Give each test a home folder of its own, so that none touches a person's."""
    home = tmp_path_factory.mktemp("home")
    for name in ("HOME", "USERPROFILE", "XDG_RUNTIME_DIR"):
        monkeypatch.setenv(name, str(home))
    for name in ("APPDATA", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(home / name.lower()))
    for name in ("CONFIG", "DATA", "CACHE", "STATE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(home / name.lower()))


@pytest.fixture(autouse=True)
def nothing_left_behind(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Fail a test that leaves a thread, a running timer or a window behind it."""
    threads = set(threading.enumerate())
    windows = {_address(window) for window in _windows()}
    timers = _watch_timers(monkeypatch)
    yield
    left = [f"thread {thread.name}" for thread in _threads_left(threads)]
    if "PySide6.QtWidgets" in sys.modules:
        left += [f"running timer {_name(timer)}" for timer in _timers_left(timers)]
        left += [f"window {_name(window)}" for window in _windows_left(windows)]
    assert not left, f"left behind by this test: {', '.join(left)}"


def _threads_left(before: set[threading.Thread]) -> list[threading.Thread]:
    started = [thread for thread in threading.enumerate() if thread not in before]
    lasting = [thread for thread in started if not thread.daemon]
    for thread in lasting:
        thread.join(THREAD_GRACE_SECONDS)
    return [thread for thread in lasting if thread.is_alive()]


def _watch_timers(monkeypatch: pytest.MonkeyPatch) -> weakref.WeakSet[QTimer]:
    """Note every timer that is started; weakly, so that watching does not keep one alive."""
    started: weakref.WeakSet[QTimer] = weakref.WeakSet()
    if "PySide6.QtWidgets" in sys.modules:
        from PySide6.QtCore import QTimer

        start = QTimer.start

        def watched_start(timer: QTimer, *args: int) -> None:
            started.add(timer)
            start(timer, *args)

        monkeypatch.setattr(QTimer, "start", watched_start)
    return started


def _timers_left(started: weakref.WeakSet[QTimer]) -> list[QTimer]:
    from shiboken6 import isValid

    _finish_deletions()
    if any(isValid(timer) and timer.isActive() for timer in started):
        gc.collect()
    left = [timer for timer in started if isValid(timer) and timer.isActive()]
    for timer in left:
        timer.stop()
    return left


def _windows() -> list[QWidget]:
    if "PySide6.QtWidgets" not in sys.modules:
        return []
    from PySide6.QtWidgets import QApplication

    if QApplication.instance() is None:
        return []
    return [
        widget
        for widget in QApplication.topLevelWidgets()
        if widget.parent() is None and widget.metaObject().className() not in WINDOWS_OF_QT
    ]


def _windows_left(before: set[int]) -> list[QWidget]:
    _finish_deletions()
    if any(_address(window) not in before for window in _windows()):
        # A window in a reference cycle is gone for Python; it only has not been collected yet.
        gc.collect()
        _finish_deletions()
    left = [window for window in _windows() if _address(window) not in before]
    for window in left:
        # So that the next test is not blamed for this one.
        window.close()
        window.deleteLater()
    return left


def _address(window: QWidget) -> int:
    """Tell windows apart also where Python has made a new wrapper for the same one."""
    from shiboken6 import getCppPointer

    return int(getCppPointer(window)[0])


def _finish_deletions() -> None:
    from PySide6.QtCore import QCoreApplication, QEvent

    if QCoreApplication.instance() is not None:
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def _name(thing: QObject) -> str:
    return f"{thing.metaObject().className()} {thing.objectName()!r}"
