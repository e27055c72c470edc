# SPDX-License-Identifier: Apache-2.0
"""How a row of a list is painted: the ground, an icon, two lines, and a chip.

It paints the :class:`~desktop.ui.models.Face` of a row and knows no record.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop.ui.icons import pixmap
from desktop.ui.models import FACE_ROLE, Face

if TYPE_CHECKING:
    from desktop.ui import theme
    from desktop.ui.row_list import RowsList

CHIP_PADDING: Final = 10
_CHIP_HEIGHT: Final = 6
_RADIUS: Final = 6


@dataclass(frozen=True, slots=True)
class Measures:
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
        width = measures.small.horizontalAdvance(face.chip) + 2 * CHIP_PADDING
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
    line = _elided(face.chip, place.width() - 2 * CHIP_PADDING + 2, metrics)
    painter.drawText(place, Qt.AlignmentFlag.AlignCenter, line)


def _elided(text: str, width: int, metrics: QFontMetrics) -> str:
    return metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)
