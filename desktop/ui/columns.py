# SPDX-License-Identifier: Apache-2.0
"""Two columns side by side where there is room, and one below the other where there is not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QSize
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from desktop.ui import theme

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

_NARROW: Final = 96
"""Letters: with less room than this, the columns stand below each other."""


class TwoColumns(QWidget):
    """A wide and a narrow column.

    Attributes:
        first: where the parts of the wide column go.
        second: where those of the narrow one go; below the first where there is little room.
    """

    def __init__(self, *, narrow: int = _NARROW) -> None:
        super().__init__()
        self._narrow = narrow
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        theme.spaced(self._box, spacing=theme.LARGE)
        self._columns = (QWidget(), QWidget())
        self.first, self.second = (QVBoxLayout(column) for column in self._columns)
        for layout, column, share in zip(
            (self.first, self.second), self._columns, (3, 2), strict=True
        ):
            theme.spaced(layout, spacing=theme.LARGE)
            self._box.addWidget(column, share)

    @property
    def is_narrow(self) -> bool:
        """The columns stand below each other."""
        return self._box.direction() == QBoxLayout.Direction.TopToBottom

    def minimumSizeHint(self) -> QSize:
        """Return the least room: one column below the other is always possible."""
        widest = max(column.minimumSizeHint().width() for column in self._columns)
        return QSize(widest, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Turn where the room no longer fits the type size."""
        self._turn()
        super().resizeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Turn when the type size changes."""
        if event.type() == QEvent.Type.FontChange:
            self._turn()
        super().changeEvent(event)

    def _turn(self) -> None:
        is_narrow = self.width() < self.fontMetrics().averageCharWidth() * self._narrow
        wanted = QBoxLayout.Direction.TopToBottom if is_narrow else QBoxLayout.Direction.LeftToRight
        if self._box.direction() != wanted:
            self._box.setDirection(wanted)
            # Below each other each takes the room it needs; side by side they share it.
            for column, share in zip(self._columns, (3, 2), strict=True):
                self._box.setStretchFactor(column, 0 if is_narrow else share)
