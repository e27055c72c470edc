# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QLineEdit, QPushButton

from desktop.errors import FieldProblem
from desktop.records import programme
from desktop.records.form import form_fields
from desktop.records.kinds import KINDS
from desktop.ui import fields
from desktop.ui.fields import (
    ChoiceEditor,
    ChoicesEditor,
    DateEditor,
    Editor,
    TextBox,
    TextEditor,
    TickEditor,
)
from desktop.ui.forms import ListEditor, RecordForm

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

FAMILIES = (("f" * 32, "J. & baby"),)
BODY = {
    "family": "f" * 32,
    "when": "2026-11-20",
    "started": "14:05",
    "minutes": 90,
    "how": "home",
    "attempted": True,
    "strands": [{"strand": "listening", "minutes": 30}, {"strand": "signposting"}],
    "talked_about": "Line one.\n\nLine\u00a0two. <img src='file:///etc/hostname'>",
    "miles": 4.5,
    "expenses": 320,
    "from_a_newer_version": {"kept": True},
}
HOSTILE = '<img src="file:///etc/hostname"> \u202eabc ' + "e" + "\u0301" * 10_000


@pytest.fixture
def form(qtbot: QtBot) -> RecordForm:
    declared = form_fields(KINDS["visit-note"], programme.load("default"))
    made = RecordForm(declared, families=FAMILIES)
    qtbot.addWidget(made)
    made.show()
    return made


def text_box(form: RecordForm, name: str) -> TextBox:
    (box,) = form.fields.places[name].editor.findChildren(TextBox)
    return box


def line(form: RecordForm, name: str) -> QLineEdit:
    (box,) = form.fields.places[name].editor.findChildren(QLineEdit)
    return box


def test_what_is_filled_in_comes_back_and_what_has_no_field_is_kept(form: RecordForm) -> None:
    form.fill(BODY)

    assert form.data() == BODY


def test_an_empty_form_has_no_data(form: RecordForm) -> None:
    form.fill(BODY)
    form.clear()

    assert form.data() == {}


@pytest.mark.parametrize("kind", sorted(name for name, kind in KINDS.items() if kind.visible))
def test_every_kind_has_a_form(kind: str, qtbot: QtBot) -> None:
    made = RecordForm(form_fields(KINDS[kind], programme.load("default")))
    qtbot.addWidget(made)
    made.show()

    assert made.data() == {}
    assert made.check()


@pytest.mark.parametrize("name", ["talked_about", "accompanied_to"])
def test_hostile_text_is_kept_and_shown_literally(form: RecordForm, name: str) -> None:
    form.fill({name: HOSTILE[:200] if name == "accompanied_to" else HOSTILE})

    assert str(form.data()[name]).startswith('<img src="file:///etc/hostname"> \u202eabc')


def test_typing_anywhere_is_noticed(form: RecordForm, qtbot: QtBot) -> None:
    with qtbot.waitSignal(form.edited):
        QTest.keyClicks(text_box(form, "talked_about"), "a")
    with qtbot.waitSignal(form.edited):
        QTest.keyClicks(line(form, "when"), "2")
    with qtbot.waitSignal(form.edited):
        (tick,) = form.fields.places["attempted"].editor.findChildren(QCheckBox)
        tick.click()
    strands = form.fields.places["strands"].editor
    assert isinstance(strands, ListEditor)
    with qtbot.waitSignal(form.edited):
        strands.add_button.click()
    with qtbot.waitSignal(form.edited):
        next(b for b in strands.findChildren(QPushButton) if b is not strands.add_button).click()


