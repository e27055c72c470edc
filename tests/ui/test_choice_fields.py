# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QVBoxLayout, QWidget

from desktop.ui.choice_fields import ChoiceEditor, ChoicesEditor, SearchBox, SearchEditor
from desktop.ui.fields import LineBox

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.ui.fields import Editor

FAMILIES = (
    ("1" * 32, "The Osei family"),
    ("2" * 32, "J. and the bump"),
    ("3" * 32, "Marek and Ola"),
    ("4" * 32, "J."),
)
KINDS = (("home", "At home"), ("phone", "By telephone"), ("video", "By video"))
TOPICS = tuple((name, name.capitalize()) for name in ("sleep", "feeding", "money", "work"))
# What the platform without a screen says of itself when a list pops up.
pops_up = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


class Form(QWidget):
    """An editor between two lines."""

    def __init__(self, editor: Editor) -> None:
        super().__init__()
        self.before, self.after = LineBox(), LineBox()
        layout = QVBoxLayout(self)
        for part in (self.before, editor, self.after):
            layout.addWidget(part)
        self.resize(300, 300)


def on_show(editor: Editor, qtbot: QtBot) -> Form:
    form = Form(editor)
    qtbot.addWidget(form)
    with qtbot.waitActive(form):
        form.show()
        form.activateWindow()
    form.before.setFocus()
    return form


def box_of(editor: SearchEditor) -> SearchBox:
    box = editor.buddy()
    assert isinstance(box, SearchBox)
    return box


@pops_up
@pytest.mark.parametrize("typed", ["osei", "OSEI", "the o"])
def test_one_out_of_many_is_found_by_a_part_of_its_name(typed: str, qtbot: QtBot) -> None:
    editor = SearchEditor(FAMILIES)
    form = on_show(editor, qtbot)
    box = box_of(editor)
    box.setFocus()

    QTest.keyClicks(box, typed)
    assert form.isVisible()
    assert not editor.read().is_understood
    with qtbot.waitSignal(editor.edited):
        QTest.keyClick(box, Qt.Key.Key_Return)

    assert editor.read().value == "1" * 32
    assert box.currentText() == "The Osei family"


@pops_up
def test_where_several_are_meant_none_is_taken_without_being_seen(qtbot: QtBot) -> None:
    editor = SearchEditor(FAMILIES)
    form = on_show(editor, qtbot)
    box = box_of(editor)
    box.setFocus()
    QTest.keyClicks(box, "and")

    QTest.keyClick(box, Qt.Key.Key_Return)
    assert box.currentText() == "J. and the bump"
    popup = QApplication.activePopupWidget()
    assert popup is not None
    QTest.keyClick(popup, Qt.Key.Key_Down)
    QTest.keyClick(popup, Qt.Key.Key_Return)
    assert editor.read().value == "3" * 32

    box.clearEditText()
    QTest.keyClicks(box, "and t")
    popup = QApplication.activePopupWidget()
    if popup is not None:
        popup.hide()
    form.after.setFocus()
    assert editor.read().value == "2" * 32


@pops_up
def test_the_one_that_is_marked_is_taken_though_another_has_the_same_name(qtbot: QtBot) -> None:
    editor = SearchEditor((("1" * 32, "J"), ("2" * 32, "J")))
    form = on_show(editor, qtbot)
    box = box_of(editor)
    box.setFocus()
    QTest.keyClicks(box, "J")
    popup = QApplication.activePopupWidget()
    assert popup is not None

    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Return):
        QTest.keyClick(popup, key)

    assert editor.read().value == "2" * 32
    assert form.isVisible()
    assert not popup.isVisible()


@pops_up
def test_a_whole_name_is_taken_even_if_it_is_part_of_another(qtbot: QtBot) -> None:
    editor = SearchEditor(FAMILIES)
    form = on_show(editor, qtbot)
    box = box_of(editor)
    box.setFocus()

    QTest.keyClicks(box, "j.")
    form.after.setFocus()

    assert editor.read().value == "4" * 32


@pops_up
def test_a_name_that_is_not_there_is_said_and_can_be_taken_away(qtbot: QtBot) -> None:
    editor = SearchEditor(FAMILIES)
    form = on_show(editor, qtbot)
    box = box_of(editor)
    box.setFocus()
    QTest.keyClicks(box, "nobody")
    form.after.setFocus()

    assert not editor.read().is_understood
    assert "list" in editor.explain_wrong()
    box.clearEditText()
    assert editor.read().value is None
    assert editor.read().is_understood


def test_two_of_the_same_name_are_told_apart_by_what_was_chosen(qtbot: QtBot) -> None:
    editor = SearchEditor((("1", "J."), ("2", "J.")))
    qtbot.addWidget(editor)

    editor.fill("2")
    assert editor.read().value == "2"
    editor.fill(None)
    box_of(editor).setEditText("j.")
    assert not editor.read().is_understood


