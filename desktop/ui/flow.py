# SPDX-License-Identifier: Apache-2.0
"""A layout that puts short things side by side and wraps when there is too little room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem

from desktop.ui import theme

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


class FlowLayout(QLayout):
    """Items from the leading edge on, as many to a line as fit, aligned at their tops.

    Inside another one, ``in_line`` asks for the room of all items on one line, where there is it.
    """

    def __init__(
        self, parent: QWidget | None = None, *, across: int = theme.WIDE, in_line: bool = False
    ) -> None:
        # First of all: Qt asks even while it is being made.
        self._heights: dict[int, int] = {}
        self._was_short = QSize()
        super().__init__(parent)
        self._in_line = in_line
        self._items: list[QLayoutItem] = []
        self._across = across
        theme.spaced(self, spacing=theme.MEDIUM)

    def addItem(self, item: QLayoutItem) -> None:
        """Take one more item."""
        self._items.append(item)

    def count(self) -> int:
        """Return how many items there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """Return an item, or ``None``."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Give an item away."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """Return nothing: it takes only the room it needs."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """Return that a narrower layout is a higher one."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height that a width needs."""
        if width not in self._heights:
            self._heights[width] = self._arrange(QRect(0, 0, width, 0), place=False)
        return self._heights[width]

    def invalidate(self) -> None:
        """Forget what was worked out before."""
        self._heights.clear()
        super().invalidate()

    def setGeometry(self, rect: QRect) -> None:
        """Put every item in its place."""
        super().setGeometry(rect)
        needed = self._arrange(rect, place=True)
        parent = self.parentWidget()
        if needed > rect.height() and parent is not None and rect.size() != self._was_short:
            # An area that scrolls worked out its height before the last part was laid out. Once
            # for each size: where there is no more room, asking again would never end.
            self._was_short = rect.size()
            parent.updateGeometry()

    def sizeHint(self) -> QSize:
        """Return the room wanted: that of the widest item, or of all on one line."""
        size = self.minimumSize()
        if self._in_line:
            wide = [item.sizeHint().width() for item in self._items if not item.isEmpty()]
            size.setWidth(sum(wide) + self._across * max(len(wide) - 1, 0))
        return size

    def minimumSize(self) -> QSize:
        """Return the least room: that of the widest item."""
        size = QSize()
        for item in self._items:
            if not item.isEmpty():
                size = size.expandedTo(item.minimumSize())
        return size

    def _arrange(self, rect: QRect, *, place: bool) -> int:
        x, y, line_height = rect.x(), rect.y(), 0
        for item in self._items:
            if item.isEmpty():
                continue
            size = item.sizeHint().boundedTo(QSize(max(rect.width(), 1), 1 << 20))
            if item.hasHeightForWidth():
                size.setHeight(max(size.height(), item.heightForWidth(size.width())))
            if line_height and x + size.width() > rect.right() + 1:
                x, y, line_height = rect.x(), y + line_height + self.spacing(), 0
            if place:
                item.setGeometry(self._mirrored(QRect(QPoint(x, y), size), rect))
            x += size.width() + self._across
            line_height = max(line_height, size.height())
        return y + line_height - rect.y()

    def _mirrored(self, item: QRect, rect: QRect) -> QRect:
        parent = self.parentWidget()
        if parent is None or parent.layoutDirection() != Qt.LayoutDirection.RightToLeft:
            return item
        return item.translated(rect.right() + rect.left() - item.left() - item.right(), 0)
