# SPDX-License-Identifier: Apache-2.0
"""When nobody is there the workspace is locked, whether the computer was awake or asleep."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from desktop.ui.idle import IdleWatch, Moment
from tests.ui.clocks import Clocks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot


class Watched:
    """A watch of five minutes over one line of text."""

    def __init__(self, app: QApplication) -> None:
        self.clocks = Clocks()
        self.line = QLineEdit()
        self.watch = IdleWatch(app=app, minutes=5, parent=self.line, now=self.clocks.now)
        self.times = 0
        self.watch.idled.connect(self._count)

    def _count(self) -> None:
        self.times += 1

    def type(self, key: Qt.Key = Qt.Key.Key_A) -> None:
        """Press a key as the system does: it comes to the window, and from there to the line."""
        handle = self.line.windowHandle()
        assert handle is not None
        QTest.keyClick(handle, key)


@pytest.fixture
def watched(qapp: QApplication, qtbot: QtBot) -> Iterator[Watched]:
    made = Watched(qapp)
    qtbot.addWidget(made.line)
    with qtbot.waitActive(made.line):
        made.line.show()
    made.line.setFocus()
    made.watch.start()
    yield made
    made.watch.stop()


def test_after_the_minutes_and_not_before(watched: Watched) -> None:
    watched.clocks.pass_awake(299)
    watched.watch.look()
    assert watched.times == 0

    watched.clocks.pass_awake(1)
    watched.watch.look()
    assert watched.times == 1


def test_the_timer_looks_by_itself(watched: Watched, qtbot: QtBot) -> None:
    watched.clocks.pass_awake(300)

    with qtbot.waitSignal(watched.watch.idled):
        watched.watch._timer.setInterval(0)


def test_a_touch_begins_the_time_again(watched: Watched) -> None:
    watched.clocks.pass_awake(200)
    watched.type()
    watched.clocks.pass_awake(200)
    watched.watch.look()

    assert (watched.times, watched.line.text()) == (0, "a")


def test_a_touch_of_a_window_that_was_opened_later_counts(watched: Watched, qtbot: QtBot) -> None:
    dialog = QLineEdit()
    qtbot.addWidget(dialog)
    with qtbot.waitActive(dialog):
        dialog.show()
    watched.clocks.pass_awake(200)
    handle = dialog.windowHandle()
    assert handle is not None
    QTest.keyClick(handle, Qt.Key.Key_B)
    watched.clocks.pass_awake(200)
    watched.watch.look()

    assert (watched.times, dialog.text()) == (0, "b")


def test_what_is_put_together_from_several_keys_is_a_touch(watched: Watched) -> None:
    """An input method hands on what it made, and no key."""
    watched.clocks.pass_awake(200)
    made = QInputMethodEvent()
    made.setCommitString("\u5bb6")
    QCoreApplication.sendEvent(watched.line, made)
    watched.clocks.pass_awake(200)
    watched.watch.look()

    assert (watched.times, watched.line.text()) == (0, "\u5bb6")


def test_sleep_counts_although_one_clock_stood_still(watched: Watched) -> None:
    watched.clocks.pass_asleep(3_600)
    watched.watch.look()

    assert watched.times == 1


def test_the_touch_that_wakes_the_computer_reaches_no_page(watched: Watched) -> None:
    watched.clocks.pass_asleep(3_600)
    watched.type()

    assert (watched.times, watched.line.text()) == (1, "")


def test_a_wall_clock_set_back_hides_nothing(watched: Watched) -> None:
    watched.clocks.wall -= 86_400
    watched.clocks.pass_awake(300)
    watched.watch.look()

    assert watched.times == 1


def test_it_is_said_again_when_the_lock_failed(watched: Watched) -> None:
    watched.clocks.pass_awake(300)
    watched.watch.look()
    watched.watch.look()
    assert watched.times == 1
    watched.type()
    watched.clocks.pass_awake(300)
    watched.watch.look()

    assert watched.times == 2


def test_other_minutes_count_from_the_last_touch(watched: Watched) -> None:
    watched.clocks.pass_awake(100)
    watched.watch.set_minutes(1)
    watched.watch.look()

    assert (watched.watch.minutes, watched.times) == (1, 1)


def test_switched_off_it_says_nothing(watched: Watched) -> None:
    watched.watch.stop()
    watched.clocks.pass_awake(3_600)
    watched.watch.look()
    watched.type()
    assert (watched.times, watched.line.text()) == (0, "a")

    watched.watch.start()
    watched.watch.look()
    assert watched.times == 0


def test_both_clocks_go_forward() -> None:
    before = Moment.now()

    assert Moment.now().passed_since(before) >= 0
