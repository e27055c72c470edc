# SPDX-License-Identifier: Apache-2.0
"""Table models: tuples of rows that never change, looked up and nothing more.

``data()`` asks nobody: what a cell shows is worked out once, when the rows arrive.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from desktop.ui import plain

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Row = TypeVar("Row")
Index = QModelIndex | QPersistentModelIndex

CHIP_ROLE: Final = Qt.ItemDataRole.UserRole + 1
"""The tone of a cell that is drawn as a chip: calm, good, warn or bad."""

_NOWHERE: Final = QModelIndex()


@dataclass(frozen=True, slots=True, kw_only=True)
class Column(Generic[Row]):
    """A column of a table.

    Attributes:
        title: its heading, translated.
        text: what a cell says.
        tone: the tone of the chip, for a cell that is one.
        stretch: whether it takes the room that is left.
    """

    title: str
    text: Callable[[Row], str]
    tone: Callable[[Row], str] | None = None
    stretch: bool = False


@dataclass(frozen=True, slots=True)
class _Cell:
    text: str
    tone: str | None


class RowsModel(QAbstractTableModel, Generic[Row]):
    """Rows of one kind in a table."""

    def __init__(self, columns: Sequence[Column[Row]], *, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._rows: tuple[Row, ...] = ()
        self._cells: tuple[tuple[_Cell, ...], ...] = ()

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows on show."""
        return self._rows

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show these rows instead."""
        self.beginResetModel()
        self._rows = tuple(rows)
        self._cells = tuple(self._cells_of(row) for row in self._rows)
        self.endResetModel()

    def append_rows(self, rows: Sequence[Row]) -> None:
        """Show these rows after those already on show."""
        if not rows:
            return
        first = len(self._rows)
        self.beginInsertRows(QModelIndex(), first, first + len(rows) - 1)
        self._rows += tuple(rows)
        self._cells += tuple(self._cells_of(row) for row in rows)
        self.endInsertRows()

    def clear(self) -> None:
        """Hold nothing."""
        self.set_rows(())

    def row_at(self, index: Index) -> Row | None:
        """Return the row of an index, or ``None``."""
        return self._rows[index.row()] if index.isValid() else None

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell shows: a pure look-up."""
        if not index.isValid():
            return None
        cell = self._cells[index.row()][index.column()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return cell.text
        return cell.tone if role == CHIP_ROLE else None

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        """Return a column's heading."""
        if orientation == Qt.Orientation.Horizontal:
            if role == Qt.ItemDataRole.DisplayRole and 0 <= section < len(self.columns):
                return self.columns[section].title
            if role == Qt.ItemDataRole.TextAlignmentRole:
                return Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
        return None

    def _cells_of(self, row: Row) -> tuple[_Cell, ...]:
        return tuple(
            _Cell(plain.shortened(column.text(row), most=200), column.tone and column.tone(row))
            for column in self.columns
        )
