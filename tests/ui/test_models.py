# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester

from desktop.ui.models import FACE_ROLE, Face, RowsModel, joined

Mode = QAbstractItemModelTester.FailureReportingMode


def face(row: str) -> Face:
    return Face(title=row, details=str(len(row)), chip="Letters", tone="good")


def test_it_is_a_proper_model() -> None:
    model = RowsModel(face)
    tester = QAbstractItemModelTester(model, Mode.Fatal)
    model.set_rows(("one", "two"))
    model.append_rows(("three",))
    model.append_rows(())
    model.clear()

    assert tester.model() is model


def test_faces_are_looked_up_and_never_worked_out_again() -> None:
    asked: list[str] = []

    def noted(row: str) -> Face:
        asked.append(row)
        return face(row)

    model = RowsModel(noted)
    model.set_rows(("one",))
    for _ in range(3):
        assert model.data(model.index(0, 0)) == "one"

    assert asked == ["one"]


def test_hostile_text_is_shown_literally_on_one_short_line() -> None:
    model = RowsModel(face)
    model.set_rows(("<b>a</b>\n\u202eb" + "c" * 500,))

    shown = model.data(model.index(0, 0))
    assert shown.startswith("<b>a</b> \ufffdb")
    assert len(shown) == 200


def test_a_row_says_all_of_itself_aloud() -> None:
    model = RowsModel(face)
    model.set_rows(("one",))
    first = model.index(0, 0)

    assert model.data(first, Qt.ItemDataRole.AccessibleTextRole) == "one. 3. Letters"
    assert model.data(first, FACE_ROLE) == face("one")
    assert model.data(first, Qt.ItemDataRole.ToolTipRole) is None
    assert model.data(QModelIndex()) is None
    assert model.row_at(QModelIndex()) is None
    assert model.rowCount(first) == 0
    assert Face(title="one").aloud() == "one"


def test_parts_of_a_line_stand_side_by_side_and_cannot_reorder_each_other() -> None:
    assert joined("one", "", "two") == "\u2068one\u2069 · \u2068two\u2069"
