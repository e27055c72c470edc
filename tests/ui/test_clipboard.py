# SPDX-License-Identifier: Apache-2.0
"""What is copied here stays out of clipboard histories and does not stay for long.

The clipboard of the platform without a screen never says who owns what it holds, so the guard is
told: everything there was copied by the test.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QClipboard, QContextMenuEvent, QGuiApplication, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QMenu, QWidget

from desktop.ui import clipboard as subject
from desktop.ui import plain
from desktop.ui.clipboard import ClipboardGuard, SecretEdit, clear_clipboard, plain_copy
from desktop.ui.fields import LineBox, TextBox
from desktop.ui.passphrase import SecretLine

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

CONTROL = Qt.KeyboardModifier.ControlModifier
MARKS = {
    "x-kde-passwordManagerHint",
    "application/x-nspasteboard-concealed-type",
    'application/x-qt-windows-mime;value="ExcludeClipboardContentFromMonitorProcessing"',
}


@pytest.fixture(autouse=True)
def clipboard_emptied(qapp: QApplication) -> Iterator[None]:
    yield
    QGuiApplication.clipboard().clear()


@pytest.fixture
def guard(qapp: QApplication) -> Iterator[ClipboardGuard]:
    made = ClipboardGuard(parent=qapp, owns=lambda _mode: True)
    yield made
    made.close()
    made.deleteLater()


def marks() -> set[str]:
    return MARKS.intersection(held().formats())


def held() -> QMimeData:
    return QGuiApplication.clipboard().mimeData() or QMimeData()


def shown(qtbot: QtBot, widget: QWidget) -> None:
    qtbot.addWidget(widget)
    with qtbot.waitActive(widget):
        widget.show()
        widget.activateWindow()
    widget.setFocus()


def line(qtbot: QtBot) -> QLineEdit:
    made = LineBox()
    made.setText("private")
    shown(qtbot, made)
    made.selectAll()
    return made


@pytest.mark.parametrize(("keys", "left"), [(Qt.Key.Key_C, "private"), (Qt.Key.Key_X, "")])
def test_what_is_copied_or_cut_from_a_line_is_marked_as_secret(
    qtbot: QtBot, guard: ClipboardGuard, keys: Qt.Key, left: str
) -> None:
    made = line(qtbot)

    QTest.keyClick(made, keys, CONTROL)

    assert (held().text(), marks(), made.text()) == ("private", MARKS, left)
    assert not held().hasHtml()


def test_what_is_copied_from_a_label_is_marked_as_secret(
    qtbot: QtBot, guard: ClipboardGuard
) -> None:
    label: QLabel = plain.selectable(plain.label("private words"))
    shown(qtbot, label)
    label.setSelection(0, 7)

    QTest.keyClick(label, Qt.Key.Key_C, CONTROL)

    assert (held().text(), marks()) == ("private", MARKS)
    assert not held().hasHtml()


def test_what_is_copied_from_a_label_is_what_was_written(
    qtbot: QtBot, guard: ClipboardGuard
) -> None:
    address = "https://example.org/a-very-long-address-of-a-children-centre/opening-times"
    label = plain.selectable(plain.label(f"See {plain.isolated(address)}"))
    shown(qtbot, label)
    assert "\u200b" in label.text()
    label.setFocus()
    label.setSelection(0, len(label.text()))
    QTest.keyClick(label, Qt.Key.Key_C, CONTROL)

    assert held().text() == f"See {address}"


def test_a_long_text_is_marked_without_the_guard(qtbot: QtBot) -> None:
    box = TextBox()
    box.setPlainText("private")
    shown(qtbot, box)
    box.selectAll()

    box.copy()

    assert (held().text(), marks()) == ("private", MARKS)


def test_it_is_gone_after_a_minute(qtbot: QtBot, guard: ClipboardGuard) -> None:
    line(qtbot).copy()
    assert guard._timer.interval() == 60_000
    assert guard._timer.isActive()

    with qtbot.waitSignal(QGuiApplication.clipboard().dataChanged):
        guard._timer.setInterval(0)

    assert held().text() == ""


def test_another_copy_begins_the_minute_again(qtbot: QtBot, guard: ClipboardGuard) -> None:
    made = line(qtbot)
    made.copy()
    guard._timer.stop()

    made.copy()

    assert guard._timer.isActive()


def test_what_others_put_there_stays() -> None:
    QGuiApplication.clipboard().setText("a recipe")
    clear_clipboard()
    assert held().text() == "a recipe"

    QGuiApplication.clipboard().setMimeData(plain_copy("private"))
    clear_clipboard()
    assert held().text() == ""


def test_the_guard_leaves_alone_what_others_put_there(qapp: QApplication) -> None:
    guard = ClipboardGuard(parent=qapp)
    QGuiApplication.clipboard().setText("a recipe")

    assert (held().text(), marks()) == ("a recipe", set())
    assert not guard._timer.isActive()
    guard.close()
    assert held().text() == "a recipe"
    guard.deleteLater()


def test_closing_empties_it_and_guards_no_more(qtbot: QtBot, qapp: QApplication) -> None:
    guard = ClipboardGuard(parent=qapp, owns=lambda _mode: True)
    made = line(qtbot)
    made.copy()

    guard.close()

    assert held().text() == ""
    assert not guard._timer.isActive()
    made.copy()
    assert marks() == set()
    guard.deleteLater()


@pytest.mark.parametrize("keys", ["Ctrl+C", "Ctrl+Ins", "Ctrl+X", "Shift+Del"])
def test_a_passphrase_cannot_be_copied_even_while_it_is_shown(qtbot: QtBot, keys: str) -> None:
    secret = SecretLine(name="Passphrase")
    shown(qtbot, secret)
    secret.line.setText("six plain words")
    secret.show_it.setChecked(True)
    assert isinstance(secret.line, SecretEdit)
    assert secret.line.echoMode() == QLineEdit.EchoMode.Normal

    secret.line.selectAll()
    QTest.keySequence(secret.line, QKeySequence(keys))

    assert held().text() == ""
    assert secret.line.text() == "six plain words"


def test_other_keys_of_a_passphrase_work(qtbot: QtBot) -> None:
    secret = SecretEdit()
    shown(qtbot, secret)
    QGuiApplication.clipboard().setText("words")

    QTest.keyClick(secret, Qt.Key.Key_V, CONTROL)

    assert secret.text() == "words"


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_the_menu_of_a_passphrase_offers_no_copy(qtbot: QtBot) -> None:
    secret = SecretEdit("words")
    shown(qtbot, secret)
    secret.selectAll()
    middle = secret.rect().center()

    secret.contextMenuEvent(
        QContextMenuEvent(QContextMenuEvent.Reason.Mouse, middle, secret.mapToGlobal(middle))
    )
    (menu,) = secret.findChildren(QMenu)
    names = {action.objectName() for action in menu.actions()}
    menu.close()

    assert "edit-paste" in names
    assert not names & {"edit-copy", "edit-cut"}


def test_where_selecting_is_copying_a_passphrase_is_taken_back(
    qtbot: QtBot, guard: ClipboardGuard
) -> None:
    secret = SecretEdit("words")
    shown(qtbot, secret)

    QGuiApplication.clipboard().setText(secret.text())

    assert held().text() == ""


def test_the_selection_is_looked_after_where_there_is_one(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Both:
        """A clipboard with a selection, as under X11."""

        def __init__(self) -> None:
            self.cleared: list[object] = []

        def supportsSelection(self) -> bool:  # noqa: N802 - Qt's own name
            return True

        def ownsClipboard(self) -> bool:  # noqa: N802 - Qt's own name
            return False

        def ownsSelection(self) -> bool:  # noqa: N802 - Qt's own name
            return True

        def mimeData(self, _mode: object) -> None:  # noqa: N802 - Qt's own name
            return None

        def clear(self, mode: object) -> None:
            self.cleared.append(mode)

    both = Both()

    class Desktop:
        @staticmethod
        def clipboard() -> Both:
            return both

    monkeypatch.setattr(subject, "QGuiApplication", Desktop)
    clear_clipboard()

    assert both.cleared == [QClipboard.Mode.Selection]
