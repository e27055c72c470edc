# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtTest import QTest

from desktop.records import programme
from desktop.records.form import form_fields
from desktop.records.kinds import KINDS
from desktop.ui.share_field import ShareEditor, is_shared_time

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

FIELDS = {one.name: one for one in form_fields(KINDS["visit-note"], programme.load("default"))}


@pytest.fixture
def editor(qtbot: QtBot) -> ShareEditor:
    made = ShareEditor(FIELDS["strands"])
    qtbot.addWidget(made)
    made.show()
    return made


def test_only_choices_with_minutes_are_shared_time() -> None:
    goals = next(
        one
        for one in form_fields(KINDS["family"], programme.load("default"))
        if one.name == "goals"
    )
    assert is_shared_time(FIELDS["strands"])
    assert not is_shared_time(goals)


def test_there_is_a_box_for_each_choice_at_once(editor: ShareEditor) -> None:
    assert list(editor.lines) == ["listening", "information", "signposting", "practical"]
    assert editor.lines["signposting"].accessibleName() == (
        "What the time went on: Finding services, minutes"
    )
    assert editor.read().value is None


def test_minutes_become_entries_in_the_order_of_the_choices(
    editor: ShareEditor, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(editor.edited):
        QTest.keyClicks(editor.lines["practical"], "1h")
    QTest.keyClicks(editor.lines["listening"], "45")

    assert editor.read().value == [
        {"strand": "listening", "minutes": 45},
        {"strand": "practical", "minutes": 60},
    ]
    assert editor.together.text() == "105 minutes together"
    editor.lines["practical"].editingFinished.emit()
    assert editor.lines["practical"].text() == "60"


def test_what_has_no_box_is_kept(editor: ShareEditor) -> None:
    entries = [
        {"strand": "listening", "minutes": 45, "newer": "kept"},
        {"strand": "signposting"},
        {"strand": "listening", "minutes": 5},
        {"strand": "singing", "minutes": 10},
        {"minutes": 3},
        "not an entry",
    ]
    editor.fill(entries)

    assert editor.lines["signposting"].text() == "some"
    assert editor.read().value == entries
    editor.lines["listening"].clear()
    editor.lines["signposting"].clear()
    assert editor.read().value == [{"strand": "listening", "newer": "kept"}, *entries[2:]]


def test_what_makes_no_sense_is_kept_and_told(editor: ShareEditor) -> None:
    QTest.keyClicks(editor.lines["listening"], "an age")
    read = editor.read()

    assert not read.is_understood
    assert read.kept == [{"strand": "listening", "minutes": "an age"}]
    editor.lines["listening"].editingFinished.emit()
    assert editor.lines["listening"].text() == "an age"
    assert "45" in editor.explain_wrong()
    editor.fill(None)
    assert editor.read().value is None
    assert not editor.together.isVisible()
