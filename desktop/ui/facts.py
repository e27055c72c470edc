# SPDX-License-Identifier: Apache-2.0
"""What was filled in, to be read: names at the leading side, texts beside them.

It shows texts. It knows no record and no operation.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from desktop.ui import plain, theme

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtGui import QResizeEvent
    from PySide6.QtWidgets import QLabel

_NARROW: Final = 56
"""Letters: with less room than this, a name stands above its text."""
_LEAST: Final = 12
"""Letters that a text has room for at least."""
_NAMES: Final = 27
"""Letters that the column of names has at least, so that cards below each other line up."""


class Facts(QWidget):
    """Names with texts beside them, or below them where there is little room."""

    def __init__(self, facts: Iterable[tuple[str, str]] = ()) -> None:
        super().__init__()
        self._is_narrow: bool | None = None
        self._pairs: list[tuple[QLabel, QLabel]] = []
        self._grid = QGridLayout(self)
        theme.spaced(self._grid)
        self._grid.setHorizontalSpacing(theme.LARGE)
        self._grid.setColumnStretch(1, 1)
        for name, text in facts:
            self.add(name, text)

    def add(self, name: str, text: str) -> None:
        """Add one."""
        value = plain.selectable(plain.label(text))
        value.setAccessibleName(plain.one_line(f"{name}: {text}"))
        self._pairs.append((plain.label(name, style="muted"), value))
        self._is_narrow = None
        self._turn()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Turn where the room no longer fits the type size."""
        self._turn()
        super().resizeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Turn when the type size changes."""
        if event.type() == QEvent.Type.FontChange:
            self._is_narrow = None
            self._turn()
        super().changeEvent(event)

    def _turn(self) -> None:
        letter = self.fontMetrics().averageCharWidth()
        is_narrow = self.width() < letter * _NARROW
        if is_narrow == self._is_narrow:
            return
        self._is_narrow = is_narrow
        for _name, value in self._pairs:
            # Qt would keep long texts wider than their longest word.
            value.setMinimumWidth(letter * _LEAST)
        self._grid.setColumnMinimumWidth(0, 0 if is_narrow else letter * _NAMES)
        self._grid.setVerticalSpacing(theme.TIGHT if is_narrow else theme.SMALL)
        top = Qt.AlignmentFlag.AlignTop
        for row, (name, value) in enumerate(self._pairs):
            # A widget that is added again moves.
            if is_narrow:
                self._grid.addWidget(name, 2 * row, 0, 1, 2)
                self._grid.addWidget(value, 2 * row + 1, 0, 1, 2)
            else:
                self._grid.addWidget(name, row, 0, top)
                self._grid.addWidget(value, row, 1)
