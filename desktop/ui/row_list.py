# SPDX-License-Identifier: Apache-2.0
"""The one list of the program: rows of two lines with a chip, chosen and opened with the keyboard.

It shows the faces of a :class:`~desktop.ui.models.RowsModel`. It knows no record and no page.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from desktop.ui import plain, theme
from desktop.ui.icons import pixmap
from desktop.ui.models import FACE_ROLE, Face, Row, RowsModel

if TYPE_CHECKING:
    from collections.abc import Sequence

_LEAST_TEXT: Final = 34
"""Letters: where a chip would leave less room than this, it gets a line of its own."""
_CHIP_PADDING: Final = 10
_CHIP_HEIGHT: Final = 6
_RADIUS: Final = 6
_FLAT_EDGE: Final = 2
"""Pixels around a list without an edge of its own, where the ring of the focus goes."""


@dataclass(frozen=True, slots=True)
class _Measures:
    """The sizes of every row of one list, worked out once for a type size and a width."""

    title: QFontMetrics
    small: QFontMetrics
    pad: int
    gap: int
    icon: int
    is_narrow: bool
    has_details: bool
    has_chips: bool

    @property
    def chip_height(self) -> int:
        """The height of a chip."""
        return self.small.height() + _CHIP_HEIGHT

    @property
    def height(self) -> int:
        """The height of a row."""
        lines = self.title.height()
        if self.has_details:
            lines += self.gap + self.small.height()
        if self.is_narrow and self.has_chips:
            lines += self.gap + self.chip_height
        elif self.has_chips:
            lines = max(lines, self.chip_height)
        return lines + 2 * self.pad


class FaceDelegate(QStyledItemDelegate):
    """Paints the face of a row."""

    def __init__(self, *, theme: theme.Theme, parent: RowsList) -> None:
        super().__init__(parent)
        self._theme = theme
        self._list = parent

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Return the size of a row: all rows of a list have the same."""
        del option, index
        return QSize(1, self._list.measures().height)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Paint the ground, the icon, the lines and the chip."""
        face = index.data(FACE_ROLE)
        if not isinstance(face, Face):
            return
        measures = self._list.measures()
        is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        is_under_mouse = bool(option.state & QStyle.StateFlag.State_MouseOver)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, option, is_chosen=is_chosen, is_under_mouse=is_under_mouse)
        room = option.rect.adjusted(measures.pad, measures.pad, -measures.pad, -measures.pad)
        room = self._paint_icon(painter, option, room, face, is_chosen=is_chosen)
        room = self._paint_chip(painter, option, room, face)
        self._paint_lines(painter, option, room, face, is_chosen=is_chosen)
        painter.restore()

    def _paint_ground(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        *,
        is_chosen: bool,
        is_under_mouse: bool,
    ) -> None:
        colours = self._theme.colours
        if is_chosen or is_under_mouse:
            ground = colours.chosen if is_chosen else colours.hover
            painter.fillRect(option.rect, QColor(ground))
        if not self._list.is_last(option.index):
            painter.setPen(QColor(colours.line))
            painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
        if option.state & QStyle.StateFlag.State_HasFocus and self._list.hasFocus():
            painter.setPen(QPen(QColor(colours.focus), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(option.rect.adjusted(2, 2, -2, -3), _RADIUS, _RADIUS)

    def _paint_icon(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        room: QRect,
        face: Face,
        *,
        is_chosen: bool,
    ) -> QRect:
        if face.icon is None:
            return room
        measures = self._list.measures()
        colours = self._theme.colours
        size = measures.icon
        place = QRect(room.left(), room.top(), size, max(size, measures.title.height()))
        place = QStyle.visualRect(option.direction, room, place)
        colour = colours.on_chosen if is_chosen else colours.accent
        drawn = pixmap(face.icon, colour=colour, size=size, scale=2)
        top = place.top() + (measures.title.height() - size) // 2
        painter.drawPixmap(QRect(place.left(), top, size, size), drawn)
        shift = size + measures.pad
        is_mirrored = option.direction == Qt.LayoutDirection.RightToLeft
        return room.adjusted(0, 0, -shift, 0) if is_mirrored else room.adjusted(shift, 0, 0, 0)

    def _paint_chip(
        self, painter: QPainter, option: QStyleOptionViewItem, room: QRect, face: Face
    ) -> QRect:
        if not face.chip:
            return room
        measures = self._list.measures()
        height = measures.chip_height
        width = measures.small.horizontalAdvance(face.chip) + 2 * _CHIP_PADDING
        width = min(width, room.width())
        if measures.is_narrow:
            place = QRect(room.left(), room.bottom() + 1 - height, width, height)
            left = room.adjusted(0, 0, 0, -height - measures.gap)
        else:
            top = room.top() + (room.height() - height) // 2
            place = QRect(room.right() + 1 - width, top, width, height)
            left = room.adjusted(0, 0, -width - 2 * measures.pad, 0)
        painter.setFont(self._list.small_font())
        paint_chip(
            painter,
            QStyle.visualRect(option.direction, room, place),
            face,
            theme=self._theme,
            metrics=measures.small,
        )
        return QStyle.visualRect(option.direction, room, left)

    def _paint_lines(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        room: QRect,
        face: Face,
        *,
        is_chosen: bool,
    ) -> None:
        measures = self._list.measures()
        colours = self._theme.colours
        aligned = QStyle.visualAlignment(
            option.direction, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        flags = int(aligned | Qt.TextFlag.TextSingleLine)
        font = self._list.title_font(strong=face.strong)
        metrics = QFontMetrics(font)
        painter.setFont(font)
        painter.setPen(QColor(colours.on_chosen if is_chosen else colours.ink))
        both = measures.title.height() + measures.gap + measures.small.height()
        top = room.top() + (max(room.height() - both, 0) // 2 if measures.has_details else 0)
        line = QRect(room.left(), top, room.width(), measures.title.height())
        if not measures.has_details:
            line.setHeight(room.height())
        painter.drawText(line, flags, _elided(face.title, line.width(), metrics))
        if face.details:
            line = QRect(
                room.left(),
                line.bottom() + 1,
                room.width(),
                # With the gap on both sides: letters may reach a little below their line.
                measures.small.height() + 2 * measures.gap,
            )
            painter.setFont(self._list.small_font())
            painter.setPen(QColor(colours.on_chosen if is_chosen else colours.muted))
            painter.drawText(line, flags, _elided(face.details, line.width(), measures.small))


def paint_chip(
    painter: QPainter, place: QRect, face: Face, *, theme: theme.Theme, metrics: QFontMetrics
) -> None:
    """Paint the words of a state on a quiet ground."""
    colours = theme.colours
    painter.setPen(QColor(getattr(colours, face.tone)))
    painter.setBrush(QColor(getattr(colours, f"{face.tone}_soft")))
    radius = place.height() / 2
    painter.drawRoundedRect(place.adjusted(0, 0, -1, -1), radius, radius)
    line = _elided(face.chip, place.width() - 2 * _CHIP_PADDING + 2, metrics)
    painter.drawText(place, Qt.AlignmentFlag.AlignCenter, line)


def _elided(text: str, width: int, metrics: QFontMetrics) -> str:
    return metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)


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
        self._measures: _Measures | None = None
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

    def measures(self) -> _Measures:
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
        was_narrow = self.measures().is_narrow
        self._measures = None
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()
        if self._fits and self.measures().is_narrow != was_narrow:
            self.updateGeometry()

    def changeEvent(self, event: QEvent) -> None:
        """Measure again when the type size changes."""
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._measures = None
        super().changeEvent(event)

    def _measure(self, faces: Sequence[Face]) -> _Measures:
        title = QFontMetrics(self.title_font(strong=True))
        small = QFontMetrics(self.small_font())
        pad, icon = self._theme.pixels(theme.SMALL + 2), self._theme.pixels(20)
        chips = {face.chip for face in faces if face.chip}
        beside = max((small.horizontalAdvance(chip) for chip in chips), default=0)
        beside += 2 * _CHIP_PADDING + 4 * pad
        if any(face.icon for face in faces):
            beside += icon + pad
        return _Measures(
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
