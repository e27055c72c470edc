# SPDX-License-Identifier: Apache-2.0
"""The one list of the program: rows of two lines with a chip, chosen and opened with the keyboard.

It shows the faces of a :class:`~desktop.ui.models.RowsModel`. It knows no record and no page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QEvent, QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import (
    QFont,
    QFontMetrics,
    QKeyEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QSizePolicy,
)

from desktop.ui import plain, theme
from desktop.ui.row_painting import CHIP_PADDING, FaceDelegate, Measures

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from desktop.ui.models import Face, Row, RowsModel

_LEAST_TEXT: Final = 34
"""Letters: where a chip would leave less room than this, it gets a line of its own."""
_FLAT_EDGE: Final = 2
"""Pixels around a list without an edge of its own, where the ring of the focus goes."""


class RowsList(QListView):
    """A list of rows, one of which is chosen, and opened with Enter or a click.

    With ``fits`` it is as high as its rows, on a page that scrolls as a whole.

    Signals:
        open_requested: the person wants to see this row; carries the row.
        row_chosen: another row, or none, is chosen now.
        end_reached: the last rows are in sight; there may be more to fetch.
    """

    open_requested = Signal(object)
    row_chosen = Signal()
    end_reached = Signal()

    def __init__(
        self,
        model: RowsModel[Row],
        *,
        theme: theme.Theme,
        name: str,
        opens: bool = True,
        fits: bool = False,
    ) -> None:
        super().__init__()
        self._rows_model = model
        self._fits = fits
        self._theme = theme
        self._measures: Measures | None = None
        self.setModel(model)
        self.setAccessibleName(plain.one_line(name))
        self.setProperty("look", "rows")
        self.setItemDelegate(FaceDelegate(theme=theme, parent=self))
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        if opens:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
            self.clicked.connect(self._open)
        if fits:
            self.setProperty("look", "flat-rows")
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._measure_again)
        model.modelReset.connect(self._measure_again)
        model.modelReset.connect(self.row_chosen)
        self.selectionModel().selectionChanged.connect(lambda *_: self.row_chosen.emit())
        self.verticalScrollBar().valueChanged.connect(self._look_for_end)

    def chosen(self) -> object | None:
        """Return the row that is chosen, or ``None``."""
        rows = self.selectionModel().selectedRows()
        return self._rows_model.row_at(rows[0]) if rows else None

    def show_again(self, rows: Sequence[Any], *, key: Callable[[Any], object]) -> None:
        """Show these rows; the one that was chosen stays chosen, by its ``key``, or else the first.

        It is told once, at the end: what can be done with a row is not off in between, and keeps
        the focus.
        """
        known = [key(row) for row in rows]
        before = self._rows_model.row_at(self.currentIndex())
        self.blockSignals(True)
        self._rows_model.set_rows(rows)
        wanted = key(before) if before is not None else None
        self.choose(known.index(wanted) if wanted in known else 0)
        self.blockSignals(False)
        self.row_chosen.emit()

    def choose(self, number: int) -> None:
        """Choose a row by its number."""
        if 0 <= number < self._rows_model.rowCount():
            self.setCurrentIndex(self._rows_model.index(number, 0))

    def choose_first(self) -> None:
        """Choose the first row, unless another is chosen."""
        if not self.currentIndex().isValid():
            self.choose(0)

    def is_last(self, index: QModelIndex) -> bool:
        """Return whether it is the last row of a list that shows all of itself."""
        return self._fits and index.row() == self._rows_model.rowCount() - 1

    def measures(self) -> Measures:
        """Return the sizes of the rows for this width and type size."""
        if self._measures is None:
            self._measures = self._measure(self._rows_model.faces)
        return self._measures

    def title_font(self, *, strong: bool) -> QFont:
        """Return the font of titles."""
        font = QFont(self.font())
        if strong:
            font.setWeight(QFont.Weight.DemiBold)
        return font

    def small_font(self) -> QFont:
        """Return the font of the second line and of chips."""
        font = QFont(self.font())
        font.setPointSizeF(self._theme.points(0.92))
        return font

    def sizeHint(self) -> QSize:
        """Return the room for all rows, for a list that stands on a page that scrolls."""
        if not self._fits:
            return super().sizeHint()
        return QSize(super().sizeHint().width(), self._height_of_all())

    def minimumSizeHint(self) -> QSize:
        """Return the least room."""
        if not self._fits:
            return super().minimumSizeHint()
        return QSize(super().minimumSizeHint().width(), self._height_of_all())

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Let the page scroll where the list shows all of itself."""
        if self._fits:
            event.ignore()
        else:
            super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the chosen row with Enter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._open(self.currentIndex())
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Measure again: a narrow list sets its chips on a line of their own."""
        self._measures = None
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()
        # The room may have been asked for before the type size or the width were known.
        if self._fits and self._height_of_all() != self.height():
            self.updateGeometry()

    def changeEvent(self, event: QEvent) -> None:
        """Measure again when the type size changes."""
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._measures = None
            if self._fits:
                self.updateGeometry()
        super().changeEvent(event)

    def _measure(self, faces: Sequence[Face]) -> Measures:
        title = QFontMetrics(self.title_font(strong=True))
        small = QFontMetrics(self.small_font())
        pad, icon = self._theme.pixels(theme.SMALL + 2), self._theme.pixels(20)
        chips = {face.chip for face in faces if face.chip}
        beside = max((small.horizontalAdvance(chip) for chip in chips), default=0)
        beside += 2 * CHIP_PADDING + 4 * pad
        if any(face.icon for face in faces):
            beside += icon + pad
        return Measures(
            title=title,
            small=small,
            pad=pad,
            gap=self._theme.pixels(2),
            icon=icon,
            is_narrow=self.viewport().width() - beside < title.averageCharWidth() * _LEAST_TEXT,
            has_details=any(face.details for face in faces),
            has_chips=bool(chips),
        )

    def _height_of_all(self) -> int:
        return self.measures().height * self._rows_model.rowCount() + 2 * _FLAT_EDGE

    def _measure_again(self) -> None:
        self._measures = None
        if self._fits:
            self.updateGeometry()
        self.scheduleDelayedItemsLayout()

    def _open(self, index: QModelIndex) -> None:
        row = self._rows_model.row_at(index)
        if row is not None:
            self.open_requested.emit(row)

    def _look_for_end(self, value: int) -> None:
        bar = self.verticalScrollBar()
        if value >= bar.maximum() - bar.pageStep():
            self.end_reached.emit()
