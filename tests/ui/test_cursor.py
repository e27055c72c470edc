# SPDX-License-Identifier: Apache-2.0
"""Where on a form somebody was: after a lock, the draft opens there again, cursor included."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QLineEdit, QPlainTextEdit

from desktop.operations import records
from desktop.records import programme
from desktop.records.form import form_fields
from desktop.records.kinds import KINDS
from desktop.ui import cursor
from desktop.ui.field_set import ListEditor
from desktop.ui.forms import RecordForm
from desktop.ui.records_page import RecordsPage, View
from tests.ui.windows import room_of
from tests.ui.workspaces import PASSPHRASE, write_note

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.ui.window import MainWindow
    from tests.ui.windows import MakeWindow
    from tests.ui.workspaces import Pair

WORDS = "Feeding at night.\nShe laughed. " * 40


def form_of(kind: str, qtbot: QtBot) -> RecordForm:
    made = RecordForm(form_fields(KINDS[kind], programme.load("default")))
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


@pytest.mark.parametrize(
    ("name", "number", "path"),
    [("when", 0, "when"), ("topics", 3, "topics.3"), ("strands", 2, "strands.2")],
)
def test_a_path_leads_to_the_control_and_back(
    name: str, number: int, path: str, qtbot: QtBot
) -> None:
    form = form_of("visit-note", qtbot)
    kinds = QCheckBox if name == "topics" else QLineEdit
    control = form.fields.places[name].editor.findChildren(kinds)[number]

    assert cursor.path_to(form.fields, control) == path
    assert cursor.control_at(form.fields, path) is control
    assert cursor.path_to(form.fields, form) == ""
    assert cursor.control_at(form.fields, "no_such_field") is None
    assert cursor.control_at(form.fields, f"{name}.99") is not None


def test_a_path_leads_into_groups(qtbot: QtBot) -> None:
    form = form_of("family", qtbot)
    form.fill({"goals": [{"goal": "Sleep"}, {"goal": "Meet people", "score": 2}]})
    goals = form.fields.places["goals"].editor
    assert isinstance(goals, ListEditor)
    score = goals.sets[1].places["score"].editor.findChild(QLineEdit)
    assert isinstance(score, QLineEdit)

    assert cursor.path_to(form.fields, score) == "goals.1.score"
    assert cursor.control_at(form.fields, "goals.1.score") is score
    assert cursor.path_to(form.fields, goals.add_button) == "goals"
    assert cursor.control_at(form.fields, "goals") is goals.add_button
    assert cursor.control_at(form.fields, "goals.7.score") is goals.add_button


@pytest.mark.parametrize(("at", "anchor"), [(3, 3), (2, 5), (5, 2)])
def test_cursor_and_selection_of_both_kinds_of_text(at: int, anchor: int, qtbot: QtBot) -> None:
    line, text = QLineEdit("feeding"), QPlainTextEdit("feeding")
    for one in (line, text):
        qtbot.addWidget(one)
        cursor.put_in(one, cursor=at, anchor=anchor)

        assert cursor.spot_in(one) == {"cursor": at, "anchor": anchor}
        cursor.put_in(one, cursor=99, anchor=-4)
        assert cursor.spot_in(one) == {"cursor": 7, "anchor": 0}
    box = QCheckBox()
    qtbot.addWidget(box)
    cursor.put_in(box, cursor=1, anchor=1)
    assert cursor.spot_in(box) == {}


def test_a_form_that_nobody_was_in_has_no_place(qtbot: QtBot) -> None:
    form = form_of("visit-note", qtbot)
    form.setFocus()

    assert form.where() == {}
    form.go_back_to({})
    form.go_back_to({"field": "talked_about", "cursor": "far", "anchor": None})
    assert form.where()["field"] == "talked_about"


def open_notes(window: MainWindow) -> RecordsPage:
    window.resize(1366, 768)
    window.unlock.secret.line.setText(PASSPHRASE)
    window.unlock.unlock.click()
    room = room_of(window)
    room.show_page("visit-notes")
    page = room.page("visit-notes")
    assert isinstance(page, RecordsPage)
    return page


def type_there(text: str) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClicks(focused, text)


def put_cursor(page: RecordsPage, name: str, *, at: int, anchor: int) -> None:
    (box,) = page.editor.form.fields.places[name].editor.findChildren(QPlainTextEdit)
    box.setFocus()
    made = box.textCursor()
    made.setPosition(anchor)
    made.setPosition(at, QTextCursor.MoveMode.KeepAnchor)
    box.setTextCursor(made)


def test_a_draft_opens_again_where_it_was_after_a_lock(
    pair: Pair, tmp_path: Path, make_window: MakeWindow, qtbot: QtBot
) -> None:
    pair.lock()
    window = make_window(tmp_path, tmp_path / "volunteer")
    page = open_notes(window)
    page.start_new()
    page.editor.form.fill({"agreed": WORDS, "talked_about": WORDS})
    put_cursor(page, "agreed", at=40, anchor=40)
    type_there("her own words")
    put_cursor(page, "agreed", at=52, anchor=45)
    bar = page.editor.area.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 300)
    bar.setValue(280)
    QTest.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert window.workroom is None

    again = open_again(window)

    assert again.views.currentIndex() == View.FORM
    where = again.editor.where()
    assert (where["field"], where["cursor"], where["anchor"]) == ("agreed", 52, 45)
    assert QApplication.focusWidget() in again.editor.form.findChildren(QPlainTextEdit)
    assert "her own words" in str(again.editor.form.data()["agreed"])
    assert len(records.list_records(room_of(window).workspace, kind="visit-note")) == 1
    later = again.editor.area.verticalScrollBar()
    qtbot.waitUntil(lambda: later.value() == 280)
    assert not any(isinstance(one, str) and "words" in one for one in where.values())
    window.lock()


def test_an_amendment_opens_again_where_it_was_after_a_lock(
    pair: Pair, tmp_path: Path, make_window: MakeWindow
) -> None:
    record = write_note(pair.volunteer)
    pair.lock()
    window = make_window(tmp_path, tmp_path / "volunteer")
    page = open_notes(window)
    page.open_record(page.list.model.rows[0])
    page.reader.amend.click()
    QTest.keyClicks(page.editor.reason, "Forgot")
    put_cursor(page, "talked_about", at=7, anchor=7)
    type_there(" well")
    window.lock()

    again = open_again(window)

    assert again.views.currentIndex() == View.FORM
    assert again.editor.reason.text() == "Forgot"
    assert again.editor.form.data()["talked_about"] == "Feeding well at night."
    where = again.editor.where()
    assert (where["record"], where["mode"]) == (record, "amendment")
    assert (where["field"], where["cursor"]) == ("talked_about", 12)
    window.lock()


def open_again(window: MainWindow) -> RecordsPage:
    window.unlock.secret.line.setText(PASSPHRASE)
    window.unlock.unlock.click()
    page = room_of(window).page("visit-notes")
    assert isinstance(page, RecordsPage)
    return page
