# SPDX-License-Identifier: Apache-2.0
"""The model behind every list: rows that never change, each with the face it shows.

``data()`` asks nobody: what a row shows is worked out once, when the rows arrive.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final, Generic, Literal, TypeVar

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from desktop.ui import plain

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from desktop.ui.icons import IconName

Row = TypeVar("Row")
Index = QModelIndex | QPersistentModelIndex
ChipTone = Literal["calm", "good", "warn", "bad"]

FACE_ROLE: Final = Qt.ItemDataRole.UserRole + 1
"""The :class:`Face` of a row, fit to be painted as it is."""

_NOWHERE: Final = QModelIndex()


@dataclass(frozen=True, slots=True, kw_only=True)
class Face:
    """What a row of a list shows.

    Attributes:
        title: its first line.
        details: the quieter line below; empty for a row of one line.
        chip: the words of its state, drawn on a quiet ground at the trailing edge.
        tone: the tone of the chip.
        icon: a picture at the leading edge.
        strong: the title is set in bold, for what is new.
    """

    title: str
    details: str = ""
    chip: str = ""
    tone: ChipTone = "calm"
    icon: IconName | None = None
    strong: bool = False

    def aloud(self) -> str:
        """Return all of it as a screen reader says it."""
        return ". ".join(part for part in (self.title, self.details, self.chip) if part)


def joined(*parts: str) -> str:
    """Return the parts that say something, side by side with a dot between them.

    Each is isolated, so that a name written from right to left leaves its neighbours in place.
    """
    return " · ".join(plain.isolated(part) for part in parts if part)


class RowsModel(QAbstractListModel, Generic[Row]):
    """Rows of one kind in a list."""

    def __init__(self, face: Callable[[Row], Face], *, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._face = face
        self._rows: tuple[Row, ...] = ()
        self._faces: tuple[Face, ...] = ()

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows on show."""
        return self._rows

    @property
    def faces(self) -> tuple[Face, ...]:
        """What each row shows."""
        return self._faces

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show these rows instead."""
        self.beginResetModel()
        self._rows = tuple(rows)
        self._faces = tuple(self._clean_face(row) for row in self._rows)
        self.endResetModel()

    def append_rows(self, rows: Sequence[Row]) -> None:
        """Show these rows after those already on show."""
        if not rows:
            return
        first = len(self._rows)
        self.beginInsertRows(QModelIndex(), first, first + len(rows) - 1)
        self._rows += tuple(rows)
        self._faces += tuple(self._clean_face(row) for row in rows)
        self.endInsertRows()

    def put_row(self, number: int, row: Row) -> None:
        """Show this row in place of another; what is chosen stays chosen."""
        self._rows = (*self._rows[:number], row, *self._rows[number + 1 :])
        face = self._clean_face(row)
        self._faces = (*self._faces[:number], face, *self._faces[number + 1 :])
        index = self.index(number, 0)
        self.dataChanged.emit(index, index)

    def clear(self) -> None:
        """Hold nothing."""
        self.set_rows(())

    def row_at(self, index: Index) -> Row | None:
        """Return the row of an index, or ``None``."""
        return self._rows[index.row()] if index.isValid() else None

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a row shows: a pure look-up."""
        if not index.isValid():
            return None
        face = self._faces[index.row()]
        if role == FACE_ROLE:
            return face
        if role == Qt.ItemDataRole.DisplayRole:
            return face.title
        return face.aloud() if role == Qt.ItemDataRole.AccessibleTextRole else None

    def _clean_face(self, row: Row) -> Face:
        face = self._face(row)
        return replace(
            face,
            title=plain.fitted(face.title),
            details=plain.fitted(face.details),
            chip=plain.fitted(face.chip),
        )
