# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester

from desktop.ui.models import CHIP_ROLE, Column, RowsModel

Mode = QAbstractItemModelTester.FailureReportingMode
COLUMNS: tuple[Column[str], ...] = (
    Column(title="Name", text=lambda row: row, stretch=True),
    Column(title="Letters", text=lambda row: str(len(row)), tone=lambda _row: "good"),
)


def test_it_is_a_proper_model() -> None:
    model = RowsModel(COLUMNS)
    tester = QAbstractItemModelTester(model, Mode.Fatal)
    model.set_rows(("one", "two"))
    model.append_rows(("three",))
    model.clear()

    assert tester.model() is model


def test_cells_are_looked_up_and_never_worked_out_again() -> None:
    asked: list[str] = []

    def text(row: str) -> str:
        asked.append(row)
        return row

    model = RowsModel((Column(title="Name", text=text),))
    model.set_rows(("one",))
    for _ in range(3):
        assert model.data(model.index(0, 0)) == "one"

    assert asked == ["one"]


def test_hostile_text_is_shown_literally_on_one_short_line() -> None:
    model = RowsModel(COLUMNS)
    model.set_rows(("<b>a</b>\n\u202eb" + "c" * 500,))

    shown = model.data(model.index(0, 0))
    assert shown.startswith("<b>a</b> \ufffdb")
    assert len(shown) == 200


def test_headings_rows_and_tones() -> None:
    model = RowsModel(COLUMNS)
    model.set_rows(("one",))
    across = Qt.Orientation.Horizontal

    assert model.headerData(1, across) == "Letters"
    assert model.headerData(9, across) is None
    assert model.headerData(0, Qt.Orientation.Vertical) is None
    assert model.headerData(0, across, Qt.ItemDataRole.TextAlignmentRole) is not None
    assert model.data(model.index(0, 1), CHIP_ROLE) == "good"
    assert model.data(model.index(0, 0), Qt.ItemDataRole.ToolTipRole) is None
    assert model.data(QModelIndex()) is None
    assert model.row_at(QModelIndex()) is None
    assert model.rowCount(model.index(0, 0)) == 0
    assert model.columnCount(model.index(0, 0)) == 0


def test_nothing_is_held_after_clearing() -> None:
    model = RowsModel(COLUMNS)
    model.set_rows(("private",))
    model.append_rows(())

    model.clear()

    assert model.rows == ()
    assert "private" not in repr(vars(model))
