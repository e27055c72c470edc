# SPDX-License-Identifier: Apache-2.0
"""After a lock that failed, the workspace is open still: it must be locked the next time too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from desktop.ui.idle import IdleWatch

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def test_a_touch_after_the_time_was_up_begins_it_again(qapp: QApplication, qtbot: QtBot) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    watch = IdleWatch(app=qapp, minutes=1, parent=widget)
    watch.start()
    with qtbot.waitSignal(watch.idled):
        watch._timer.setInterval(0)
    assert not watch._timer.isActive()
    watch._timer.setInterval(60_000)

    QTest.keyClick(widget, Qt.Key.Key_A)

    assert watch._timer.isActive()
    watch.stop()
