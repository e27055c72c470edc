# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from desktop.ui.date_field import CalendarPopup, DateEditor

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

TODAY = date(2026, 11, 22)
# What the platform without a screen says of itself when a calendar pops up.
pops_up = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


def make(qtbot: QtBot, *, tense: str = "") -> DateEditor:
    editor = DateEditor(tense=tense, today=lambda: TODAY)
    qtbot.addWidget(editor)
    editor.show()
    return editor


@pytest.mark.parametrize(
    ("tense", "buttons", "days"),
    [
        ("past", ["Today", "Yesterday"], ["2026-11-22", "2026-11-21"]),
        ("future", ["In a week", "In two weeks"], ["2026-11-29", "2026-12-06"]),
        ("", ["Today"], ["2026-11-22"]),
    ],
)
def test_days_are_picked_with_buttons(
    tense: str, buttons: list[str], days: list[str], qtbot: QtBot
) -> None:
    editor = make(qtbot, tense=tense)
    picks = editor.findChildren(QPushButton)
    assert [one.text() for one in picks] == [*buttons, "Calendar"]
    picked: list[object] = []
    for pick in picks[:-1]:
        with qtbot.waitSignal(editor.edited):
            pick.click()
        picked.append(editor.read().value)

    assert picked == days
    assert all(one.focusPolicy() == Qt.FocusPolicy.NoFocus for one in picks)


def test_what_was_typed_is_tidied_and_says_the_day_of_the_week(qtbot: QtBot) -> None:
    editor = make(qtbot)

    QTest.keyClicks(editor.line, "3 jan")
    QTest.keyClick(editor.line, Qt.Key.Key_Return)

    assert editor.line.text() == "Sun 03/01/2027"
    assert editor.read().value == "2027-01-03"


def test_arrows_change_the_day_and_begin_with_today(qtbot: QtBot) -> None:
    editor = make(qtbot)

    QTest.keyClick(editor.line, Qt.Key.Key_Down)
    assert editor.read().value == "2026-11-22"
    QTest.keyClick(editor.line, Qt.Key.Key_Down)
    assert editor.read().value == "2026-11-21"
    QTest.keyClick(editor.line, Qt.Key.Key_Up)
    QTest.keyClick(editor.line, Qt.Key.Key_Up)
    assert editor.read().value == "2026-11-23"
    QTest.keyClick(editor.line, Qt.Key.Key_End)
    assert editor.read().value == "2026-11-23"


@pops_up
def test_the_calendar_opens_on_the_day_and_gives_one_back(qtbot: QtBot) -> None:
    editor = make(qtbot)
    editor.fill("2026-12-24")

    editor.calendar_button.click()
    popup = QApplication.activePopupWidget()
    assert isinstance(popup, CalendarPopup)
    assert popup.calendar.selectedDate() == QDate(2026, 12, 24)
    with qtbot.waitSignal(editor.edited):
        popup.calendar.activated.emit(QDate(2026, 12, 27))

    assert editor.read().value == "2026-12-27"
    assert QApplication.activePopupWidget() is None


@pops_up
def test_the_calendar_stays_on_the_screen(qtbot: QtBot) -> None:
    editor = make(qtbot)
    screen = editor.screen().availableGeometry()
    editor.move(screen.right() - 80, screen.bottom() - 40)

    editor.open_calendar()
    popup = QApplication.activePopupWidget()
    assert popup is not None

    assert screen.contains(popup.geometry())
    popup.close()
