# SPDX-License-Identifier: Apache-2.0
"""What stands inside an area that scrolls: exactly as high as its parts at the width it has.

Qt takes the least height that wrapped texts would have in the narrowest column; below a wide one
there would be nothing but room.
"""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.ui import theme


class Column(QWidget):
    """Parts below each other.

    Attributes:
        content: where they go.
    """

    def __init__(self, *, spacing: int = theme.MEDIUM) -> None:
        super().__init__()
        self.content = QVBoxLayout(self)
        theme.spaced(self.content, spacing=spacing)

    def minimumSizeHint(self) -> QSize:
        """Return the least room, for the width that the area has."""
        least = super().minimumSizeHint()
        if not self.content.hasHeightForWidth():
            return least
        parent = self.parentWidget()
        there = parent.width() if parent is not None else self.width()
        return QSize(least.width(), self.heightForWidth(max(least.width(), there)))
