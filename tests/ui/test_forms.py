# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QElapsedTimer, QMimeData, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QLineEdit, QPushButton

from desktop.errors import FieldProblem
from desktop.records import programme
from desktop.records.form import form_fields
from desktop.records.kinds import KINDS
from desktop.ui.controls import Card
from desktop.ui.fields import Editor, TextBox, TextEditor, TickEditor
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
def family_form(qtbot: QtBot) -> RecordForm:
    made = RecordForm(form_fields(KINDS["family"], programme.load("default")))
    qtbot.addWidget(made)
    made.show()
    return made


def test_what_has_no_field_inside_a_list_is_kept_as_well(family_form: RecordForm) -> None:
    goals = [{"goal": "To sleep", "from_a_newer_version": 1}, {"from_a_newer_version": 2}]

    family_form.fill({"goals": goals})

    assert family_form.data() == {"goals": goals}
    family_form.clear()
    assert family_form.data() == {}


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


def test_what_no_record_can_keep_does_not_come_in_with_a_paste(
    form: RecordForm, qapp: QApplication
) -> None:
    box = line(form, "accompanied_to")
    QTest.keyClicks(box, "to")
    joined = "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645 \U0001f468\u200d\U0001f467"
    qapp.clipboard().setText(f" a\x00b\x01\u202ec\ufeff{joined}")

    box.setCursorPosition(1)
    box.paste()

    assert form.data()["accompanied_to"] == f"t abc{joined}o"
    assert box.cursorPosition() == len(f"t abc{joined}".encode("utf-16-le")) // 2


def test_typing_anywhere_is_noticed(form: RecordForm, qtbot: QtBot) -> None:
    with qtbot.waitSignal(form.edited):
        QTest.keyClicks(text_box(form, "talked_about"), "a")
    with qtbot.waitSignal(form.edited):
        QTest.keyClicks(line(form, "when"), "2")
    with qtbot.waitSignal(form.edited):
        (tick,) = form.fields.places["attempted"].editor.findChildren(QCheckBox)
        tick.click()


def test_groups_are_added_and_taken_away(family_form: RecordForm, qtbot: QtBot) -> None:
    goals = family_form.fields.places["goals"].editor
    assert isinstance(goals, ListEditor)

    with qtbot.waitSignal(family_form.edited):
        goals.add_button.click()
    assert len(goals.sets) == 1
    with qtbot.waitSignal(family_form.edited):
        next(b for b in goals.findChildren(QPushButton) if "Take this" in b.text()).click()
    assert goals.sets == []


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


def test_what_makes_no_sense_is_said_under_its_field(form: RecordForm) -> None:
    QTest.keyClicks(line(form, "when"), "soon")
    strands = form.fields.places["strands"]
    strands.editor.fill([{"strand": "listening"}])
    inner = strands.editor.findChild(QLineEdit)
    assert isinstance(inner, QLineEdit)
    inner.setText("an hour")

    assert not form.check()
    place = form.fields.places["when"]
    assert "22/11/2026" in place.problem.text()
    assert place.problem.isVisible()
    assert "45" in strands.problem.text()
    QTest.keyClick(line(form, "when"), Qt.Key.Key_Backspace)
    assert not place.problem.isVisible()


def test_a_draft_keeps_what_makes_no_sense_yet(form: RecordForm) -> None:
    typed = {"when": "22 nob", "minutes": "an hour", "miles": "four", "expenses": "3.2.0"}
    for name, text in typed.items():
        QTest.keyClicks(line(form, name), text)

    kept = form.data()
    form.clear()
    form.fill(kept)

    assert form.data() == kept == typed
    assert not form.check()


def test_problems_stand_under_their_fields_and_the_first_gets_the_focus(
    form: RecordForm, family_form: RecordForm
) -> None:
    form.fill(BODY)
    homeless = form.show_problems(
        (
            FieldProblem("how", "Please fill this in."),
            FieldProblem("strands.1.minutes", "Give a number."),
            FieldProblem("elsewhere", "Nowhere to show this."),
        )
    )

    assert [problem.field for problem in homeless] == ["elsewhere"]
    assert form.fields.places["how"].problem.text() == "Please fill this in."
    assert form.fields.places["strands"].problem.text() == "Give a number."

    family_form.fill({"goals": [{"goal": "Sleep"}, {"goal": "Meet people"}]})
    goals = family_form.fields.places["goals"].editor
    assert isinstance(goals, ListEditor)
    family_form.show_problems(
        (
            FieldProblem("goals.1.score", "Give a number."),
            FieldProblem("goals.9.goal", "There is no such one."),
        )
    )
    assert not goals.sets[1].places["score"].problem.isHidden()
    family_form.show_problems(())
    assert goals.sets[1].places["score"].problem.isHidden()


def test_a_group_says_what_makes_no_sense(family_form: RecordForm) -> None:
    goals = family_form.fields.places["goals"].editor
    assert isinstance(goals, ListEditor)
    goals.fill([{"goal": "Sleep", "score": "three"}])

    assert not family_form.check()
    assert not goals.sets[0].places["score"].problem.isHidden()


def test_sections_stand_on_cards_with_their_names(form: RecordForm) -> None:
    cards = [card.heading.text() for card in form.findChildren(Card)]

    assert cards == [
        "The contact",
        "What it was about",
        "What comes next",
        "Getting there",
        "And you?",
    ]


def test_pounds_and_pence_are_typed_and_pence_are_kept(form: RecordForm) -> None:
    form.fill({"expenses": 320})
    assert line(form, "expenses").text() == "3.20"
    line(form, "expenses").clear()
    QTest.keyClicks(line(form, "expenses"), "12.5")

    assert form.data() == {"expenses": 1250}


def test_only_long_texts_are_shown_when_asked_for(form: RecordForm) -> None:
    form.fields.show_only_long(True)
    shown = [name for name, place in form.fields.places.items() if place.isVisible()]
    form.fields.show_only_long(False)

    assert shown == ["talked_about", "agreed"]
    assert all(place.isVisible() for place in form.fields.places.values())


def test_a_new_form_begins_with_today_where_that_is_declared(form: RecordForm) -> None:
    assert form.beginning(lambda: date(2026, 11, 22)) == {"when": "2026-11-22"}


def test_collecting_what_was_written_is_quick(form: RecordForm, qtbot: QtBot) -> None:
    form.fill({"talked_about": "word " * 4_000, "agreed": "word " * 4_000})
    timer = QElapsedTimer()
    timer.start()
    for _ in range(10):
        form.data()

    # A keystroke may take 8 ms, and most of them collect nothing.
    assert timer.nsecsElapsed() / 10 < 8_000_000


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
