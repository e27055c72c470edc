# SPDX-License-Identifier: Apache-2.0
"""Comparing check words by telephone: some are shown, the others have to be heard and typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.ui import plain, theme
from desktop.ui.controls import Card
from desktop.ui.fields import LineBox
from desktop.ui.flow import FlowLayout

if TYPE_CHECKING:
    from collections.abc import Sequence

COUNT: Final = 8
ASKED: Final = (1, 4, 6)
"""Which words have to be typed: the second, the fifth and the seventh."""
_LETTERS: Final = 14
"""Room for a word: the longest of the list has eight letters, and some are wide."""


class WordsCheck(QWidget):
    """Eight words, three of them blank. Whoever types those has heard them from the other side.

    Signals:
        checked_changed: whether the typed words are right has changed, or may have.
        go_on_requested: the words are right, and the person pressed Enter.
    """

    checked_changed = Signal()
    go_on_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._words: tuple[str, ...] = ()
        self.lines = tuple(LineBox(columns=_LETTERS) for _ in ASKED)
        self._shown = {n: plain.label(style="words", wrap=False) for n in self._given()}
        self.verdict = plain.label(style="strong")
        cells = FlowLayout(across=theme.LARGE)
        for number in range(COUNT):
            cells.addWidget(self._cell(number))
        card = Card()
        card.content.addLayout(cells)
        layout = QVBoxLayout(self)
        theme.spaced(layout)
        layout.addWidget(card)
        layout.addWidget(self.verdict)
        self.verdict.hide()
        for number, line in enumerate(self.lines):
            line.textChanged.connect(self._show_verdict)
            line.returnPressed.connect(lambda one=number: self._go_on(one))

    def set_words(self, words: Sequence[str]) -> None:
        """Show these words, and nothing typed."""
        self._words = tuple(words)
        for line in self.lines:
            line.clear()
        for number, label in self._shown.items():
            plain.set_text(label, self._words[number] if number < len(self._words) else "")
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

    @staticmethod
    def _given() -> tuple[int, ...]:
        return tuple(number for number in range(COUNT) if number not in ASKED)

    def _cell(self, number: int) -> QWidget:
        cell = _Cell(self.lines[0])
        column = QVBoxLayout(cell)
        theme.spaced(column, spacing=theme.TIGHT)
        name = self.tr("Word {n}").format(n=number + 1)
        if number in ASKED:
            line = self.lines[ASKED.index(number)]
            column.addWidget(plain.buddy_label(name, line, style="small"))
            column.addWidget(line)
        else:
            column.addWidget(plain.label(name, style="small", wrap=False))
            column.addWidget(self._shown[number])
        return cell

    def _go_on(self, number: int) -> None:
        if self.is_right:
            self.go_on_requested.emit()
            return
        empty = [line for line in self.lines if not line.text().strip()]
        after = self.lines[(number + 1) % len(self.lines)]
        (empty[0] if empty and after not in empty else after).setFocus()

    def _show_verdict(self) -> None:
        text, look = "", "strong"
        if self.is_right:
            text = self.tr("The words are the same: this is your hub.")
        elif all(line.text().strip() for line in self.lines):
            look = "problem"
            text = self.tr(
                "These are not the same words. Ask for them once more. If they still differ, "
                "do not go on, and tell your coordinator."
            )
        theme.set_look(self.verdict, look)
        plain.set_text(self.verdict, text)
        self.verdict.setVisible(bool(text))
        self.checked_changed.emit()


class _Cell(QWidget):
    """One word with its number; all cells are equally wide, so that they stand in columns."""

    def __init__(self, model: QWidget) -> None:
        super().__init__()
        self._model = model

    def minimumSizeHint(self) -> QSize:
        """Return the room for the widest word."""
        return super().minimumSizeHint().expandedTo(QSize(self._model.sizeHint().width(), 0))

    def sizeHint(self) -> QSize:
        """Return the same width for every word."""
        return super().sizeHint().expandedTo(QSize(self._model.sizeHint().width(), 0))
