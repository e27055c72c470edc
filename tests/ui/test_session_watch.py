# SPDX-License-Identifier: Apache-2.0
"""When the computer sleeps or its screen is locked, what was open here is locked too.

What Linux says is said on a real bus of the test's own, to the real window.
"""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from desktop.ui import session_windows
from desktop.ui.application import Application
from desktop.ui.session_watch import SessionWatch
from desktop.ui.tasks import InlineRunner
from tests.ui.clocks import Clocks
from tests.ui.private_bus import ROOT, PrivateBus
from tests.ui.recorded import RecordedPrompts

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from tests.ui.private_bus import Spoken
    from tests.ui.workspaces import Pair


@pytest.fixture
def bus(dbus_daemon: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[PrivateBus]:
    # A folder with a short name: that of a socket may have about a hundred letters.
    with PrivateBus(dbus_daemon, tmp_path_factory.mktemp("bus")) as made:
        yield made


@pytest.fixture
def folder(pair: Pair) -> Path:
    """Return a locked workspace."""
    pair.lock()
    return pair.volunteer.folder


def unlocked(program: Spoken) -> Spoken:
    program.tell("unlock")
    assert program.hear() == "open"
    return program


def test_sleep_waits_until_everything_is_covered_and_locked(
    bus: PrivateBus, folder: Path, tmp_path: Path
) -> None:
    logind = bus.start("tests.ui.fake_logind")
    assert logind.hear() == "ready"
    program = unlocked(
        bus.start("tests.ui.watched_child", str(folder), str(tmp_path / "settings.json"))
    )
    assert logind.hear() == "held sleep delay Alongside: Saving and locking what is open"

    logind.tell("sleep")

    assert program.hear() == "left sleep covered"
    assert program.hear() == "locked"
    assert logind.hear() == "released"
    unlocked(program)
    assert logind.hear().startswith("held sleep delay")
    assert program.end() == (0, "locked\n")
    assert logind.end() == (0, "released\n")


def test_a_locked_or_switched_session_locks_it_and_those_of_others_do_not(
    bus: PrivateBus, folder: Path, tmp_path: Path
) -> None:
    logind = bus.start("tests.ui.fake_logind")
    assert logind.hear() == "ready"
    program = bus.start("tests.ui.watched_child", str(folder), str(tmp_path / "settings.json"))

    for told, why in (
        ("lock", "locked"),
        ("hint", "locked"),
        ("switch", "switched"),
        ("wake", "sleep"),
    ):
        unlocked(program)
        for other in ("lock other", "switch other", "return", told):
            logind.tell(other)
        assert program.hear() == f"left {why} covered", told
        assert program.hear() == "locked"


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/org/freedesktop/ScreenSaver", "org.freedesktop.ScreenSaver"),
        ("/ScreenSaver", "org.freedesktop.ScreenSaver"),
        ("/org/gnome/ScreenSaver", "org.gnome.ScreenSaver"),
    ],
)
def test_the_screen_saver_locks_it(
    bus: PrivateBus, folder: Path, tmp_path: Path, path: str, name: str
) -> None:
    logind = bus.start("tests.ui.fake_logind")
    assert logind.hear() == "ready"
    program = unlocked(
        bus.start("tests.ui.watched_child", str(folder), str(tmp_path / "settings.json"))
    )

    bus.send(path, f"{name}.ActiveChanged", "boolean:false")
    bus.send(path, f"{name}.ActiveChanged", "boolean:true")

    assert program.hear() == "left locked covered"
    assert program.hear() == "locked"


WITHOUT_LOGIND = """
import sys
from PySide6.QtCore import QCoreApplication, QTimer
from desktop.ui.session_watch import SessionWatch
app = QCoreApplication([])
watch = SessionWatch()
watch.left.connect(print)
watch.start()
QTimer.singleShot(0, app.quit)
app.exec()
watch.stop()
"""


