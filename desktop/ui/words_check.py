# SPDX-License-Identifier: Apache-2.0
"""Comparing check words by telephone: some are shown, the others have to be heard and typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from desktop.ui import plain, theme
from desktop.ui.fields import LineBox

if TYPE_CHECKING:
    from collections.abc import Sequence

ASKED: Final = (1, 4, 6)
"""Which words have to be typed: the second, the fifth and the seventh."""


class WordsCheck(QWidget):
    """Eight words, three of them blank. Whoever types those has heard them from the other side.

    Signals:
        checked_changed: whether the typed words are right has changed, or may have.
    """

    checked_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._words: tuple[str, ...] = ()
        self.shown = plain.label(style="words")
        self.lines = tuple(LineBox() for _ in ASKED)
        self.verdict = plain.label(style="muted")
        grid = QGridLayout()
        theme.spaced(grid)
        for column, (index, line) in enumerate(zip(ASKED, self.lines, strict=True)):
            name = self.tr("Word {n}").format(n=index + 1)
            grid.addWidget(plain.buddy_label(name, line), 0, column)
            grid.addWidget(line, 1, column)
            line.textChanged.connect(self._show_verdict)
        layout = QVBoxLayout(self)
        theme.spaced(layout)
        layout.addWidget(self.shown)
        layout.addLayout(grid)
        layout.addWidget(self.verdict)

    def set_words(self, words: Sequence[str]) -> None:
        """Show these words, and nothing typed."""
        self._words = tuple(words)
        for line in self.lines:
            line.clear()
        parts = [
            f"{number + 1}. " + ("______" if number in ASKED else word)
            for number, word in enumerate(self._words)
        ]
        half = (len(parts) + 1) // 2
        plain.set_text(self.shown, "    ".join(parts[:half]) + "\n" + "    ".join(parts[half:]))
        self._show_verdict()

    @property
    def is_right(self) -> bool:
        """The three words are the right ones."""
        return len(self._words) > max(ASKED) and all(
            line.text().strip().lower() == self._words[index]
            for index, line in zip(ASKED, self.lines, strict=True)
        )

    def words(self) -> str:
        """Return all the words, once the three were typed right; else what was typed."""
        if self.is_right:
            return " ".join(self._words)
        return " ".join(line.text() for line in self.lines)

    def _show_verdict(self) -> None:
        text = ""
        if self.is_right:
            text = self.tr("The words are the same: this is your hub.")
        elif all(line.text().strip() for line in self.lines):
            text = self.tr(
                "These are not the same words. Ask for them once more. If they still differ, "
                "do not go on, and tell your coordinator."
            )
        plain.set_text(self.verdict, text)
        self.checked_changed.emit()