def test_one_that_is_not_offered_is_kept(qtbot: QtBot) -> None:
    editor = SearchEditor(FAMILIES)
    qtbot.addWidget(editor)

    editor.fill("9" * 32)
    editor.set_choices(FAMILIES[:1])

    assert editor.read().value == "9" * 32
    assert box_of(editor).currentText() == "One that is not kept here"


def test_names_are_shown_literally(qtbot: QtBot) -> None:
    editor = SearchEditor((("1", "<img src='file:///etc/hostname'>\u202eabc"),))
    qtbot.addWidget(editor)
    editor.fill("1")

    assert box_of(editor).currentText() == "<img src='file:///etc/hostname'>\ufffdabc"


@pytest.mark.parametrize(
    ("typed", "value"), [("h", "home"), ("tel", "phone"), ("b", "phone"), ("bb", "video")]
)
def test_a_choice_is_found_by_the_letters_of_its_words(
    typed: str, value: str, qtbot: QtBot
) -> None:
    editor = ChoiceEditor(KINDS)
    qtbot.addWidget(editor)
    box = editor.buddy()
    assert isinstance(box, QComboBox)

    QTest.keyClicks(box, typed)
    QTest.keyClicks(box, "~")

    assert editor.read().value == value


def test_a_choice_goes_on_with_the_arrows(qtbot: QtBot) -> None:
    editor = ChoiceEditor(KINDS)
    qtbot.addWidget(editor)
    box = editor.buddy()
    assert isinstance(box, QComboBox)

    QTest.keyClick(box, Qt.Key.Key_Down)

    assert editor.read().value == "home"


def test_boxes_to_tick_are_one_stop_of_the_tab_key(qtbot: QtBot) -> None:
    editor = ChoicesEditor(TOPICS, name="What came up")
    form = on_show(editor, qtbot)
    ticks = editor.findChildren(QCheckBox)

    QTest.keyClick(form.before, Qt.Key.Key_Tab)
    assert ticks[0].hasFocus()
    for key, at in (
        (Qt.Key.Key_Right, 1),
        (Qt.Key.Key_End, 3),
        (Qt.Key.Key_Right, 3),
        (Qt.Key.Key_Left, 2),
        (Qt.Key.Key_Home, 0),
    ):
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, key)
        assert ticks[at].hasFocus()
    QTest.keyClick(ticks[0], Qt.Key.Key_Right)
    with qtbot.waitSignal(editor.edited):
        QTest.keyClick(ticks[1], Qt.Key.Key_Space)
    QTest.keyClick(ticks[1], Qt.Key.Key_Tab)
    assert form.after.hasFocus()
    QTest.keyClick(form.after, Qt.Key.Key_Backtab)
    assert ticks[1].hasFocus()
    assert editor.read().value == ["feeding"]


def test_arrows_go_to_the_line_below_and_back(qtbot: QtBot) -> None:
    editor = ChoicesEditor(TOPICS, name="What came up")
    form = on_show(editor, qtbot)
    form.resize(160, 300)
    ticks = editor.findChildren(QCheckBox)
    qtbot.waitUntil(lambda: ticks[-1].y() > ticks[0].y())
    ticks[0].setFocus()

    QTest.keyClick(ticks[0], Qt.Key.Key_Up)
    assert ticks[0].hasFocus()
    QTest.keyClick(ticks[0], Qt.Key.Key_Down)
    below = QApplication.focusWidget()
    assert isinstance(below, QCheckBox)
    assert below.y() > ticks[0].y()
    QTest.keyClick(below, Qt.Key.Key_Up)
    assert ticks[0].hasFocus()


def test_arrows_follow_the_direction_of_reading(qtbot: QtBot) -> None:
    editor = ChoicesEditor(TOPICS, name="What came up")
    form = on_show(editor, qtbot)
    form.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    ticks = editor.findChildren(QCheckBox)
    ticks[0].setFocus()

    QTest.keyClick(ticks[0], Qt.Key.Key_Left)

    assert ticks[1].hasFocus()


@pytest.mark.parametrize("editor_of", [ChoiceEditor, SearchEditor])
def test_the_wheel_changes_no_choice(
    editor_of: type[ChoiceEditor | SearchEditor], qtbot: QtBot
) -> None:
    editor = editor_of(KINDS)
    qtbot.addWidget(editor)
    box = editor.buddy()
    assert isinstance(box, QComboBox)
    event = QWheelEvent(
        box.rect().center().toPointF(),
        box.mapToGlobal(box.rect().center()).toPointF(),
        box.rect().center() * 0,
        box.rect().center() * 0,
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    box.wheelEvent(event)

    assert not event.isAccepted()
    assert editor.read().value is None


def test_a_choice_no_longer_offered_is_kept(qtbot: QtBot) -> None:
    editor = ChoiceEditor((("a", "A"),))
    many = ChoicesEditor((("a", "A"), ("b", "B")), name="Letters")
    for one in (editor, many):
        qtbot.addWidget(one)

    editor.fill("gone")
    many.fill(["b", "gone"])
    editor.set_choices((("b", "B"),))

    assert editor.read().value == "gone"
    assert many.read().value == ["b", "gone"]
    many.fill(None)
    assert many.read().value is None
