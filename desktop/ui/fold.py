# SPDX-License-Identifier: Apache-2.0
"""A part of a page that stays folded until somebody wants it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from desktop.ui import plain, theme
from desktop.ui.controls import button, row_of

if TYPE_CHECKING:
    from collections.abc import Sequence


class FoldOut(QWidget):
    """Lines of text behind a button that shows and hides them."""

    def __init__(self, title: str, lines: Sequence[str]) -> None:
        super().__init__()
        self._title = title
        self.toggle = button("", look="quiet")
        self.toggle.setCheckable(True)
        self.toggle.toggled.connect(self._show)
        self.lines = QFrame()
        self.lines.setProperty("look", "soft")
        inner = QVBoxLayout(self.lines)
        theme.spaced(inner, margin=theme.MEDIUM, spacing=theme.TIGHT)
        for line in lines:
            inner.addWidget(plain.label(line))
        layout = QVBoxLayout(self)
        theme.spaced(layout, spacing=theme.TIGHT)
        layout.addLayout(row_of(self.toggle, None))
        layout.addWidget(self.lines)
        self._show(False)

    def fold(self) -> None:
        """Hide the lines."""
        self.toggle.setChecked(False)

    def _show(self, is_open: bool) -> None:
        self.lines.setVisible(is_open)
        text = self.tr("Hide: {what}") if is_open else self.tr("Show: {what}")
        named = text.format(what=self._title)
        self.toggle.setText(plain.button_text(named))
        self.toggle.setAccessibleName(plain.one_line(named))