def test_filling_a_form_is_not_typing(form: RecordForm, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(form.edited):
        form.fill(BODY)
        form.clear()


def test_tab_leaves_a_long_text(form: RecordForm, qtbot: QtBot) -> None:
    box = text_box(form, "talked_about")
    box.setFocus()

    QTest.keyClick(box, Qt.Key.Key_Tab)

    assert "\t" not in box.toPlainText()
    assert not box.hasFocus()


def test_only_text_is_pasted_and_copied(form: RecordForm) -> None:
    box = text_box(form, "talked_about")
    data = QMimeData()
    data.setHtml("<b>bold</b>")
    data.setText("plain\u202e \x07text\r\nnext")

    box.insertFromMimeData(data)
    box.selectAll()
    copied = box.createMimeDataFromSelection()

    assert box.toPlainText() == "plain text\nnext"
    assert copied.text() == "plain text\nnext"
    assert not copied.hasHtml()
    assert bytes(copied.data("x-kde-passwordManagerHint").data()) == b"secret"
    empty = QMimeData()
    empty.setImageData(b"")
    assert not box.canInsertFromMimeData(empty)
    box.insertFromMimeData(empty)


def test_nothing_learns_from_what_is_typed(form: RecordForm) -> None:
    hint = Qt.InputMethodHint.ImhSensitiveData

    assert all(box.inputMethodHints() & hint for box in form.findChildren(TextBox))
    assert all(
        one.inputMethodHints() & hint
        for one in form.findChildren(QLineEdit)
        if one.objectName() != "qt_spinbox_lineedit"
    )


def test_a_long_text_grows_with_what_is_written(form: RecordForm, qtbot: QtBot) -> None:
    box = text_box(form, "talked_about")
    before = box.sizeHint().height()
    box.setPlainText("line\n" * 10)

    qtbot.waitUntil(lambda: box.sizeHint().height() > before)
    assert box.minimumSizeHint().height() == box.sizeHint().height()


def test_what_makes_no_sense_is_said_under_its_field(form: RecordForm, qtbot: QtBot) -> None:
    QTest.keyClicks(line(form, "when"), "soon")
    form.fields.places["strands"].editor.fill([{"strand": "listening"}])
    inner = form.fields.places["strands"].editor.findChild(QLineEdit)
    assert isinstance(inner, QLineEdit)
    inner.setText("an hour")

    assert not form.check()
    place = form.fields.places["when"]
    assert "22/11/2026" in place.problem.text()
    assert place.problem.isVisible()
    QTest.keyClick(line(form, "when"), Qt.Key.Key_Backspace)
    assert not place.problem.isVisible()


def test_problems_stand_under_their_fields_and_the_first_gets_the_focus(form: RecordForm) -> None:
    form.fill(BODY)
    problems = (
        FieldProblem("strands.1.strand", "Choose one from the list."),
        FieldProblem("how", "Please fill this in."),
        FieldProblem("strands", "Too many."),
        FieldProblem("strands.9.strand", "There is no such one."),
        FieldProblem("elsewhere", "Nowhere to show this."),
    )

    homeless = form.show_problems(problems)

    strands = form.fields.places["strands"].editor
    assert isinstance(strands, ListEditor)
    assert [problem.field for problem in homeless] == ["elsewhere"]
    assert not strands.sets[1].places["strand"].problem.isHidden()
    assert form.fields.places["how"].problem.text() == "Please fill this in."
    form.show_problems(())
    assert strands.sets[1].places["strand"].problem.isHidden()


def test_a_date_can_be_picked_and_is_tidied(qtbot: QtBot) -> None:
    editor = DateEditor(today=lambda: date(2026, 11, 22))
    qtbot.addWidget(editor)
    editor.show()
    today, yesterday = editor.findChildren(QPushButton)

    with qtbot.waitSignal(editor.edited):
        yesterday.click()
    assert editor.read().value == "2026-11-21"
    today.click()
    assert editor.line.text() == "22/11/2026"
    editor.line.clear()
    QTest.keyClicks(editor.line, "3 jan")
    QTest.keyClick(editor.line, Qt.Key.Key_Return)
    assert editor.line.text() == "03/01/2027"


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


def test_the_wheel_changes_no_choice(qtbot: QtBot) -> None:
    editor = ChoiceEditor((("a", "A"), ("b", "B")))
    qtbot.addWidget(editor)
    box = editor.buddy()
    assert isinstance(box, fields.ChoiceBox)
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


def test_the_families_can_change_while_a_form_is_open(form: RecordForm) -> None:
    form.fields.set_families((("a" * 32, "K."), *FAMILIES))
    form.fill({"family": "a" * 32})

    assert form.data() == {"family": "a" * 32}


def test_an_editor_of_nothing_holds_nothing(qtbot: QtBot) -> None:
    editor = Editor()
    qtbot.addWidget(editor)

    editor.fill("something")
    editor.show_wrong(True)

    assert editor.read().value is None
    assert editor.explain_wrong() == ""
    assert editor.buddy() is None


def test_a_text_that_is_only_space_is_not_filled_in(qtbot: QtBot) -> None:
    short, tick = TextEditor(is_long=False, limit=5), TickEditor("Yes & no")
    for one in (short, tick):
        qtbot.addWidget(one)

    short.fill("   ")
    tick.fill("not true")

    assert short.read().value is None
    assert tick.read().value is None


def test_the_clipboard_is_emptied_only_of_what_was_copied_here(qtbot: QtBot) -> None:
    clipboard = QGuiApplication.clipboard()
    clipboard.setText("private")

    fields.clear_clipboard()

    assert clipboard.text() == (
        "" if clipboard.ownsClipboard() or not clipboard.text() else "private"
    )
