# SPDX-License-Identifier: Apache-2.0
"""A window of steps: where one is, a place for messages, the step on show, and the way out.

It knows no step and calls no operation.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from desktop.ui import plain, theme
from desktop.ui.controls import Banner, Card, button, row_of, scrolled
from desktop.ui.steps import WIDEST, Step, StepBar, StepStack

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from desktop.errors import AlongsideError

AStep = TypeVar("AStep", bound=Step)


class StepFrame(QWidget):
    """Steps one after the other.

    Attributes:
        bar: which step it is.
        banner: what went wrong.
        steps: the steps that were made so far.
        cancel: the way out, on the first step.
        ways_out: where it is, for others beside it.
    """

    def __init__(self, *, theme: theme.Theme, cancel: str) -> None:
        super().__init__()
        self._theme = theme
        self.setProperty("look", "page")
        self.bar = StepBar()
        self.banner = Banner()
        self.waiting = plain.label(style="strong")
        self._waiting_card = Card(look="soft")
        self.steps = StepStack()
        self.cancel = button(cancel, look="quiet")
        self.ways_out = row_of(self.cancel, None)
        self._middle = QWidget()
        self._area = self._put_together()
        theme.changed.connect(self._fit)
        self._fit()

    def _put_together(self) -> QScrollArea:
        self._waiting_card.add(self.waiting)
        column = QVBoxLayout(self._middle)
        theme.spaced(column, spacing=theme.MEDIUM)
        for part in (self.bar, self.banner, self._waiting_card, self.steps):
            column.addWidget(part)
        column.addLayout(self.ways_out)
        column.addStretch(1)
        outer = QWidget()
        across = row_of(None, self._middle, None)
        across.setContentsMargins(theme.WIDE, 2 * theme.WIDE, theme.WIDE, theme.WIDE)
        across.setStretch(1, 8)
        outer.setLayout(across)
        # Else Qt takes the height that the texts would have in the narrowest column.
        outer.setMinimumHeight(1)
        layout = QVBoxLayout(self)
        theme.spaced(layout)
        area = scrolled(outer)
        layout.addWidget(area)
        return area

    def _added(self, step: AStep) -> AStep:
        self.steps.addWidget(step)
        return step

    def _fit(self) -> None:
        self._middle.setMaximumWidth(self._theme.pixels(WIDEST))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go on with Enter and back with Escape, wherever the focus is."""
        step = self._current()
        if step is not None and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            step.enter()
        elif step is not None and event.key() == Qt.Key.Key_Escape:
            self._go_back(step)
        else:
            super().keyPressEvent(event)

    def _current(self) -> Step | None:
        step = self.steps.currentWidget()
        return step if isinstance(step, Step) and self.steps.isEnabled() else None

    def _go_back(self, step: Step) -> None:
        if step.back.isVisibleTo(step):
            step.back.click()
        elif self.cancel.isVisibleTo(self):
            self.cancel.click()

    def _wait(self, text: str) -> None:
        plain.set_text(self.waiting, text)
        self._waiting_card.setVisible(bool(text))
        self.steps.setEnabled(not text)

    def _failed(self, error: AlongsideError) -> None:
        self._wait("")
        self.banner.show_fault(error)