def watch_alone(environment: dict[str, str]) -> tuple[int, str, str]:
    ended = subprocess.run(
        (sys.executable, "-c", WITHOUT_LOGIND),
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    return ended.returncode, ended.stdout, ended.stderr


def test_a_bus_without_logind_is_no_matter(bus: PrivateBus) -> None:
    assert watch_alone(bus.environment) == (0, "", "")


def test_no_bus_is_no_matter(bus: PrivateBus) -> None:
    nowhere = {
        **bus.environment,
        "DBUS_SYSTEM_BUS_ADDRESS": "unix:path=nowhere",
        "DBUS_SESSION_BUS_ADDRESS": "unix:path=nowhere",
    }

    assert watch_alone(nowhere) == (0, "", "")


def test_qt_without_its_part_for_the_bus_is_no_matter(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("PySide6.QtDBus", "desktop.ui.session_bus"):
        monkeypatch.setitem(sys.modules, name, None)
    watch = SessionWatch(parent=qapp)

    watch.start()
    assert watch.is_watching
    watch.stop()
    watch.setParent(None)


@pytest.fixture
def clocks() -> Clocks:
    return Clocks()


@pytest.fixture
def watch(qapp: QApplication, clocks: Clocks) -> Iterator[SessionWatch]:
    made = SessionWatch(parent=qapp, now=clocks.now)
    made.start()
    yield made
    made.stop()
    made.setParent(None)


def reasons(watch: SessionWatch) -> list[str]:
    """Return the list that fills with what the watch says."""
    said: list[str] = []
    watch.left.connect(said.append)
    return said


def test_beats_that_come_in_time_say_nothing(watch: SessionWatch, clocks: Clocks) -> None:
    said = reasons(watch)
    for seconds in (1, 1, 9, 29, 1):
        clocks.pass_awake(seconds)
        watch.beat()

    assert said == []


@pytest.mark.parametrize("seconds", [11, 3_600])
def test_time_that_only_the_wall_clock_saw_was_sleep(
    watch: SessionWatch, clocks: Clocks, seconds: float
) -> None:
    said = reasons(watch)
    clocks.pass_asleep(seconds)
    watch.beat()
    watch.beat()

    assert said == ["woken"]


def test_a_long_silence_was_sleep_where_both_clocks_go_on(
    watch: SessionWatch, clocks: Clocks
) -> None:
    said = reasons(watch)
    clocks.pass_awake(31)
    watch.beat()

    assert said == ["woken"]


def test_a_clock_that_is_put_right_is_no_sleep(watch: SessionWatch, clocks: Clocks) -> None:
    said = reasons(watch)
    for seconds in (-86_400.0, 9.0):
        clocks.wall += seconds
        watch.beat()

    assert said == []


def test_it_beats_by_itself(watch: SessionWatch, clocks: Clocks, qtbot: QtBot) -> None:
    clocks.pass_asleep(60)

    with qtbot.waitSignal(watch.left):
        watch._timer.setInterval(0)


def test_it_looks_when_the_desktop_comes_back(
    watch: SessionWatch, clocks: Clocks, qapp: QApplication
) -> None:
    said = reasons(watch)
    clocks.pass_asleep(60)
    qapp.applicationStateChanged.emit(qapp.applicationState())

    assert said == ["woken"]


def test_switched_off_it_says_nothing(watch: SessionWatch, clocks: Clocks) -> None:
    said = reasons(watch)
    watch.stop()
    clocks.pass_asleep(3_600)
    watch.beat()
    assert said == []

    # Time that nobody watched is not held against whoever unlocks again.
    watch.start()
    watch.beat()
    assert said == []


def test_after_sleep_the_window_is_covered_at_once(
    pair: Pair, tmp_path: Path, qapp: QApplication, clocks: Clocks
) -> None:
    application = Application(
        app=qapp,
        home=tmp_path / "home",
        folder=pair.volunteer.folder,
        runner=InlineRunner(),
        prompts=RecordedPrompts(),
        settings=tmp_path / "settings.json",
    )
    window = application.window
    window.show_workspace(pair.volunteer)
    application.session._now = clocks.now
    application.session.start()
    assert window.screens.currentWidget() is window.workroom

    clocks.pass_asleep(3_600)
    application.session.beat()

    assert window.screens.currentWidget() is window.unlock
    assert pair.volunteer.is_locked
    assert not application.session.is_watching
    assert not application.idle._is_watching
    window.close()
    application.end()


@pytest.mark.parametrize(
    ("message", "parameter", "why"),
    [
        (session_windows.WM_POWERBROADCAST, 0x04, "sleep"),
        (session_windows.WM_POWERBROADCAST, 0x12, "woken"),
        (session_windows.WM_POWERBROADCAST, 0x0A, None),
        (session_windows.WM_WTSSESSION_CHANGE, 0x07, "locked"),
        (session_windows.WM_WTSSESSION_CHANGE, 0x02, "switched"),
        (session_windows.WM_WTSSESSION_CHANGE, 0x08, None),
        (0x0007, 0x07, None),
    ],
)
def test_what_windows_says(message: int, parameter: int, why: str | None) -> None:
    assert session_windows.meaning(message, parameter) == why
