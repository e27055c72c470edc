# SPDX-License-Identifier: Apache-2.0
"""The hand-out of a signposting list: seen as it will print, then printed or saved.

It shows what it is given, and must not know where that came from.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from desktop.ui import plain, theme
from desktop.ui.controls import Card, button, row_of, scrolled
from desktop.ui.flow import FlowLayout
from desktop.ui.sheet_preview import SheetPreview

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from desktop.reports.handouts import Handout
    from desktop.reports.sheets import Sheet


_LOWEST: Final = 280
"""Pixels: less of a page would not be a preview."""


class HandoutView(QWidget):
    """A hand-out on the screen.

    Signals:
        close_requested: back to the list.
        print_requested: on paper.
        pdf_requested: as a PDF file.
        text_requested: as a plain text file.
    """

    close_requested = Signal()
    print_requested = Signal()
    pdf_requested = Signal()
    text_requested = Signal()

    def __init__(self, *, theme: theme.Theme) -> None:
        super().__init__()
        self._shown: Handout | None = None
        self.back = button(self.tr("‹ Back"), look="back")
        self.print = button(self.tr("Print…"), look="primary")
        self.pdf = button(self.tr("Save as PDF…"))
        self.text = button(self.tr("Save as plain text…"))
        self.large = QCheckBox(self.tr("Large print"))
        self.preview = SheetPreview(theme=theme)
        self.warning = Card(look="banner-warn")
        self.left_out = plain.label()
        self._lay_out()
        self.back.clicked.connect(self.close_requested)
        self.print.clicked.connect(self.print_requested)
        self.pdf.clicked.connect(self.pdf_requested)
        self.text.clicked.connect(self.text_requested)
        self.large.toggled.connect(lambda _on: self._draw())

    def _lay_out(self) -> None:
        self.warning.add(
            plain.label(self.tr("Something names a person, and was left out:"), style="strong"),
            self.left_out,
            plain.label(
                self.tr("If it should be on the paper, amend the list and take the name out.")
            ),
        )
        inner = QWidget()
        outer = QVBoxLayout(self)
        theme.spaced(outer)
        outer.addWidget(scrolled(inner))
        layout = QVBoxLayout(inner)
        theme.spaced(layout, spacing=theme.SMALL)
        layout.addLayout(row_of(self.back, None))
        layout.addWidget(plain.label(self.tr("Hand-out"), style="title"))
        layout.addWidget(
            plain.label(
                self.tr(
                    "There is nothing personal on it: no names, no notes, and nothing about what "
                    "came of it."
                ),
                style="muted",
            )
        )
        layout.addWidget(self.warning)
        actions = FlowLayout(across=theme.SMALL)
        for part in (self.print, self.pdf, self.text, self.large):
            actions.addWidget(part)
        layout.addLayout(actions)
        # Where type is large the page scrolls, rather than leave a slit of the paper.
        self.preview.setMinimumHeight(_LOWEST)
        layout.addWidget(self.preview, 1)
        self.warning.hide()

    @property
    def sheet(self) -> Sheet | None:
        """The sheet on show."""
        return self._shown.sheet if self._shown is not None else None

    def show_handout(self, handout: Handout) -> None:
        """Show a hand-out."""
        self._shown = handout
        quoted = (plain.isolated(plain.shortened(text)) for text in handout.left_out)
        plain.set_text(self.left_out, "\n".join(f"“{text}”" for text in quoted))
        self.warning.setVisible(bool(handout.left_out))
        self._draw()
        self.print.setFocus()

    def empty(self) -> None:
        """Hold nothing."""
        self._shown = None
        plain.set_text(self.left_out, "")
        self.warning.hide()
        self.preview.empty()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back with Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_requested.emit()
            return
        super().keyPressEvent(event)

    def _draw(self) -> None:
        if self._shown is not None:
            self.preview.show_sheet(self._shown.sheet, large=self.large.isChecked())
