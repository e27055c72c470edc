# SPDX-License-Identifier: Apache-2.0
"""When nobody is there the workspace is locked, whether the computer was awake or asleep."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
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


@pytest.fixture
def watched(qapp: QApplication, qtbot: QtBot) -> Iterator[Watched]:
    made = Watched(qapp)
    qtbot.addWidget(made.line)
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
    QTest.keyClick(watched.line, Qt.Key.Key_A)
    watched.clocks.pass_awake(200)
    watched.watch.look()

    assert (watched.times, watched.line.text()) == (0, "a")


def test_sleep_counts_although_one_clock_stood_still(watched: Watched) -> None:
    watched.clocks.pass_asleep(3_600)
    watched.watch.look()

    assert watched.times == 1


def test_the_touch_that_wakes_the_computer_reaches_no_page(watched: Watched) -> None:
    watched.clocks.pass_asleep(3_600)
    QTest.keyClick(watched.line, Qt.Key.Key_A)

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
    QTest.keyClick(watched.line, Qt.Key.Key_A)
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
    QTest.keyClick(watched.line, Qt.Key.Key_A)
    assert (watched.times, watched.line.text()) == (0, "a")

    watched.watch.start()
    watched.watch.look()
    assert watched.times == 0


def test_both_clocks_go_forward() -> None:
    before = Moment.now()

    assert Moment.now().passed_since(before) >= 0
